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
import scipy.cluster.hierarchy as sch
from sklearn.model_selection import train_test_split
import warnings
warnings.filterwarnings("ignore")
# %%
df = pd.read_csv(r'../input/Mall_Customers.csv')
df.head()
# %%
df.describe()
# %%
df.dtypes
# %%
plt.figure(1, figsize=(15, 6))
n = 0
for x in ['Age', 'Annual Income (k$)', 'Spending Score (1-100)']:
    n += 1
    plt.subplot(1, 3, n)
    plt.subplots_adjust(hspace=0.5, wspace=0.5)
    sns.histplot(df[x], bins=20)
    plt.title('Distplot of {}'.format(x))
plt.show()
# %%
sns.countplot(y='Gender', data=df)
# %%
le = LabelEncoder()
df['Gender'] = le.fit_transform(df['Gender'])
df['Age'] = df['Age'].fillna(df['Age'].mean())
df.drop('CustomerID', axis=1, inplace=True)
# %%
plt.figure(figsize=(6, 5))
sns.heatmap(df.corr(), annot=True)
# %%
sc = StandardScaler()
X = sc.fit_transform(df)
X[:3]
# %% [markdown]
# ## Elbow
# %%
inertia = []
sil = []
for k in range(2, 11):
    algorithm = KMeans(n_clusters=k, init='k-means++', n_init=10, max_iter=300, random_state=111)
    labels = algorithm.fit_predict(X)
    inertia.append(algorithm.inertia_)
    sil.append(silhouette_score(X, labels))
# %%
fig, ax = plt.subplots(1, 2, figsize=(15, 5))
ax[0].plot(np.arange(2, 11), inertia, 'o-')
ax[1].plot(np.arange(2, 11), sil, 'o-')
best_k = int(np.argmax(sil)) + 2
print('best k', best_k)
# %%
km = KMeans(n_clusters=best_k, n_init=10, random_state=111)
df['cluster'] = km.fit_predict(X)
df.groupby('cluster').mean().round(2)
# %%
p2 = PCA(n_components=2).fit_transform(X)
plt.scatter(p2[:, 0], p2[:, 1], c=df['cluster'], cmap='tab10')
# %% [markdown]
# ## Hierarchical
# %%
plt.figure(figsize=(14, 6))
dendrogram = sch.dendrogram(sch.linkage(X, method='ward'))
plt.show()
# %%
hc = AgglomerativeClustering(n_clusters=5, linkage='ward')
y_hc = hc.fit_predict(X)
print('silhouette', silhouette_score(X, y_hc), 'DB', davies_bouldin_score(X, y_hc))
# %%
db = DBSCAN(eps=0.9, min_samples=5).fit(X)
print(pd.Series(db.labels_).value_counts())
# %%
trace = go.Scatter3d(x=df['Age'], y=df['Spending Score (1-100)'], z=df['Annual Income (k$)'],
                     mode='markers', marker=dict(color=df['cluster'], size=6))
go.Figure(data=[trace]).show()
# %%
df.to_csv('segments.csv', index=False)
