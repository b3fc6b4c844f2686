"""The labelled notebooks stay as well judged as RESULTS.md says."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.mark.slow
def test_precision_and_recall_of_each_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    spec = importlib.util.spec_from_file_location("labelled", BENCHMARKS / "labelled.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["labelled"] = module
    spec.loader.exec_module(module)
    paths = sorted((BENCHMARKS / "labelled").rglob("*.py"))
    assert len(paths) > 600
    scores = module.measure(paths)
    assert len(scores) >= 35
    for code, score in scores.items():
        assert score.right >= 0.95 * score.findings, (code, score.wrong)
        assert score.hits >= 0.8 * score.marks, (code, score.missed)
    assert sum(s.hits for s in scores.values()) >= 0.97 * sum(s.marks for s in scores.values())
