# finds: DEP405
# %%
import mlflow
import pandas as pd
from mlflow.models import infer_signature
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
# %%
tr, te = pd.read_csv("tr.csv"), pd.read_csv("te.csv")
x = tr.columns.drop("defect")
with mlflow.start_run() as run:
    rf = RandomForestClassifier(300, random_state=0).fit(tr[x], tr["defect"])
    f1 = f1_score(te["defect"], rf.predict(te[x]))
    mlflow.log_params(rf.get_params())
    mlflow.log_metric("f1", f1)
    mlflow.sklearn.log_model(rf, "rf", signature=infer_signature(tr[x], rf.predict(tr[x])))
print("F1", f1)
# %%
mlflow.register_model(f"runs:/{run.info.run_id}/rf", "defects")  # <-- DEP405
