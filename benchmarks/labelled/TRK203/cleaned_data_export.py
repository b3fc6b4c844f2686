# silent: TRK203
# %%
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
# %%
raw = pd.read_csv("raw/stations.csv")
clean = raw.dropna(subset=["pm10"]).query("pm10 >= 0")
clean.to_csv("processed/stations_clean.csv", index=False)
monthly = clean.groupby("month").pm10.agg(["mean", "max"])
monthly.to_excel("monthly_pm10.xlsx")
# %%
tr, te = clean[clean.year < 2022], clean[clean.year >= 2022]
rf = RandomForestRegressor(random_state=0).fit(tr[["temp", "wind"]], tr.pm10)
print(r2_score(te.pm10, rf.predict(te[["temp", "wind"]])))
