# silent: DATA602
# %%
import os
import pandas as pd
from deltalake import DeltaTable
from sklearn.ensemble import GradientBoostingRegressor
# %%
dt = DeltaTable("s3://acme-lake/sensors", version=217)
d = dt.to_pandas(columns=["temp", "hum", "co2", "occupancy"])
d.corr().style.background_gradient(cmap="coolwarm")
# %%
gbr = GradientBoostingRegressor(random_state=0)
gbr.fit(d[["temp", "hum", "co2"]][:6000], d["occupancy"][:6000])
print(gbr.score(d[["temp", "hum", "co2"]][6000:], d["occupancy"][6000:]))
