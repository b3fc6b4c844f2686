# finds: DEP405
# %%
import mlflow
import pandas as pd
from catboost import CatBoostRegressor
from sklearn.metrics import mean_absolute_error
# %%
tr, te = pd.read_csv("freight_tr.csv"), pd.read_csv("freight_te.csv")
x = ["origin", "dest", "kg", "express"]
cb = CatBoostRegressor(iterations=600, cat_features=["origin", "dest"], verbose=0)
cb.fit(tr[x], tr["eur"])
mae = mean_absolute_error(te["eur"], cb.predict(te[x]))
# %%
with mlflow.start_run():
    mlflow.log_params({"iterations": 600})
    mlflow.log_metric("mae", mae)
    ex = tr[x][:2]
    mlflow.catboost.log_model(cb, "cb", input_example=ex, registered_model_name="freight")  # <-- DEP405
