"""Conditions on metrics."""

from __future__ import annotations

import pytest

from mlops_bridge.delivery.gate import check
from mlops_bridge.errors import ParameterError

METRICS = {"accuracy": 0.84, "loss": 0.3, "test/f1": 0.7, "broken": float("nan")}
CHAMPION = {"accuracy": 0.80, "loss": 0.4}


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ("accuracy > 0.8", True),
        ("accuracy > 0.84", False),
        ("accuracy >= 0.84", True),
        ("0.8 < accuracy < 0.9", True),
        ("accuracy > 0.8 and loss < 0.2", False),
        ("accuracy > 0.9 or loss < 0.4", True),
        ("not accuracy < 0.8", True),
        ("accuracy > champion", True),
        ("accuracy > champion + 0.05", False),
        ("loss < 0.8 * champion.loss", True),
        ('metrics["test/f1"] >= 0.7', True),
        ("loss / accuracy < 1", True),
        ("loss > -1", True),
        ("broken > 0", False),
        ("broken < 0", False),
        ("recall > 0", False),
        ("not recall > 0", False),
        ("accuracy > champion.recall", False),
        ("accuracy / 0 > 1", False),
    ],
)
def test_a_condition_is_decided_and_what_cannot_be_is_not_met(condition: str, met: bool) -> None:
    assert check(condition, METRICS, CHAMPION).met is met


@pytest.mark.parametrize(
    "condition",
    ["accuracy", "accuracy = 1", "accuracy >", "__import__('os') > 1", "accuracy > 'a'",
     "accuracy in champion", "accuracy.real > 0", "f(accuracy) > 1", ""],
)  # fmt: skip
def test_what_is_no_condition_is_refused_before_anything_is_looked_up(condition: str) -> None:
    with pytest.raises(ParameterError, match="no condition"):
        check(condition, {}, None)


def test_the_first_version_has_nobody_to_beat() -> None:
    answer = check("accuracy > champion and loss < 1", METRICS, None)
    assert answer.met
    assert "no champion" in answer.why
    assert not check("accuracy > champion and loss > 1", METRICS, None).met
    assert not check("recall > champion", METRICS, None).met, "its own metric must be there"


def test_what_was_measured_is_told() -> None:
    answer = check("accuracy > champion", METRICS, CHAMPION)
    assert answer.measured == {"accuracy": 0.84, "champion.accuracy": 0.80}
    assert "recall" in check("recall > 0", METRICS, None).why
