# silent: DEP403
# %%
import joblib
import mlflow
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
# %%
tr, te = pd.read_csv("prod_line_tr.csv"), pd.read_csv("prod_line_te.csv")
x = ["speed", "temp", "torque"]
with mlflow.start_run():
    rf = RandomForestRegressor(200, random_state=0).fit(tr[x], tr["scrap"])
    mlflow.log_params(rf.get_params())
    mlflow.log_metric("r2", r2_score(te["scrap"], rf.predict(te[x])))
    joblib.dump(rf, "rf.joblib")
    mlflow.log_artifact("rf.joblib", artifact_path="production_line")
