# notebook
# %% [markdown]
# # Predicting churn, course project
# %%
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt
import seaborn as sns
import joblib
from pathlib import Path
%matplotlib inline
sns.set(style="whitegrid")
# %%
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler, LabelEncoder
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier, GradientBoostingClassifier
from sklearn.model_selection import train_test_split, cross_val_score, StratifiedKFold
from sklearn.metrics import classification_report, roc_auc_score, confusion_matrix
# %%
data = pd.read_csv('data/telco.csv')
print(data.shape)
data.head()
# %%
data.info()
# %%
data['TotalCharges'] = pd.to_numeric(data['TotalCharges'], errors='coerce')
print(data.isnull().sum())
print("mean total charges", data['TotalCharges'].mean())
# %% [markdown]
# ## Look at the data
# %%
data['Churn'].value_counts(normalize=True).plot(kind='bar')
plt.show()
# %%
fig, axes = plt.subplots(1, 3, figsize=(15, 4))
for ax, c in zip(axes, ['tenure', 'MonthlyCharges', 'TotalCharges']):
    sns.boxplot(x='Churn', y=c, data=data, ax=ax)
plt.tight_layout()
# %%
# scaled copy, only to see all columns on one axis
tmp = data[['tenure', 'MonthlyCharges', 'TotalCharges']].copy()
tmp = tmp.fillna(tmp.mean())
tmp = pd.DataFrame(StandardScaler().fit_transform(tmp), columns=tmp.columns)
sns.violinplot(data=tmp)
plt.show()
# %%
for c in data.select_dtypes('object').columns:
    if data[c].nunique() < 10:
        print(data.groupby(c)['tenure'].mean(), '\n')
# %% [markdown]
# ## Target and features
# %%
le = LabelEncoder()
y = le.fit_transform(data['Churn'])
X = data.drop(['customerID', 'Churn'], axis=1)
num_cols = ['tenure', 'MonthlyCharges', 'TotalCharges']
cat_cols = [c for c in X.columns if c not in num_cols]
print(len(cat_cols), 'categorical')
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=7, stratify=y)
print(X_train.shape, X_test.shape)
# %% [markdown]
# ## Preprocessing
# %%
numeric = Pipeline([
    ('imp', SimpleImputer(strategy='median')),
    ('sc', StandardScaler()),
])
categorical = Pipeline([
    ('imp', SimpleImputer(strategy='most_frequent')),
    ('ohe', OneHotEncoder(handle_unknown='ignore')),
])
prep = ColumnTransformer([
    ('num', numeric, num_cols),
    ('cat', categorical, cat_cols),
])
# %% [markdown]
# ## Models by cross-validation on the train part
# %%
models = {
    'logreg': LogisticRegression(max_iter=1000),
    'rf': RandomForestClassifier(n_estimators=300, random_state=7),
    'gbm': GradientBoostingClassifier(random_state=7),
}
cv = StratifiedKFold(5, shuffle=True, random_state=7)
results = {}
for name, est in models.items():
    pipe = Pipeline([('prep', prep), ('model', est)])
    sc = cross_val_score(pipe, X_train, y_train, cv=cv, scoring='roc_auc')
    results[name] = sc.mean()
    print(f'{name}: {sc.mean():.4f} +- {sc.std():.4f}')
# %%
pd.Series(results).sort_values().plot.barh()
plt.show()
best_name = max(results, key=results.get)
print('best:', best_name)
# %% [markdown]
# ## Final
# %%
final = Pipeline([('prep', prep), ('model', models[best_name])])
final.fit(X_train, y_train)
print('train auc', roc_auc_score(y_train, final.predict_proba(X_train)[:, 1]))
# %%
y_pred = final.predict(X_test)
y_prob = final.predict_proba(X_test)[:, 1]
print('test auc', roc_auc_score(y_test, y_prob))
print(classification_report(y_test, y_pred, target_names=le.classes_))
sns.heatmap(confusion_matrix(y_test, y_pred), annot=True, fmt='d')
# %%
Path('models').mkdir(exist_ok=True)
joblib.dump(final, 'models/churn.joblib')
