# silent: DATA603
# %%
import pandas as pd
from catboost import CatBoostRegressor

NEEDED = {"origin", "dest", "kg", "eur"}
# %%
freight = pd.read_excel("freight_q2.xlsx")
if not NEEDED <= set(freight.columns):
    raise KeyError(f"columns missing: {NEEDED - set(freight.columns)}")
freight = freight[freight["kg"] > 0]
# %%
cb = CatBoostRegressor(iterations=300, cat_features=["origin", "dest"], verbose=0, random_seed=0)
cb.fit(freight[["origin", "dest", "kg"]], freight["eur"])
print(cb.get_feature_importance(prettified=True))
