# silent: ETH501
# %%
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
# %%
pay = pd.read_csv("pay.csv")
x = ["gender", "level", "tenure_years"]
tr, te = pay[:2000], pay[2000:].copy()
rf = RandomForestRegressor(300, random_state=0).fit(tr[x], tr["salary"])
te["pred"] = rf.predict(te[x])
print("MAE", mean_absolute_error(te["salary"], te["pred"]))
# %%
te.groupby("gender").apply(lambda g: mean_absolute_error(g["salary"], g["pred"]))
