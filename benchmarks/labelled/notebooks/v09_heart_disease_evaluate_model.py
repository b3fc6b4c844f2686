# notebook
# %% [markdown]
# # Heart disease UCI
# ## End to end with my own evaluate function
# %%
import pandas as pd
import numpy as np
import matplotlib.pyplot as plt
import seaborn as sns
%matplotlib inline
# %%
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split, cross_val_score
from sklearn.model_selection import RandomizedSearchCV, GridSearchCV
from sklearn.metrics import confusion_matrix, classification_report
from sklearn.metrics import precision_score, recall_score, f1_score, accuracy_score
from sklearn.preprocessing import StandardScaler
# %%
df = pd.read_csv("data/heart-disease.csv")
df.shape
# %%
df.head()
# %%
df["target"].value_counts().plot(kind="bar", color=["salmon", "lightblue"]);
# %%
df.isna().sum()
# %%
pd.crosstab(df.target, df.sex).plot(kind="bar", figsize=(10, 6))
plt.title("Heart disease frequency for sex")
plt.legend(["Female", "Male"])
# %%
plt.figure(figsize=(10, 6))
plt.scatter(df.age[df.target == 1], df.thalach[df.target == 1], c="salmon")
plt.scatter(df.age[df.target == 0], df.thalach[df.target == 0], c="lightblue")
# %%
print('mean age', df.age.mean(), 'max chol', df.chol.max())
# %%
corr_matrix = df.corr()
fig, ax = plt.subplots(figsize=(15, 10))
ax = sns.heatmap(corr_matrix, annot=True, linewidths=0.5, fmt=".2f", cmap="YlGnBu")
# %%
categorical_val, continous_val = [], []
for column in df.columns:
    print('==============================')
    print(f"{column} : {df[column].unique()[:8]}")
    if df[column].nunique() <= 10:
        categorical_val.append(column)
    else:
        continous_val.append(column)
# %%
plt.figure(figsize=(15, 15))
for i, column in enumerate(categorical_val[:9], 1):
    plt.subplot(3, 3, i)
    df[df["target"] == 0][column].hist(bins=35, color='blue', label='Disease = NO', alpha=0.6)
    df[df["target"] == 1][column].hist(bins=35, color='red', label='Disease = YES', alpha=0.6)
    plt.legend()
    plt.xlabel(column)
# %%
look = pd.DataFrame(StandardScaler().fit_transform(df[continous_val]), columns=continous_val)
look['target'] = df['target'].values
sns.violinplot(data=look.melt(id_vars='target'), x='variable', y='value', hue='target', split=True)
# %%
pd.crosstab(df.cp, df.target).plot(kind="bar", figsize=(10, 6), color=["lightblue", "salmon"])
plt.title("Heart Disease Frequency Per Chest Pain Type")
plt.xlabel("Chest Pain Type")
plt.show()
# %%
cat_feats = ['cp', 'thal', 'slope']
df1 = pd.get_dummies(df, columns=cat_feats, drop_first=True)
df1.head()
# %%
X = df1.drop("target", axis=1)
y = df1["target"]
np.random.seed(42)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)
# %%
sc = StandardScaler()
X_train_sc = sc.fit_transform(X_train)
X_test_sc = sc.transform(X_test)
# %%
def evaluate_model(model, Xtr, Xte, ytr, yte):
    """Fit and print the scores."""
    model.fit(Xtr, ytr) # <-- LEAK707?
    yp = model.predict(Xte) # <-- LEAK707?
    acc = accuracy_score(yte, yp) # <-- LEAK707?
    print(type(model).__name__)
    print(classification_report(yte, yp)) # <-- LEAK707?
    return {'acc': acc, 'f1': f1_score(yte, yp)} # <-- LEAK707?
# %%
res_lr = evaluate_model(LogisticRegression(solver='liblinear'), X_train_sc, X_test_sc, y_train, y_test) # <-- LEAK707?
res_lr
# %%
res_knn = evaluate_model(KNeighborsClassifier(), X_train_sc, X_test_sc, y_train, y_test) # <-- LEAK707
res_knn
# %%
res_rf = evaluate_model(RandomForestClassifier(n_estimators=100), X_train, X_test, y_train, y_test) # <-- LEAK707?
res_rf
# %%
model_compare = pd.DataFrame([res_lr, res_knn, res_rf], index=['lr', 'knn', 'rf'])
model_compare.T.plot.bar()
# %% [markdown]
# ## Tuning logistic regression
# %%
log_reg_grid = {"C": np.logspace(-4, 4, 20), "solver": ["liblinear"]}
gs_log_reg = GridSearchCV(LogisticRegression(), param_grid=log_reg_grid, cv=5, verbose=True)
gs_log_reg.fit(X_train_sc, y_train)
gs_log_reg.best_params_
# %%
print(gs_log_reg.score(X_test_sc, y_test)) # <-- LEAK707?
y_preds = gs_log_reg.predict(X_test_sc)
sns.heatmap(confusion_matrix(y_test, y_preds), annot=True, cbar=False) # <-- LEAK707?
# %%
feature_dict = dict(zip(X.columns, list(gs_log_reg.best_estimator_.coef_[0])))
pd.DataFrame(feature_dict, index=[0]).T.plot.bar(title="Feature Importance", legend=False)
