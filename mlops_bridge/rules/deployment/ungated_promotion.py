"""Promotion without a gate.

The model is registered, moved to a stage, given an alias or deployed whatever its score is. One
bad run, on broken data or after an unlucky change, and the worse model serves the users, with no
error anywhere. Compare the score with a bar, or with that of the model that is live, before the
model moves on, and stop otherwise; keep the former version, so that the alias can go back.

A model may be registered freely where its alias or stage moves only after a comparison. Serving
an address that ends in `latest` is the same fault: whatever was registered last goes live. Name
a version, a stage or an alias. Where another job is the gate, ignore this rule in the
configuration.

Source: the article's failure of a deployment that does not depend on the score.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DEP405", "warning"
BAD = [
    """
import mlflow
from sklearn.metrics import accuracy_score
from sklearn.svm import SVC
model = SVC().fit(X_train, y_train)
accuracy = accuracy_score(y_test, model.predict(X_test))
with mlflow.start_run() as run:
    mlflow.log_metric("accuracy", accuracy)
    mlflow.sklearn.log_model(model, "model", input_example=X_test[:5])
# %%
mlflow.register_model(f"runs:/{run.info.run_id}/model", "churn")  # <--
""",
    """
from mlflow.tracking import MlflowClient
client = MlflowClient()
client.transition_model_version_stage(name="churn", version=3, stage="Production")  # <--
""",
    """
import mlflow
from lightgbm import LGBMRegressor
reg = LGBMRegressor().fit(X_train, y_train)
print(reg.score(X_test, y_test))
mlflow.lightgbm.log_model(  # <--
    reg, "model", input_example=X_train.head(), registered_model_name="prices"
)
""",
    """
import sagemaker
from sagemaker.sklearn import SKLearn
estimator = SKLearn("train.py", role=role, framework_version="1.2-1", instance_type="ml.m5.large")
estimator.fit({"train": uri})
predictor = estimator.deploy(initial_instance_count=1, instance_type="ml.t2.medium")  # <--
""",
    """
import mlflow
client = mlflow.MlflowClient()

def release(name, version):
    client.set_registered_model_alias(name, "champion", version)  # <--

with mlflow.start_run() as run:
    mlflow.sklearn.log_model(model, name="m", signature=signature)
release("churn", mlflow.register_model(f"runs:/{run.info.run_id}/m", "churn").version)
""",
    """
!mlflow models serve -m models:/churn/latest -p 5001  # <--
""",
    """
from google.cloud import aiplatform
model = aiplatform.Model.upload(display_name="churn", artifact_uri=uri)
endpoint = model.deploy(machine_type="n1-standard-2")  # <--
""",
    """
import mlflow
REGISTER = True
if REGISTER:
    version = mlflow.register_model("runs:/abc/model", "churn")  # <--
""",
]
GOOD = [
    """
import mlflow
from sklearn.metrics import accuracy_score
from sklearn.svm import SVC
model = SVC().fit(X_train, y_train)
accuracy = accuracy_score(y_test, model.predict(X_test))
with mlflow.start_run() as run:
    mlflow.log_metric("accuracy", accuracy)
    mlflow.sklearn.log_model(model, "model", input_example=X_test[:5])
# %%
if accuracy < 0.8:
    raise ValueError("not good enough")
mlflow.register_model(f"runs:/{run.info.run_id}/model", "churn")
""",
    """
from mlflow.tracking import MlflowClient
client = MlflowClient()
if candidate_auc > live_auc + 0.01:
    client.transition_model_version_stage(name="churn", version=3, stage="Production")
client.transition_model_version_stage(name="churn", version=1, stage="Archived")
""",
    """
import mlflow
client = mlflow.MlflowClient()
version = mlflow.register_model("runs:/abc/model", "churn").version
if is_better(version):
    client.set_registered_model_alias("churn", "champion", version)
""",
    """
# %%
rmse = evaluate(model)
assert rmse < 12.5, "worse than the bar"
# %%
import mlflow
mlflow.register_model("runs:/abc/model", "prices")
""",
    """
import mlflow
mlflow.sklearn.log_model(model, "model")
live = mlflow.pyfunc.load_model("models:/churn/production")
pinned = mlflow.pyfunc.load_model("models:/churn/7")
!mlflow models serve -m models:/churn@champion
""",
    """
import mlflow
client = mlflow.MlflowClient()

def promote(version):
    client.set_registered_model_alias("churn", "champion", version)

score = judge()
if score >= 0.9:
    promote(4)
""",
    """
app.deploy("site")
contract.deploy(transact={"from": account})
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    moves = [step for step in facts.promotions if step.what != "register"]
    free = [step for step in (moves or facts.promotions) if not step.judged]
    if free:
        does = {"register": "registered", "stage": "promoted", "deploy": "deployed"}
        yield facts.finding(
            free[0].place,
            f"the model is {does[free[0].what]} whatever its score is: compare the score first, "
            "and keep the former version",
            confidence=0.9 if facts.evals or facts.tracked else 0.75,
            evidence=[step.place for step in facts.promotions if step is not free[0]],
            fix=facts.bar(free[0]),
        )
    for place in facts.newest:
        yield facts.finding(
            place,
            "the newest version of the model is served, whichever it is: name a version, "
            "a stage or an alias",
        )
