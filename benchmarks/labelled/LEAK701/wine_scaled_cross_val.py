# finds: LEAK701
# %%
import numpy as np
import pandas as pd
from sklearn.model_selection import cross_val_score
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
%matplotlib inline
# %%
wine = pd.read_csv("winequality-red.csv", sep=";")
wine.describe()
# %%
wine["good"] = (wine["quality"] >= 7).astype(int)
print(wine["good"].value_counts(normalize=True))
features = wine.drop(["quality", "good"], axis=1)
target = wine["good"]
# %%
# SVMs need scaled inputs!
sc = StandardScaler()
features_scaled = sc.fit_transform(features)  # <-- LEAK701

clf = SVC(kernel="rbf", C=2.0)
scores = cross_val_score(clf, features_scaled, target, cv=10, scoring="f1")
print("F1 per fold:", np.round(scores, 3))
print("mean %.3f (+/- %.3f)" % (scores.mean(), scores.std() * 2))
