# finds: LEAK704
# %%
import category_encoders as ce
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor

cars = pd.read_csv("used_cars.csv")
cars = cars[cars["price"].between(500, 100_000)]
cars["brand"].value_counts().head(20).plot.bar()
# %%
te = ce.TargetEncoder(cols=["brand", "model"])
cars_enc = te.fit_transform(cars[["brand", "model", "year", "mileage"]], cars["price"])  # <-- LEAK704
# %%
Xa, Xb, ya, yb = train_test_split(cars_enc, cars["price"], test_size=0.2, random_state=7)
xgb = XGBRegressor(n_estimators=300).fit(Xa, ya)
print("MAE", mean_absolute_error(yb, xgb.predict(Xb)))
