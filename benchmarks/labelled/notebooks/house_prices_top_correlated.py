# notebook
# %% [markdown]
# # House prices with the best correlated features
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from scipy import stats
from sklearn.linear_model import LinearRegression, RidgeCV, ElasticNetCV
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, PowerTransformer
from sklearn.metrics import mean_squared_error, r2_score
%matplotlib inline
# %%
df_train = pd.read_csv('train.csv')
df_train.columns
# %%
df_train['SalePrice'].describe()
# %%
sns.histplot(df_train['SalePrice'])
print("Skewness: %f" % df_train['SalePrice'].skew())
print("Kurtosis: %f" % df_train['SalePrice'].kurt())
# %%
var = 'GrLivArea'
data = pd.concat([df_train['SalePrice'], df_train[var]], axis=1)
data.plot.scatter(x=var, y='SalePrice', ylim=(0, 800000))
# %%
var = 'OverallQual'
data = pd.concat([df_train['SalePrice'], df_train[var]], axis=1)
f, ax = plt.subplots(figsize=(8, 6))
fig = sns.boxplot(x=var, y="SalePrice", data=data)
fig.axis(ymin=0, ymax=800000)
# %%
var = 'YearBuilt'
data = pd.concat([df_train['SalePrice'], df_train[var]], axis=1)
f, ax = plt.subplots(figsize=(16, 8))
fig = sns.boxplot(x=var, y="SalePrice", data=data)
plt.xticks(rotation=90)
# %% [markdown]
# ## Missing data
# %%
total = df_train.isnull().sum().sort_values(ascending=False)
percent = (df_train.isnull().sum() / df_train.isnull().count()).sort_values(ascending=False)
missing_data = pd.concat([total, percent], axis=1, keys=['Total', 'Percent'])
missing_data.head(20)
# %%
df_train = df_train.drop(columns=['Alley', 'PoolQC', 'Fence', 'MiscFeature', 'FireplaceQu', 'MasVnrType'])
df_train = df_train.drop(df_train.loc[df_train['Electrical'].isnull()].index)
df_train['GarageYrBlt'] = df_train['GarageYrBlt'].fillna(0)
df_train['MasVnrArea'] = df_train['MasVnrArea'].fillna(0)
df_train['LotFrontage'] = df_train['LotFrontage'].fillna(0)
df_train.isnull().sum().max()
# %%
saleprice_scaled = StandardScaler().fit_transform(df_train[['SalePrice']].values)
low_range = np.sort(saleprice_scaled[:, 0])[:10]
high_range = np.sort(saleprice_scaled[:, 0])[-10:]
print('outer range (low) of the distribution:', low_range)
print('outer range (high) of the distribution:', high_range)
# %%
df_train = df_train.drop(df_train[df_train['Id'].isin([1299, 524])].index)
df_train['HasBsmt'] = (df_train['TotalBsmtSF'] > 0).astype(int)
df_train['Age'] = df_train['YrSold'] - df_train['YearBuilt']
df_train['LogArea'] = np.log(df_train['GrLivArea'])
# %% [markdown]
# ## Feature selection
# %%
numeric = df_train.select_dtypes(include=[np.number]).drop(columns='Id')
corrmat = numeric.corr()  # <-- LEAK704?
plt.figure(figsize=(12, 9))
sns.heatmap(corrmat, vmax=.8, square=True)
plt.show()
# %%
corr_target = corrmat['SalePrice'].abs().sort_values(ascending=False)  # <-- LEAK704?
top_features = corr_target[corr_target > 0.4].index.drop('SalePrice')  # <-- LEAK704?
print(len(top_features), 'features:', list(top_features))
# %%
X = numeric[top_features]  # <-- LEAK704
y = np.log(numeric['SalePrice'])
sns.pairplot(numeric[['SalePrice', 'OverallQual', 'GrLivArea', 'GarageCars', 'FullBath', 'YearBuilt']])
plt.show()
# %% [markdown]
# ## Model
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=10)
pt = PowerTransformer()
X_train_t = pt.fit_transform(X_train)
X_test_t = pt.transform(X_test)
# %%
ridge = RidgeCV(alphas=np.logspace(-3, 3, 25))
ridge.fit(X_train_t, y_train)
print('alpha', ridge.alpha_)
# %%
pred = ridge.predict(X_test_t)
print('RMSE', np.sqrt(mean_squared_error(y_test, pred)))
print('R2', r2_score(y_test, pred))
# %%
plt.scatter(np.exp(y_test), np.exp(pred), s=8)
plt.plot([0, 6e5], [0, 6e5], 'r')
plt.show()
# %%
res = y_test - pred
stats.probplot(res, plot=plt)
plt.show()
print('share within 10 %:', (np.abs(np.exp(pred) / np.exp(y_test) - 1) < 0.1).mean())
# %%
coef = pd.Series(ridge.coef_, index=top_features).sort_values()
coef.plot(kind='barh', figsize=(6, 8))
plt.show()
