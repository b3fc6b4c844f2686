# finds: DEP404
# %%
import mlflow
import mlflow.sklearn as mls
import pandas as pd
from mlflow.deployments import get_deploy_client
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
# %%
tr, te = pd.read_csv("mails_tr.csv"), pd.read_csv("mails_te.csv")
cols = tr.columns.drop("spam")
with mlflow.start_run() as run:
    lr = LogisticRegression(C=0.5, max_iter=2000).fit(tr[cols], tr["spam"])
    f1 = f1_score(te["spam"], lr.predict(te[cols]))
    mlflow.log_params({"C": 0.5})
    mlflow.log_metric("f1", f1)
    mls.log_model(lr, artifact_path="m")  # <-- DEP404
# %%
assert f1 > 0.9
client = get_deploy_client("sagemaker")
client.create_deployment("spam", model_uri=f"runs:/{run.info.run_id}/m")  # <-- DEP404?
