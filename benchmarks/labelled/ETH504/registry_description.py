# silent: ETH504
# %% [file requirements.txt]
mlflow==2.14.1
# %%
import mlflow
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
# %%
d = pd.read_csv("pumps.csv")
x = ["flow", "pressure", "age_months"]
with mlflow.start_run() as run:
    rf = RandomForestRegressor(200, random_state=0).fit(d[x][:800], d["days_left"][:800])
    r2 = r2_score(d["days_left"][800:], rf.predict(d[x][800:]))
    mlflow.log_metric("r2", r2)
    mlflow.sklearn.log_model(rf, "rf", input_example=d[x][:2])
# %%
assert r2 > 0.6
mv = mlflow.register_model(f"runs:/{run.info.run_id}/rf", "pumps")
text = "Days until failure of a pump. Use: maintenance plan. Data: SCADA 2019-2023. Owner: plant 2."
mlflow.MlflowClient().update_model_version("pumps", mv.version, description=text)
