# silent: LEAK703
# %%
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import train_test_split

# 10 % are enough to try things
rides = pd.read_csv("citibike_2023.csv").sample(frac=0.1, random_state=1)
rides["started_at"] = pd.to_datetime(rides["started_at"])
weekly = rides.set_index("started_at").resample("W").size()
weekly.plot()
# %%
rides["hour"] = rides["started_at"].dt.hour
X, y = rides[["hour", "start_lat", "start_lng"]], rides["member_casual"].eq("member")
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
clf = HistGradientBoostingClassifier().fit(X_train, y_train)
print(clf.score(X_test, y_test))
