# silent: DEP404
# %%
import mlflow
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import roc_auc_score

mlflow.sklearn.autolog(log_model_signatures=True, log_input_examples=True)
# %%
d = pd.read_csv("sepsis_features.csv")
tr, te = d[d.ward != "B"], d[d.ward == "B"]
x = ["hr", "temp", "lactate"]
with mlflow.start_run() as run:
    et = ExtraTreesClassifier(400, random_state=0).fit(tr[x], tr["event"])
    auc = roc_auc_score(te["event"], et.predict_proba(te[x])[:, 1])
    mlflow.log_metric("auc", auc)
# %%
if auc >= 0.8:
    mlflow.register_model(f"runs:/{run.info.run_id}/model", "ward-alert")
