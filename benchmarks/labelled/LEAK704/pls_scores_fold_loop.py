# finds: LEAK704
# %%
import numpy as np
import pandas as pd
from sklearn.cross_decomposition import PLSRegression
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold
from sklearn.svm import SVR

nir = pd.read_csv("nir_octane.csv")
y = nir["octane"].values
X = nir.drop(columns="octane").values
# %%
pls = PLSRegression(n_components=6)
pls.fit(X, y)  # <-- LEAK704
T = pls.transform(X)  # <-- LEAK704?
# %%
err = []
for tr, te in KFold(6, shuffle=True, random_state=0).split(T):
    svr = SVR(C=100).fit(T[tr], y[tr])
    err.append(mean_squared_error(y[te], svr.predict(T[te])))
print("RMSECV", np.sqrt(np.mean(err)))
