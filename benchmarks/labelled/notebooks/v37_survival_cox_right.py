# notebook
# %% [markdown]
# # Time to recidivism: Kaplan-Meier and Cox
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from lifelines import KaplanMeierFitter, CoxPHFitter, NelsonAalenFitter
from lifelines.statistics import logrank_test
from lifelines.utils import concordance_index
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import train_test_split
# %%
df = pd.read_csv('rossi_ext.csv')
df.head()
# %%
df.describe()
# %%
df['arrest'].value_counts()
df.isna().sum()
# %%
T, E = df['week'], df['arrest']
kmf = KaplanMeierFitter()
kmf.fit(T, event_observed=E)
kmf.plot_survival_function()
print('median survival', kmf.median_survival_time_)
# %%
ax = plt.subplot(111)
for g, name in [(0, 'no aid'), (1, 'aid')]:
    m = df['fin'] == g
    kmf.fit(T[m], E[m], label=name).plot_survival_function(ax=ax)
res = logrank_test(T[df.fin == 0], T[df.fin == 1], E[df.fin == 0], E[df.fin == 1])
res.print_summary()
# %%
naf = NelsonAalenFitter().fit(T, E)
naf.plot_cumulative_hazard()
# %%
print('age mean', df['age'].mean())
sns.histplot(data=df, x='age', hue='arrest', multiple='stack')
# %%
summary = df.groupby('fin').agg(n=('week', 'size'), arrests=('arrest', 'sum'), age=('age', 'median'), prio=('prio', 'mean'))
print(summary)
# %%
df['young'] = (df['age'] < 25).astype(int)
for c in ['race', 'wexp', 'mar', 'paro', 'young']:
    a, b = df[df[c] == 1], df[df[c] == 0]
    r = logrank_test(a['week'], b['week'], a['arrest'], b['arrest'])
    print(f'{c:6s} chi2 = {r.test_statistic:6.2f}  p = {r.p_value:.4f}')
# %%
view = pd.DataFrame(StandardScaler().fit_transform(df[['age', 'prio', 'educ']].fillna(df[['age', 'prio', 'educ']].mean())),
                    columns=['age', 'prio', 'educ'])
sns.pairplot(view.assign(arrest=df['arrest'].values), hue='arrest', plot_kws={'s': 6})
# %%
whole = CoxPHFitter().fit(df[['week', 'arrest', 'fin', 'prio']], 'week', 'arrest')
whole.print_summary()
# %% [markdown]
# ## Cox
# %%
train, test = train_test_split(df, test_size=0.3, random_state=2, stratify=df['arrest'])
train, test = train.copy(), test.copy()
# %%
num = ['age', 'prio', 'educ']
train[num] = train[num].fillna(train[num].median())
test[num] = test[num].fillna(train[num].median())
sc = StandardScaler()
train[num] = sc.fit_transform(train[num])
test[num] = sc.transform(test[num])
# %%
cph = CoxPHFitter(penalizer=0.1)
cph.fit(train, duration_col='week', event_col='arrest')
cph.print_summary()
# %%
cph.plot()
plt.tight_layout()
# %%
cph.check_assumptions(train, p_value_threshold=0.05)
# %%
risk = cph.predict_partial_hazard(test)
c = concordance_index(test['week'], -risk, test['arrest'])
print(f'c-index on the test rows: {c:.3f}')
# %%
surv = cph.predict_survival_function(test.iloc[:5])
surv.plot()
