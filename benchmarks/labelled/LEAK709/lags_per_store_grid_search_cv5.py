# finds: LEAK709
# %%
import lightgbm as lgb
import pandas as pd
from sklearn.model_selection import GridSearchCV

sales = pd.read_csv("rossmann.csv", parse_dates=["Date"], low_memory=False)
sales = sales[sales["Open"] == 1].sort_values(["Store", "Date"])
# %%
for k in (1, 7, 14):
    sales[f"sales_lag_{k}"] = sales.groupby("Store")["Sales"].shift(k)
sales = sales.dropna(subset=["sales_lag_14"])
cols = ["sales_lag_1", "sales_lag_7", "sales_lag_14", "Promo", "DayOfWeek"]
# %%
gs = GridSearchCV(lgb.LGBMRegressor(), {"num_leaves": [31, 127], "learning_rate": [0.05, 0.1]}, cv=5, scoring="neg_mean_absolute_error")  # <-- LEAK709
gs.fit(sales[cols], sales["Sales"])  # <-- LEAK709?
print(gs.best_params_, -gs.best_score_)
