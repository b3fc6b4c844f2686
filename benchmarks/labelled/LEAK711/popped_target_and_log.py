# silent: LEAK711
# %%
import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from sklearn.model_selection import train_test_split

cars = pd.read_csv("car_data.csv")
cars["price"] = np.log1p(cars["price"])
cars["km_per_year"] = cars["km"] / (2024 - cars["year"])
y = cars.pop("price")
cars["price_class_of_brand"] = cars["brand"].map({"BMW": 2, "Dacia": 0}).fillna(1)
# %%
Xa, Xb, ya, yb = train_test_split(cars.select_dtypes("number"), y, random_state=0)
cb = CatBoostRegressor(verbose=0).fit(Xa, ya)
print("R2 (log)", cb.score(Xb, yb))
