# notebook
# %% [markdown]
# # Mall customers segmentation
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import plotly as py
import plotly.graph_objs as go
from sklearn.cluster import KMeans, AgglomerativeClustering, DBSCAN
from sklearn.preprocessing import StandardScaler, LabelEncoder, MinMaxScaler
from sklearn.decomposition import PCA
from sklearn.metrics import silhouette_score, davies_bouldin_score
from sklearn.model_selection import train_test_split
from scipy.cluster.hierarchy import dendrogram, linkage
import warnings
import os
warnings.filterwarnings("ignore")
# %%
df = pd.read_csv('../input/Mall_Customers.csv')
df.head()
# %%
df.shape
# %%
df.describe()
# %%
df.isnull().sum()
# %%
df.columns = ['id', 'gender', 'age', 'income', 'score']
df['age'] = df['age'].fillna(df['age'].mean())
df['income'] = df['income'].fillna(df['income'].median())
# %%
plt.figure(1, figsize=(15, 6))
n = 0
for x in ['age', 'income', 'score']:
    n += 1
    plt.subplot(1, 3, n)
    plt.subplots_adjust(hspace=0.5, wspace=0.5)
    sns.histplot(df[x], bins=20)
    plt.title('Histplot of {}'.format(x))
plt.show()
# %%
sns.countplot(y='gender', data=df)
plt.show()
# %%
for gender in ['Male', 'Female']:
    plt.scatter(x='age', y='income', data=df[df['gender'] == gender], s=200, alpha=0.5, label=gender)
plt.xlabel('Age')
plt.ylabel('Annual Income (k$)')
plt.legend()
plt.show()
# %%
z = np.abs((df['income'] - df['income'].mean()) / df['income'].std())
df = df[z < 3]
print(len(df))
# %% [markdown]
# ## Encode and scale
# %%
le = LabelEncoder()
df['gender'] = le.fit_transform(df['gender'])
X = df[['gender', 'age', 'income', 'score']]
scaler = StandardScaler()
X_scaled = scaler.fit_transform(X)
X_scaled = pd.DataFrame(X_scaled, columns=X.columns)
X_scaled.describe().round(2)
# %% [markdown]
# ## Number of clusters
# %%
inertia = []
sils = []
dbs = []
for k in range(2, 11):
    algorithm = KMeans(n_clusters=k, init='k-means++', n_init=10, max_iter=300, random_state=111)
    algorithm.fit(X_scaled)
    inertia.append(algorithm.inertia_)
    sils.append(silhouette_score(X_scaled, algorithm.labels_))
    dbs.append(davies_bouldin_score(X_scaled, algorithm.labels_))
# %%
plt.figure(1, figsize=(15, 4))
plt.plot(np.arange(2, 11), inertia, 'o')
plt.plot(np.arange(2, 11), inertia, '-', alpha=0.5)
plt.xlabel('Number of Clusters')
plt.ylabel('Inertia')
plt.show()
# %%
best = np.argmax(sils) + 2
print(f'best silhouette {max(sils):.3f} with {best} clusters, DB index {min(dbs):.3f}')
# %%
link = linkage(X_scaled, method='ward')
dendrogram(link, no_labels=True)
plt.show()
# %% [markdown]
# ## Final clusters
# %%
km = KMeans(n_clusters=6, n_init=10, random_state=111)
df['cluster'] = km.fit_predict(X_scaled)
agg = AgglomerativeClustering(n_clusters=6)
df['cluster_agg'] = agg.fit_predict(X_scaled)
print(pd.crosstab(df['cluster'], df['cluster_agg']))
# %%
pca = PCA(n_components=2)
comp = pca.fit_transform(X_scaled)
plt.scatter(comp[:, 0], comp[:, 1], c=df['cluster'], cmap='tab10')
plt.title(f'explained {pca.explained_variance_ratio_.sum():.2f}')
plt.show()
# %%
profile = df.groupby('cluster')[['age', 'income', 'score', 'gender']].mean()
profile['size'] = df['cluster'].value_counts()
profile.round(1)
# %%
mm = MinMaxScaler()
prof_scaled = pd.DataFrame(mm.fit_transform(profile), index=profile.index, columns=profile.columns)
sns.heatmap(prof_scaled, cmap='YlGnBu', annot=profile.round(1), fmt='g')
plt.show()
# %%
names = {0: 'careful', 1: 'target', 2: 'young', 3: 'sensible', 4: 'careless', 5: 'old'}
df['segment'] = df['cluster'].map(names)
df.to_csv('segments.csv', index=False)
