# silent: DEP405
# %%
import mlflow
import pandas as pd
from sklearn.ensemble import AdaBoostClassifier
from sklearn.metrics import roc_auc_score
# %%
d = pd.read_csv("warranty.csv")
a, b = d[:7000], d[7000:]
cols = ["km", "age_m", "repairs"]
with mlflow.start_run():
    ada = AdaBoostClassifier(n_estimators=80, random_state=0).fit(a[cols], a["claim"])
    mlflow.log_params(ada.get_params())
    mlflow.log_metric("auc", roc_auc_score(b["claim"], ada.predict_proba(b[cols])[:, 1]))
    mlflow.sklearn.log_model(ada, "ada", input_example=a[cols][:3])
print(mlflow.last_active_run().info.run_id)
