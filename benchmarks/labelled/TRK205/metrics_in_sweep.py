# finds: TRK205
# %%
import json
import pandas as pd
import lightgbm as lgb
from sklearn.metrics import mean_absolute_error
# %%
OUT = "metrics.json"
tr, va = pd.read_csv("demand_tr.csv"), pd.read_csv("demand_va.csv")
x = ["sku_mean", "lag_1", "lag_52", "price"]
# %%
for leaves in (15, 31, 63):
    m = lgb.LGBMRegressor(num_leaves=leaves, n_estimators=400)
    m.fit(tr[x], tr.qty)
    mae = mean_absolute_error(va.qty, m.predict(va[x]))
    with open(OUT, "w") as f:  # <-- TRK205?
        json.dump({"leaves": leaves, "mae": mae}, f)  # <-- TRK205
