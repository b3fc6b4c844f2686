# silent: ETH501
# %%
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
# %%
laps = pd.read_csv("f1_laps.csv")
print(laps.groupby("driver")["lap_time"].min())
x = ["race", "lap", "tyre_age", "driver_no", "track_temp"]
tr, te = laps[laps.season < 2022], laps[laps.season == 2022]
# %%
r = Ridge().fit(tr[x], tr["lap_time"])
print(mean_squared_error(te["lap_time"], r.predict(te[x])) ** 0.5)
te.assign(p=r.predict(te[x])).plot.scatter("lap_time", "p", s=2)
