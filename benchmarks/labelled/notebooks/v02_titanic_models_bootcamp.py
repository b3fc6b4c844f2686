# notebook
# %% [markdown]
# # Titanic: week 4 assignment
# %%
import warnings
warnings.filterwarnings('ignore')
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
sns.set(style="whitegrid")
# %%
from sklearn.model_selection import train_test_split, GridSearchCV, cross_val_score
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier, GradientBoostingClassifier
from sklearn.tree import DecisionTreeClassifier
from sklearn.svm import SVC
# %%
df = pd.read_csv('titanic.csv')
df.head(10)
# %%
print(df.shape)
df.info()
df.describe()
# %%
df.isnull().sum()
# %%
plt.figure(figsize=(10,6))
sns.heatmap(df.isnull(), cbar=False, yticklabels=False, cmap='viridis')
plt.show()
# %%
fig, ax = plt.subplots(1, 3, figsize=(18,5))
sns.countplot(x='Survived', data=df, ax=ax[0])
sns.countplot(x='Survived', hue='Sex', data=df, ax=ax[1])
sns.countplot(x='Survived', hue='Pclass', data=df, ax=ax[2])
# %%
print("mean age by class:")
print(df.groupby('Pclass')['Age'].mean())
sns.boxplot(x='Pclass', y='Age', data=df)
# %%
def summary_table(frame):
    """One row per column, only to read."""
    rows = []
    for c in frame.columns:
        rows.append({
            'column': c,
            'dtype': str(frame[c].dtype),
            'missing': frame[c].isnull().sum(),
            'unique': frame[c].nunique(),
            'top': frame[c].mode()[0],
        })
    return pd.DataFrame(rows).set_index('column')

summary_table(df)
# %%
df_plot = df.copy()
df_plot['Age'] = df_plot['Age'].fillna(df_plot['Age'].mean())
df_plot['AgeGroup'] = pd.qcut(df_plot['Age'], 5)
sns.barplot(x='AgeGroup', y='Survived', data=df_plot)
plt.xticks(rotation=30)
plt.show()
# %%
df_plot['FareZ'] = (df_plot['Fare'] - df_plot['Fare'].mean()) / df_plot['Fare'].std()
sns.violinplot(x='Pclass', y='FareZ', data=df_plot)
# %%
for c in ['SibSp', 'Parch', 'Embarked']:
    print(pd.crosstab(df_plot[c], df_plot['Survived'], normalize='index').round(2))
    print('-' * 30)
# %% [markdown]
# ### Missing values
# %%
def impute_age(cols):
    age, pclass = cols[0], cols[1]
    if pd.isnull(age):
        if pclass == 1:
            return 37
        elif pclass == 2:
            return 29
        else:
            return 24
    return age

df['Age'] = df[['Age', 'Pclass']].apply(impute_age, axis=1)
# %%
df['Fare'] = df['Fare'].fillna(df['Fare'].mean()) # <-- LEAK702
df['Embarked'] = df['Embarked'].fillna(df['Embarked'].mode()[0]) # <-- LEAK702
df.drop('Cabin', axis=1, inplace=True)
df.isnull().sum()
# %%
df['FareBin'] = pd.qcut(df['Fare'], 4, labels=False) # <-- LEAK702
df['AgeBin'] = pd.cut(df['Age'], bins=[0, 12, 20, 40, 120], labels=[0, 1, 2, 3]).astype(int)
df['Family'] = df['SibSp'] + df['Parch']
# %%
sex = pd.get_dummies(df['Sex'], drop_first=True)
embark = pd.get_dummies(df['Embarked'], drop_first=True)
df.drop(['Sex', 'Embarked', 'Name', 'Ticket', 'PassengerId'], axis=1, inplace=True)
df = pd.concat([df, sex, embark], axis=1)
df.head()
# %%
plt.figure(figsize=(12,8))
sns.heatmap(df.corr(), annot=True, fmt='.2f')
# %%
X = df.drop('Survived', axis=1)
y = df['Survived']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=101)
# %%
sc = StandardScaler()
X_train_sc = sc.fit_transform(X_train)
X_test_sc = sc.transform(X_test)
# %% [markdown]
# ### Models
# %%
models = {
    'LogisticRegression': LogisticRegression(max_iter=1000),
    'DecisionTree': DecisionTreeClassifier(random_state=1),
    'RandomForest': RandomForestClassifier(n_estimators=200, random_state=1),
    'GradientBoosting': GradientBoostingClassifier(random_state=1),
    'SVC': SVC(),
}
results = []
for name, clf in models.items():
    clf.fit(X_train_sc, y_train) # <-- LEAK707?
    preds = clf.predict(X_test_sc) # <-- LEAK707?
    results.append([name, accuracy_score(y_test, preds)]) # <-- LEAK707?
    print(name)
    print(confusion_matrix(y_test, preds)) # <-- LEAK707?
# %%
res = pd.DataFrame(results, columns=['model', 'acc']).sort_values('acc', ascending=False) # <-- LEAK707
res
# %%
sns.barplot(x='acc', y='model', data=res)
# %%
best_name = res.iloc[0]['model'] # <-- LEAK707?
print(f'Winner: {best_name}')
# %%
imp = pd.Series(models['RandomForest'].feature_importances_, index=X.columns)
imp.nlargest(8).plot(kind='barh')
