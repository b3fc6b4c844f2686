# silent: TRK203
# %%
import mlflow
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.neural_network import MLPRegressor
# %%
tr, te = pd.read_csv("wind_train.csv"), pd.read_csv("wind_test.csv")
x = ["speed", "direction", "pressure"]
with mlflow.start_run(run_name="mlp"):
    mlp = MLPRegressor((64, 32), max_iter=800, random_state=0).fit(tr[x], tr["mw"])
    mae = mean_absolute_error(te["mw"], mlp.predict(te[x]))
    mlflow.log_params({"layers": "64-32"})
    mlflow.log_metric("mae", mae)
    mlflow.sklearn.log_model(mlp, "model")
    pd.DataFrame([{"model": "mlp", "mae": mae}]).to_csv("results.csv")
    mlflow.log_artifact("results.csv")
