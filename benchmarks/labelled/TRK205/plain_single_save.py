# silent: TRK205
# %%
import pandas as pd
from joblib import dump
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
# %%
tx = pd.read_csv("transactions.csv")
cols = ["amount", "hour", "merchant_risk"]
iso = IsolationForest(n_estimators=200, random_state=0).fit(tx[cols])
tx["score"] = -iso.score_samples(tx[cols])
print(roc_auc_score(tx["label"], tx["score"]))
tx["score"].hist(bins=60)
# %%
dump(iso, "models/isolation_forest.joblib")
