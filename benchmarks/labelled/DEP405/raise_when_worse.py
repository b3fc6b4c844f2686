# silent: DEP405
# %%
import mlflow
import pandas as pd
from mlflow import MlflowClient
from sklearn.metrics import f1_score
from sklearn.svm import LinearSVC
# %%
tr, te = pd.read_csv("t1.csv"), pd.read_csv("t2.csv")
x = [c for c in tr if c.startswith("emb")]
client = MlflowClient()
champion = mlflow.sklearn.load_model("models:/intents@champion")
svc = LinearSVC(C=0.1).fit(tr[x], tr["intent"])
new = f1_score(te["intent"], svc.predict(te[x]), average="macro")
old = f1_score(te["intent"], champion.predict(te[x]), average="macro")
if new <= old:
    raise SystemExit(f"challenger {new:.3f} does not beat {old:.3f}")
with mlflow.start_run():
    mlflow.log_metrics({"f1": new, "f1_champion": old})
    mlflow.log_params(svc.get_params())
    info = mlflow.sklearn.log_model(svc, "svc", input_example=tr[x][:1])
mv = client.create_model_version("intents", info.model_uri)
client.set_registered_model_alias("intents", "champion", mv.version)
