# finds: LEAK701
# %%
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler

trips = pd.read_parquet("yellow_tripdata_2023-01.parquet")
trips["duration"] = (trips.tpep_dropoff_datetime - trips.tpep_pickup_datetime).dt.total_seconds() / 60
trips = trips[(trips.duration > 1) & (trips.duration < 60)]
trips.shape
# %%
num = ["trip_distance", "passenger_count", "fare_amount"]
trips[num] = MinMaxScaler().fit_transform(trips[num])  # <-- LEAK701
trips[num].describe().round(2)
# %%
train_df, test_df = train_test_split(trips, test_size=0.2, random_state=123)
reg = lgb.LGBMRegressor(n_estimators=400, num_leaves=63)
reg.fit(train_df[num], train_df["duration"])

err = mean_absolute_error(test_df["duration"], reg.predict(test_df[num]))
print(f"off by {err:.1f} minutes on average")
