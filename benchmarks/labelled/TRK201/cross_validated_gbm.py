# finds: TRK201
# %%
import lightgbm as lgb
import polars as pl
from sklearn.model_selection import cross_val_score, StratifiedKFold
# %%
flights = pl.read_csv("flights.csv", try_parse_dates=True)
flights = flights.with_columns(
    pl.col("dep_time").dt.hour().alias("hour"),
    (pl.col("arr_delay") > 15).cast(pl.Int8).alias("late"),
)
print(flights.head())
# %%
cols = ["hour", "distance", "day_of_week", "taxi_out"]
X, y = flights.select(cols).to_numpy(), flights["late"].to_numpy()
clf = lgb.LGBMClassifier(num_leaves=63, learning_rate=0.05)
clf.fit(X, y)  # <-- TRK201
cv = StratifiedKFold(5, shuffle=True, random_state=0)
scores = cross_val_score(clf, X, y, cv=cv, scoring="roc_auc")  # <-- TRK201?
print(scores.mean(), "+/-", scores.std())
