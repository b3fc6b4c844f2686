# notebook
# %% [markdown]
# # House Prices - pipelines, done carefully
# %%
import os
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
from scipy import stats
from scipy.stats import norm, skew
%matplotlib inline
pd.set_option('display.max_columns', 100)
# %%
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, RobustScaler, StandardScaler
from sklearn.linear_model import Ridge, Lasso, ElasticNet
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.model_selection import train_test_split, cross_val_score, KFold
from sklearn.metrics import mean_squared_error, r2_score
# %%
for dirname, _, filenames in os.walk('/kaggle/input'):
    for filename in filenames:
        print(os.path.join(dirname, filename))
# %%
train = pd.read_csv('/kaggle/input/house-prices/train.csv')
test = pd.read_csv('/kaggle/input/house-prices/test.csv')
test_ids = test['Id']
train.drop('Id', axis=1, inplace=True)
test.drop('Id', axis=1, inplace=True)
train.head()
# %%
sns.histplot(train['SalePrice'], kde=True)
print('Skewness: %f' % train['SalePrice'].skew())
print('Kurtosis: %f' % train['SalePrice'].kurt())
# %%
(mu, sigma) = norm.fit(train['SalePrice'])
print(f'mu = {mu:.2f} and sigma = {sigma:.2f}')
stats.probplot(train['SalePrice'], plot=plt)
# %%
corrmat = train.select_dtypes('number').corr()
cols = corrmat.nlargest(10, 'SalePrice')['SalePrice'].index
cm = np.corrcoef(train[cols].values.T)
sns.heatmap(cm, annot=True, yticklabels=cols.values, xticklabels=cols.values)
plt.show()
# %%
missing = train.isnull().sum().sort_values(ascending=False)
(missing / len(train)).head(20).plot.bar(figsize=(12, 4))
# %%
from sklearn.decomposition import PCA
eda = train.select_dtypes('number').copy()
eda = eda.fillna(eda.median())
eda_sc = pd.DataFrame(StandardScaler().fit_transform(eda), columns=eda.columns)
pc = PCA(n_components=2).fit_transform(eda_sc.drop(columns='SalePrice'))
plt.figure(figsize=(8, 6))
plt.scatter(pc[:, 0], pc[:, 1], c=np.log(train['SalePrice']), cmap='viridis', s=6)
plt.colorbar(label='log price')
plt.show()
# %%
for c in ['OverallQual', 'Neighborhood', 'GarageCars', 'KitchenQual']:
    t = train.groupby(c)['SalePrice'].agg(['mean', 'median', 'count']).sort_values('median')
    print(t.tail(8))
    plt.figure(figsize=(10, 3))
    sns.boxplot(x=c, y='SalePrice', data=train, order=t.index)
    plt.xticks(rotation=60)
    plt.show()
# %%
high_skew = train.select_dtypes('number').apply(lambda s: skew(s.dropna())).sort_values(ascending=False)
print(high_skew.head(12))
q1, q3 = train['LotArea'].quantile(0.25), train['LotArea'].quantile(0.75)
print('lots outside the whiskers:', ((train['LotArea'] > q3 + 1.5 * (q3 - q1))).sum())
# %%
train = train[train['GrLivArea'] < 4000]
train = train.drop(['PoolQC', 'MiscFeature', 'Alley', 'Fence'], axis=1)
test = test.drop(['PoolQC', 'MiscFeature', 'Alley', 'Fence'], axis=1)
# %%
def add_features(d):
    d = d.copy()
    d['TotalSF'] = d['TotalBsmtSF'].fillna(0) + d['1stFlrSF'] + d['2ndFlrSF']
    d['Age'] = d['YrSold'] - d['YearBuilt']
    d['HasGarage'] = d['GarageArea'].apply(lambda v: 1 if v > 0 else 0)
    return d

train = add_features(train)
test = add_features(test)
# %%
y = np.log1p(train['SalePrice'])
X = train.drop('SalePrice', axis=1)
num = X.select_dtypes('number').columns
cat = X.select_dtypes('object').columns
print(len(num), len(cat))
# %%
X_train, X_valid, y_train, y_valid = train_test_split(X, y, test_size=0.2, random_state=7)
# %%
# z = StandardScaler().fit_transform(X[num].fillna(X[num].mean()))
num_pipe = Pipeline([('imp', SimpleImputer(strategy='median')), ('sc', RobustScaler())])
cat_pipe = Pipeline([('imp', SimpleImputer(strategy='most_frequent')),
                     ('oh', OneHotEncoder(handle_unknown='ignore'))])
prep = ColumnTransformer([('num', num_pipe, num), ('cat', cat_pipe, cat)])
# %%
candidates = {
    'ridge': Ridge(alpha=10),
    'lasso': Lasso(alpha=0.0005),
    'gbr': GradientBoostingRegressor(n_estimators=400, learning_rate=0.05),
    'rf': RandomForestRegressor(n_estimators=300),
}
kf = KFold(5, shuffle=True, random_state=42)
cv_scores = {}
for name, est in candidates.items():
    pipe = Pipeline([('prep', prep), ('est', est)])
    s = cross_val_score(pipe, X_train, y_train, cv=kf, scoring='neg_root_mean_squared_error')
    cv_scores[name] = -s.mean()
    print(f'{name}: {-s.mean():.4f} (+/- {s.std():.4f})')
# %%
pd.Series(cv_scores).sort_values().plot.barh()
best = min(cv_scores, key=cv_scores.get)
print('best by CV:', best)
# %%
final = Pipeline([('prep', prep), ('est', candidates[best])])
final.fit(X_train, y_train)
print('train RMSE', np.sqrt(mean_squared_error(y_train, final.predict(X_train))))
p = final.predict(X_valid)
print('valid RMSE', np.sqrt(mean_squared_error(y_valid, p)))
print('valid R2', r2_score(y_valid, p))
# %%
plt.scatter(y_valid, p, s=8)
plt.plot([10.5, 13.5], [10.5, 13.5], 'r--')
# %% [markdown]
# Refit with all the labelled rows and submit.
# %%
final.fit(X, y)
sub = pd.DataFrame({'Id': test_ids, 'SalePrice': np.expm1(final.predict(test))})
sub.to_csv('submission.csv', index=False)
sub.head()
