# silent: TRK204
# %%
import mlflow
import pandas as pd
from lightgbm import LGBMRegressor
from mlflow.models import infer_signature
from sklearn.metrics import mean_absolute_error
# %%
tr, te = pd.read_csv("tr.csv"), pd.read_csv("te.csv")
cols = ["lag1", "lag7", "dow"]
params = {"n_estimators": 600, "num_leaves": 31}
with mlflow.start_run():
    m = LGBMRegressor(**params).fit(tr[cols], tr["y"])
    mlflow.log_params(params)
    mlflow.log_metric("mae", mean_absolute_error(te["y"], m.predict(te[cols])))
    sig = infer_signature(tr[cols], m.predict(tr[cols]))
    mlflow.lightgbm.log_model(m, "model", signature=sig)
