# silent: DATA607
# %%
import math
import numpy as np
import pandas as pd
# %%
s = pd.read_csv("sensors.csv")
print(s["value"].isna().sum(), np.isnan(s["value"]).mean())
s["value"] = s["value"].replace(np.nan, 0.0)
same = s["value"] == s["value"].shift()
# a NaN is the only value that differs from itself
odd = s[s["raw"] != s["raw"]]
if math.isnan(s["raw"].iloc[0]):
    print("starts with a hole")
s.loc[same, "value"].head()
