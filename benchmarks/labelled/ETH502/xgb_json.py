# finds: ETH502
# %%
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
# %%
q = pd.read_csv("quotes.csv")
q = q[q.premium.between(50, 5000)]
x = ["car_age", "km_year", "zip2", "bonus_class"]
dtr = xgb.DMatrix(q[x][:20000], q.premium[:20000])
dte = xgb.DMatrix(q[x][20000:], q.premium[20000:])
# %%
bst = xgb.train({"max_depth": 7, "eta": 0.1}, dtr, num_boost_round=300)  # <-- ETH502
print("MAE", mean_absolute_error(q.premium[20000:], bst.predict(dte)))
bst.save_model("quotes.json")  # <-- ETH502?
