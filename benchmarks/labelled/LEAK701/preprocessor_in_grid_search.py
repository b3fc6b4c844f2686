# silent: LEAK701
# %%
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

cars = pd.read_csv("car_prices.csv", on_bad_lines="skip")
target = cars.pop("sellingprice")
cars.nunique()
# %%
pre = ColumnTransformer([
    ("num", SimpleImputer(strategy="median"), ["year", "odometer", "condition"]),
    ("cat", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), ["make", "body"]),
])
pipe = Pipeline([("pre", pre), ("rf", RandomForestRegressor(random_state=0))])
X_train, X_test, y_train, y_test = train_test_split(cars, target, random_state=0)
# %%
gs = GridSearchCV(pipe, {"rf__max_depth": [5, 10, None]}, cv=3, n_jobs=-1)
gs.fit(X_train, y_train)
print(gs.best_params_)
print("R2 on test:", gs.score(X_test, y_test))
