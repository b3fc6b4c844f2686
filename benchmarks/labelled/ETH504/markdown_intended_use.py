# silent: ETH504
# %% [file requirements.txt]
xgboost==2.1.0
# %% [markdown]
# # Bike demand
# **Intended use**: plan how many bikes are moved overnight; not for pricing.
#
# **Data**: rentals of 2021 to 2023, one row an hour and station.
#
# **Limitations**: no big events, poor below -5 degrees. **Owner**: fleet team.
# %%
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
# %%
b = pd.read_csv("bikes.csv")
x = ["hour", "temp", "station"]
m = xgb.XGBRegressor(n_estimators=400).fit(b[x][:90000], b.n[:90000])
print(mean_absolute_error(b.n[90000:], m.predict(b[x][90000:])))
m.save_model("bikes.json")
