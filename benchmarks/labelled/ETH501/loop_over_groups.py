# silent: ETH501
# %%
import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score
# %%
d = pd.read_parquet("admissions.parquet")
f = ["ethnicity", "gpa", "test", "essays"]
tr, te = d[d.year < 2022], d[d.year == 2022]
m = xgb.XGBClassifier(n_estimators=200).fit(tr[f], tr["admitted"])
p = pd.Series(m.predict_proba(te[f])[:, 1], index=te.index)
print("all", roc_auc_score(te["admitted"], p))
# %%
for group in te["ethnicity"].unique():
    mask = te["ethnicity"] == group
    print(group, mask.sum(), round(roc_auc_score(te["admitted"][mask], p[mask]), 3))
