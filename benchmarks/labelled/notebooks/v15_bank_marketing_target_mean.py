# notebook
# %% [markdown]
# # Bank marketing campaign
# %%
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt
import seaborn as sns
import missingno as msno
from sklearn.model_selection import train_test_split, cross_val_score, RandomizedSearchCV
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler, OneHotEncoder
from sklearn.metrics import roc_auc_score, classification_report, RocCurveDisplay
%matplotlib inline
# %%
bank = pd.read_csv('bank-additional-full.csv', sep=';')
bank.sample(5)
# %%
bank.info()
# %%
msno.bar(bank)
# %%
bank = bank.drop('duration', axis=1)   # known only after the call
bank['y'] = bank['y'].eq('yes').astype(int)
print(bank['y'].mean())
# %%
cats = ['job', 'marital', 'education', 'contact', 'month', 'day_of_week', 'poutcome']
fig, axes = plt.subplots(3, 3, figsize=(18, 12))
for ax, c in zip(axes.ravel(), cats):
    bank.groupby(c)['y'].mean().sort_values().plot.barh(ax=ax, title=c)
plt.tight_layout()
# %%
num = bank.select_dtypes('number').columns.drop('y')
bank[num].hist(bins=30, figsize=(14, 8))
# %% [markdown]
# ## Encoding
# Too many one-hot columns, so the mean of the target replaces each category.
# %%
df = bank.copy()
for c in cats:
    means = df.groupby(c)['y'].mean() # <-- LEAK704
    df[c + '_te'] = df[c].map(means) # <-- LEAK704?
df = df.drop(columns=cats)
df.head()
# %%
for c in ['default', 'housing', 'loan']:
    df[c] = df[c].map({'no': 0, 'yes': 1, 'unknown': -1})
# %%
df['was_contacted'] = np.where(df['pdays'] == 999, 0, 1)
df['pdays'] = df['pdays'].replace(999, -1)
df.describe().T
# %%
plt.figure(figsize=(12, 9))
sns.heatmap(df.corr(), cmap='coolwarm', center=0)
# %%
X = df.drop('y', axis=1)
y = df.y
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=0)
# %%
scaler = StandardScaler().fit(X_train)
X_train_s = pd.DataFrame(scaler.transform(X_train), columns=X.columns, index=X_train.index)
X_test_s = pd.DataFrame(scaler.transform(X_test), columns=X.columns, index=X_test.index)
# %%
lr = LogisticRegression(max_iter=1000, class_weight='balanced')
lr.fit(X_train_s, y_train)
# %%
p = lr.predict_proba(X_test_s)[:, 1]
print('AUC', roc_auc_score(y_test, p))
print(classification_report(y_test, lr.predict(X_test_s)))
RocCurveDisplay.from_predictions(y_test, p)
# %%
coefs = pd.Series(lr.coef_[0], index=X.columns).sort_values()
coefs.plot.barh(figsize=(6, 8))
# %% [markdown]
# ## Is it stable? Ten folds
# %%
from sklearn.pipeline import make_pipeline
folds = cross_val_score(make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)), X, y, cv=10, scoring='roc_auc')
print(folds.round(3), folds.mean())
# %%
gain = pd.DataFrame({'p': p, 'y': y_test.values}).sort_values('p', ascending=False)
gain['cum'] = gain['y'].cumsum() / gain['y'].sum()
plt.plot(np.linspace(0, 1, len(gain)), gain['cum'])
plt.plot([0, 1], [0, 1], 'k--')
plt.title('gain curve')
plt.show()
