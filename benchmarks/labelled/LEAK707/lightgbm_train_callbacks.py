# finds: LEAK707
# %%
import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.metrics import mean_squared_error

bulldozers = pd.read_csv("bulldozers.csv", low_memory=False)
cols = ["YearMade", "MachineID", "ModelID", "MachineHoursCurrentMeter"]
X, Xt, y, yt = train_test_split(bulldozers[cols], np.log(bulldozers["SalePrice"]), test_size=0.2, random_state=0)
# %%
dtrain = lgb.Dataset(X, label=y)
dtest = lgb.Dataset(Xt, label=yt, reference=dtrain)  # <-- LEAK707?
params = {"objective": "regression", "metric": "rmse", "learning_rate": 0.05, "verbosity": -1}
bst = lgb.train(params, dtrain, num_boost_round=5000, valid_sets=[dtest], callbacks=[lgb.early_stopping(100)])  # <-- LEAK707
# %%
pred = bst.predict(Xt, num_iteration=bst.best_iteration)
print("RMSLE", mean_squared_error(yt, pred) ** 0.5)  # <-- LEAK707?
lgb.plot_importance(bst)
