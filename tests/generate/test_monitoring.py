"""The generated monitoring: it logs, stays quiet on rows like those of training, and alerts."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from making import notebook

from mlops_bridge import api

pd = pytest.importorskip("pandas")
np = pytest.importorskip("numpy")

CELLS = (
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
df = pd.read_csv("calls.csv")
model = LogisticRegression()
model.fit(df[["calls", "spend"]], df["left"])
print(df.groupby("gender")["left"].mean())
""",
    """
from flask import Flask, request, jsonify
app = Flask("churn")

@app.route("/predict", methods=["POST"])
def predict():
    return jsonify(label=int(model.predict([request.json["row"]])[0]))
""",
)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    return notebook(tmp_path, *CELLS)


@pytest.fixture
def made(work: Path) -> Any:
    api.write_generated(work, api.generate(work, codes=["DEP406"]))
    spec = importlib.util.spec_from_file_location("made_monitoring", work.parent / "monitoring.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def rows(number: int, seed: int, shift: float = 0.0) -> Any:
    draw = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "calls": draw.normal(5 + shift, 1, number),
            "spend": draw.normal(20, 4, number),
            "gender": draw.choice(["f", "m"], number),
        }
    )


def test_the_module_knows_features_and_private_columns(made: Any) -> None:
    assert made.COLUMNS == ["calls", "spend"]
    assert made.PRIVATE == ("gender",)


def test_alerts_on_drift_only(made: Any, tmp_path: Path) -> None:
    made.save(rows(2000, 0), tmp_path / "profile.json")
    alerts: list[dict[str, float]] = []
    log = tmp_path / "log.jsonl"
    watched = made.Monitor(
        lambda frame: np.zeros(len(frame)),
        profile=tmp_path / "profile.json",
        log=log,
        window=300,
        alert=alerts.append,
    )
    for part in range(4):
        assert len(watched(rows(100, 1 + part))) == 100
    assert alerts == []
    watched(rows(200, 9, shift=2.0))
    assert set(alerts[0]) == {"calls"} and alerts[0]["calls"] > 0.3
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 600 and lines[0]["answer"] == 0.0
    assert set(lines[0]["row"]) == {"calls", "spend"}, "private columns are not logged"


def test_private_values_are_not_in_the_profile(made: Any, tmp_path: Path) -> None:
    made.save(rows(50, 0), tmp_path / "p.json")
    profile = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
    assert profile["columns"]["gender"] == {"nulls": 0.0}
    assert len(profile["columns"]["calls"]["sample"]) == 50


def test_distance_is_that_of_scipy(made: Any) -> None:
    stats = pytest.importorskip("scipy.stats")
    left, right = rows(300, 0)["calls"], rows(200, 1, 0.4)["calls"]
    assert made.ks(left, right) == pytest.approx(stats.ks_2samp(left, right).statistic)


def test_bare_arrays_and_missing_columns(made: Any, tmp_path: Path) -> None:
    made.save(rows(50, 0)[["calls", "spend"]].to_numpy(), tmp_path / "p.json")
    profile = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
    assert set(profile["columns"]) == {"calls", "spend"}
    assert made.drift(profile, rows(50, 1)[["spend"]])["calls"] == 1.0


def test_the_profile_is_written_below_the_fit(work: Path) -> None:
    found = api.generate(work, codes=["DEP406"])
    assert '+monitoring.save(df[["calls", "spend"]], "profile.json")' in found.diff
    api.write_generated(work, found, unsafe=True)
    assert not api.generate(work, codes=["DEP406"]).codes
