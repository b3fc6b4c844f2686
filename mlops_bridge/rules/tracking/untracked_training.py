"""Training that nothing records.

A model is trained and scored, and the score lives in an output cell only. Runs cannot be
compared, repeated or explained later. Open a tracker run (`mlflow.start_run`, or `autolog`)
around the training.

Silent where a sweep is reported: that finding asks for the same.
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
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training == "yes" and facts.evals and not facts.tracked and not facts.tutorial:
        yield facts.finding(
            facts.training_place,
            "a model is trained and scored, and nothing records the run: open a tracker run",
            evidence=[event.place for event in facts.evals[:3]],
        )
