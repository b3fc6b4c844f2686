"""Values to try, and their combinations."""

from __future__ import annotations

import pytest

from mlops_bridge.convert.parameters import Parameter
from mlops_bridge.delivery import picture
from mlops_bridge.delivery.grid import combinations
from mlops_bridge.delivery.sweep import Job, _best
from mlops_bridge.errors import ParameterError

PARAMETERS = (
    Parameter("lr", "float", "0.1", minimum=0),
    Parameter("n", "int", "3"),
    Parameter("kind", "str", "'a'"),
    Parameter("sizes", "list[int]", "[1]"),
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"lr": "0.1, 0.01"}, [{"lr": 0.1}, {"lr": 0.01}]),
        ({"n": "range(1, 7, 3)"}, [{"n": 1}, {"n": 4}]),
        ({"kind": '["a,b", "c"]'}, [{"kind": "a,b"}, {"kind": "c"}]),
        ({"sizes": "[[1, 2], [3]]"}, [{"sizes": [1, 2]}, {"sizes": [3]}]),
        ({"n": "1,1,2"}, [{"n": 1}, {"n": 2}]),
        ({"n": "1,2", "kind": "x,y"},
         [{"n": 1, "kind": "x"}, {"n": 1, "kind": "y"}, {"n": 2, "kind": "x"}, {"n": 2, "kind": "y"}]),
    ],
)  # fmt: skip
def test_every_combination(given: dict[str, str], expected: list[dict[str, object]]) -> None:
    assert list(combinations(PARAMETERS, given)) == expected


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "needs values"),
        ({"lr": ""}, "no value"),
        ({"lr": "[]"}, "no value"),
        ({"lr": "-1"}, "`lr`"),
        ({"m": "1"}, "unknown parameter"),
        ({"n": "range(a)"}, "no range"),
        ({"n": "[1,"}, "no list"),
        ({"n": "range(0,200)", "lr": "range(1,200)"}, "39800 combinations"),
    ],
)
def test_what_cannot_be_tried_is_said(given: dict[str, str], said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        combinations(PARAMETERS, given)


def job(number: int, code: int = 0, **metrics: float) -> Job:
    return Job(number, {"lr": number, "kind": "<b>"}, code, f"run{number}", metrics)


@pytest.mark.parametrize(
    ("wanted", "name", "best"),
    [
        ("accuracy", "accuracy", 1),
        ("-rmse", "rmse", 0),
        ("rmse", "rmse", 1),
        (None, "rmse", 0),
        ("gone", "gone", None),
    ],
    ids=["given", "smaller", "larger", "guessed by its name", "nobody measured it"],
)
def test_the_best_job(wanted: str | None, name: str, best: int | None) -> None:
    jobs = [job(0, accuracy=0.5, rmse=1), job(1, accuracy=0.7, rmse=2), job(2, 3, accuracy=0.9)]
    assert _best(jobs, wanted) == (name, best)


def test_table_and_picture_hold_every_job() -> None:
    jobs = [job(0, accuracy=0.5), job(1, accuracy=0.7), job(2, 3)]
    lines = picture.table(jobs).splitlines()
    assert lines[0] == "lr,kind,accuracy,code,run_id,error"
    assert lines[3] == "2,<b>,,3,run2,"
    drawn = picture.draw(jobs, "accuracy", 1)
    assert drawn.count("<polyline") == 2
    assert "<b>" not in drawn, "values are text, not markup"
    assert drawn.index("#c2410c") > drawn.index("#64748b"), "the best line lies on top"
