# finds: LEAK706
# %%
import pandas as pd
import lightgbm as lgb
from sklearn.metrics import mean_absolute_error

diamonds = pd.read_csv("diamonds.csv")
for c in ["cut", "color", "clarity"]:
    diamonds[c] = diamonds[c].astype("category")
diamonds.dtypes
# %%
train = diamonds.sample(frac=0.8, random_state=200)
test = diamonds
feats = ["carat", "cut", "color", "clarity", "depth", "table"]
# %%
lgbm = lgb.LGBMRegressor(n_estimators=300)
lgbm.fit(train[feats], train["price"])
pred = lgbm.predict(test[feats])  # <-- LEAK706?
print("MAE:", mean_absolute_error(test["price"], pred))  # <-- LEAK706
