# silent: DEP406
# %%
import mlflow
import pandas as pd
from sklearn.linear_model import PoissonRegressor
from sklearn.metrics import mean_poisson_deviance
# %%
d = pd.read_csv("calls.csv")
x = ["dow", "holiday", "campaign"]
pr = PoissonRegressor(alpha=0.1).fit(d[x][:600], d["calls"][:600])
dev = mean_poisson_deviance(d["calls"][600:], pr.predict(d[x][600:]))
print(dev)
# %%
with mlflow.start_run() as run:
    mlflow.log_params(pr.get_params())
    mlflow.log_metric("deviance", dev)
    mlflow.sklearn.log_model(pr, "pr", input_example=d[x][:2])
