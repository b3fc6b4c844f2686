# silent: TRK202
# %%
import numpy as np
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold
# %%
ads = pd.read_csv("ads.csv")
X, y = ads.drop(columns=["click"]), ads["click"].values
cats = ["site", "device", "weekday"]
# %%
losses = []
skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=11)
for fold, (i, j) in enumerate(skf.split(X, y)):
    cb = CatBoostClassifier(iterations=500, depth=6, verbose=0, random_seed=11)
    cb.fit(X.iloc[i], y[i], cat_features=cats)
    losses.append(log_loss(y[j], cb.predict_proba(X.iloc[j])))
    print("fold", fold, losses[-1])
print(np.mean(losses))
