# finds: LEAK710
# %%
import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC

har = pd.read_csv("human_activity.csv")
har["subject"].duplicated().sum()
# %%
har.groupby("subject")["Activity"].value_counts().unstack().plot.bar(stacked=True, figsize=(12, 3))
# %%
X = har.drop(columns=["subject", "Activity"]).to_numpy()
y = har["Activity"].to_numpy()
acc = []
skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)  # <-- LEAK710?
for tr, te in skf.split(X, y):  # <-- LEAK710
    acc.append(SVC(C=10).fit(X[tr], y[tr]).score(X[te], y[te]))
print(np.mean(acc))
