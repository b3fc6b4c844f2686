# finds: DATA606
# %%
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error
# %%
sales = pd.read_parquet("sales.parquet")
stores = pd.read_csv("stores.csv")
weather = pd.read_csv("weather.csv")
d = sales.merge(stores, on="store_id", how="left")  # <-- DATA606
d = d.merge(weather, left_on=["city", "day"], right_on=["city", "date"], how="left")  # <-- DATA606
print(d.isna().mean())
# %%
x = ["size_m2", "rain_mm", "temp", "promo"]
tr, te = d[d.day < "2023-10-01"], d[d.day >= "2023-10-01"]
m = lgb.LGBMRegressor().fit(tr[x], tr["units"])
print(mean_absolute_error(te["units"], m.predict(te[x])))
