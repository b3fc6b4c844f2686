# silent: TRK204
# %%
import joblib
import mlflow
import pandas as pd
from sklearn.naive_bayes import GaussianNB
from sklearn.metrics import f1_score
# %%
tr = pd.read_csv("gestures_tr.csv")
te = pd.read_csv("gestures_te.csv")
cols = [c for c in tr.columns if c != "gesture"]
# %%
with mlflow.start_run() as run:
    nb = GaussianNB().fit(tr[cols], tr["gesture"])
    mlflow.log_params(nb.get_params())
    mlflow.log_metric("f1", f1_score(te["gesture"], nb.predict(te[cols]), average="macro"))
    path = f"nb_{run.info.run_id}.joblib"
    joblib.dump(nb, path)
    mlflow.log_artifact(path)
