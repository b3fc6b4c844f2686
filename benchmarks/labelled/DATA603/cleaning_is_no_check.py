# finds: DATA603
# %%
import numpy as np
import pandas as pd
from xgboost import XGBRegressor
from sklearn.metrics import mean_squared_error


def clean(t):
    t = t.rename(columns=str.lower).drop_duplicates()
    t["age"] = t["age"].fillna(t["age"].median())
    return t.replace([np.inf, -np.inf], np.nan).dropna()
# %%
cars = clean(pd.read_csv("used_cars.csv"))  # <-- DATA603?
print(cars.describe().T)
x = ["age", "km", "kw"]
n = int(0.8 * len(cars))
xgb = XGBRegressor(n_estimators=300, random_state=0)
xgb.fit(cars[x][:n], cars["price"][:n])  # <-- DATA603
print(mean_squared_error(cars["price"][n:], xgb.predict(cars[x][n:])) ** 0.5)
