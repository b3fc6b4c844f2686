# notebook
# %% [markdown]
# # Census income
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import plotly.graph_objects as go
from sklearn import preprocessing
from sklearn.model_selection import train_test_split, GridSearchCV, StratifiedKFold
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score, roc_curve, classification_report
# %%
names = ['age', 'workclass', 'fnlwgt', 'education', 'education-num', 'marital-status', 'occupation', 'relationship',
         'race', 'sex', 'capital-gain', 'capital-loss', 'hours-per-week', 'native-country', 'income']
df = pd.read_csv('adult.data', names=names, na_values=' ?', skipinitialspace=False)
df.head()
# %%
df.shape
# %%
df.isnull().sum()
# %%
df.nunique()
# %%
df['income'] = df['income'].str.strip().map({'<=50K': 0, '>50K': 1})
sns.countplot(x='income', data=df)
# %%
plt.figure(figsize=(12, 5))
sns.barplot(x='education', y='income', data=df)
plt.xticks(rotation=45)
plt.show()
# %%
tbl = df.groupby('marital-status')['income'].mean().sort_values()
print(tbl)
go.Figure(go.Bar(x=tbl.values, y=tbl.index, orientation='h')).show()
# %%
for c in ['workclass', 'occupation', 'native-country']:
    df[c] = df[c].fillna('Unknown')
# %%
df['marital-status'] = df['marital-status'].str.strip().replace(['Divorced', 'Married-spouse-absent', 'Separated', 'Widowed'], 'single')
df['US'] = (df['native-country'].str.strip() == 'United-States').astype(int)
df['age_group'] = pd.cut(df['age'], bins=[0, 25, 35, 45, 60, 100], labels=['a', 'b', 'c', 'd', 'e']).astype(str)
df = df.drop(['education', 'native-country', 'fnlwgt'], axis=1)
# %%
num_cols = ['age', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week']
print(df[num_cols].agg(['mean', 'std', 'min', 'max']).T)
# %%
fig, axes = plt.subplots(1, 5, figsize=(22, 4))
for ax, c in zip(axes, num_cols):
    sns.boxplot(x='income', y=c, data=df, ax=ax)
plt.tight_layout()
plt.show()
# %%
df['capital'] = df['capital-gain'] - df['capital-loss']
df['overtime'] = df['hours-per-week'].apply(lambda h: 1 if h > 40 else 0)
df = df.drop(['capital-gain', 'capital-loss'], axis=1)
pd.pivot_table(df, index='age_group', columns='sex', values='income', aggfunc='mean').round(3)
# %%
norm_view = (df[['age', 'hours-per-week']] - df[['age', 'hours-per-week']].min()) / 100
norm_view.plot.kde()
plt.show()
# %%
obj = df.select_dtypes(include='object').columns
print(list(obj))
df[obj] = df[obj].apply(preprocessing.LabelEncoder().fit_transform) # <-- LEAK701
df.head()
# %%
sns.heatmap(df.corr(), cmap='vlag', center=0)
# %%
X = df.drop('income', axis=1)
Y = df['income']
x_train, x_test, y_train, y_test = train_test_split(X, Y, test_size=0.3, random_state=21, stratify=Y)
# %%
params = {'max_depth': [6, 10, 16], 'min_samples_leaf': [1, 10, 50]}
skf = StratifiedKFold(5)
gs = GridSearchCV(RandomForestClassifier(n_estimators=150, random_state=1), params, cv=skf, scoring='roc_auc')
gs.fit(x_train, y_train)
print(gs.best_params_)
# %%
pd.DataFrame(gs.cv_results_)[['params', 'mean_test_score', 'rank_test_score']].sort_values('rank_test_score')
# %%
prob = gs.predict_proba(x_test)[:, 1]
auc = roc_auc_score(y_test, prob)
fpr, tpr, _ = roc_curve(y_test, prob)
plt.plot(fpr, tpr, label=f'AUC = {auc:.3f}')
plt.plot([0, 1], [0, 1], 'k--')
plt.legend()
# %%
print(classification_report(y_test, gs.predict(x_test)))
# %%
fi = pd.Series(gs.best_estimator_.feature_importances_, index=X.columns).sort_values()
fi.plot(kind='barh', figsize=(7, 7))
