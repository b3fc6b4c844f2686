# silent: DATA603
# %%
import pandas as pd
from sklearn.svm import SVR
from quality import validate_sensors
# %%
def check_ranges(t):
    bad = t[(t["temp"] < -60) | (t["temp"] > 60)]
    if len(bad):
        raise ValueError(f"{len(bad)} impossible temperatures")
    return t
# %%
s = pd.read_csv("sensors.csv")
check_ranges(s)
validate_sensors(s)
svr = SVR(C=10).fit(s[["temp", "hum"]][:2000], s["ozone"][:2000])
print(svr.score(s[["temp", "hum"]][2000:], s["ozone"][2000:]))
