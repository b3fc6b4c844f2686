# silent: LEAK706
# %%
import pandas as pd
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.metrics import calinski_harabasz_score, silhouette_score
from sklearn.mixture import GaussianMixture

rfm = pd.read_csv("rfm.csv", index_col="CustomerID")
rfm.describe()
# %%
km = KMeans(n_clusters=4, n_init=10, random_state=1).fit(rfm)
labels = km.predict(rfm)
print("silhouette", silhouette_score(rfm, labels))
print("CH", calinski_harabasz_score(rfm, labels))
agg = AgglomerativeClustering(n_clusters=4).fit_predict(rfm)
print("agglomerative", silhouette_score(rfm, agg))
# %%
gm = GaussianMixture(4, random_state=1).fit(rfm)
print("BIC", gm.bic(rfm), "mean log-likelihood", gm.score(rfm))
