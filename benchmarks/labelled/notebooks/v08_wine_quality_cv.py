# notebook
# %% [markdown]
# # Red wine quality
# Is it a good wine? (quality 7 or more)
# %%
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
from sklearn.svm import SVC
from sklearn.linear_model import SGDClassifier, LogisticRegression
from sklearn.ensemble import RandomForestClassifier, ExtraTreesClassifier
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.pipeline import make_pipeline
from sklearn.model_selection import train_test_split, GridSearchCV, cross_val_score, StratifiedKFold
from sklearn.metrics import confusion_matrix, classification_report, roc_auc_score
# %%
wine = pd.read_csv('winequality-red.csv', sep=';')
wine.head()
# %%
wine.info()
wine.describe()
# %%
fig = plt.figure(figsize=(10, 6))
sns.barplot(x='quality', y='fixed acidity', data=wine)
# %%
for c in ['volatile acidity', 'citric acid', 'chlorides', 'sulphates', 'alcohol']:
    plt.figure(figsize=(6, 3))
    sns.barplot(x='quality', y=c, data=wine)
    plt.title(f'{c} (mean {wine[c].mean():.2f})')
    plt.show()
# %%
print(wine.duplicated().sum())
wine = wine.drop_duplicates()
# %%
plt.figure(figsize=(10, 8))
sns.heatmap(wine.corr(), annot=True, fmt='.2f', cmap='vlag')
print(wine.corr()['quality'].sort_values())
# %%
def iqr_report(frame):
    out = {}
    for c in frame.columns:
        q1, q3 = np.percentile(frame[c], [25, 75])
        iqr = q3 - q1
        out[c] = ((frame[c] < q1 - 1.5 * iqr) | (frame[c] > q3 + 1.5 * iqr)).sum()
    return pd.Series(out).sort_values(ascending=False)

print('values outside the whiskers (they stay in)')
iqr_report(wine)
# %%
from sklearn.cluster import KMeans
wz = (wine - wine.mean()) / wine.std()
inertia = [KMeans(k, n_init=10, random_state=0).fit(wz).inertia_ for k in range(2, 9)]
plt.plot(range(2, 9), inertia, 'o-')
plt.title('elbow')
plt.show()
# %%
top_corr = wine.corr()['quality'].abs().sort_values(ascending=False).index[1:5]
sns.pairplot(wine, vars=list(top_corr), hue='quality', plot_kws={'s': 8})
# %%
bins = (2, 6.5, 8)
wine['quality'] = pd.cut(wine['quality'], bins=bins, labels=['bad', 'good'])
label_quality = LabelEncoder()
wine['quality'] = label_quality.fit_transform(wine['quality'])
wine['quality'].value_counts()
# %%
X = wine.drop('quality', axis=1)
y = wine['quality']
# %% [markdown]
# Just a look at the scaled distributions
# %%
Xs = pd.DataFrame(StandardScaler().fit_transform(X), columns=X.columns)
Xs.plot.box(figsize=(14, 5), rot=45)
plt.show()
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42, stratify=y)
# %%
skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
pipes = {
    'lr': make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    'sgd': make_pipeline(StandardScaler(), SGDClassifier(random_state=0)),
    'svc': make_pipeline(StandardScaler(), SVC()),
    'rf': RandomForestClassifier(n_estimators=200, random_state=0),
    'et': ExtraTreesClassifier(n_estimators=200, random_state=0),
}
rows = []
for k, v in pipes.items():
    s = cross_val_score(v, X_train, y_train, cv=skf, scoring='roc_auc')
    rows.append((k, s.mean(), s.std()))
cv_table = pd.DataFrame(rows, columns=['model', 'auc', 'sd']).sort_values('auc', ascending=False)
cv_table
# %%
plt.bar(cv_table['model'], cv_table['auc'], yerr=cv_table['sd'])
plt.ylim(0.5, 1)
# %% [markdown]
# Random forest it is. Tune it.
# %%
param = {
    'n_estimators': [200, 400],
    'max_depth': [None, 8, 14],
    'min_samples_leaf': [1, 3],
}
grid = GridSearchCV(RandomForestClassifier(random_state=0), param_grid=param, scoring='roc_auc', cv=skf, n_jobs=-1)
grid.fit(X_train, y_train)
print(grid.best_params_, grid.best_score_)
# %%
best = grid.best_estimator_
print('Training accuracy:', best.score(X_train, y_train))
# %%
pred = best.predict(X_test)
proba = best.predict_proba(X_test)[:, 1]
print(classification_report(y_test, pred))
print(confusion_matrix(y_test, pred))
print('AUC: %.3f' % roc_auc_score(y_test, proba))
# %%
pd.Series(best.feature_importances_, X.columns).sort_values().plot.barh(figsize=(6, 6))
