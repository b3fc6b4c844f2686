# silent: TRK204
# %%
import mlflow
import pandas as pd
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsRegressor
# %%
d = pd.read_csv("rent.csv")
with mlflow.start_run():
    search = GridSearchCV(KNeighborsRegressor(), {"n_neighbors": [5, 15, 45]}, cv=4)
    search.fit(d[["lat", "lon", "sqm"]], d["rent"])
    mlflow.log_params(search.best_params_)
    mlflow.log_metric("cv_r2", search.best_score_)
# %%
res = pd.DataFrame(search.cv_results_)
res.plot(x="param_n_neighbors", y="mean_test_score", marker="o")
