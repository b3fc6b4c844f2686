# silent: DEP406
# %%
import json
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
# %%
d = pd.read_csv("orders.csv")
x = ["lag_7", "promo", "price"]
rf = RandomForestRegressor(300, random_state=0).fit(d[x][:5000], d["qty"][:5000])
print(rf.score(d[x][5000:], d["qty"][5000:]))
# %%
joblib.dump(rf, "qty.joblib")
profile = d[x].describe(percentiles=[0.01, 0.5, 0.99]).to_dict()
json.dump(profile, open("qty_profile.json", "w"))
# %%
new = pd.read_csv("orders_today.csv")
new.assign(qty=rf.predict(new[x])).to_csv("forecast_today.csv", index=False)
