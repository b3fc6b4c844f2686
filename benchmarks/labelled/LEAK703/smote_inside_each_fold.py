# silent: LEAK703
# %%
import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTENC
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import recall_score
from sklearn.model_selection import StratifiedKFold

df = pd.read_csv("insurance_cross_sell.csv")
X = df[["Age", "Annual_Premium", "Vintage", "Driving_License"]].values
y = df["Response"].values
# %%
recalls = []
for i, (tr, te) in enumerate(StratifiedKFold(5).split(X, y)):
    Xr, yr = SMOTENC([3], random_state=i).fit_resample(X[tr], y[tr])
    forest = RandomForestClassifier(100, random_state=i).fit(Xr, yr)
    recalls.append(recall_score(y[te], forest.predict(X[te])))
print(np.round(recalls, 3))
