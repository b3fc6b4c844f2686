# finds: DEP406
# %%
import mlflow
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
# %%
d = pd.read_csv("kiln.csv")
x = ["temp_in", "flow"]
with mlflow.start_run():
    ridge = Ridge(0.5).fit(d[x][:900], d["moisture"][:900])
    mlflow.log_params(ridge.get_params())
    mlflow.log_metric("r2", r2_score(d["moisture"][900:], ridge.predict(d[x][900:])))
    mlflow.sklearn.log_model(ridge, "ridge", input_example=d[x][:2])
# %%
# version 4 was looked at and approved on Monday
!mlflow models serve -m models:/kiln/4 -p 5005 --env-manager local  # <-- DEP406
