# finds: TRK203
# %%
import json
import polars as pl
import lightgbm as lgb
from pathlib import Path
from sklearn.metrics import roc_auc_score
# %%
d = pl.read_parquet("claims.parquet")
tr, te = d.filter(pl.col("year") < 2023), d.filter(pl.col("year") == 2023)
f = ["age_of_car", "km", "claims_before", "region_code"]
# %%
m = lgb.LGBMClassifier(n_estimators=300)
m.fit(tr[f].to_numpy(), tr["claim"].to_numpy())
auc = roc_auc_score(te["claim"].to_numpy(), m.predict_proba(te[f].to_numpy())[:, 1])
print("auc:", auc)
# %%
with open("results_lgbm.json", "w") as out:
    out.write(json.dumps({"auc": auc, "n_estimators": 300}))  # <-- TRK203
