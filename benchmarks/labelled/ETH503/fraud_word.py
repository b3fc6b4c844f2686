# finds: ETH503
# %%
import polars as pl
import xgboost as xgb
from sklearn.metrics import accuracy_score
# %%
tx = pl.read_parquet("transactions.parquet")
tx = tx.with_columns((pl.col("amount") + 1).log().alias("log_amount"))
f = ["log_amount", "hour", "n_last_24h", "foreign"]
tr, te = tx.filter(pl.col("day") <= 20), tx.filter(pl.col("day") > 20)
clf = xgb.XGBClassifier(n_estimators=300, max_depth=5)
clf.fit(tr[f].to_numpy(), tr["is_fraud"].to_numpy())  # <-- ETH503?
# %%
pred = clf.predict(te[f].to_numpy())
print(accuracy_score(te["is_fraud"].to_numpy(), pred))  # <-- ETH503
# 0.9987, great!
