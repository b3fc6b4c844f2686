# silent: LEAK701
# %%
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import StandardScaler

mall = pd.read_csv("Mall_Customers.csv")
mall.columns = ["id", "gender", "age", "income", "spending"]
# %%
scaler = StandardScaler()
X = scaler.fit_transform(mall[["age", "income", "spending"]])
inertia, sil = [], []
for k in range(2, 9):
    km = KMeans(n_clusters=k, n_init=10, random_state=42).fit(X)
    inertia.append(km.inertia_)
    sil.append(silhouette_score(X, km.labels_))
plt.plot(range(2, 9), inertia, marker="o")
plt.xlabel("k"); plt.ylabel("inertia")
plt.show()
# %%
km = KMeans(n_clusters=5, n_init=10, random_state=42)
mall["segment"] = km.fit_predict(X)
mall.groupby("segment")[["age", "income", "spending"]].mean()
