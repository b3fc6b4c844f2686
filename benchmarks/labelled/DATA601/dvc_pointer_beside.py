# silent: DATA601
# %% [file data/trips.csv.dvc]
outs:
- md5: 0f343b0931126a20f133d67c2b018a3b
  size: 51200345
  path: trips.csv
# %%
import pandas as pd
from sklearn.linear_model import TweedieRegressor
from sklearn.metrics import mean_absolute_error
# %%
trips = pd.read_csv("data/trips.csv", parse_dates=["start"])
trips["hour"] = trips.start.dt.hour
tr, te = trips[trips.start < "2024-03-01"], trips[trips.start >= "2024-03-01"]
tw = TweedieRegressor(power=1.5).fit(tr[["hour", "km"]], tr["minutes"])
print(mean_absolute_error(te["minutes"], tw.predict(te[["hour", "km"]])))
