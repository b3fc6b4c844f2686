# finds: LEAK705
# %%
import numpy as np
import pandas as pd
import sklearn.preprocessing as pp
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold

crime = pd.read_csv("communities.csv", na_values="?").dropna(axis=1)
X = crime.drop(columns=["state", "communityname", "ViolentCrimesPerPop"]).values
y = crime["ViolentCrimesPerPop"].values
# %%
r2 = []
for tr, te in KFold(5, shuffle=True, random_state=0).split(X):
    X_tr = pp.QuantileTransformer(n_quantiles=100).fit_transform(X[tr])
    X_te = pp.QuantileTransformer(n_quantiles=100).fit_transform(X[te])  # <-- LEAK705
    r2.append(Ridge().fit(X_tr, y[tr]).score(X_te, y[te]))
print(np.mean(r2))
