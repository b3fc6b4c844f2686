# notebook
# %% [markdown]
# # Titanic with a pipeline
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import string
import re
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import Pipeline, FeatureUnion
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler, FunctionTransformer
from sklearn.model_selection import cross_val_score, GridSearchCV, StratifiedKFold
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier, ExtraTreesClassifier
from sklearn.svm import SVC
%config InlineBackend.figure_format = 'retina'
# %%
train = pd.read_csv('/kaggle/input/titanic/train.csv')
test = pd.read_csv('/kaggle/input/titanic/test.csv')
train.head()
# %%
print(train.shape, test.shape)
train.info()
# %%
pd.concat([train.isnull().sum(), test.isnull().sum()], axis=1, keys=['train', 'test'])
# %%
train.describe(include='all')
# %% [markdown]
# ## A look
# %%
age_filled = train['Age'].fillna(train['Age'].median())
sns.histplot(age_filled, bins=30, label='filled')
sns.histplot(train['Age'], bins=30, color='r', label='raw')
plt.legend()
plt.show()
# %%
fare_bins = pd.qcut(train['Fare'], 4)
print(train.groupby(fare_bins)['Survived'].mean())
# %%
for c in ['Pclass', 'Sex', 'Embarked', 'SibSp', 'Parch']:
    sns.barplot(x=c, y='Survived', data=train)
    plt.show()
# %%
sns.heatmap(train.select_dtypes('number').corr(), annot=True)
plt.show()
# %% [markdown]
# ## Row-wise features
# %%
def add_features(frame):
    out = frame.copy()
    out['Title'] = out['Name'].str.extract(r' ([A-Za-z]+)\.', expand=False)
    out['Title'] = out['Title'].replace(['Mlle', 'Ms'], 'Miss').replace('Mme', 'Mrs')
    out['Title'] = out['Title'].where(out['Title'].isin(['Mr', 'Mrs', 'Miss', 'Master']), 'Rare')
    out['FamilySize'] = out['SibSp'] + out['Parch'] + 1
    out['IsAlone'] = (out['FamilySize'] == 1).astype(int)
    out['Deck'] = out['Cabin'].str[0].fillna('M')
    out['FarePerPerson'] = out['Fare'] / out['FamilySize']
    out['NameLen'] = out['Name'].apply(len)
    return out

train = add_features(train)
test = add_features(test)
print(train['Title'].value_counts())
pd.crosstab(train['Deck'], train['Survived'])
# %%
num = ['Age', 'FarePerPerson', 'FamilySize', 'NameLen']
cat = ['Sex', 'Embarked', 'Title', 'Deck', 'Pclass']
X = train[num + cat + ['IsAlone']]
y = train['Survived']
X_submit = test[X.columns]
# %%
prep = ColumnTransformer(
    [
        ('num', Pipeline([('imp', SimpleImputer(strategy='median')), ('sc', StandardScaler())]), num),
        ('cat', Pipeline([('imp', SimpleImputer(strategy='most_frequent')), ('oh', OneHotEncoder(handle_unknown='ignore'))]), cat),
    ],
    remainder='passthrough',
)
# %% [markdown]
# ## Cross-validation
# %%
skf = StratifiedKFold(n_splits=10, shuffle=True, random_state=3)
names, means, stds = [], [], []
for name, clf in [('LR', LogisticRegression(max_iter=500)), ('SVC', SVC()), ('RF', RandomForestClassifier(random_state=3)), ('ET', ExtraTreesClassifier(random_state=3))]:
    pipe = Pipeline([('prep', prep), ('clf', clf)])
    s = cross_val_score(pipe, X, y, cv=skf, scoring='accuracy')
    names.append(name)
    means.append(s.mean())
    stds.append(s.std())
    print('%s: %.4f (%.4f)' % (name, s.mean(), s.std()))
# %%
cv_res = pd.DataFrame({'model': names, 'mean': means, 'std': stds}).sort_values('mean', ascending=False)
plt.barh(cv_res['model'], cv_res['mean'], xerr=cv_res['std'])
plt.xlim(0.7, 0.9)
plt.show()
# %%
grid = GridSearchCV(
    Pipeline([('prep', prep), ('clf', SVC())]),
    {'clf__C': [0.5, 1, 2, 5], 'clf__gamma': ['scale', 0.02, 0.05], 'prep__num__imp__strategy': ['mean', 'median']},
    cv=skf,
    n_jobs=-1,
)
grid.fit(X, y)
print(grid.best_params_)
print('CV accuracy', grid.best_score_)
# %% [markdown]
# ## Submission
# %%
sub = pd.DataFrame({'PassengerId': test['PassengerId'], 'Survived': grid.predict(X_submit)})
sub.to_csv('submission.csv', index=False)
sub['Survived'].mean()
