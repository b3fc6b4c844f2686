# finds: LEAK702
# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import Lasso
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split

train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
n = len(train)
y = np.log1p(train.SalePrice)
full = pd.concat([train.drop("SalePrice", axis=1), test], ignore_index=True)
# %%
# LotFrontage: median of the neighborhood
full["LotFrontage"] = full["LotFrontage"].fillna(full.groupby("Neighborhood")["LotFrontage"].transform("median"))  # <-- LEAK702
full["GarageCars"] = full["GarageCars"].fillna(0)
full["TotalSF"] = full["TotalBsmtSF"].fillna(0) + full["1stFlrSF"] + full["2ndFlrSF"]
# %%
cols = ["LotFrontage", "GarageCars", "TotalSF", "OverallQual", "YearBuilt"]
X, X_kaggle = full.loc[: n - 1, cols], full.loc[n:, cols]
X_tr, X_val, y_tr, y_val = train_test_split(X, y, test_size=0.2, random_state=1)
lasso = Lasso(alpha=0.0005).fit(X_tr, y_tr)
print("rmse:", mean_squared_error(y_val, lasso.predict(X_val)) ** 0.5)
