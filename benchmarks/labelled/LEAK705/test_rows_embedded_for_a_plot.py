# silent: LEAK705
# %%
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
clf = SVC(gamma=0.001).fit(X_train, y_train)
pred = clf.predict(X_test)
print("accuracy", (pred == y_test).mean())
# %%
# where are the wrong ones?
emb = PCA(n_components=2).fit_transform(X_test)
plt.scatter(emb[:, 0], emb[:, 1], c=pred == y_test, cmap="coolwarm", s=8)
plt.show()
