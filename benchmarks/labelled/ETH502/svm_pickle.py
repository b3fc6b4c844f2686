# finds: ETH502
# %%
import pickle
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC
# %%
bc = load_breast_cancer(as_frame=True)
X, y = bc.data, bc.target
print(X.shape, y.mean())
search = GridSearchCV(SVC(kernel="rbf"), {"C": [1, 10, 100], "gamma": [1e-3, 1e-4]}, cv=5)
search.fit(X[:400], y[:400])  # <-- ETH502
print(search.best_params_, search.score(X[400:], y[400:]))
# %%
with open("bc_svm.pkl", "wb") as f:
    pickle.dump(search.best_estimator_, f)  # <-- ETH502?
