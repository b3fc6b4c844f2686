# notebook
# %% [markdown]
# # Compressive strength of concrete
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from scipy import stats
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel, ConstantKernel
from sklearn.linear_model import Ridge, LinearRegression
from sklearn.svm import SVR
from sklearn.ensemble import RandomForestRegressor
from sklearn.preprocessing import StandardScaler, PolynomialFeatures
from sklearn.pipeline import make_pipeline
from sklearn.model_selection import train_test_split, cross_val_score, LeaveOneOut, KFold
from sklearn.metrics import r2_score, mean_absolute_error
# %%
df = pd.read_excel('Concrete_Data.xls')
df.columns = ['cement', 'slag', 'ash', 'water', 'superplast', 'coarse', 'fine', 'age', 'strength']
df.head()
# %%
df.describe().T
# %%
print(df.duplicated().sum())
df = df.drop_duplicates().reset_index(drop=True)
# %%
sns.pairplot(df[['cement', 'water', 'age', 'strength']])
# %%
for c in df.columns[:-1]:
    r, p = stats.pearsonr(df[c], df['strength'])
    print(f'{c:12s} r = {r:+.2f}  p = {p:.1e}')
# %%
df['w_c'] = df['water'] / df['cement']
df['log_age'] = np.log(df['age'])
X = df.drop(columns='strength')
y = df['strength']
# %%
mix = ['cement', 'slag', 'ash', 'water', 'superplast', 'coarse', 'fine']
total = df[mix].sum(axis=1)
shares = df[mix].div(total, axis=0)
shares.mean().plot.pie(autopct='%.0f%%')
# %%
z = np.abs(stats.zscore(df[mix]))
print('rows with a |z| above 3:', (z > 3).any(axis=1).sum(), '(they stay)')
# %%
by_age = df.groupby('age')['strength'].agg(['mean', 'std', 'count'])
plt.errorbar(by_age.index, by_age['mean'], yerr=by_age['std'], fmt='o-')
plt.xscale('log')
plt.show()
# %% [markdown]
# ## Abrams' law: strength against water/cement
# %%
abrams = np.polyfit(df['w_c'], np.log(df['strength']), 1)
xx = np.linspace(0.3, 1.8, 100)
plt.scatter(df['w_c'], df['strength'], s=5)
plt.plot(xx, np.exp(np.polyval(abrams, xx)), 'r')
# %% [markdown]
# ## Cross-validated comparison
# %%
kf = KFold(5, shuffle=True, random_state=0)
for est in [Ridge(), SVR(C=100), RandomForestRegressor(n_estimators=200, random_state=0)]:
    s = cross_val_score(make_pipeline(StandardScaler(), est), X, y, cv=kf, scoring='r2')
    print(type(est).__name__, s.mean().round(3))
# %% [markdown]
# ## Random forest in detail
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
rf = RandomForestRegressor(n_estimators=500, random_state=0)
rf.fit(X, y) # <-- LEAK706?
y_pred = rf.predict(X_test) # <-- LEAK706?
print('R2', r2_score(y_test, y_pred)) # <-- LEAK706
print('MAE', mean_absolute_error(y_test, y_pred)) # <-- LEAK706?
# %%
plt.scatter(y_test, y_pred, s=8)
plt.plot([0, 80], [0, 80], 'k--')
# %%
pd.Series(rf.feature_importances_, X.columns).sort_values().plot.barh()
# %% [markdown]
# ## Gaussian process
# %%
sx = StandardScaler().fit(X)
Xg = sx.transform(X)
kernel = ConstantKernel() * RBF(length_scale=np.ones(X.shape[1])) + WhiteKernel()
gp = GaussianProcessRegressor(kernel=kernel, normalize_y=True)
gp.fit(Xg, y) # <-- LEAK706?
mu, sd = gp.predict(Xg, return_std=True) # <-- LEAK706?
print('R2 of the GP', r2_score(y, mu)) # <-- LEAK706
# %%
order = np.argsort(mu)
plt.errorbar(np.arange(len(mu)), mu[order], yerr=2 * sd[order], fmt='.', alpha=.2)
plt.plot(y.values[order], 'k.', ms=2)
plt.ylabel('MPa')
