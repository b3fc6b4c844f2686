# silent: LEAK709
# %%
import matplotlib.pyplot as plt
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_squared_error

df = pd.read_csv("AEP_hourly.csv").set_index("Datetime")
df.index = pd.to_datetime(df.index)
df["lag_year"] = df["AEP_MW"].shift(364 * 24)
df["hour"], df["dow"] = df.index.hour, df.index.dayofweek
# %%
train = df.loc[df.index < "2015-01-01"].dropna()
test = df.loc[df.index >= "2015-01-01"]
fig, ax = plt.subplots(figsize=(15, 5))
train["AEP_MW"].plot(ax=ax, label="train"); test["AEP_MW"].plot(ax=ax, label="test")
# %%
F = ["lag_year", "hour", "dow"]
reg = xgb.XGBRegressor(n_estimators=500).fit(train[F], train["AEP_MW"])
print("RMSE", mean_squared_error(test["AEP_MW"], reg.predict(test[F])) ** 0.5)
