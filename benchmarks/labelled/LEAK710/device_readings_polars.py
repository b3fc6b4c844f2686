# finds: LEAK710
# %%
import polars as pl
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import train_test_split

iot = pl.read_csv("iot_readings.csv")
print(iot.group_by("device_id").agg(pl.len().alias("rows")).sort("rows", descending=True).head())
# %%
X = iot.select(["temp", "vibration", "current"]).to_numpy()
y = iot["failure"].to_numpy()
X_tr, X_te, y_tr, y_te = train_test_split(X, y, random_state=7, test_size=0.3)  # <-- LEAK710
hgb = HistGradientBoostingClassifier(random_state=7).fit(X_tr, y_tr)
print("accuracy", hgb.score(X_te, y_te))
