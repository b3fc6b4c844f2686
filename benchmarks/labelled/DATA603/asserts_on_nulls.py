# silent: DATA603
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
# %%
d = pd.read_csv("valves.csv")
assert d["valve_id"].is_unique
assert d[["pressure", "cycles"]].notna().all().all(), "holes in the readings"
assert len(d) > 500
# %%
x = ["pressure", "cycles"]
rf = RandomForestClassifier(100, random_state=0).fit(d[x][:400], d["leaks"][:400])
print(rf.score(d[x][400:], d["leaks"][400:]))
d["pressure"].plot.box()
