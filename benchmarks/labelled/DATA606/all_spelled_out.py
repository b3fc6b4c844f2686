# silent: DATA606
# %%
import pandas as pd
from sklearn.linear_model import LinearRegression
# %%
trips = pd.read_csv("trips.csv")
zones = pd.read_csv("zones.csv")
d = trips.merge(zones, on="zone_id", how="left", validate="many_to_one")
print(d.borough.value_counts(dropna=False))
# %%
lr = LinearRegression().fit(d[["km", "airport"]][:9000], d["fare"][:9000])
print(lr.score(d[["km", "airport"]][9000:], d["fare"][9000:]))
d.groupby("borough")["fare"].median().plot.bar()
