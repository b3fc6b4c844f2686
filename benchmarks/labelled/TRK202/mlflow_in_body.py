# silent: TRK202
# %%
import mlflow
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.metrics import mean_absolute_percentage_error as mape
# %%
tr, va = pd.read_csv("tr.csv"), pd.read_csv("va.csv")
cols = ["lag_1", "lag_7", "promo", "price"]
# %%
for n in [100, 300, 900]:
    for leaf in [1, 5]:
        with mlflow.start_run(run_name=f"et-{n}-{leaf}"):
            et = ExtraTreesRegressor(n, min_samples_leaf=leaf, random_state=0)
            et.fit(tr[cols], tr["units"])
            mlflow.log_params({"n": n, "leaf": leaf})
            mlflow.log_metric("mape", mape(va["units"], et.predict(va[cols])))
