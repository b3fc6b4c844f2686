# silent: LEAK702
# %%
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import train_test_split

rides = (
    pd.read_csv("uber.csv")
    .drop(columns=["Unnamed: 0", "key"])
    .dropna()
    .drop_duplicates()
    .query("0 < fare_amount < 200 and passenger_count <= 6")
)
rides = rides[rides["pickup_longitude"].between(-75, -72)]
print(rides.shape)
# %%
rides["manhattan"] = (
    (rides["pickup_longitude"] - rides["dropoff_longitude"]).abs()
    + (rides["pickup_latitude"] - rides["dropoff_latitude"]).abs()
)
X, y = rides[["manhattan", "passenger_count"]], rides["fare_amount"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.1, random_state=31)
gbr = GradientBoostingRegressor().fit(X_train, y_train)
print(gbr.score(X_test, y_test))
