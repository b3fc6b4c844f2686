# silent: DEP404
# %%
import mlflow
import pandas as pd
from xgboost import XGBClassifier
from sklearn.metrics import roc_auc_score
# %%
d = pd.read_csv("clicks.csv")
X, y = d[["pos", "hour", "device_id"]], d["click"]
n = int(len(d) * 0.8)
xgb = XGBClassifier(n_estimators=150)
xgb.fit(X[:n], y[:n])
auc = roc_auc_score(y[n:], xgb.predict_proba(X[n:])[:, 1])
# %%
with mlflow.start_run() as r:
    mlflow.log_params(xgb.get_params())
    mlflow.log_metric("auc", auc)
    mlflow.xgboost.log_model(xgb, "model", input_example=X.head(3))
assert auc > 0.7, auc
mlflow.register_model(f"runs:/{r.info.run_id}/model", "click")
