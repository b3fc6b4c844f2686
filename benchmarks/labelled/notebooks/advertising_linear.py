# notebook
# %% [markdown]
# # Advertising and sales, assignment 1
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import math
from sklearn import linear_model
from sklearn.linear_model import LinearRegression, Lasso
from sklearn.metrics import mean_squared_error, r2_score, mean_absolute_error
from sklearn.model_selection import train_test_split, cross_val_score
from sklearn.preprocessing import StandardScaler, PolynomialFeatures
%matplotlib inline
plt.rcParams['figure.figsize'] = (8, 5)
# %%
adv = pd.read_csv('Advertising.csv', index_col=0)
adv.head()
# %%
adv.shape
# %%
adv.info()
# %%
adv.describe()
# %%
adv.isnull().sum()
# %%
adv.columns = [c.lower() for c in adv.columns]
adv = adv.drop_duplicates()
print('mean sales', adv['sales'].mean(), 'sd', adv['sales'].std())
# %% [markdown]
# ## Question 1: plot
# %%
fig, axs = plt.subplots(1, 3, sharey=True)
for i, c in enumerate(['tv', 'radio', 'newspaper']):
    adv.plot(kind='scatter', x=c, y='sales', ax=axs[i], figsize=(16, 5))
plt.show()
# %%
sns.pairplot(adv, x_vars=['tv', 'radio', 'newspaper'], y_vars='sales', height=4, kind='reg')
plt.show()
# %%
sns.heatmap(adv.corr(), annot=True)
plt.show()
# %%
sns.boxplot(data=adv[['tv', 'radio', 'newspaper']])
plt.show()
# %%
# which share of the money goes where
total = adv[['tv', 'radio', 'newspaper']].sum()
total.plot.pie(autopct='%.0f%%')
plt.ylabel('')
plt.show()
print(total / total.sum())
# %% [markdown]
# ## Question 2: simple regression by hand
# %%
xx = adv['tv'].values
yy = adv['sales'].values
b1 = np.sum((xx - xx.mean()) * (yy - yy.mean())) / np.sum((xx - xx.mean()) ** 2)
b0 = yy.mean() - b1 * xx.mean()
print(f'sales = {b0:.3f} + {b1:.4f} tv')
plt.scatter(xx, yy, s=10)
plt.plot(xx, b0 + b1 * xx, 'r')
plt.show()
# %% [markdown]
# ## Question 3: multiple regression, how good is the model?
# %%
X = adv[['tv', 'radio', 'newspaper']].copy()
X['tv_radio'] = X['tv'] * X['radio']
X['sqrt_tv'] = np.sqrt(X['tv'])
y = adv['sales']
# %%
lm = LinearRegression()
lm.fit(X, y)  # <-- LEAK706?
print('intercept', lm.intercept_)
print(dict(zip(X.columns, lm.coef_.round(4))))
# %%
y_hat = lm.predict(X)  # <-- LEAK706?
mse = mean_squared_error(y, y_hat)  # <-- LEAK706
r2 = r2_score(y, y_hat)  # <-- LEAK706?
mae = mean_absolute_error(y, y_hat)  # <-- LEAK706?
print(f'MSE {mse:.3f}  RMSE {math.sqrt(mse):.3f}  MAE {mae:.3f}  R2 {r2:.4f}')
# %%
n, p = X.shape
adj = 1 - (1 - r2) * (n - 1) / (n - p - 1)
print('adjusted R2', adj)
# %%
plt.scatter(y, y_hat)
plt.plot([0, 30], [0, 30], 'k--')
plt.xlabel('sales')
plt.ylabel('predicted sales')
plt.show()
# %%
residuals = y - y_hat
plt.scatter(y_hat, residuals)
plt.axhline(0, color='k')
plt.show()
sns.histplot(residuals, kde=True)
plt.show()
# %% [markdown]
# ## Question 4: use of the model
# %%
def sales_for(tv, radio, newspaper):
    row = pd.DataFrame([[tv, radio, newspaper, tv * radio, np.sqrt(tv)]], columns=X.columns)
    return lm.predict(row)[0]

print(sales_for(100, 25, 25))
print(sales_for(200, 25, 25))
budgets = np.arange(0, 300, 20)
plt.plot(budgets, [sales_for(b, 300 - b, 0) for b in budgets])
plt.xlabel('tv of 300')
plt.show()
# %%
# sizes for the next assignment
# X_train, X_test, y_train, y_test = train_test_split(X, y)
# print(X_train.shape)
