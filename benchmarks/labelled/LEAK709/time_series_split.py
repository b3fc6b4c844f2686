# silent: LEAK709
# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import TimeSeriesSplit, cross_val_score

gas = pd.read_csv("natural_gas.csv", parse_dates=["Date"]).sort_values("Date")
for lag in range(1, 6):
    gas[f"p_{lag}"] = gas["Price"].shift(lag)
gas = gas.dropna()
# %%
tscv = TimeSeriesSplit(n_splits=5)
X, y = gas.filter(regex=r"^p_\d"), gas["Price"]
s = cross_val_score(GradientBoostingRegressor(random_state=0), X, y, cv=tscv, scoring="neg_root_mean_squared_error")
print("RMSE", -np.mean(s))
