# silent: DEP404
# %%
import mlflow
import pandas as pd
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import f1_score
# %%
tr, te = pd.read_csv("hands_tr.csv"), pd.read_csv("hands_te.csv")
cols = [f"p{i}" for i in range(42)]
with mlflow.start_run(run_name="knn-7"):
    knn = KNeighborsClassifier(7).fit(tr[cols], tr["sign"])
    f1 = f1_score(te["sign"], knn.predict(te[cols]), average="macro")
    mlflow.log_params({"k": 7})
    mlflow.log_metric("f1", f1)
    # looked at in the UI, nothing is registered from here
    mlflow.sklearn.log_model(knn, "knn")
