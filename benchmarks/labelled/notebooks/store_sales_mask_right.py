# notebook
# %% [markdown]
# # Weekly store sales
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import datetime as dt
from sklearn.ensemble import RandomForestRegressor, ExtraTreesRegressor
from sklearn.preprocessing import StandardScaler, MinMaxScaler
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split, TimeSeriesSplit
import statsmodels.api as sm
pd.set_option('display.width', 120)
# %%
sales = pd.read_csv('walmart/train.csv')
stores = pd.read_csv('walmart/stores.csv')
features = pd.read_csv('walmart/features.csv')
print(sales.shape, stores.shape, features.shape)
# %%
sales.head()
# %%
features.isnull().sum()
# %%
df = sales.merge(stores, on='Store', how='left')
df = df.merge(features.drop(columns='IsHoliday'), on=['Store', 'Date'], how='left')
df['Date'] = pd.to_datetime(df['Date'])
df.info()
# %%
df.describe().T
# %% [markdown]
# ## Plots
# %%
weekly = df.groupby('Date')['Weekly_Sales'].sum()
weekly.plot(figsize=(12, 4))
plt.axhline(weekly.mean(), ls='--', c='k')
plt.show()
# %%
sns.boxplot(data=df, x='Type', y='Weekly_Sales', showfliers=False)
plt.show()
# %%
by_store = df.groupby('Store')['Weekly_Sales'].mean().sort_values()
by_store.plot.bar(figsize=(12, 3))
plt.show()
# %%
scaled = MinMaxScaler().fit_transform(df[['Temperature', 'Fuel_Price', 'CPI', 'Unemployment']].dropna())
plt.boxplot(scaled)
plt.xticks([1, 2, 3, 4], ['temp', 'fuel', 'cpi', 'unemp'])
plt.show()
# %% [markdown]
# ## Features of the row alone
# %%
md = [f'MarkDown{i}' for i in range(1, 6)]
df[md] = df[md].fillna(0)
df['week'] = df['Date'].dt.isocalendar().week.astype(int)
df['month'] = df['Date'].dt.month
df['year'] = df['Date'].dt.year
df['markdown_sum'] = df[md].sum(axis=1)
df['IsHoliday'] = df['IsHoliday'].astype(int)
df['Type'] = df['Type'].map({'A': 2, 'B': 1, 'C': 0})
df = df[df['Weekly_Sales'] > 0]
df = df.drop(columns=md)
# %%
sns.heatmap(df.select_dtypes('number').corr(), cmap='coolwarm')
plt.show()
# %% [markdown]
# ## The last months are the test
# %%
cut = '2012-06-01'
train = df[df['Date'] < cut].copy()
test = df[df['Date'] >= cut].copy()
print(train['Date'].min(), train['Date'].max(), len(train))
print(test['Date'].min(), test['Date'].max(), len(test))
# %%
store_mean = train.groupby(['Store', 'Dept'])['Weekly_Sales'].mean().rename('sd_mean').reset_index()
week_mean = train.groupby('week')['Weekly_Sales'].mean()
overall = train['Weekly_Sales'].mean()

def with_history(part):
    out = part.merge(store_mean, on=['Store', 'Dept'], how='left')
    out['sd_mean'] = out['sd_mean'].fillna(overall)
    out['week_mean'] = out['week'].map(week_mean).fillna(overall)
    return out

train = with_history(train)
test = with_history(test)
# %%
cols = ['Store', 'Dept', 'IsHoliday', 'Type', 'Size', 'Temperature', 'Fuel_Price', 'CPI', 'Unemployment',
        'week', 'month', 'year', 'markdown_sum', 'sd_mean', 'week_mean']
fill = train[cols].median()
X_train, y_train = train[cols].fillna(fill), train['Weekly_Sales']
X_test, y_test = test[cols].fillna(fill), test['Weekly_Sales']
# %% [markdown]
# ## Forest
# %%
rf = RandomForestRegressor(n_estimators=150, max_depth=25, min_samples_leaf=3, n_jobs=-1, random_state=0)
rf.fit(X_train, y_train)
print('train R2', rf.score(X_train, y_train))
# %%
def wmae(part, pred):
    w = np.where(part['IsHoliday'] == 1, 5, 1)
    return np.sum(w * np.abs(part['Weekly_Sales'] - pred)) / np.sum(w)

pred = rf.predict(X_test)
print('MAE ', mean_absolute_error(y_test, pred))
print('RMSE', np.sqrt(mean_squared_error(y_test, pred)))
print('WMAE', wmae(test, pred))
# %%
test['pred'] = pred
test.groupby('Date')[['Weekly_Sales', 'pred']].sum().plot(figsize=(12, 4))
plt.show()
