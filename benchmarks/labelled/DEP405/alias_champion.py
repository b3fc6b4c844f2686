# finds: DEP405
# %%
import lightgbm as lgb
import mlflow
import pandas as pd
from sklearn.metrics import mean_squared_error
# %%
d = pd.read_parquet("load.parquet")
tr, te = d[:20000], d[20000:]
x = ["temp", "hour", "lag_24"]
with mlflow.start_run():
    m = lgb.LGBMRegressor(n_estimators=900).fit(tr[x], tr.mw)
    rmse = mean_squared_error(te.mw, m.predict(te[x])) ** 0.5
    mlflow.log_metrics({"rmse": rmse})
    mlflow.log_params(m.get_params())
    info = mlflow.lightgbm.log_model(m, "m", input_example=tr[x][:5])
# %%
from mlflow import MlflowClient

c = MlflowClient()
mv = c.create_model_version("load", info.model_uri)  # <-- DEP405?
c.set_registered_model_alias("load", "champion", mv.version)  # <-- DEP405
