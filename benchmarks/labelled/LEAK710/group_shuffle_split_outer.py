# silent: LEAK710
# %%
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GroupShuffleSplit

scans = pd.read_csv("scan_features.csv")
print("patients", scans["patient"].nunique(), "scans", len(scans))
scans[scans.duplicated("patient", keep=False)].head()
# %%
splitter = GroupShuffleSplit(test_size=0.25, n_splits=1, random_state=42)
train_ix, test_ix = next(splitter.split(scans, groups=scans["patient"]))
tr, te = scans.iloc[train_ix], scans.iloc[test_ix]
f = [c for c in scans.columns if c.startswith("radiomic_")]
et = ExtraTreesClassifier(500, random_state=0).fit(tr[f], tr["malignant"])
print(balanced_accuracy_score(te["malignant"], et.predict(te[f])))
