# silent: ETH503
# %%
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
import matplotlib.pyplot as plt
# %%
X, y = load_digits(return_X_y=True)
plt.imshow(X[0].reshape(8, 8), cmap="gray_r")
# %%
a, b, ya, yb = train_test_split(X, y, random_state=0)
knn = KNeighborsClassifier(5).fit(a, ya)
print(accuracy_score(yb, knn.predict(b)))
