# finds: LEAK702
# %%
import pandas as pd
from catboost import CatBoostRegressor
from sklearn.model_selection import train_test_split
from sklearn.metrics import mean_squared_error
import warnings
warnings.filterwarnings("ignore")

cars = pd.read_csv("cars24.csv")
num_cols = ["km_driven", "engine_cc", "max_power", "mileage"]
print("Missing:\n", cars[num_cols].isnull().sum())
# %%
for col in num_cols:
    cars[col].fillna(cars[col].mean(), inplace=True)  # <-- LEAK702
# %%
X, y = cars[num_cols + ["year"]], cars["selling_price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=50)
cat = CatBoostRegressor(verbose=False)
cat.fit(X_train, y_train)
print("RMSE:", mean_squared_error(y_test, cat.predict(X_test)) ** 0.5)
