# finds: LEAK702
# %%
import pandas as pd
import statsmodels.api as sm
from sklearn.metrics import mean_absolute_percentage_error as mape

load = pd.read_csv("load.csv", parse_dates=["day"])
load["weekend"] = (load.day.dt.dayofweek >= 5).astype(int)
load.plot(x="day", y="mwh", figsize=(12, 3))
# %%
mu, sd = load["temperature"].mean(), load["temperature"].std()  # <-- LEAK702?
load["temp_z"] = (load["temperature"] - mu) / sd  # <-- LEAK702
# %%
old = load.day < "2023-01-01"
tr, te = load[old], load[~old]
ols = sm.OLS(tr["mwh"], sm.add_constant(tr[["temp_z", "weekend"]])).fit()
pred = ols.predict(sm.add_constant(te[["temp_z", "weekend"]]))
print("MAPE 2023:", mape(te["mwh"], pred))
