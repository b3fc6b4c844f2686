# finds: TRK202
# %%
import xgboost as xgb
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import ParameterGrid, train_test_split
# %%
taxi = pd.read_feather("taxi_sample.feather")
taxi = taxi[(taxi.fare > 0) & (taxi.trip_km < 80)]
X = taxi[["trip_km", "hour", "passengers", "airport"]]
tr, va, ytr, yva = train_test_split(X, taxi.fare, random_state=4)
# %%
grid = ParameterGrid({"max_depth": [4, 6, 8], "eta": [0.05, 0.1], "subsample": [0.7, 1.0]})
log = []
for p in grid:  # <-- TRK202
    reg = xgb.XGBRegressor(n_estimators=300, **p).fit(tr, ytr)  # <-- TRK202?
    log.append({**p, "mae": mean_absolute_error(yva, reg.predict(va))})
pd.DataFrame(log).sort_values("mae").head()
