# finds: LEAK701
# %%
import numpy as np
import pandas as pd
import sklearn.decomposition as dec
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

data = pd.read_csv("../input/creditcard.csv")
X = data.drop(columns=["Class", "Time"]).values
y = data["Class"].values
print(X.shape, y.mean())
# %%
pca = dec.PCA(n_components=12, random_state=0)
X_pca = pca.fit_transform(X)  # <-- LEAK701
print("explained:", pca.explained_variance_ratio_.sum())
# %%
skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=7)
aucs = []
for fold, (tr, va) in enumerate(skf.split(X_pca, y)):
    lr = LogisticRegression(max_iter=2000, class_weight="balanced")
    lr.fit(X_pca[tr], y[tr])
    p = lr.predict_proba(X_pca[va])[:, 1]
    auc = roc_auc_score(y[va], p)
    print(f"fold {fold}: {auc:.4f}")
    aucs.append(auc)
print("mean AUC", np.mean(aucs))
