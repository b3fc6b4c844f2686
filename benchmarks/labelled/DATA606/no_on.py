# finds: DATA606
# %%
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
# %%
orders = pd.read_csv("orders.csv")
items = pd.read_csv("items.csv")
print(orders.columns.intersection(items.columns))
full = orders.merge(items)  # <-- DATA606
full.head()
# %%
x = ["qty", "weight", "distance_km"]
rf = RandomForestRegressor(100, random_state=0).fit(full[x][:4000], full["days"][:4000])
print(rf.score(full[x][4000:], full["days"][4000:]))
