# finds: DEP405
# %%
import mlflow
import pandas as pd
from mlflow.tracking import MlflowClient
from sklearn.metrics import roc_auc_score
# %%
client = MlflowClient()
versions = client.search_model_versions("name='upsell'")
newest = max(versions, key=lambda v: int(v.version))
model = mlflow.sklearn.load_model(f"models:/upsell/{newest.version}")
hold = pd.read_csv("holdout.csv")
# one more pass on this quarter's rows
model.fit(hold[["age_days", "spend"]][:5000], hold["bought"][:5000])
p = model.predict_proba(hold[["age_days", "spend"]][5000:])[:, 1]
print(roc_auc_score(hold["bought"][5000:], p))
# %%
client.transition_model_version_stage("upsell", newest.version, stage="Production")  # <-- DEP405
