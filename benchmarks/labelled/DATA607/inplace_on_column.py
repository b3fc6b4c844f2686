# finds: DATA607
# %%
import pandas as pd
from sklearn.tree import DecisionTreeRegressor
# %%
bikes = pd.read_csv("bikes.csv", parse_dates=["dteday"])
bikes["hum"].fillna(bikes["hum"].mean(), inplace=True)  # <-- DATA607
bikes["weather"].replace({4: 3}, inplace=True)  # <-- DATA607
bikes.info()
# %%
dt = DecisionTreeRegressor(max_depth=6, random_state=0)
dt.fit(bikes[["hum", "weather", "hr"]], bikes["cnt"])
print(dt.score(bikes[["hum", "weather", "hr"]], bikes["cnt"]))
