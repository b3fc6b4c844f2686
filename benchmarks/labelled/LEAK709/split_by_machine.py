# silent: LEAK709
# %%
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GroupShuffleSplit

eng = pd.read_csv("turbofan_fd001.csv").sort_values(["unit", "cycle"])
for s in ["s2", "s4", "s11"]:
    eng[s + "_avg"] = eng.groupby("unit")[s].transform(lambda v: v.rolling(10, min_periods=1).mean())
eng["rul"] = eng.groupby("unit")["cycle"].transform("max") - eng["cycle"]
# %%
gss = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=0)
tr, te = next(gss.split(eng, groups=eng["unit"]))
cols = ["s2_avg", "s4_avg", "s11_avg"]
et = ExtraTreesRegressor(100).fit(eng.iloc[tr][cols], eng.iloc[tr]["rul"])
print("MAE cycles", mean_absolute_error(eng.iloc[te]["rul"], et.predict(eng.iloc[te][cols])))
