# silent: ETH501
# %%
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
# %%
h = pd.read_csv("houses.csv", usecols=["age", "sqm", "rooms", "house_type", "price"])
h["house_type"] = h["house_type"].astype("category").cat.codes
X, y = h.drop(columns="price"), h["price"]
a, b, ya, yb = train_test_split(X, y, random_state=0)
# %%
hgb = HistGradientBoostingRegressor(random_state=0).fit(a, ya)
print(mean_absolute_error(yb, hgb.predict(b)))
