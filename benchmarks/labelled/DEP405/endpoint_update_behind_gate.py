# silent: DEP405
# %%
import boto3
import joblib
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score
# %%
tr, te = pd.read_parquet("tr.parquet"), pd.read_parquet("te.parquet")
f = ["amount", "mcc", "hour", "country_risk"]
hgb = HistGradientBoostingClassifier(random_state=0).fit(tr[f], tr["fraud"])
ap = average_precision_score(te["fraud"], hgb.predict_proba(te[f])[:, 1])
# %%
joblib.dump(hgb, "fraud-2024-07.joblib")
sm = boto3.client("sagemaker")
if ap > 0.42:
    sm.update_endpoint(EndpointName="fraud", EndpointConfigName="fraud-2024-07")
    print("updated, AP", ap)
