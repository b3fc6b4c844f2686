# notebook
# %% [markdown]
# # Red wine quality
# ## Good or bad?
# %%
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.linear_model import SGDClassifier
from sklearn.tree import DecisionTreeClassifier, plot_tree
from sklearn.metrics import confusion_matrix, classification_report, accuracy_score
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.model_selection import train_test_split, GridSearchCV, cross_val_score
%matplotlib inline
# %%
wine = pd.read_csv('../input/winequality-red.csv')
wine.head()
# %%
wine.info()
# %%
wine.describe().T
# %%
fig = plt.figure(figsize=(10, 6))
sns.barplot(x='quality', y='fixed acidity', data=wine)
# %%
fig = plt.figure(figsize=(10, 6))
sns.barplot(x='quality', y='volatile acidity', data=wine)
# %%
fig = plt.figure(figsize=(10, 6))
sns.barplot(x='quality', y='citric acid', data=wine)
# %%
fig, axs = plt.subplots(3, 4, figsize=(16, 9))
for ax, c in zip(axs.ravel(), wine.columns):
    wine[c].plot(kind='hist', ax=ax, title=c, bins=25)
    ax.axvline(wine[c].mean(), color='k', lw=1)
plt.tight_layout()
# %%
plt.figure(figsize=(10, 8))
sns.heatmap(wine.corr(), annot=True, fmt='.2f')
# %%
for c in ['residual sugar', 'chlorides', 'sulphates', 'alcohol']:
    fig = plt.figure(figsize=(6, 4))
    sns.boxplot(x='quality', y=c, data=wine)
    plt.title(c)
    plt.show()
# %%
print(wine.groupby('quality').median().T)
print(wine.skew().sort_values())
print(wine.duplicated().sum(), 'duplicates')
wine = wine.drop_duplicates()
# %% [markdown]
# ## Preprocessing
# %%
bins = (2, 6.5, 8)
group_names = ['bad', 'good']
wine['quality'] = pd.cut(wine['quality'], bins=bins, labels=group_names)
label_quality = LabelEncoder()
wine['quality'] = label_quality.fit_transform(wine['quality'])
wine['quality'].value_counts()
# %%
sns.countplot(x=wine['quality'])
# %%
wine['acid_ratio'] = wine['fixed acidity'] / wine['volatile acidity']
wine['bound_so2'] = wine['total sulfur dioxide'] - wine['free sulfur dioxide']
X = wine.drop('quality', axis=1)
y = wine['quality']
# %% [markdown]
# ## Decision tree
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
tree = DecisionTreeClassifier(max_depth=12, random_state=0)
tree.fit(X_train, y_train)  # <-- LEAK706?
tree_pred = tree.predict(X_train)  # <-- LEAK706?
print('Decision tree accuracy:', accuracy_score(y_train, tree_pred))  # <-- LEAK706
print(classification_report(y_train, tree_pred))  # <-- LEAK706?
# %%
plt.figure(figsize=(20, 10))
plot_tree(tree, max_depth=2, feature_names=list(X.columns), filled=True)
plt.show()
# %% [markdown]
# ## Random forest
# %%
sc = StandardScaler()
X_train = sc.fit_transform(X_train)
X_test = sc.transform(X_test)
# %%
rfc = RandomForestClassifier(n_estimators=200, random_state=42)
rfc.fit(X_train, y_train)
pred_rfc = rfc.predict(X_test)
print(classification_report(y_test, pred_rfc))
print(confusion_matrix(y_test, pred_rfc))
# %%
importances = pd.Series(rfc.feature_importances_, index=X.columns)
importances.sort_values().plot(kind='barh')
plt.show()
# %% [markdown]
# ## Support vectors, parameters by CV
# %%
param = {
    'C': [0.1, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4],
    'kernel': ['linear', 'rbf'],
    'gamma': [0.1, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4],
}
from sklearn.pipeline import make_pipeline
pipe = make_pipeline(StandardScaler(), SVC())
grid_svc = GridSearchCV(pipe, {'svc__' + k: v for k, v in param.items()}, scoring='accuracy', cv=10)
grid_svc.fit(X, y)
print(grid_svc.best_params_)
print('CV accuracy of the best SVC', grid_svc.best_score_)
# %%
# forest by CV, for comparison with the SVC
rfc_eval = cross_val_score(estimator=RandomForestClassifier(n_estimators=200), X=X, y=y, cv=10)
print(rfc_eval.mean())
