# notebook
# %% [markdown]
# # Titanic - best working classifier
# %%
%matplotlib inline
import numpy as np
import pandas as pd
import re as re
import matplotlib.pyplot as plt
import seaborn as sns

train = pd.read_csv('../input/train.csv', header=0, dtype={'Age': np.float64})
test = pd.read_csv('../input/test.csv', header=0, dtype={'Age': np.float64})
full_data = [train, test]

print(train.info())
# %%
train.head(10)
# %% [markdown]
# ## 1. Pclass
# %%
print(train[['Pclass', 'Survived']].groupby(['Pclass'], as_index=False).mean())
# %%
print(train[["Sex", "Survived"]].groupby(['Sex'], as_index=False).mean())
# %% [markdown]
# ## 2. Family
# %%
for dataset in full_data:
    dataset['FamilySize'] = dataset['SibSp'] + dataset['Parch'] + 1
print(train[['FamilySize', 'Survived']].groupby(['FamilySize'], as_index=False).mean())
# %%
for dataset in full_data:
    dataset['IsAlone'] = 0
    dataset.loc[dataset['FamilySize'] == 1, 'IsAlone'] = 1
print(train[['IsAlone', 'Survived']].groupby(['IsAlone'], as_index=False).mean())
# %% [markdown]
# ## 3. Embarked, most people came from S
# %%
for dataset in full_data:
    dataset['Embarked'] = dataset['Embarked'].fillna('S')
print(train[['Embarked', 'Survived']].groupby(['Embarked'], as_index=False).mean())
# %% [markdown]
# ## 4. Fare and age
# %%
for dataset in full_data:
    dataset['Fare'] = dataset['Fare'].fillna(train['Fare'].median())  # <-- LEAK702
# %%
for dataset in full_data:
    dataset['Age'] = dataset['Age'].fillna(dataset['Age'].mean())  # <-- LEAK702
    dataset['Age'] = dataset['Age'].astype(int)
sns.histplot(train['Age'], bins=30)
plt.axvline(train['Age'].median(), color='k')
plt.show()
# %%
def get_title(name):
    title_search = re.search(r' ([A-Za-z]+)\.', name)
    if title_search:
        return title_search.group(1)
    return ""

for dataset in full_data:
    dataset['Title'] = dataset['Name'].apply(get_title)
print(pd.crosstab(train['Title'], train['Sex']))
# %%
rare = ['Lady', 'Countess', 'Capt', 'Col', 'Don', 'Dr', 'Major', 'Rev', 'Sir', 'Jonkheer', 'Dona']
for dataset in full_data:
    dataset['Title'] = dataset['Title'].replace(rare, 'Rare')
    dataset['Title'] = dataset['Title'].replace('Mlle', 'Miss')
    dataset['Title'] = dataset['Title'].replace('Ms', 'Miss')
    dataset['Title'] = dataset['Title'].replace('Mme', 'Mrs')
print(train[['Title', 'Survived']].groupby(['Title'], as_index=False).mean())
# %% [markdown]
# # Data cleaning
# %%
for dataset in full_data:
    dataset['Sex'] = dataset['Sex'].map({'female': 0, 'male': 1}).astype(int)
    title_mapping = {"Mr": 1, "Miss": 2, "Mrs": 3, "Master": 4, "Rare": 5}
    dataset['Title'] = dataset['Title'].map(title_mapping)
    dataset['Title'] = dataset['Title'].fillna(0)
    dataset['Embarked'] = dataset['Embarked'].map({'S': 0, 'C': 1, 'Q': 2}).astype(int)
    dataset.loc[dataset['Fare'] <= 7.91, 'Fare'] = 0
    dataset.loc[(dataset['Fare'] > 7.91) & (dataset['Fare'] <= 14.454), 'Fare'] = 1
    dataset.loc[(dataset['Fare'] > 14.454) & (dataset['Fare'] <= 31), 'Fare'] = 2
    dataset.loc[dataset['Fare'] > 31, 'Fare'] = 3
    dataset.loc[dataset['Age'] <= 16, 'Age'] = 0
    dataset.loc[(dataset['Age'] > 16) & (dataset['Age'] <= 32), 'Age'] = 1
    dataset.loc[(dataset['Age'] > 32) & (dataset['Age'] <= 48), 'Age'] = 2
    dataset.loc[(dataset['Age'] > 48) & (dataset['Age'] <= 64), 'Age'] = 3
    dataset.loc[dataset['Age'] > 64, 'Age'] = 4

drop_elements = ['PassengerId', 'Name', 'Ticket', 'Cabin', 'SibSp', 'Parch', 'FamilySize']
train = train.drop(drop_elements, axis=1)
test = test.drop(drop_elements, axis=1)
print(train.head(10))
train = train.values
test = test.values
# %% [markdown]
# # Classifier comparison
# %%
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.metrics import accuracy_score, log_loss
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.ensemble import RandomForestClassifier, AdaBoostClassifier, GradientBoostingClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.linear_model import LogisticRegression

classifiers = [
    KNeighborsClassifier(3),
    SVC(probability=True),
    DecisionTreeClassifier(),
    RandomForestClassifier(),
    AdaBoostClassifier(),
    GradientBoostingClassifier(),
    GaussianNB(),
    LogisticRegression(),
]
sss = StratifiedShuffleSplit(n_splits=10, test_size=0.1, random_state=0)
X = train[:, 1:]
y = train[:, 0]
acc_dict = {}
# %%
for train_index, test_index in sss.split(X, y):
    X_train, X_test = X[train_index], X[test_index]
    y_train, y_test = y[train_index], y[test_index]
    for clf in classifiers:
        name = clf.__class__.__name__
        clf.fit(X_train, y_train)
        train_predictions = clf.predict(X_test)
        acc = accuracy_score(y_test, train_predictions)
        if name in acc_dict:
            acc_dict[name] += acc
        else:
            acc_dict[name] = acc
# %%
log = pd.DataFrame({'Classifier': list(acc_dict), 'Accuracy': [v / 10.0 for v in acc_dict.values()]})
plt.xlabel('Accuracy')
plt.title('Classifier Accuracy')
sns.barplot(x='Accuracy', y='Classifier', data=log, color="b")
# %% [markdown]
# # Prediction
# %%
candidate_classifier = SVC()
candidate_classifier.fit(train[:, 1:], train[:, 0])
result = candidate_classifier.predict(test)
print(result[:20])
