# silent: TRK201
# %%
import mlflow
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

mlflow.sklearn.autolog()
# %%
bikes = pd.read_csv("bike_rentals.csv", parse_dates=["dteday"])
bikes["month"] = bikes["dteday"].dt.month
X = bikes[["month", "temp", "hum", "windspeed", "holiday"]]
X_tr, X_te, y_tr, y_te = train_test_split(X, bikes["cnt"], random_state=0)
# %%
gbr = GradientBoostingRegressor(n_estimators=400, random_state=0)
gbr.fit(X_tr, y_tr)
print("MAE", mean_absolute_error(y_te, gbr.predict(X_te)))
