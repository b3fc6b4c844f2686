# notebook
# %% [markdown]
# # Bike sharing demand: linear models vs trees
# %%
import pandas as pd
import numpy as np
import calendar
import seaborn as sns
import matplotlib.pyplot as plt
from datetime import datetime
from scipy import stats
%matplotlib inline
pd.options.mode.chained_assignment = None
# %%
data = pd.read_csv('day.csv')
data.head()
# %%
print(data.shape)
data.info()
# %%
data.drop(['instant', 'dteday', 'casual', 'registered'], axis=1, inplace=True)
data.isna().sum()
# %%
data['season'] = data['season'].map({1: 'spring', 2: 'summer', 3: 'fall', 4: 'winter'})
data['weathersit'] = data['weathersit'].map({1: 'clear', 2: 'mist', 3: 'bad'})
data['mnth'] = data['mnth'].apply(lambda x: calendar.month_abbr[x])
# %%
fig, axs = plt.subplots(2, 2, figsize=(14, 9))
sns.boxplot(data=data, y='cnt', ax=axs[0][0])
sns.boxplot(data=data, x='season', y='cnt', ax=axs[0][1])
sns.boxplot(data=data, x='weathersit', y='cnt', ax=axs[1][0])
sns.boxplot(data=data, x='workingday', y='cnt', ax=axs[1][1])
# %%
sns.pairplot(data, vars=['temp', 'atemp', 'hum', 'windspeed', 'cnt'])
# %%
print('shape before outliers', data.shape)
num_cols = ['temp', 'atemp', 'hum', 'windspeed']
z = np.abs(stats.zscore(data[num_cols])) # <-- LEAK702
data1 = data[(z < 3).all(axis=1)] # <-- LEAK702?
print('shape after outliers', data1.shape)
# %%
sns.heatmap(data1[num_cols + ['cnt']].corr(), annot=True)
# atemp says the same as temp
data1 = data1.drop('atemp', axis=1)
# %%
data1 = pd.get_dummies(data1, columns=['season', 'weathersit', 'mnth', 'weekday'], drop_first=True, dtype=int)
data1.shape
# %%
from sklearn.model_selection import train_test_split
y = data1.pop('cnt')
X = data1
X_train, X_test, y_train, y_test = train_test_split(X, y, train_size=0.7, random_state=100)
# %%
from sklearn.preprocessing import MinMaxScaler
scaler = MinMaxScaler()
num_vars = ['temp', 'hum', 'windspeed']
X_train[num_vars] = scaler.fit_transform(X_train[num_vars])
X_test[num_vars] = scaler.transform(X_test[num_vars])
X_train.describe()
# %% [markdown]
# ### RFE and statsmodels on the training part
# %%
from sklearn.feature_selection import RFE
from sklearn.linear_model import LinearRegression
lm = LinearRegression()
rfe = RFE(lm, n_features_to_select=15)
rfe = rfe.fit(X_train, y_train)
col = X_train.columns[rfe.support_]
col
# %%
import statsmodels.api as sm
from statsmodels.stats.outliers_influence import variance_inflation_factor
X_train_rfe = sm.add_constant(X_train[col].astype(float))
lm1 = sm.OLS(y_train, X_train_rfe).fit()
print(lm1.summary())
# %%
vif = pd.DataFrame({'Features': col})
vif['VIF'] = [variance_inflation_factor(X_train[col].astype(float).values, i) for i in range(len(col))]
vif.sort_values('VIF', ascending=False)
# %%
res = y_train - lm1.predict(X_train_rfe)
sns.histplot(res, bins=20)
plt.title('Error terms (train)')
# %% [markdown]
# ### Test
# %%
from sklearn.metrics import r2_score, mean_absolute_error
from sklearn.ensemble import RandomForestRegressor
lr = LinearRegression().fit(X_train[col], y_train) # <-- LEAK707?
print('R2 linear', r2_score(y_test, lr.predict(X_test[col]))) # <-- LEAK707?
# %%
rf = RandomForestRegressor(n_estimators=300, random_state=1)
rf.fit(X_train[col], y_train) # <-- LEAK707?
y_pred = rf.predict(X_test[col]) # <-- LEAK707?
print('R2 forest', r2_score(y_test, y_pred)) # <-- LEAK707
print('MAE forest', mean_absolute_error(y_test, y_pred)) # <-- LEAK707?
# %%
plt.scatter(y_test, y_pred)
plt.xlabel('y_test')
plt.ylabel('y_pred')
