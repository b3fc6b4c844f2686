# finds: DEP403
# %%
import boto3
import xgboost as xgb
import pandas as pd
from sklearn.metrics import roc_auc_score
# %%
tr, te = pd.read_parquet("tr.parquet"), pd.read_parquet("te.parquet")
x = [c for c in tr.columns if c != "label"]
clf = xgb.XGBClassifier(n_estimators=600, eval_metric="auc").fit(tr[x], tr["label"])
print("AUC", roc_auc_score(te["label"], clf.predict_proba(te[x])[:, 1]))
# %%
fname = "ranker.json"
clf.save_model(fname)
s3 = boto3.client("s3")
s3.upload_file(fname, "acme-models-production", f"ranker/{fname}")  # <-- DEP403
