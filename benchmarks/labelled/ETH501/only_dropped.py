# finds: ETH501
# %%
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
# %%
d = pd.read_csv("hiring.csv")
# drop what we must not use
X = d.drop(columns=["race", "religion", "hired"])  # <-- ETH501?
y = d["hired"]
n = int(len(d) * 0.8)
# %%
gb = GradientBoostingClassifier(random_state=0)
gb.fit(X.iloc[:n], y.iloc[:n])  # <-- ETH501
print(roc_auc_score(y.iloc[n:], gb.predict_proba(X.iloc[n:])[:, 1]))
