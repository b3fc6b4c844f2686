"""Numbers with names in what a job printed."""

from __future__ import annotations

from typing import Any

import pytest

from mlops_bridge.delivery.metrics import read


def notebook(*texts: str, **data: Any) -> dict[str, Any]:
    outputs: list[dict[str, Any]] = [
        {"output_type": "stream", "name": "stdout", "text": text} for text in texts
    ]
    if data:
        outputs.append({"output_type": "display_data", "data": data["data"]})
    return {"cells": [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": outputs}]}


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("accuracy: 0.91", "accuracy", 0.91),
        ("AUC = 0.87", "AUC", 0.87),
        ("  Test RMSE : 1.5e-3  ", "Test_RMSE", 0.0015),
        ("220 customers, accuracy 0.823", "accuracy", 0.823),
        ("Model accuracy is 91.2 %", "accuracy", 0.912),
        ("ROC AUC score: .75", "ROC_AUC_score", 0.75),
        ("mean_squared_error: -3", "mean_squared_error", -3.0),
        ("depth 3 | f1=0.5", "f1", 0.5),
    ],
)
def test_a_line_gives_a_metric(line: str, name: str, value: float) -> None:
    (found,) = read(notebook(line + "\n"))
    assert (found.name, found.value) == (name, pytest.approx(value))


@pytest.mark.parametrize(
    "line",
    [
        "2024-05-03: 5 files",
        "see http://host:80/x",
        "accuracy: nan",
        "loss: inf",
        "version: 1.2.3",
        "the accuracy of the clock",
    ],
)
def test_a_line_without_a_number_of_a_name_gives_none(line: str) -> None:
    assert read(notebook(line + "\n")) == ()


def test_a_name_that_comes_again_is_a_series() -> None:
    found = read(notebook("loss: 0.9\nloss: 0.5\n", "loss: 0.1\n"))
    assert [(m.name, m.value, m.step) for m in found] == [
        ("loss", 0.9, 0),
        ("loss", 0.5, 1),
        ("loss", 0.1, 2),
    ]


def test_a_line_may_be_split_over_two_outputs() -> None:
    (found,) = read(notebook("accuracy: ", "0.5\n"))
    assert found.value == 0.5


def test_scrapbook_is_read() -> None:
    scrap = {"application/scrapbook.scrap.json+json": {"name": "gain", "data": 3}}
    (found,) = read(notebook(data=scrap))
    assert (found.name, found.value) == ("gain", 3.0)


def test_a_flood_is_cut() -> None:
    assert len(read(notebook("x: 1\n" * 5000))) == 1000
