# finds: TRK202
# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier as GBC
from sklearn.metrics import roc_auc_score
# %%
train = pd.read_csv("train.csv").fillna(0)
valid = pd.read_csv("valid.csv").fillna(0)
feats = [c for c in train.columns if c not in ("id", "clicked")]
# %%
results = []
for lr in (0.01, 0.05, 0.1):  # <-- TRK202
    for depth in range(2, 6):  # <-- TRK202?
        gb = GBC(learning_rate=lr, max_depth=depth, subsample=0.8, random_state=1)
        gb.fit(train[feats], train["clicked"])  # <-- TRK202?
        auc = roc_auc_score(valid["clicked"], gb.predict_proba(valid[feats])[:, 1])
        results.append((lr, depth, auc))
res = pd.DataFrame(results, columns=["lr", "depth", "auc"])
res.pivot(index="lr", columns="depth", values="auc").style.background_gradient()
