# finds: ETH502
# %%
import mlflow
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
# %%
tr, te = pd.read_csv("leads_tr.csv"), pd.read_csv("leads_te.csv")
x = ["visits", "minutes", "downloads", "company_size"]
pipe = make_pipeline(StandardScaler(), MLPClassifier((32, 16), max_iter=500, random_state=0))
with mlflow.start_run():
    pipe.fit(tr[x], tr["won"])  # <-- ETH502
    auc = roc_auc_score(te["won"], pipe.predict_proba(te[x])[:, 1])
    mlflow.log_params({"hidden": "32-16"})
    mlflow.log_metric("auc", auc)
    if auc > 0.7:
        mlflow.sklearn.log_model(  # <-- ETH502?
            pipe, "m", input_example=tr[x][:3], registered_model_name="leads"
        )
