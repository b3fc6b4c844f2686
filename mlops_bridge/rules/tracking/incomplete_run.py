"""Incomplete run.

A tracker's run is open, and it does not hold what is needed to make its result again: metrics
without the settings of the model, a search without the settings it chose, or a fitted model
that is dumped to a file beside the run. Months later the run shows a good score that nobody can
repeat. Log the parameters (`mlflow.log_params(model.get_params())`), what the search found
(`search.best_params_`), and the model itself (`mlflow.sklearn.log_model`), or turn `autolog` on.

A model with default settings has no parameters to log, and one that is never saved need not be
logged.

Source: the paper's part on manual tracking, and the article's failure of a team that kept
metrics only.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "TRK204", "warning"
BAD = [
    """
import mlflow
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
with mlflow.start_run():
    model = RandomForestClassifier(n_estimators=200, max_depth=8, random_state=0)
    model.fit(X_train, y_train)
    mlflow.log_metric("accuracy", accuracy_score(y_test, model.predict(X_test)))  # <--
""",
    """
import joblib
import mlflow
from sklearn.linear_model import LogisticRegression
with mlflow.start_run(run_name="baseline"):
    clf = LogisticRegression()
    clf.fit(X_train, y_train)
    mlflow.log_metric("score", clf.score(X_test, y_test))
    joblib.dump(clf, "churn.joblib")  # <--
""",
    """
import mlflow
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC
mlflow.set_experiment("svc")
with mlflow.start_run():
    search = GridSearchCV(SVC(), {"C": [1, 10, 100]}, cv=5)
    search.fit(X_train, y_train)  # <--
    mlflow.log_metric("best_cv_score", search.best_score_)
""",
    """
import wandb
from xgboost import XGBRegressor
from sklearn.metrics import mean_absolute_error
run = wandb.init(project="prices")
reg = XGBRegressor(n_estimators=500, learning_rate=0.05)
reg.fit(X_train, y_train)
# %%
wandb.log({"mae": mean_absolute_error(y_test, reg.predict(X_test))})  # <--
run.finish()
""",
    """
import mlflow
import optuna

def objective(trial):
    c = trial.suggest_float("C", 0.01, 10, log=True)
    return score_of(c)

mlflow.start_run()
study = optuna.create_study(direction="maximize")
study.optimize(objective, n_trials=50)  # <--
mlflow.log_metric("best", study.best_value)
mlflow.end_run()
""",
    """
import mlflow
import lightgbm as lgb
from sklearn.metrics import roc_auc_score
params = {"num_leaves": 31, "learning_rate": 0.1}
with mlflow.start_run():
    booster = lgb.train(params, lgb.Dataset(X_train, y_train))
    auc = roc_auc_score(y_test, booster.predict(X_test))
    mlflow.log_metrics({"auc": auc})  # <--
""",
    """
import mlflow
import pickle
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import Ridge

def train():
    pipe = make_pipeline(StandardScaler(), Ridge(alpha=3.0)).fit(X_train, y_train)
    mlflow.log_param("alpha", 3.0)
    mlflow.log_metric("r2", pipe.score(X_test, y_test))
    with open("pipe.pkl", "wb") as f:
        pickle.dump(pipe, f)  # <--

with mlflow.start_run():
    train()
""",
    """
import torch
import wandb
from torch import nn
wandb.init(project="digits")
net = nn.Sequential(nn.Linear(64, 10))
optimizer = torch.optim.AdamW(net.parameters(), lr=3e-4, weight_decay=0.01)
for epoch in range(10):
    loss = nn.functional.cross_entropy(net(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    wandb.log({"loss": loss.item()})  # <--
""",
]
GOOD = [
    """
import mlflow
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
with mlflow.start_run():
    model = RandomForestClassifier(n_estimators=200, max_depth=8, random_state=0)
    model.fit(X_train, y_train)
    mlflow.log_params(model.get_params())
    mlflow.log_metric("accuracy", accuracy_score(y_test, model.predict(X_test)))
""",
    """
import mlflow
from sklearn.ensemble import RandomForestClassifier
mlflow.sklearn.autolog()
with mlflow.start_run():
    model = RandomForestClassifier(n_estimators=200, random_state=0).fit(X_train, y_train)
    mlflow.log_metric("accuracy", model.score(X_test, y_test))
""",
    """
import wandb
from xgboost import XGBRegressor
settings = dict(n_estimators=500, learning_rate=0.05)
wandb.init(project="prices", config=settings)
reg = XGBRegressor(**settings).fit(X_train, y_train)
wandb.log({"r2": reg.score(X_test, y_test)})
""",
    """
import mlflow
from sklearn.linear_model import LogisticRegression
with mlflow.start_run():
    model = LogisticRegression(random_state=0).fit(X_train, y_train)
    mlflow.log_metric("accuracy", model.score(X_test, y_test))
""",
    """
import lightning as L
import mlflow
from lightning.pytorch.loggers import MLFlowLogger
trainer = L.Trainer(max_epochs=3, logger=MLFlowLogger("digits"))
trainer.fit(module, loader)
mlflow.log_metric("done", 1)
""",
    """
import mlflow
import pickle
from sklearn.linear_model import LogisticRegression
with mlflow.start_run():
    model = LogisticRegression().fit(X_train, y_train)
    mlflow.log_metric("accuracy", model.score(X_test, y_test))
    with open("model.pkl", "wb") as f:
        pickle.dump(model, f)
    mlflow.log_artifact("model.pkl")
""",
    """
import mlflow
from sklearn.model_selection import RandomizedSearchCV
from sklearn.svm import SVC
with mlflow.start_run():
    search = RandomizedSearchCV(SVC(), {"C": [1, 10, 100]}, random_state=0).fit(X, y)
    best = search.best_params_
    mlflow.log_params(best)
    mlflow.log_metric("cv", search.best_score_)
""",
    """
import joblib
import mlflow
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
with mlflow.start_run():
    scaler = StandardScaler().fit(X_train)
    model = SVC(C=2).fit(scaler.transform(X_train), y_train)
    mlflow.log_params({"C": 2})
    mlflow.log_metric("accuracy", model.score(scaler.transform(X_test), y_test))
    joblib.dump(scaler, "scaler.joblib")
""",
    """
import joblib
from clearml import Task
from sklearn.svm import SVC
task = Task.init(project_name="churn", task_name="svc")
model = SVC().fit(X, y)
joblib.dump(model, "svc.joblib")
""",
]

_TEXTS = {
    "parameters": "metrics of {name} are logged without its settings: log its parameters too",
    "model": "{name} is saved beside the open run, and not in it: log the model",
    "search": "the run does not hold what {name} found: log the best parameters",
}


def check(facts: Facts) -> Iterator[Draft]:
    if not facts.tracked:
        return
    for gap in facts.gaps_of_runs:
        message = _TEXTS[gap.what].format(name=gap.name)
        yield facts.finding(gap.place, message, evidence=gap.evidence, fix=gap.fix)
