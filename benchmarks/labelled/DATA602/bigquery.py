# finds: DATA602
# %%
from google.cloud import bigquery
import lightgbm as lgb
from sklearn.metrics import average_precision_score
# %%
client = bigquery.Client(project="acme-dwh")
sql = """
SELECT user_id, n_sessions, n_returns, label
FROM `acme-dwh.features.returns`
"""
d = client.query(sql).to_dataframe()  # <-- DATA602
d["ratio"] = d["n_returns"] / d["n_sessions"].clip(lower=1)
# %%
x = ["n_sessions", "n_returns", "ratio"]
clf = lgb.LGBMClassifier().fit(d[x][:9000], d["label"][:9000])
print(average_precision_score(d["label"][9000:], clf.predict_proba(d[x][9000:])[:, 1]))
