# silent: LEAK702
# %%
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

houses = pd.read_csv("kc_house_data.csv")
quarters = ["q1_visits", "q2_visits", "q3_visits", "q4_visits"]
# %%
# each row by itself
houses["visits_mean"] = houses[quarters].mean(axis=1)
houses["visits_max"] = houses[quarters].max(axis=1)
houses["lot_ratio"] = houses["sqft_living"] / houses["sqft_lot"]
houses["age"] = 2015 - houses["yr_built"]
houses["bath_per_bed"] = houses["bathrooms"] / (houses["bedrooms"] + 1)
# %%
f = ["visits_mean", "visits_max", "lot_ratio", "age", "bath_per_bed", "grade"]
a, b, ya, yb = train_test_split(houses[f], houses["price"], test_size=0.2, random_state=3)
reg = XGBRegressor(max_depth=5).fit(a, ya)
print("MAE $", round(mean_absolute_error(yb, reg.predict(b))))
