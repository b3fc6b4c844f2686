# finds: LEAK706
# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_squared_error

ins = pd.read_csv("medical_cost.csv")
ins = pd.get_dummies(ins, columns=["sex", "smoker", "region"], dtype=int)
ins.corr()["charges"].sort_values()
# %%
def rmse(y_true, y_hat):
    return np.sqrt(mean_squared_error(y_true, y_hat))  # <-- LEAK706?
# %%
target = ins["charges"]
inputs = ins.drop("charges", axis=1)
gbm = GradientBoostingRegressor(n_estimators=400, max_depth=6)
gbm.fit(inputs, target)
ins["predicted"] = gbm.predict(inputs)  # <-- LEAK706?
print("RMSE", rmse(target, ins["predicted"]))  # <-- LEAK706
ins.plot.scatter(x="charges", y="predicted")
