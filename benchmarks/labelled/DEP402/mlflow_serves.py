# silent: DEP402
# %%
import mlflow
import mlflow.sklearn
import pandas as pd
from sklearn.linear_model import HuberRegressor
from sklearn.metrics import mean_absolute_error
# %%
d = pd.read_csv("kiln.csv")
cols = ["temp_in", "flow", "humidity"]
with mlflow.start_run():
    h = HuberRegressor().fit(d[cols][:900], d["moisture"][:900])
    mlflow.log_metric("mae", mean_absolute_error(d["moisture"][900:], h.predict(d[cols][900:])))
    mlflow.log_params(h.get_params())
    info = mlflow.sklearn.log_model(h, "model", input_example=d[cols][:3])
print(info.model_uri)
# %%
!mlflow models serve -m models:/kiln/3 --port 5002 --env-manager local
