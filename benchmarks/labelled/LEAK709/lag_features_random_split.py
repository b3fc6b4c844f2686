# finds: LEAK709
# %%
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

power = pd.read_csv("PJME_hourly.csv", parse_dates=["Datetime"])
power.plot(x="Datetime", y="PJME_MW", figsize=(14, 4))
# %%
power = power.sort_values("Datetime")
power["lag_1"] = power["PJME_MW"].shift(1)
power["lag_24"] = power["PJME_MW"].shift(24)
power["hour"] = power["Datetime"].dt.hour
power = power.dropna()
# %%
X = power[["lag_1", "lag_24", "hour"]]
y = power["PJME_MW"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)  # <-- LEAK709
rf = RandomForestRegressor(n_estimators=200, n_jobs=-1).fit(X_train, y_train)
print("MAE:", mean_absolute_error(y_test, rf.predict(X_test)))
