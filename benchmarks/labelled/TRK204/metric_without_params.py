# finds: TRK204
# %%
import mlflow
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
# %%
flats = pd.read_csv("flats.csv").dropna()
X, y = flats[["sqm", "rooms", "lat", "lon"]], flats["price"]
a, b, ya, yb = train_test_split(X, y, random_state=0)
# %%
mlflow.set_experiment("flats")
with mlflow.start_run():  # <-- TRK204?
    rf = RandomForestRegressor(n_estimators=500, max_depth=12, random_state=0)  # <-- TRK204?
    rf.fit(a, ya)  # <-- TRK204
    mae = mean_absolute_error(yb, rf.predict(b))
    mlflow.log_metric("mae", mae)  # <-- TRK204?
    print(mae)
