# silent: TRK204
# %%
import mlflow
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
# %%
d = pd.read_csv("auto_mpg.csv", na_values="?").dropna()
tr, te = d[:300], d[300:]
cols = ["horsepower", "weight", "acceleration"]
# %%
for alpha in [0.1, 1.0, 10.0]:
    with mlflow.start_run():
        ridge = Ridge(alpha=alpha).fit(tr[cols], tr.mpg)
        mlflow.log_param("alpha", alpha)
        mlflow.log_metric("r2", r2_score(te.mpg, ridge.predict(te[cols])))
