# notebook
# %% [markdown]
# # Student performance
# %%
import pandas as pd
import numpy as np
import seaborn as sns
import matplotlib.pyplot as plt
import plotly.express as px
%matplotlib inline
plt.style.use('ggplot')
# %%
mat = pd.read_csv('student-mat.csv', sep=';')
por = pd.read_csv('student-por.csv', sep=';')
print(mat.shape, por.shape)
students = pd.concat([mat, por], ignore_index=True)
students.head()
# %%
students.info()
# %%
missing = students.isnull().sum()
missing[missing > 0]
# %%
students.describe(include='all').T
# %%
fig = px.histogram(students, x='G3', color='sex', nbins=21)
fig.show()
# %%
plt.figure(figsize=(15, 12))
sns.heatmap(students.select_dtypes('number').corr(), annot=True, fmt='.1f', cmap='Reds')
# %%
sns.boxplot(x='studytime', y='G3', data=students)
plt.axhline(students['G3'].mean(), ls='--', c='k')
plt.show()
# %%
for c in ['school', 'Mjob', 'Fjob', 'reason', 'guardian']:
    print(students[c].value_counts(), '\n')
# %%
fig, axs = plt.subplots(1, 2, figsize=(12, 4))
sns.kdeplot(data=students, x='G1', ax=axs[0], label='G1')
sns.kdeplot(data=students, x='G3', ax=axs[0], label='G3')
axs[0].legend()
sns.countplot(data=students, x='failures', ax=axs[1])
plt.show()
print(students.groupby('failures')['G3'].agg(['mean', 'count']))
print(students.groupby(['school', 'sex'])['G3'].mean().unstack())
# %% [markdown]
# ## Cleaning
# %%
students = students[students['G3'] > 0].copy()
students['age'] = students['age'].fillna(students['age'].median())  # <-- LEAK702
students['absences'] = students['absences'].fillna(students['absences'].mean())  # <-- LEAK702
students['Medu'] = students['Medu'].fillna(0)
students.isnull().sum().sum()
# %%
students['absence_band'] = pd.cut(students['absences'], bins=[-1, 0, 5, 15, 100], labels=False)
students['alc'] = students['Dalc'] * 5 + students['Walc'] * 2
students['edu_parents'] = students[['Medu', 'Fedu']].max(axis=1)
students['mean_grade'] = students[['G1', 'G2']].mean(axis=1)
# %%
yes_no = ['schoolsup', 'famsup', 'paid', 'activities', 'nursery', 'higher', 'internet', 'romantic']
for c in yes_no:
    students[c] = students[c].map({'yes': 1, 'no': 0})
students['sex'] = students['sex'].replace({'F': 0, 'M': 1})
students['address'] = np.where(students['address'] == 'U', 1, 0)
# %%
df = pd.get_dummies(students, columns=['Mjob', 'Fjob', 'reason', 'guardian', 'school', 'famsize', 'Pstatus'])
df = df.drop(columns=['G1', 'G2'])
df.shape
# %% [markdown]
# ## Model
# %%
from sklearn.model_selection import train_test_split, GridSearchCV
from sklearn.preprocessing import StandardScaler
from sklearn.pipeline import Pipeline
from sklearn.svm import SVR
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

X = df.drop(columns='G3')
y = df['G3']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=17)
print(f'{len(X_train)} train, {len(X_test)} test')
# %%
pipe = Pipeline([('scaler', StandardScaler()), ('svr', SVR())])
grid = GridSearchCV(
    pipe,
    {'svr__C': [0.1, 1, 5, 10], 'svr__epsilon': [0.1, 0.5, 1]},
    scoring='neg_mean_absolute_error',
    cv=5,
)
grid.fit(X_train, y_train)
print(grid.best_params_, -grid.best_score_)
# %%
pred = grid.predict(X_test)
print('MAE ', mean_absolute_error(y_test, pred))
print('RMSE', np.sqrt(mean_squared_error(y_test, pred)))
print('R2  ', r2_score(y_test, pred))
# %%
plt.scatter(y_test, pred, alpha=0.4)
plt.plot([0, 20], [0, 20], 'k--')
plt.xlabel('true')
plt.ylabel('predicted')
plt.show()
# %%
resid = y_test - pred
print('bias', resid.mean(), 'sd', resid.std())
sns.histplot(resid, bins=20)
plt.show()
