# silent: TRK205
# %%
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
# %%
d = pd.read_csv("pulsars.csv")
X, y = d.drop(columns="is_pulsar").values, d["is_pulsar"].values
# %%
for fold, (i, j) in enumerate(KFold(5, shuffle=True, random_state=0).split(X)):
    lr = LogisticRegression(max_iter=500).fit(X[i], y[i])
    print(fold, lr.score(X[j], y[j]))
    joblib.dump(lr, f"models/lr_fold{fold}.joblib")
