# silent: DATA602
# %%
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score
# %%
DAY = "2024-03-31"
snap = pd.read_parquet(f"gs://acme-features/leads/snapshot_date={DAY}/part-0.parquet")
print(snap.dtypes)
# %%
x = ["visits", "minutes", "channel"]
cb = CatBoostClassifier(iterations=200, cat_features=["channel"], verbose=0, random_seed=1)
cb.fit(snap[x][:8000], snap["won"][:8000])
print(roc_auc_score(snap["won"][8000:], cb.predict_proba(snap[x][8000:])[:, 1]))
