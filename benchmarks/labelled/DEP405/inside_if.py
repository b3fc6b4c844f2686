# silent: DEP405
# %%
import mlflow
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
# %%
tr, te = pd.read_csv("tr.csv"), pd.read_csv("te.csv")
x = ["calls", "tenure"]
MIN_AUC = 0.78
with mlflow.start_run() as run:
    lr = LogisticRegression(max_iter=500).fit(tr[x], tr["churn"])
    auc = roc_auc_score(te["churn"], lr.predict_proba(te[x])[:, 1])
    mlflow.log_params(lr.get_params())
    mlflow.log_metric("auc", auc)
    mlflow.sklearn.log_model(lr, "lr", input_example=tr[x].head())
# %%
if auc >= MIN_AUC:
    mlflow.register_model(f"runs:/{run.info.run_id}/lr", "churn")
else:
    print("not good enough:", auc)
