"""Training that nothing records.

A model is trained and scored, and the score lives in an output cell only. Runs cannot be
compared, repeated or explained later. Open a tracker run (`mlflow.start_run`, or `autolog`)
around the training.

Silent where a sweep is reported: that finding asks for the same.

Source: the paper's part on manual experimentation and tracking.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "TRK201", "warning"
BAD = [
    """
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
model = LogisticRegression()
model.fit(X_train, y_train)  # <--
print(accuracy_score(y_test, model.predict(X_test)))
""",
    """
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
# %%
reg = xgb.XGBRegressor(n_estimators=300)
reg.fit(X_train, y_train)  # <--
# %%
mean_absolute_error(y_test, reg.predict(X_test))
""",
    """
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC
scores = cross_val_score(SVC(C=2), X, y, cv=5)  # <--
print(scores.mean(), scores.std())
""",
    """
from tensorflow import keras
net = keras.Sequential([keras.layers.Dense(8), keras.layers.Dense(1)])
net.compile(optimizer="adam", loss="mse")
history = net.fit(  # <--
    X_train, y_train,
    validation_data=(X_val, y_val),
)
net.evaluate(X_test, y_test)
""",
    """
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score

def train_and_score(trees):
    forest = RandomForestClassifier(trees, random_state=0)
    forest.fit(X_train, y_train)  # <--
    return f1_score(y_test, forest.predict(X_test))

print(train_and_score(100))
""",
    """
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsClassifier
search = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": [3, 5, 7]}, cv=5)
search.fit(X_train, y_train)  # <--
print(search.best_params_, search.score(X_test, y_test))
""",
]
GOOD = [
    """
import mlflow
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
mlflow.sklearn.autolog()
model = LogisticRegression()
model.fit(X_train, y_train)
print(accuracy_score(y_test, model.predict(X_test)))
""",
    """
from sklearn.linear_model import LogisticRegression
model = LogisticRegression()
model.fit(X_train, y_train)
labels = model.predict(X_new)
""",
    """
# %% [file dvc.yaml]
stages:
  train:
    cmd: papermill notebook.ipynb out.ipynb
    metrics: [scores.json]
# %%
from sklearn.linear_model import LogisticRegression
model = LogisticRegression()
model.fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
# %% [file training_log.py]
import mlflow

def record(score):
    mlflow.log_metric("score", score)
# %%
from sklearn.linear_model import LogisticRegression
from training_log import record
model = LogisticRegression()
model.fit(X_train, y_train)
record(model.score(X_test, y_test))
""",
    """
import torch
from torch.utils.tensorboard import SummaryWriter
from sklearn.svm import SVC
writer = SummaryWriter()
model = SVC().fit(X_train, y_train)
writer.add_scalar("accuracy", model.score(X_test, y_test))
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training == "yes" and facts.evals and not facts.tracked and not facts.tutorial:
        yield facts.finding(
            facts.training_place,
            "a model is trained and scored, and nothing records the run: open a tracker run",
            evidence=[event.place for event in facts.evals[:3]],
            fix=facts.recorded_training,
        )
