# finds: ETH504
# %% [file requirements.txt]
mlflow==2.14.1
lightgbm==4.3.0
# %% [markdown]
# Lead scoring, second try
# %%
import lightgbm as lgb
import mlflow
import pandas as pd
from sklearn.metrics import roc_auc_score
# %%
tr, te = pd.read_csv("leads_tr.csv"), pd.read_csv("leads_te.csv")
x = ["visits", "minutes", "pages"]
with mlflow.start_run() as run:
    m = lgb.LGBMClassifier().fit(tr[x], tr["won"])
    auc = roc_auc_score(te["won"], m.predict_proba(te[x])[:, 1])
    mlflow.log_metric("auc", auc)
    mlflow.lightgbm.log_model(m, "m", input_example=tr[x][:2])  # <-- ETH504?
if auc > 0.8:
    mlflow.register_model(f"runs:/{run.info.run_id}/m", "leads")  # <-- ETH504
