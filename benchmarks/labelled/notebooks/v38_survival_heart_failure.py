# notebook
# %% [markdown]
# # Heart failure: survival forest
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from sksurv.ensemble import RandomSurvivalForest
from sksurv.util import Surv
from sksurv.metrics import concordance_index_censored
from lifelines import KaplanMeierFitter
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import StandardScaler
from sklearn.model_selection import train_test_split
# %%
df = pd.read_csv('heart_failure.csv')
df.head()
# %%
df.info()
print(df.isnull().sum())
# %%
km = KaplanMeierFitter().fit(df['time'], df['DEATH_EVENT'])
km.plot()
# %%
plt.figure(figsize=(10, 8))
sns.heatmap(df.corr(numeric_only=True), cmap='vlag', center=0)
# %%
for c in ['age', 'ejection_fraction', 'serum_creatinine']:
    print(c, df.groupby('DEATH_EVENT')[c].median().to_dict())
# %%
fig, axes = plt.subplots(2, 3, figsize=(15, 8))
cont = ['age', 'ejection_fraction', 'serum_creatinine', 'serum_sodium', 'platelets', 'creatinine_phosphokinase']
for ax, c in zip(axes.ravel(), cont):
    sns.histplot(data=df, x=c, hue='DEATH_EVENT', bins=25, ax=ax)
plt.tight_layout()
plt.show()
# %%
binary = ['anaemia', 'diabetes', 'high_blood_pressure', 'sex', 'smoking']
for b in binary:
    print(pd.crosstab(df[b], df['DEATH_EVENT'], normalize='index').round(2))
# %%
ax = plt.subplot(111)
low = df['ejection_fraction'] < 35
for m, name in [(low, 'EF < 35'), (~low, 'EF >= 35')]:
    KaplanMeierFitter().fit(df.loc[m, 'time'], df.loc[m, 'DEATH_EVENT'], label=name).plot(ax=ax)
plt.show()
# %%
df['age'] = df['age'].astype(int)
df['log_cpk'] = np.log(df['creatinine_phosphokinase'])
df['platelets'] = df['platelets'] / 1000
# %%
cap = df['serum_creatinine'].quantile(0.99) # <-- LEAK702
df['serum_creatinine'] = df['serum_creatinine'].clip(upper=cap) # <-- LEAK702?
# %%
features = ['age', 'ejection_fraction', 'serum_creatinine', 'serum_sodium', 'log_cpk', 'platelets']
imp = SimpleImputer(strategy='median')
X = imp.fit_transform(df[features]) # <-- LEAK701
X = StandardScaler().fit_transform(X) # <-- LEAK701
y = Surv.from_arrays(df['DEATH_EVENT'].astype(bool), df['time'])
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=20)
# %%
rsf = RandomSurvivalForest(n_estimators=500, min_samples_split=10, min_samples_leaf=15, n_jobs=-1, random_state=20)
rsf.fit(X_train, y_train)
# %%
print('C-index train', rsf.score(X_train, y_train))
print('C-index test', rsf.score(X_test, y_test))
# %%
surv = rsf.predict_survival_function(X_test[:5], return_array=True)
for i, s in enumerate(surv):
    plt.step(rsf.unique_times_, s, where='post', label=str(i))
plt.legend()
