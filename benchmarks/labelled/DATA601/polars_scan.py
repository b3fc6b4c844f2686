# finds: DATA601
# %%
import polars as pl
import xgboost as xgb
from sklearn.metrics import roc_auc_score
# %%
events = (
    pl.scan_csv("events_2023.csv")  # <-- DATA601
    .filter(pl.col("duration") > 0)
    .with_columns(pl.col("duration").log().alias("log_dur"))
    .collect()  # <-- DATA601?
)
print(events.describe())
# %%
f = ["log_dur", "n_items", "hour"]
n = int(events.height * 0.8)
clf = xgb.XGBClassifier(n_estimators=150)
clf.fit(events[:n, f].to_numpy(), events[:n]["bought"].to_numpy())
p = clf.predict_proba(events[n:, f].to_numpy())[:, 1]
print(roc_auc_score(events[n:]["bought"].to_numpy(), p))
