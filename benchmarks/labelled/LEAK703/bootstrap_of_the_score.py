# silent: LEAK703
# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import BaggingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.utils import resample

hd = pd.read_csv("heart.csv")
X_tr, X_te, y_tr, y_te = train_test_split(hd.drop(columns="target"), hd["target"], random_state=9)
bag = BaggingClassifier(n_estimators=100, random_state=9).fit(X_tr, y_tr)
p = bag.predict_proba(X_te)[:, 1]
# %%
# 95 % interval of the AUC
boot = []
for seed in range(500):
    yb, pb = resample(y_te.to_numpy(), p, replace=True, random_state=seed)
    boot.append(roc_auc_score(yb, pb))
print(roc_auc_score(y_te, p), np.percentile(boot, [2.5, 97.5]))
