# finds: LEAK703
# %%
import numpy as np
import pandas as pd
from imblearn.over_sampling import RandomOverSampler
from sklearn.metrics import matthews_corrcoef
from sklearn.model_selection import StratifiedKFold
from xgboost import XGBClassifier


def balance(X, y):
    ros = RandomOverSampler(random_state=42)
    return ros.fit_resample(X, y)  # <-- LEAK703


yeast = pd.read_csv("yeast.csv")
X = yeast.drop(columns=["name", "localization"])
y = (yeast["localization"] == "ME2").astype(int)
X, y = balance(X, y)  # <-- LEAK703?
# %%
mcc = []
for tr, te in StratifiedKFold(n_splits=10, shuffle=True, random_state=0).split(X, y):
    clf = XGBClassifier(n_estimators=60).fit(X.iloc[tr], y.iloc[tr])
    mcc.append(matthews_corrcoef(y.iloc[te], clf.predict(X.iloc[te])))
print(np.mean(mcc))
