"""Tracking where there was none: what a generated package says of its training."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.analysis.program import parse
from mlops_bridge.convert.tracking import marks
from mlops_bridge.notebook import read

HEAD = """# %%
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss
rng = np.random.default_rng(0)
X = rng.normal(size=(60, 2))
y = (X[:, 0] > 0).astype(int)
"""


def texts(path: Path, script: str) -> list[str]:
    notebook = path / "small.ipynb"
    cells = [c.strip("\n") for c in script.split("# %%")[1:]]
    notebook.write_text(
        json.dumps(
            {
                "cells": [
                    {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": cell,
                     "outputs": [], "execution_count": None}
                    for i, cell in enumerate(cells)
                ],
                "metadata": {"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}},
                "nbformat": 4,
                "nbformat_minor": 5,
            }
        )
    )  # fmt: skip
    program = parse(read(notebook), translate=True)
    units = [unit for code in program.codes for unit in code.units]
    found = marks(program, units, "")
    return [mark.text for own in found.values() for mark in own]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("model = LogisticRegression()\nmodel.fit(X, y)", ['tracking.model("model", model, X)']),
        ("model = LogisticRegression().fit(X, y)", ['tracking.model("model", model, X)']),
        ("m = LogisticRegression()\nm.fit(X=X, y=y)", ['tracking.model("m", m, X)']),
        ("m = LogisticRegression()\nm.fit(X[:50], y[:50])", ['tracking.model("m", m)']),
        (
            "m = LogisticRegression()\nm.fit(X, y)\nm.fit(X, y)",
            ['tracking.model("m", m, X)', 'tracking.model("m_2", m, X)'],
        ),
        (
            "m = LogisticRegression().fit(X, y)\nacc = accuracy_score(y, m.predict(X))\n"
            "loss = round(log_loss(y, m.predict_proba(X)), 3)",
            ['tracking.model("m", m, X)', "tracking.metrics(acc=acc)", "tracking.metrics(loss=loss)"],
        ),
        (
            "for C in [0.1, 1]:\n    for kind in ['l1', 'l2']:\n"
            "        m = LogisticRegression(C=C, penalty=kind).fit(X, y)\n"
            "        acc = m.score(X, y)\n        print(C, kind, acc)",
            ['tracking.trial({"C": C, "kind": kind}, acc=acc)'],
        ),
        ("def train():\n    return LogisticRegression().fit(X, y)\nm = train()", []),
        ("total = X.sum()", []),
        ("class Mine:\n    def fit(self, X, y):\n        return self\nMine().fit(X, y)", []),
    ],
    ids=[
        "fit", "fit in one line", "by keyword", "a part of the data", "twice", "scores",
        "a search by hand", "in a function", "no score", "a class of their own",
    ],
)  # fmt: skip
def test_what_is_said(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert texts(tmp_path, f"{HEAD}# %%\n{body}\n") == expected


SCRIPT = (
    HEAD
    + """# %%
# settings
learning_rate = 1.0
# %%
best = 0
for C in [0.1, 10.0]:
    trial = LogisticRegression(C=C).fit(X, y)
    acc = accuracy_score(y, trial.predict(X))
    print(C, acc)
    if acc > best:
        best = acc
