# notebook
# %% [markdown]
# # Wages: regression tables and a look at groups
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.diagnostic import het_breuschpagan
from statsmodels.stats.outliers_influence import variance_inflation_factor
from scipy import stats
from scipy.cluster.hierarchy import linkage, fcluster, dendrogram
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import train_test_split   # not needed after all
# %%
wages = pd.read_csv('cps_wages.csv')
wages.head()
# %%
wages.describe(include='all').T
# %%
wages['wage'].hist(bins=40)
print('skew', stats.skew(wages['wage']))
# %%
wages['educ'] = wages['educ'].fillna(wages['educ'].median())
wages['lwage'] = np.log(wages['wage'])
q = wages['lwage'].quantile([.005, .995])
wages = wages[wages['lwage'].between(q.iloc[0], q.iloc[1])]
wages['exper_c'] = wages['exper'] - wages['exper'].mean()
# %%
sns.lmplot(data=wages, x='educ', y='lwage', hue='female', scatter_kws={'s': 8})
# %%
m1 = smf.ols('lwage ~ educ + exper_c + I(exper_c**2)', data=wages).fit()
print(m1.summary())
# %%
m2 = smf.ols('lwage ~ educ * female + exper_c + I(exper_c**2) + C(region)', data=wages).fit(cov_type='HC3')
print(m2.summary())
# %%
print(pd.DataFrame({'m1': [m1.rsquared_adj, m1.aic], 'm2': [m2.rsquared_adj, m2.aic]}, index=['adj R2', 'AIC']))
# %%
bp = het_breuschpagan(m1.resid, m1.model.exog)
print('Breusch-Pagan p', bp[1])
sm.qqplot(m1.resid, line='s')
plt.show()
# %%
V = sm.add_constant(wages[['educ', 'exper']])
for i, c in enumerate(V.columns):
    print(c, variance_inflation_factor(V.values, i))
# %%
plt.scatter(m1.fittedvalues, m1.resid, s=5)
plt.axhline(0, color='k')
# %% [markdown]
# ## Groups of occupations
# %%
occ = wages.groupby('occupation')[['lwage', 'educ', 'exper', 'female']].mean()
Z = StandardScaler().fit_transform(occ)
L = linkage(Z, 'ward')
plt.figure(figsize=(12, 5))
dendrogram(L, labels=occ.index.tolist(), leaf_rotation=90)
plt.show()
# %%
occ['group'] = fcluster(L, 4, 'maxclust')
occ.groupby('group').mean().round(2)
# %%
wages = wages.merge(occ[['group']], left_on='occupation', right_index=True)
print(stats.f_oneway(*[g['lwage'] for _, g in wages.groupby('group')]))
wages.boxplot('lwage', by='group')
