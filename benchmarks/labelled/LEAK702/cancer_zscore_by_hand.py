# finds: LEAK702
# %%
from sklearn import datasets
from sklearn.neighbors import KNeighborsClassifier
from sklearn.model_selection import train_test_split
import pandas as pd

bc = datasets.load_breast_cancer()
X = pd.DataFrame(bc.data, columns=bc.feature_names)
y = bc.target
# %%
print(X.mean().head(), X.std().head(), sep="\n")
# %%
# standardize
X = (X - X.mean()) / X.std()  # <-- LEAK702
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
# %%
clf = KNeighborsClassifier(n_neighbors=5).fit(X_train, y_train)
print(f"test acc = {clf.score(X_test, y_test):.3%}")
