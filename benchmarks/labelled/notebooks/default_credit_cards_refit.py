# notebook
# %% [markdown]
# # Default of credit card clients
# %%
import pandas as pd
import numpy as np
import seaborn as sns
import matplotlib.pyplot as plt
from sklearn.preprocessing import StandardScaler, MinMaxScaler
from sklearn.model_selection import train_test_split, cross_val_score
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, roc_auc_score, classification_report, confusion_matrix, roc_curve
import scikitplot as skplt
%matplotlib inline
# %%
df = pd.read_csv('UCI_Credit_Card.csv')
df.sample(5)
# %%
df.info()
# %%
df[['SEX', 'EDUCATION', 'MARRIAGE']].describe()
# %%
df[['PAY_0', 'PAY_2', 'PAY_3', 'PAY_4', 'PAY_5', 'PAY_6']].describe()
# %%
print('default rate', df['default.payment.next.month'].mean())
# %%
df = df.rename(columns={'default.payment.next.month': 'def_pay', 'PAY_0': 'PAY_1'})
fil = (df.EDUCATION == 5) | (df.EDUCATION == 6) | (df.EDUCATION == 0)
df.loc[fil, 'EDUCATION'] = 4
df.loc[df.MARRIAGE == 0, 'MARRIAGE'] = 3
df.EDUCATION.value_counts()
# %%
for i in range(1, 7):
    f = (df[f'PAY_{i}'] == -2) | (df[f'PAY_{i}'] == -1) | (df[f'PAY_{i}'] == 0)
    df.loc[f, f'PAY_{i}'] = 0
# %%
def draw_histograms(df, variables, n_rows, n_cols, n_bins):
    fig = plt.figure()
    for i, var_name in enumerate(variables):
        ax = fig.add_subplot(n_rows, n_cols, i + 1)
        df[var_name].hist(bins=n_bins, ax=ax)
        ax.set_title(var_name)
    fig.tight_layout()
    plt.show()

bills = df[['BILL_AMT1', 'BILL_AMT2', 'BILL_AMT3', 'BILL_AMT4', 'BILL_AMT5', 'BILL_AMT6']]
draw_histograms(bills, bills.columns, 2, 3, 20)
# %%
df['AgeBin'] = pd.cut(df['AGE'], [20, 25, 30, 35, 40, 50, 60, 80])
print(df.groupby('AgeBin')['def_pay'].mean())
df = df.drop('AgeBin', axis=1)
# %%
sns.heatmap(df.corr(), cmap='coolwarm')
plt.show()
# %%
def get_pct(frame, col):
    sub = frame.groupby([col, 'def_pay']).size().unstack(1)
    sub['perc'] = sub[1] / (sub[0] + sub[1])
    return sub

print(get_pct(df, 'SEX'))
print(get_pct(df, 'MARRIAGE'))
print(get_pct(df, 'EDUCATION'))
# %%
g = sns.FacetGrid(df, col='def_pay', row='SEX')
g.map(plt.hist, 'AGE', bins=25)
g.map(plt.axvline, x=df['AGE'].median(), color='k')
plt.show()
plt.figure()
sns.boxplot(x='def_pay', y='LIMIT_BAL', data=df)
plt.show()
# %% [markdown]
# ## Preparing
# %%
for i in range(1, 6):
    df[f'use_{i}'] = df[f'BILL_AMT{i}'] / df['LIMIT_BAL']
X = df.drop(['def_pay', 'ID'], axis=1)
y = df['def_pay']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=24, stratify=y)
print(X_train.shape, X_test.shape)
# %%
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.fit_transform(X_test)  # <-- LEAK705
# %% [markdown]
# ## Models
# %%
def evaluate(model, name):
    model.fit(X_train, y_train)
    pred = model.predict(X_test)
    prob = model.predict_proba(X_test)[:, 1]
    acc = accuracy_score(y_test, pred)  # <-- LEAK707?
    auc = roc_auc_score(y_test, prob)  # <-- LEAK707?
    print(f'{name}: accuracy {acc:.3f}, AUC {auc:.3f}')
    return acc, auc
# %%
scores = {}
scores['logreg'] = evaluate(LogisticRegression(C=1000, random_state=0), 'Logistic')  # <-- LEAK707?
# %%
scores['knn'] = evaluate(KNeighborsClassifier(15), 'KNN')  # <-- LEAK707
# %%
scores['mlp'] = evaluate(MLPClassifier((50, 20), max_iter=200, random_state=0), 'MLP')  # <-- LEAK707?
# %%
scores['rf'] = evaluate(RandomForestClassifier(300, random_state=0), 'Forest')  # <-- LEAK707?
# %%
tab = pd.DataFrame(scores, index=['accuracy', 'auc']).T
tab.sort_values('auc', ascending=False)  # <-- LEAK707?
# %%
tab['auc'].plot.bar(ylim=(0.5, 0.85))
plt.show()
