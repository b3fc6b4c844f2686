# notebook
# %% [markdown]
# # Medical cost personal data: EDA and regression
# %%
import numpy as np
import pandas as pd
import os
import matplotlib.pyplot as pl
import seaborn as sns
from bokeh.io import output_notebook, show
from bokeh.plotting import figure
import warnings
warnings.filterwarnings('ignore')
output_notebook()
# %%
data = pd.read_csv('../input/insurance.csv')
data.head()
# %%
data.isnull().sum()
# %%
data.info()
data.shape
# %% [markdown]
# No missing values. Encode the categorical ones.
# %%
from sklearn.preprocessing import LabelEncoder
# sex
le = LabelEncoder()
le.fit(data.sex.drop_duplicates())  # <-- LEAK701
data.sex = le.transform(data.sex)  # <-- LEAK701?
# smoker or not
le.fit(data.smoker.drop_duplicates())  # <-- LEAK701
data.smoker = le.transform(data.smoker)  # <-- LEAK701?
# region
le.fit(data.region.drop_duplicates())  # <-- LEAK701
data.region = le.transform(data.region)  # <-- LEAK701?
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
ax.set_title('Distribution of charges for non-smokers')
# %%
sns.catplot(x="smoker", kind="count", hue='sex', palette="pink", data=data)
# %%
pl.figure(figsize=(12, 5))
pl.title("Distribution of age")
ax = sns.histplot(data["age"], color='g')
# %%
g = sns.jointplot(x="age", y="charges", data=data[(data.smoker == 0)], kind="kde", color="m")
g.ax_joint.collections[0].set_alpha(0)
ax.set_title('Distribution of charges and age for non-smokers')
# %%
print("mean bmi:", data.bmi.mean(), " obese from 30 on")
data['obese'] = (data.bmi >= 30).astype(int)
data['smoker_obese'] = data.smoker * data.obese
# %%
sns.lmplot(x="bmi", y="charges", hue="smoker", data=data, palette='magma')
# %% [markdown]
# ## Regression
# %%
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import PolynomialFeatures
from sklearn.metrics import r2_score, mean_squared_error, mean_absolute_error
from sklearn.ensemble import RandomForestRegressor, GradientBoostingRegressor
# %%
x = data.drop(['charges'], axis=1)
y = data.charges
x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
lr = LinearRegression().fit(x_train, y_train)
y_test_pred = lr.predict(x_test)
print('linear R2:', lr.score(x_test, y_test))  # <-- LEAK707?
# %%
X = data.drop(['charges', 'region'], axis=1)
Y = data.charges
quad = PolynomialFeatures(degree=2)
x_quad = quad.fit_transform(X)
X_train, X_test, Y_train, Y_test = train_test_split(x_quad, Y, random_state=0)
plr = LinearRegression().fit(X_train, Y_train)
Y_test_pred = plr.predict(X_test)
print('polynomial R2:', plr.score(X_test, Y_test))  # <-- LEAK707
# %%
forest = RandomForestRegressor(n_estimators=100, criterion='squared_error', random_state=1, n_jobs=-1)
forest.fit(x_train, y_train)
forest_train_pred = forest.predict(x_train)
forest_test_pred = forest.predict(x_test)
print('MSE train data: %.3f' % mean_squared_error(y_train, forest_train_pred))
print('MSE test data: %.3f' % mean_squared_error(y_test, forest_test_pred))  # <-- LEAK707?
print('R2 train data: %.3f' % r2_score(y_train, forest_train_pred))
print('R2 test data: %.3f' % r2_score(y_test, forest_test_pred))  # <-- LEAK707?
# %%
pl.figure(figsize=(10, 6))
pl.scatter(forest_train_pred, forest_train_pred - y_train, c='black', marker='o', s=35, alpha=0.5, label='Train data')
pl.scatter(forest_test_pred, forest_test_pred - y_test, c='c', marker='o', s=35, alpha=0.7, label='Test data')
pl.xlabel('Predicted values')
pl.ylabel('Tailings')
pl.legend(loc='upper left')
pl.hlines(y=0, xmin=0, xmax=60000, lw=2, color='red')
pl.show()
