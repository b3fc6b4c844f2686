# finds: LEAK707
# %%
import pandas as pd
from sklearn.ensemble import AdaBoostRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

crab = pd.read_csv("CrabAgePrediction.csv")
crab["Sex"] = crab["Sex"].map({"M": 0, "F": 1, "I": 2})
X_tr, X_te, y_tr, y_te = train_test_split(crab.drop(columns=["Age"]), crab["Age"], random_state=7)


def get_mae(n_estimators):
    reg = AdaBoostRegressor(n_estimators=n_estimators, random_state=0)
    reg.fit(X_tr, y_tr)
    return mean_absolute_error(y_te, reg.predict(X_te))  # <-- LEAK707?
# %%
candidates = [5, 25, 50, 100, 250, 500]
maes = {n: get_mae(n) for n in candidates}  # <-- LEAK707?
best_n = min(maes, key=maes.get)  # <-- LEAK707
print(maes)
# %%
final = AdaBoostRegressor(n_estimators=best_n, random_state=0).fit(X_tr, y_tr)
print("MAE of the final model", mean_absolute_error(y_te, final.predict(X_te)))  # <-- LEAK707?
