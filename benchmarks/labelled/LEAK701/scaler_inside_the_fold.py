# silent: LEAK701
# %%
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler
from sklearn.metrics import log_loss

pima = pd.read_csv("pima-indians-diabetes.csv")
X = pima.iloc[:, :8].to_numpy()
y = pima.iloc[:, 8].to_numpy()
# %%
losses = []
for i, j in KFold(n_splits=5, shuffle=True, random_state=1).split(X):
    ss = StandardScaler()
    X_tr = ss.fit_transform(X[i])
    X_va = ss.transform(X[j])
    hgb = HistGradientBoostingClassifier(max_depth=3, random_state=1)
    hgb.fit(X_tr, y[i])
    losses.append(log_loss(y[j], hgb.predict_proba(X_va)))
print(f"log loss {np.mean(losses):.3f} +- {np.std(losses):.3f}")
