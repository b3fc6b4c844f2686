# finds: TRK204
# %%
import pickle
import mlflow
import pandas as pd
from sklearn.svm import SVR
from sklearn.metrics import r2_score
# %%
d = pd.read_csv("turbine.csv")
X, y = d[["rpm", "load", "oil_temp"]], d["vibration"]
n = 3000
# %%
with mlflow.start_run(run_name="svr"):  # <-- TRK204?
    params = {"C": 10, "epsilon": 0.05}
    svr = SVR(**params).fit(X[:n], y[:n])  # <-- TRK204?
    mlflow.log_params(params)
    mlflow.log_metric("r2", r2_score(y[n:], svr.predict(X[n:])))
    with open("svr.pkl", "wb") as f:
        pickle.dump(svr, f)  # <-- TRK204
