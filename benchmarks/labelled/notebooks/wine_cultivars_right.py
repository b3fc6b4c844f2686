# notebook
# %% [markdown]
# # Wine cultivars (UCI)
# Course exercise 3
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from sklearn import datasets
from sklearn.datasets import load_wine
from sklearn.decomposition import PCA
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler
from sklearn.pipeline import make_pipeline, Pipeline
from sklearn.neighbors import KNeighborsClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC
from sklearn.model_selection import cross_val_score, cross_validate, train_test_split, GridSearchCV, RepeatedStratifiedKFold
from sklearn.metrics import adjusted_rand_score, silhouette_score, accuracy_score, ConfusionMatrixDisplay
# %%
wine = load_wine()
df = pd.DataFrame(wine.data, columns=wine.feature_names)
df['cultivar'] = wine.target
df.head()
# %%
df.info()
# %%
df.describe().round(2)
# %%
df['cultivar'].value_counts().plot.bar()
plt.show()
# %%
sns.pairplot(df[['alcohol', 'flavanoids', 'color_intensity', 'proline', 'cultivar']], hue='cultivar')
plt.show()
# %%
corr = df.drop(columns='cultivar').corr()
sns.heatmap(corr, cmap='RdBu_r', center=0)
plt.show()
# %%
df.groupby('cultivar').mean().T.plot.bar(logy=True, figsize=(12, 4))
plt.title('class means')
plt.show()
# %% [markdown]
# ## a) PCA
# %%
feats = df.drop(columns='cultivar')
z = StandardScaler().fit_transform(feats)
pca = PCA().fit(z)
plt.plot(np.cumsum(pca.explained_variance_ratio_), marker='.')
plt.axhline(0.9, ls=':')
plt.xlabel('components')
plt.ylabel('explained variance')
plt.show()
# %%
pc = pca.transform(z)
plt.scatter(pc[:, 0], pc[:, 1], c=df['cultivar'], cmap='brg')
plt.xlabel('PC1')
plt.ylabel('PC2')
plt.show()
# %% [markdown]
# ## b) Clusters
# %%
inertia, sil = [], []
for k in range(2, 9):
    km = KMeans(n_clusters=k, n_init=10, random_state=0).fit(z)
    inertia.append(km.inertia_)
    sil.append(silhouette_score(z, km.labels_))
fig, ax = plt.subplots(1, 2, figsize=(10, 3))
ax[0].plot(range(2, 9), inertia)
ax[1].plot(range(2, 9), sil)
plt.show()
best_k = 2 + int(np.argmax(sil))
print('best k by silhouette:', best_k)
# %%
labels = KMeans(n_clusters=3, n_init=10, random_state=0).fit_predict(z)
print('adjusted rand index:', adjusted_rand_score(df['cultivar'], labels))
pd.crosstab(labels, df['cultivar'])
# %% [markdown]
# ## c) Classification
# %%
X = feats.values
y = df['cultivar'].values
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3, stratify=y, random_state=5)
# %%
cands = {
    'knn': make_pipeline(StandardScaler(), KNeighborsClassifier(7)),
    'svm': make_pipeline(StandardScaler(), SVC()),
    'pca+lr': make_pipeline(StandardScaler(), PCA(n_components=5), LogisticRegression()),
}
rkf = RepeatedStratifiedKFold(n_splits=5, n_repeats=3, random_state=5)
table = []
for name, p in cands.items():
    r = cross_validate(p, X_tr, y_tr, cv=rkf, return_train_score=True)
    table.append((name, r['train_score'].mean(), r['test_score'].mean()))
table = pd.DataFrame(table, columns=['model', 'train', 'cv']).sort_values('cv', ascending=False)
table
# %% [markdown]
# The SVM is tuned further.
# %%
gs = GridSearchCV(cands['svm'], {'svc__C': [0.1, 1, 10, 100], 'svc__gamma': ['scale', 0.01, 0.1]}, cv=5)
gs.fit(X_tr, y_tr)
print(gs.best_params_, gs.best_score_)
# %%
y_hat = gs.predict(X_te)
print('test accuracy', accuracy_score(y_te, y_hat))
ConfusionMatrixDisplay.from_predictions(y_te, y_hat, display_labels=wine.target_names)
plt.show()
