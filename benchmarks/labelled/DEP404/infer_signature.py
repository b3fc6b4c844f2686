# silent: DEP404
# %%
import mlflow
import pandas as pd
from mlflow.models.signature import infer_signature
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import r2_score
# %%
tr, te = pd.read_csv("tr.csv"), pd.read_csv("te.csv")
x = ["load", "rpm"]
with mlflow.start_run():
    gbr = GradientBoostingRegressor(random_state=0).fit(tr[x], tr["temp"])
    pred = gbr.predict(te[x])
    r2 = r2_score(te["temp"], pred)
    mlflow.log_metric("r2", r2)
    if r2 > 0.8:
        mlflow.sklearn.log_model(
            gbr, "m", signature=infer_signature(te[x], pred), registered_model_name="bearing-temp"
        )
