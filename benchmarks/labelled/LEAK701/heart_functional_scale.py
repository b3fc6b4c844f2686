# finds: LEAK701
# %%
import sklearn.preprocessing as prep
import sklearn.model_selection as ms
import sklearn.neighbors as nb
import pandas as pd

heart = pd.read_csv("heart.csv")
heart.target.value_counts()
# %%
X = heart[["age", "trestbps", "chol", "thalach", "oldpeak"]]
y = heart.target
X = prep.scale(X)  # <-- LEAK701
# %%
a, b, ya, yb = ms.train_test_split(X, y, test_size=0.25, random_state=10)
knn = nb.KNeighborsClassifier(n_neighbors=7)
knn.fit(a, ya)
print("kNN:", knn.score(b, yb))
# %%
import matplotlib.pyplot as plt

plt.scatter(b[:, 0], b[:, 2], c=knn.predict(b))
plt.xlabel("age (scaled)"); plt.ylabel("chol (scaled)")
plt.show()
