# notebook
# %% [markdown]
# # German credit risk
# train, validation, test
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from lightgbm import LGBMClassifier, early_stopping, log_evaluation
from xgboost import XGBClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, OneHotEncoder
from sklearn.metrics import roc_auc_score, f1_score, classification_report, confusion_matrix
import warnings
warnings.filterwarnings('ignore')
# %%
credit = pd.read_csv('german_credit_data.csv', index_col=0)
credit.head()
# %%
credit.info()
print(credit.nunique())
# %%
credit.isnull().sum()
# %%
credit.describe()
# %%
sns.countplot(data=credit, x='Purpose', hue='Risk')
plt.xticks(rotation=45)
plt.show()
# %%
fig, ax = plt.subplots(1, 3, figsize=(14, 4))
for a, c in zip(ax, ['Age', 'Credit amount', 'Duration']):
    sns.boxplot(data=credit, x='Risk', y=c, ax=a)
    a.axhline(credit[c].median(), ls=':')
plt.show()
# %%
print(credit.groupby('Housing')['Credit amount'].agg(['mean', 'median', 'count']))
# %% [markdown]
# ## Features that need no statistics
# %%
df = credit.copy()
df['Saving accounts'] = df['Saving accounts'].fillna('no_inf')
df['Checking account'] = df['Checking account'].fillna('no_inf')
df['age_cat'] = pd.cut(df['Age'], (18, 25, 35, 60, 120), labels=['Student', 'Young', 'Adult', 'Senior'])
df['rate'] = df['Credit amount'] / df['Duration']
df['log_amount'] = np.log(df['Credit amount'])
df['Risk'] = (df['Risk'] == 'bad').astype(int)
df = pd.get_dummies(df, columns=['Sex', 'Housing', 'Saving accounts', 'Checking account', 'Purpose', 'age_cat'], drop_first=True)
df.shape
# %%
plt.figure(figsize=(14, 12))
sns.heatmap(df.astype(float).corr(), vmax=1.0)
plt.show()
# %% [markdown]
# ## Three parts
# %%
X = df.drop('Risk', axis=1)
y = df['Risk']
X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.2, random_state=42, stratify=y)
X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest, test_size=0.25, random_state=42, stratify=y_rest)
for name, part in [('train', y_train), ('val', y_val), ('test', y_test)]:
    print(name, len(part), round(part.mean(), 3))
# %%
cols = ['Age', 'Credit amount', 'Duration', 'rate', 'log_amount']
scaler = StandardScaler().fit(X_train[cols])
X_train, X_val, X_test = X_train.copy(), X_val.copy(), X_test.copy()
for part in (X_train, X_val, X_test):
    part[cols] = scaler.transform(part[cols])
# %% [markdown]
# ## Models on the validation part
# %%
models = {
    'LR': LogisticRegression(max_iter=1000),
    'RF': RandomForestClassifier(n_estimators=500, random_state=0),
    'XGB': XGBClassifier(n_estimators=300, learning_rate=0.05, max_depth=4),
}
val_auc = {}
for name, m in models.items():
    m.fit(X_train, y_train)
    val_auc[name] = roc_auc_score(y_val, m.predict_proba(X_val)[:, 1])
    print(f'{name}: {val_auc[name]:.4f}')
# %%
lgbm = LGBMClassifier(n_estimators=2000, learning_rate=0.02, random_state=0)
lgbm.fit(X_train, y_train, eval_set=[(X_val, y_val)], eval_metric='auc', callbacks=[early_stopping(50), log_evaluation(0)])
val_auc['LGBM'] = roc_auc_score(y_val, lgbm.predict_proba(X_val)[:, 1])
models['LGBM'] = lgbm
best = max(val_auc, key=val_auc.get)
print('chosen:', best, val_auc[best])
# %%
ths = np.linspace(0.1, 0.9, 33)
pv = models[best].predict_proba(X_val)[:, 1]
f1s = [f1_score(y_val, pv > t) for t in ths]
th = ths[np.argmax(f1s)]
plt.plot(ths, f1s)
plt.axvline(th, ls='--')
plt.show()
# %% [markdown]
# ## The test part, once
# %%
chosen = models[best]
p_test = chosen.predict_proba(X_test)[:, 1]
y_hat = (p_test > th).astype(int)
print('test AUC', roc_auc_score(y_test, p_test))
print(classification_report(y_test, y_hat))
sns.heatmap(confusion_matrix(y_test, y_hat), annot=True, fmt='d')
plt.show()
