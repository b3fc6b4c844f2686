# finds: LEAK701
# %%
import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from xgboost import XGBRegressor
# %%
train = pd.read_csv("../input/house-prices/train.csv")
test = pd.read_csv("../input/house-prices/test.csv")
ntrain = train.shape[0]
y = np.log1p(train["SalePrice"])
train.drop(["SalePrice"], axis=1, inplace=True)

all_data = pd.concat([train, test]).reset_index(drop=True)
print("all_data size is :", all_data.shape)
# %%
num_cols = ["LotArea", "OverallQual", "YearBuilt", "TotalBsmtSF", "GrLivArea", "GarageArea"]
imp = SimpleImputer(strategy="median")
all_num = imp.fit_transform(all_data[num_cols])  # <-- LEAK701
# %%
X = all_num[:ntrain]
X_sub = all_num[ntrain:]
X_tr, X_val, y_tr, y_val = train_test_split(X, y, test_size=0.25, random_state=0)
xgb = XGBRegressor(n_estimators=500, learning_rate=0.05, max_depth=4, random_state=0)
xgb.fit(X_tr, y_tr)
print("RMSLE:", np.sqrt(mean_squared_error(y_val, xgb.predict(X_val))))
# %%
sub = pd.DataFrame({"Id": test["Id"], "SalePrice": np.expm1(xgb.predict(X_sub))})
sub.to_csv("submission.csv", index=False)
