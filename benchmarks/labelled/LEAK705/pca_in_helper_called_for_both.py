# finds: LEAK705
# %%
from sklearn.datasets import load_breast_cancer
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

data = load_breast_cancer()
X_tr, X_te, y_tr, y_te = train_test_split(data.data, data.target, random_state=8)


def reduce(X, n=10):
    """First n components"""
    pca = PCA(n_components=n, random_state=0)
    Z = pca.fit_transform(X)  # <-- LEAK705?
    print("variance kept", pca.explained_variance_ratio_.sum())
    return Z
# %%
Z_tr = reduce(X_tr)
Z_te = reduce(X_te)  # <-- LEAK705
lr = LogisticRegression(max_iter=5000).fit(Z_tr, y_tr)
print("accuracy", lr.score(Z_te, y_te))
