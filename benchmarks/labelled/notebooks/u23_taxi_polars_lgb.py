# notebook
# %% [markdown]
# # NYC taxi duration
# Polars for the table, LightGBM for the model
# %%
import polars as pl
import numpy as np
import pandas as pd
import lightgbm as lgb
import matplotlib.pyplot as plt
import seaborn as sns
from datetime import datetime, timedelta
from sklearn.model_selection import train_test_split
from sklearn.cluster import MiniBatchKMeans
from sklearn.metrics import mean_squared_error, mean_absolute_error
# %%
q = (
    pl.scan_parquet("yellow_2016-0*.parquet")
    .filter(pl.col("passenger_count").is_between(1, 6))
    .filter(pl.col("trip_distance").is_between(0.2, 40))
)
df = q.collect()
df.shape
# %%
df.head()
# %%
df.describe()
# %%
df.null_count()
# %%
df = df.with_columns(
    (pl.col("tpep_dropoff_datetime") - pl.col("tpep_pickup_datetime")).dt.total_seconds().alias("dur"),
)
df = df.filter(pl.col("dur").is_between(60, 2 * 3600))
df = df.filter(pl.col("pickup_latitude").is_between(40.5, 41.0) & pl.col("pickup_longitude").is_between(-74.3, -73.6))
df = df.filter(pl.col("dropoff_latitude").is_between(40.5, 41.0) & pl.col("dropoff_longitude").is_between(-74.3, -73.6))
print(len(df))
# %%
print("mean duration", df["dur"].mean(), "median", df["dur"].median())
sns.histplot(np.log1p(df["dur"].sample(20000, seed=1).to_numpy()), bins=80)
plt.show()
# %%
by_hour = (
    df.group_by(pl.col("tpep_pickup_datetime").dt.hour().alias("hour"))
    .agg(pl.col("dur").mean(), pl.col("trip_distance").mean())
    .sort("hour")
)
plt.plot(by_hour["hour"], by_hour["dur"] / 60)
plt.xlabel("hour")
plt.ylabel("minutes")
plt.show()
# %% [markdown]
# ## Features by row
# %%
R = 6371.0


def haversine(lat1, lon1, lat2, lon2):
    lat1, lon1, lat2, lon2 = map(np.radians, (lat1, lon1, lat2, lon2))
    a = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * R * np.arcsin(np.sqrt(a))


t = df.with_columns(
    pl.col("tpep_pickup_datetime").dt.hour().alias("hour"),
    pl.col("tpep_pickup_datetime").dt.weekday().alias("dow"),
    pl.col("tpep_pickup_datetime").dt.month().alias("month"),
    (pl.col("store_and_fwd_flag") == "Y").cast(pl.Int8).alias("fwd"),
).to_pandas()
t["hav"] = haversine(t["pickup_latitude"], t["pickup_longitude"], t["dropoff_latitude"], t["dropoff_longitude"])
t["manh"] = (haversine(t["pickup_latitude"], t["pickup_longitude"], t["pickup_latitude"], t["dropoff_longitude"])
             + haversine(t["pickup_latitude"], t["pickup_longitude"], t["dropoff_latitude"], t["pickup_longitude"]))
t["rush"] = t["hour"].isin([7, 8, 9, 16, 17, 18]).astype(int)
t["jfk"] = ((t["dropoff_latitude"] - 40.645).abs() < 0.02) & ((t["dropoff_longitude"] + 73.78).abs() < 0.02)
t["y"] = np.log1p(t["dur"])
# %%
feat = ["pickup_latitude", "pickup_longitude", "dropoff_latitude", "dropoff_longitude", "passenger_count",
        "trip_distance", "VendorID", "hour", "dow", "month", "fwd", "hav", "manh", "rush", "jfk"]
sns.heatmap(t[feat].astype(float).corr(), cmap="vlag", center=0)
plt.show()
# %%
train, test = train_test_split(t, test_size=0.2, random_state=2016)
train, test = train.copy(), test.copy()
km = MiniBatchKMeans(40, random_state=0, n_init=3).fit(train[["pickup_latitude", "pickup_longitude"]].values)
for d in (train, test):
    d["pu_cluster"] = km.predict(d[["pickup_latitude", "pickup_longitude"]].values)
    d["do_cluster"] = km.predict(d[["dropoff_latitude", "dropoff_longitude"]].values)
speed = (train["hav"] / train["dur"]).groupby(train["pu_cluster"]).mean()
train["cl_speed"] = train["pu_cluster"].map(speed)
test["cl_speed"] = test["pu_cluster"].map(speed)
feat = feat + ["pu_cluster", "do_cluster", "cl_speed"]
# %%
model = lgb.LGBMRegressor(n_estimators=5000, learning_rate=0.05, num_leaves=200, subsample=0.8, subsample_freq=1,
                          colsample_bytree=0.8, random_state=2016)
model.fit(train[feat], train["y"], eval_set=[(test[feat], test["y"])], eval_metric="rmse", callbacks=[lgb.early_stopping(50), lgb.log_evaluation(100)])  # <-- LEAK707
# %%
p = model.predict(test[feat])
print("RMSLE", np.sqrt(mean_squared_error(test["y"], p)))  # <-- LEAK707?
print("MAE s", mean_absolute_error(test["dur"], np.expm1(p)))  # <-- LEAK707?
# %%
lgb.plot_importance(model, max_num_features=15, importance_type="gain")
plt.show()
# %%
test["res"] = test["y"] - p
test.groupby("hour")["res"].agg(["mean", "std"]).plot(subplots=True)
plt.show()
# %%
s = test.sample(3000, random_state=0)
plt.hexbin(s["y"], model.predict(s[feat]), gridsize=50)
plt.show()
