# silent: LEAK710
# %%
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

rides = pd.read_csv("scooter_rides.csv")
print(rides.groupby("user_id").size().median(), "rides a user")
# %%
users = rides["user_id"].unique()
train_users, test_users = train_test_split(users, test_size=0.2, random_state=0)
train = rides[rides["user_id"].isin(train_users)]
test = rides[rides["user_id"].isin(test_users)]
assert not set(train["user_id"]) & set(test["user_id"])
# %%
cols = ["hour", "battery", "temperature"]
rf = RandomForestRegressor(100).fit(train[cols], train["minutes"])
print("MAE minutes", mean_absolute_error(test["minutes"], rf.predict(test[cols])))