# %%
model = LogisticRegression(C=learning_rate)
model.fit(X, y)
final = accuracy_score(y, model.predict(X))
noise = np.random.rand(2)
"""
)


@pytest.fixture
def job(tmp_path: Path) -> Path:
    pytest.importorskip(
        "sklearn", reason="the notebook trains with it; it comes with the churn extra"
    )
    texts(tmp_path, SCRIPT)
    api.convert(tmp_path / "small.ipynb", tmp_path / "job")
    return tmp_path / "job"


def module(job: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MLFLOW_", "NB2PROD_"))}
    return subprocess.run(
        [sys.executable, "-m", "small"],
        cwd=job.parent,
        env={**clean, "PYTHONPATH": str(job / "src"), **variables},
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*type hint.*:UserWarning")
class TestTracked:
    def test_the_results_stay_the_notebooks(self, job: Path) -> None:
        verdict = api.verify(job)
        assert verdict.equal, verdict
        assert "tracking.model(" in (job / "src" / "small" / "steps.py").read_text()

    def test_nobody_listens_and_nothing_is_written(self, job: Path) -> None:
        done = module(job)
        assert done.stderr == ""
        assert not (job.parent / "mlruns").exists()
        assert "mlflow" not in module(job, PYTHONPROFILEIMPORTTIME="1").stderr, "not even imported"

    def test_a_run_has_scores_models_and_rounds(self, job: Path) -> None:
        import mlflow
        import pandas
        from mlflow import MlflowClient

        found = api.run(job, {}, html=False)
        assert found.code == 0, found.error
        assert found.metrics["final"] > 0.8
        uri = f"sqlite:///{job / '.nb2prod' / 'mlflow.db'}"
        client = MlflowClient(uri)
        (experiment,) = [e for e in client.search_experiments() if e.name == "small"]
        trials = client.search_runs(
            [experiment.experiment_id], f"tags.`mlflow.parentRunId` = '{found.run_id}'"
        )
        assert {t.data.params["C"] for t in trials} == {"0.1", "10.0"}
        assert all(t.data.metrics["acc"] > 0.8 for t in trials)
        (model,) = client.search_logged_models([experiment.experiment_id])
        assert model.name == "model"
        assert client.get_run(found.run_id).outputs.model_outputs[0].model_id == model.model_id
        mlflow.set_tracking_uri(uri)
        try:
            loaded = mlflow.pyfunc.load_model(f"models:/{model.model_id}")
        finally:
            mlflow.set_tracking_uri(None)
        assert loaded.metadata.signature is not None
        assert len(loaded.predict(loaded.input_example)) == 3
        assert isinstance(pandas.DataFrame(loaded.input_example), pandas.DataFrame)
        for path in (job / ".nb2prod" / "artifacts").rglob("*"):
            if path.is_file():
                assert str(job.parent).encode() not in path.read_bytes(), path

    def test_mlflow_alone_listens_too(self, job: Path, tmp_path: Path) -> None:
        from mlflow import MlflowClient

        uri = f"sqlite:///{tmp_path}/own.db"
        module(job, MLFLOW_TRACKING_URI=uri)
        client = MlflowClient(uri)
        runs = client.search_runs([e.experiment_id for e in client.search_experiments()])
        (parent,) = [r for r in runs if "mlflow.parentRunId" not in r.data.tags]
        assert parent.data.params == {"learning_rate": "1.0"}
        assert parent.data.metrics["final"] > 0.8
        assert len(runs) == 3

    def test_a_tracker_that_fails_stops_nothing(self, job: Path) -> None:
        done = module(job, MLFLOW_TRACKING_URI="sqlite:////proc/no/such.db")
        assert "tracking: not recorded: the parameters: " in done.stderr
        assert "tracking: not recorded: the model `model`: " in done.stderr
        assert done.stdout == module(job).stdout

    def test_the_choice_is_kept(self, job: Path) -> None:
        api.convert(job.parent / "small.ipynb", job, track=False)
        assert not (job / "src" / "small" / "tracking.py").exists()
        api.convert(job.parent / "small.ipynb", job)
        assert not (job / "src" / "small" / "tracking.py").exists()
        assert "tracking" not in (job / "src" / "small" / "steps.py").read_text()


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "import mlflow\nmlflow.sklearn.autolog()\nm = LogisticRegression().fit(X, y)\nm.score(X, y)",
        "total = X.sum()",
    ],
    ids=["tracked by itself", "trains nothing"],
)
def test_who_needs_none_gets_none(tmp_path: Path, body: str) -> None:
    texts(tmp_path, f"{HEAD}# %%\n{body}\n")
    api.convert(tmp_path / "small.ipynb", tmp_path / "job")
    assert not (tmp_path / "job" / "src" / "small" / "tracking.py").exists()
