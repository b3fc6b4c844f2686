# silent: LEAK701
# %%
import matplotlib.pyplot as plt
from sklearn.datasets import load_wine
from sklearn.decomposition import PCA
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
# %%
wine = load_wine(as_frame=True)
X, y = wine.data, wine.target
# %%
# look at the classes in two dimensions
Z = PCA(n_components=2).fit_transform(StandardScaler().fit_transform(X))
plt.scatter(Z[:, 0], Z[:, 1], c=y, cmap="viridis", s=15)
plt.title("wine, first two components")
plt.show()
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=4)
et = ExtraTreesClassifier(n_estimators=200, random_state=4)
et.fit(X_train, y_train)
print("accuracy", accuracy_score(y_test, et.predict(X_test)))
