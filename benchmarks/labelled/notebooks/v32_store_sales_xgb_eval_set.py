# notebook
# %% [markdown]
# # Store item demand
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import lightgbm as lgb
import xgboost as xgb
from xgboost import XGBRegressor
from sklearn.preprocessing import LabelEncoder
from sklearn.metrics import mean_absolute_error, mean_squared_error
import warnings; warnings.filterwarnings('ignore')
# %%
df = pd.read_csv('../input/demand/train.csv', parse_dates=['date'])
df.head()
# %%
print(df['date'].min(), df['date'].max())
df[['store', 'item']].nunique()
# %%
df.groupby('date')['sales'].sum().plot(figsize=(15, 4))
# %%
monthly = df.groupby(df['date'].dt.month)['sales'].mean()
sns.barplot(x=monthly.index, y=monthly.values)
# %% [markdown]
# ## Features
# %%
df = df.sort_values(['store', 'item', 'date']).reset_index(drop=True)
df['month'] = df['date'].dt.month
df['dow'] = df['date'].dt.dayofweek
df['doy'] = df['date'].dt.dayofyear
df['year'] = df['date'].dt.year
# %%
for lag in [91, 98, 182, 364]:
    df[f'lag_{lag}'] = df.groupby(['store', 'item'])['sales'].shift(lag)
# %%
df['item_mean'] = df.groupby('item')['sales'].transform('mean') # <-- LEAK704
df['store_dow_mean'] = df.groupby(['store', 'dow'])['sales'].transform('mean') # <-- LEAK704
df = df.dropna()
# %%
sns.heatmap(df.select_dtypes('number').corr(), cmap='coolwarm', center=0)
# %%
train = df[df['date'] < '2017-07-01']
test = df[df['date'] >= '2017-07-01']
cols = [c for c in df.columns if c not in ('date', 'sales', 'year')]
X_train, y_train = train[cols], train['sales']
X_test, y_test = test[cols], test['sales']
print(X_train.shape, X_test.shape)
# %%
def smape(a, f):
    return 100 / len(a) * np.sum(2 * np.abs(f - a) / (np.abs(a) + np.abs(f)))
# %%
reg = XGBRegressor(n_estimators=3000, learning_rate=0.03, max_depth=8, subsample=0.8, early_stopping_rounds=50)
reg.fit(X_train, y_train, eval_set=[(X_train, y_train), (X_test, y_test)], verbose=200) # <-- LEAK707
# %%
pred = reg.predict(X_test)
print('MAE', mean_absolute_error(y_test, pred)) # <-- LEAK707?
print('RMSE', np.sqrt(mean_squared_error(y_test, pred))) # <-- LEAK707?
print('SMAPE', smape(y_test.values, pred)) # <-- LEAK707?
# %%
xgb.plot_importance(reg, height=0.9)
plt.show()
# %%
show = test.assign(pred=pred)
one = show[(show['store'] == 1) & (show['item'] == 1)]
plt.figure(figsize=(14, 4))
plt.plot(one['date'], one['sales'])
plt.plot(one['date'], one['pred'])
plt.legend(['sales', 'prediction'])
