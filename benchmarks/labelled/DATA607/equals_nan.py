# finds: DATA607
# %%
import numpy as np
import pandas as pd
# %%
sensors = pd.read_csv("sensors.csv")
broken = sensors[sensors["value"] == np.nan]  # <-- DATA607
print("broken rows:", len(broken))
ok = sensors[sensors.value != float("nan")]  # <-- DATA607
print(ok.shape)
# %%
sensors["flag"] = 0
sensors.groupby("sensor")["value"].agg(["mean", "count"]).plot.bar(y="count")
