"""Runs of cells in an open notebook, as the front end tells them."""

from __future__ import annotations

from mlops_bridge.api import LiveCell, LiveRun, lint_cells

CELLS = (LiveCell("a", "code", "rate = 0.2"), LiveCell("b", "code", "print(3 * rate)"))


def stale(*runs: LiveRun) -> list[tuple[str, int]]:
    found = lint_cells(CELLS, runs=runs, cache={})
    return [(f.cell_id, f.line) for f in found if f.code == "NB804"]


def test_a_cell_changed_since_its_run_is_told_with_those_that_use_it() -> None:
    runs = LiveRun("a", 1, "rate = 0.1"), LiveRun("b", 2, "print(3 * rate)")
    assert stale(*runs) == [("a", 1), ("b", 1)]
    assert stale(*reversed(runs)) == [("a", 1), ("b", 1)]


def test_runs_of_what_stands_there_are_fresh() -> None:
    assert stale() == []
    assert stale(LiveRun("a", 1, "rate = 0.2  # high"), LiveRun("b", 2, "print(3*rate)")) == []
    assert stale(LiveRun("gone", 1, "x"), LiveRun("b", 2, "print(3 * rate)")) == []
