# finds: DEP404
# %%
import mlflow
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
# %%
tr, te = pd.read_csv("tr.csv"), pd.read_csv("te.csv")
x = ["sqm", "rooms", "age"]
with mlflow.start_run():
    rf = RandomForestRegressor(300, random_state=0).fit(tr[x], tr["price"])
    mlflow.log_params(rf.get_params())
    mae = mean_absolute_error(te["price"], rf.predict(te[x]))
    mlflow.log_metric("mae", mae)
    if mae < 25_000:
        mlflow.sklearn.log_model(rf, "model", registered_model_name="flat-prices")  # <-- DEP404
