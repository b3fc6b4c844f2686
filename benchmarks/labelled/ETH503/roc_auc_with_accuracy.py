# silent: ETH503
# %%
import pandas as pd
from imblearn.pipeline import make_pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score, roc_auc_score
# %%
tr, te = pd.read_csv("tr.csv"), pd.read_csv("te.csv")
x = [c for c in tr if c.startswith("v")]
pipe = make_pipeline(
    RandomUnderSampler(random_state=0), HistGradientBoostingClassifier(random_state=0)
)
pipe.fit(tr[x], tr["Class"])
print("acc", accuracy_score(te["Class"], pipe.predict(te[x])))
print("auc", roc_auc_score(te["Class"], pipe.predict_proba(te[x])[:, 1]))
