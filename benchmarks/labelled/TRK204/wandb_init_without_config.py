# finds: TRK204
# %%
import pandas as pd
import wandb
from sklearn.metrics import roc_auc_score
from xgboost import XGBClassifier
# %%
tr, te = pd.read_csv("credit_tr.csv"), pd.read_csv("credit_te.csv")
feats = [c for c in tr if c.startswith("f_")]
# %%
run = wandb.init(project="credit")  # <-- TRK204?
clf = XGBClassifier(max_depth=4, learning_rate=0.03, n_estimators=900)  # <-- TRK204?
clf.fit(tr[feats], tr["bad"])  # <-- TRK204
auc = roc_auc_score(te["bad"], clf.predict_proba(te[feats])[:, 1])
wandb.log({"auc": auc})  # <-- TRK204?
run.finish()
