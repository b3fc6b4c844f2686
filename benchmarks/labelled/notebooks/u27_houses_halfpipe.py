# notebook
# %% [markdown]
# # House prices: half a pipeline
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from scipy import stats
from scipy.stats import norm, skew
%matplotlib inline
# %%
from sklearn.impute import SimpleImputer, KNNImputer
from sklearn.preprocessing import RobustScaler, StandardScaler, PolynomialFeatures
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.linear_model import Lasso, Ridge, ElasticNet
from sklearn.model_selection import train_test_split, GridSearchCV, KFold, cross_val_score
from sklearn.metrics import mean_squared_error, r2_score
# %%
train = pd.read_csv("../input/house-prices/train.csv", index_col="Id")
print(train.shape)
train.head()
# %%
train["SalePrice"].describe()
# %%
sns.histplot(train["SalePrice"], kde=True)
fig = plt.figure()
stats.probplot(train["SalePrice"], plot=plt)
plt.show()
print("skew %.2f" % train["SalePrice"].skew())
# %%
train["SalePrice"] = np.log1p(train["SalePrice"])
# %%
total = train.isnull().sum().sort_values(ascending=False)
percent = (train.isnull().sum() / len(train)).sort_values(ascending=False)
pd.concat([total, percent], axis=1, keys=["Total", "Percent"]).head(20)
# %%
train = train.drop(columns=["PoolQC", "MiscFeature", "Alley", "Fence", "FireplaceQu"])
train = train[~((train["GrLivArea"] > 4000) & (train["SalePrice"] < 12.6))]
plt.scatter(train["GrLivArea"], train["SalePrice"], s=5)
plt.show()
# %%
none_cols = ["GarageType", "GarageFinish", "GarageQual", "GarageCond", "BsmtQual", "BsmtCond", "BsmtExposure",
             "BsmtFinType1", "BsmtFinType2", "MasVnrType"]
for col in none_cols:
    train[col] = train[col].fillna("None")
for col in ("GarageYrBlt", "GarageArea", "GarageCars", "MasVnrArea"):
    train[col] = train[col].fillna(0)
# %%
train["LotFrontage"] = train.groupby("Neighborhood")["LotFrontage"].transform(lambda x: x.fillna(x.median()))  # <-- LEAK702
train["Electrical"] = train["Electrical"].fillna("SBrkr")
# %%
qual = {"None": 0, "Po": 1, "Fa": 2, "TA": 3, "Gd": 4, "Ex": 5}
for c in ["ExterQual", "ExterCond", "BsmtQual", "BsmtCond", "HeatingQC", "KitchenQual", "GarageQual", "GarageCond"]:
    train[c] = train[c].map(qual)
train["TotalSF"] = train["TotalBsmtSF"] + train["1stFlrSF"] + train["2ndFlrSF"]
train["Age"] = train["YrSold"] - train["YearBuilt"]
train["Bath"] = train["FullBath"] + 0.5 * train["HalfBath"] + train["BsmtFullBath"] + 0.5 * train["BsmtHalfBath"]
# %% [markdown]
# ### Correlation with the price
# %%
corrmat = train.select_dtypes("number").corr()
plt.figure(figsize=(12, 9))
sns.heatmap(corrmat, vmax=0.8, square=True)
plt.show()
# %%
strength = train.select_dtypes("number").corr()["SalePrice"].abs().sort_values(ascending=False)  # <-- LEAK704
print(strength.head(15))
best_cols = strength[strength > 0.3].index.drop("SalePrice")  # <-- LEAK704?
len(best_cols)
# %%
X = train[best_cols]  # <-- LEAK704?
y = train["SalePrice"]
# %% [markdown]
# ### Scale
# %%
rs = RobustScaler()
X_scaled = pd.DataFrame(rs.fit_transform(X), columns=X.columns, index=X.index)  # <-- LEAK701
X_scaled.describe().T.head()
# %%
X_train, X_test, y_train, y_test = train_test_split(X_scaled, y, test_size=0.2, random_state=1)
print(X_train.shape, X_test.shape)
# %%
pipe = Pipeline([
    ("imp", SimpleImputer(strategy="median")),
    ("poly", PolynomialFeatures(degree=2, include_bias=False)),
    ("lasso", Lasso(max_iter=20000)),
])
grid = GridSearchCV(pipe, {"poly__degree": [1, 2], "lasso__alpha": [1e-4, 5e-4, 1e-3, 5e-3, 1e-2]},
                    cv=KFold(5, shuffle=True, random_state=1), scoring="neg_mean_squared_error", n_jobs=-1)
grid.fit(X_train, y_train)
print(grid.best_params_)
print("CV RMSE", np.sqrt(-grid.best_score_))
# %%
pred = grid.predict(X_test)
print("RMSE log", np.sqrt(mean_squared_error(y_test, pred)))
print("R2", r2_score(y_test, pred))
# %%
sns.residplot(x=pred, y=y_test, lowess=True, line_kws={"color": "red"})
plt.show()
# %%
coef = pd.Series(grid.best_estimator_["lasso"].coef_, index=grid.best_estimator_["poly"].get_feature_names_out())
coef[coef != 0].abs().nlargest(20).plot.barh()
plt.show()
# %%
# ridge = Ridge(alpha=10).fit(X_train, y_train)
# print(ridge.score(X_test, y_test))
fig, ax = plt.subplots(figsize=(5, 5))
ax.scatter(np.expm1(y_test), np.expm1(pred), s=6)
ax.set_xlabel("price")
ax.set_ylabel("estimate")
plt.show()
