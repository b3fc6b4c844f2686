# finds: TRK205
# %%
import pickle
import pandas as pd
from xgboost import XGBRegressor
from sklearn.metrics import mean_squared_error
# %%
sales = pd.read_csv("sales_by_store.csv", parse_dates=["week"])
sales["woy"] = sales.week.dt.isocalendar().week.astype(int)
tr, te = sales[sales.week < "2023-01-01"], sales[sales.week >= "2023-01-01"]
f = ["store", "woy", "promo", "price"]
# %%
model = XGBRegressor(n_estimators=500, max_depth=6)
model.fit(tr[f], tr["units"])
print(mean_squared_error(te["units"], model.predict(te[f])))
# %%
# after Tuesday's meeting
pickle.dump(model, open("models/model_final_v2.pkl", "wb"))  # <-- TRK205
