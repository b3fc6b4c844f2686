# silent: TRK202
# %%
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.cluster import KMeans
from sklearn.preprocessing import scale
# %%
mall = pd.read_csv("mall_customers.csv")
Z = scale(mall[["income_k", "spending_score"]])
# %%
inertia = []
for k in range(1, 11):
    km = KMeans(n_clusters=k, n_init=10, random_state=0).fit(Z)
    inertia.append(km.inertia_)
plt.plot(range(1, 11), inertia, "o-")
plt.xlabel("clusters")
plt.title("elbow")
