# silent: LEAK706
# %%
import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

df = pd.read_csv("santander_train.csv", nrows=100_000)
y = df["target"]
X = df.drop(columns=["ID_code", "target"])
oof = np.zeros(len(X))
# %%
folds = StratifiedKFold(5, shuffle=True, random_state=44)
for k, (trn_idx, val_idx) in enumerate(folds.split(X, y)):
    clf = xgb.XGBClassifier(max_depth=3, n_estimators=200)
    clf.fit(X.iloc[trn_idx], y.iloc[trn_idx])
    oof[val_idx] = clf.predict_proba(X.iloc[val_idx])[:, 1]
    print(f"fold {k + 1}", roc_auc_score(y.iloc[val_idx], oof[val_idx]))
# %%
print("CV score: {:<8.5f}".format(roc_auc_score(y, oof)))
