# finds: ETH503
# %%
import numpy as np
import pandas as pd
import sklearn.metrics as skm
from imblearn.over_sampling import SMOTE
from lightgbm import LGBMClassifier
from sklearn.model_selection import train_test_split
# %%
d = pd.read_csv("backorders.csv").select_dtypes("number")
a, b = train_test_split(d, random_state=2)
xa, ya = SMOTE(random_state=2).fit_resample(a.drop(columns="went_on"), a["went_on"])
m = LGBMClassifier(n_estimators=100).fit(xa, ya)  # <-- ETH503?
pred = m.predict(b.drop(columns="went_on"))
acc = skm.accuracy_score(b["went_on"], pred)  # <-- ETH503
print(f"acc {acc:.4f}")
