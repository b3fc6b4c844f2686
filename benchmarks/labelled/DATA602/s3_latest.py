# finds: DATA602
# %%
import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score
# %%
df = pd.read_parquet("s3://acme-features/churn/latest.parquet")  # <-- DATA602
print(df.shape, df.month.min(), df.month.max())
# %%
x = [c for c in df if c.startswith("f_")]
tr, te = df[df.month < "2024-01"], df[df.month >= "2024-01"]
m = xgb.XGBClassifier(n_estimators=200).fit(tr[x], tr["churn"])
print(roc_auc_score(te["churn"], m.predict_proba(te[x])[:, 1]))
