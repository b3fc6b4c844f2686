# silent: ETH504
# %% [file requirements.txt]
scikit-learn==1.5.0
# %%
import joblib
import pandas as pd
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
# %%
d = pd.read_csv("logins.csv")
x = ["hour", "km_from_last", "new_device"]
iso = IsolationForest(random_state=0).fit(d[x])
print(roc_auc_score(d["stolen"], -iso.score_samples(d[x])))
joblib.dump(iso, "logins.joblib")
# %%
%%writefile MODEL_CARD.md
# Unusual logins
Intended use: ask for a second factor, never block. Data: logins of 2023.
Limits: poor for travellers. Owner: identity team.
