# notebook
# %% [markdown]
# # Medical cost personal dataset
# %%
import numpy as np
import pandas as pd
import os
import matplotlib.pyplot as pl
import seaborn as sns
import warnings
warnings.filterwarnings('ignore')
print(os.listdir("../input"))
# %%
data = pd.read_csv('../input/insurance.csv')
data.head()
# %%
data.isnull().sum()
# %%
from sklearn.preprocessing import LabelEncoder
# sex
le = LabelEncoder()
le.fit(data.sex) # <-- LEAK701
data.sex = le.transform(data.sex) # <-- LEAK701?
# smoker or not
le.fit(data.smoker) # <-- LEAK701
data.smoker = le.transform(data.smoker) # <-- LEAK701?
# region
le.fit(data.region) # <-- LEAK701
data.region = le.transform(data.region) # <-- LEAK701?
# %%
data.corr()['charges'].sort_values()
# %%
f, ax = pl.subplots(figsize=(10, 8))
corr = data.corr()
sns.heatmap(corr, mask=np.zeros_like(corr, dtype=bool), cmap=sns.diverging_palette(240, 10, as_cmap=True), square=True, ax=ax)
# %%
f = pl.figure(figsize=(12, 5))
ax = f.add_subplot(121)
sns.histplot(data[(data.smoker == 1)]["charges"], color='c', ax=ax)
ax.set_title('Distribution of charges for smokers')
ax = f.add_subplot(122)
sns.histplot(data[(data.smoker == 0)]['charges'], color='b', ax=ax)
# %%
sns.lmplot(x="age", y="charges", hue="smoker", data=data, height=7)
# %%
pl.figure(figsize=(12, 5))
pl.title("Distribution of bmi")
ax = sns.histplot(data["bmi"], color='m')
print('mean bmi', data['bmi'].mean())
# %% [markdown]
# ## Prediction
# %%
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import PolynomialFeatures
from sklearn.metrics import r2_score, mean_squared_error
from sklearn.ensemble import RandomForestRegressor
# %%
x = data.drop(['charges'], axis=1)
y = data.charges
x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
lr = LinearRegression().fit(x_train, y_train)
y_train_pred = lr.predict(x_train)
y_test_pred = lr.predict(x_test)
print(lr.score(x_test, y_test))
# %%
X = data.drop(['charges', 'region'], axis=1)
Y = data.charges
quad = PolynomialFeatures(degree=2)
x_quad = quad.fit_transform(X)
X_train, X_test, Y_train, Y_test = train_test_split(x_quad, Y, test_size=0.2, random_state=17)
plr = LinearRegression().fit(X_train, Y_train) # <-- LEAK707?
Y_test_pred = plr.predict(X_test) # <-- LEAK707?
print(plr.score(X_test, Y_test)) # <-- LEAK707?
# %%
forest = RandomForestRegressor(n_estimators=100, criterion='squared_error', random_state=1, n_jobs=-1)
forest.fit(X_train, Y_train) # <-- LEAK707?
forest_train_pred = forest.predict(X_train)
forest_test_pred = forest.predict(X_test) # <-- LEAK707?
print('MSE train data: %.3f' % mean_squared_error(Y_train, forest_train_pred))
print('MSE test data: %.3f' % mean_squared_error(Y_test, forest_test_pred)) # <-- LEAK707
print('R2 test data: %.3f' % r2_score(Y_test, forest_test_pred)) # <-- LEAK707?
# %%
pl.figure(figsize=(10, 6))
pl.scatter(forest_test_pred, forest_test_pred - Y_test, c='c', s=35, alpha=0.7, label='Test data')
pl.hlines(y=0, xmin=0, xmax=60000, lw=2, color='red')
pl.legend(loc='upper right')
pl.show()
