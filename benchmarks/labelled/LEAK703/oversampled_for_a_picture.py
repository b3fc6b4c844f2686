# silent: LEAK703
# %%
import matplotlib.pyplot as plt
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.neighbors import KNeighborsClassifier
from sklearn.model_selection import train_test_split

moons = pd.read_csv("two_moons_imbalanced.csv")
X, y = moons[["x1", "x2"]], moons["label"]
# %%
# what SMOTE would add
Xs, ys = SMOTE(random_state=0).fit_resample(X, y)
fig, ax = plt.subplots(1, 2, figsize=(8, 4))
ax[0].scatter(X["x1"], X["x2"], c=y, s=5)
ax[1].scatter(Xs["x1"], Xs["x2"], c=ys, s=5)
plt.show()
# %%
# the model sees the data as they are
X_tr, X_te, y_tr, y_te = train_test_split(X, y, random_state=0)
print(KNeighborsClassifier(9).fit(X_tr, y_tr).score(X_te, y_te))
