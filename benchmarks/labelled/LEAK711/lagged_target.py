# silent: LEAK711
# %%
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

sales = pd.read_csv("daily_sales.csv", parse_dates=["day"]).sort_values("day")
sales["units_yesterday"] = sales["units"].shift(1)
sales["units_last_week"] = sales["units"].shift(7)
sales = sales.dropna()
# %%
cols = ["units_yesterday", "units_last_week", "promo"]
train, test = sales[sales["day"] < "2024-01-01"], sales[sales["day"] >= "2024-01-01"]
gbr = GradientBoostingRegressor().fit(train[cols], train["units"])
print(mean_absolute_error(test["units"], gbr.predict(test[cols])))
