# silent: LEAK702
# %%
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

sales = pd.read_csv("store_sales.csv", parse_dates=["date"], index_col="date").sort_index()
sales["price"] = sales["price"].ffill()
sales["temperature"] = sales["temperature"].interpolate(limit_direction="forward")
# %%
sales["lag_7"] = sales["units"].shift(7)
sales["delta"] = sales["lag_7"].diff()
sales = sales.dropna()
sales[["units", "lag_7"]].plot(figsize=(10, 3))
# %%
train, test = sales.loc[:"2022-12-31"], sales.loc["2023-01-01":]
cols = ["price", "temperature", "lag_7", "delta"]
hgb = HistGradientBoostingRegressor(random_state=0).fit(train[cols], train["units"])
print(mean_absolute_error(test["units"], hgb.predict(test[cols])))
