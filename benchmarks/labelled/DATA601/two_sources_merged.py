# finds: DATA601
# %%
from pathlib import Path
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error

RAW = Path("data") / "raw"
# %%
sales = pd.read_parquet(RAW / "sales.parquet")  # <-- DATA601
stores = pd.read_csv(RAW / "stores.csv")  # <-- DATA601
d = sales.merge(stores, on="store_id", how="left", validate="m:1")
d["dow"] = d["date"].dt.dayofweek
# %%
x = ["dow", "promo", "size_m2", "competition_km"]
tr, te = d[d.date < "2015-06-01"], d[d.date >= "2015-06-01"]
m = lgb.LGBMRegressor(n_estimators=500).fit(tr[x], tr["sales"])
print(mean_absolute_error(te["sales"], m.predict(te[x])))
