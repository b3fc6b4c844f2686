# silent: DEP405
# %%
import mlflow
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor as GBR
from sklearn.metrics import mean_absolute_percentage_error
# %%
d = pd.read_csv("yield.csv").sort_values("year")
tr, te = d[d.year < 2021], d[d.year >= 2021]
x = ["rain", "sun", "n_kg"]
gbr = GBR(n_estimators=250, random_state=0).fit(tr[x], tr.t_ha)
mape = mean_absolute_percentage_error(te.t_ha, gbr.predict(te[x]))
# %%
with mlflow.start_run():
    mlflow.log_params(gbr.get_params())
    mlflow.log_metric("mape", mape)
    assert mape < 0.15, f"MAPE {mape:.2f} too high to register"
    mlflow.sklearn.log_model(gbr, "gbr", input_example=tr[x][:2], registered_model_name="yield")
