"""Relations of rows, as in the worked examples of the design."""

from __future__ import annotations

import pytest

from mlops_bridge.analysis.rows import (
    NONE,
    Region,
    Step,
    duplicate,
    inside,
    join,
    relate,
    take,
    unite,
)

D = frozenset([Region("D")])
TRAIN, TEST = (take(D, Step("side", "k", part)) for part in (0, 1))


def cut(start: int | str | None, end: int | str | None):
    return take(D, Step("slice", "d", start, end))


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        pytest.param(TRAIN, TEST, "disjoint", id="two sides of one split"),
        pytest.param(D, TEST, "overlap", id="all rows and a side"),
        pytest.param(TRAIN, frozenset([Region("E")]), "disjoint", id="two sources"),
        pytest.param(TRAIN, take(D, Step("side", "j", 1)), "may", id="sides of two splits"),
        pytest.param(take(D, Step("pick", 1)), take(D, Step("pick", 2)), "may", id="two filters"),
        pytest.param(cut(None, 800), cut(800, None), "disjoint", id="slices that meet"),
        pytest.param(cut(None, 800), cut(700, None), "overlap", id="slices that overlap"),
        pytest.param(cut(None, "=n"), cut("=n", None), "disjoint", id="slices at one symbol"),
        pytest.param(cut(None, "=n"), cut("=k", None), "may", id="slices at two symbols"),
        pytest.param(cut(None, -100), cut(-100, None), "disjoint", id="slices from the end"),
        pytest.param(cut(0, 10), cut(20, 30), "disjoint", id="slices apart"),
        pytest.param(
            take(duplicate(D), Step("side", "k", 0)),
            take(duplicate(D), Step("side", "k", 1)),
            "overlap",
            id="sides of duplicated rows share copies",
        ),
        pytest.param(NONE, D, "disjoint", id="no rows"),
        pytest.param(join(TRAIN, NONE), TRAIN, "may", id="rows of one branch only"),
        pytest.param(
            take(D, Step("side", "m", "'a'")),
            take(D, Step("side", "m", "!'a'")),
            "disjoint",
            id="a value and all others",
        ),
        pytest.param(
            take(D, Step("side", "m", "'a'")),
            take(D, Step("side", "m", "!'b'")),
            "may",
            id="a value and all but another",
        ),
    ],
)
def test_relation(left, right, relation) -> None:
    assert relate(left, right) == relate(right, left) == relation


def test_both_sides_together_are_the_parent() -> None:
    assert unite([TRAIN, TEST]) == D
    assert unite([cut(None, 5), cut(5, None)]) == D
    assert unite([TRAIN, TRAIN]) == TRAIN


def test_more_regions_than_can_be_followed_become_anything() -> None:
    many = unite(frozenset([Region(n)]) for n in range(9))
    assert relate(many, D) == "may"


def test_inside() -> None:
    assert inside(TRAIN, D)
    assert not inside(D, TRAIN)
    assert not inside(NONE, D)


def test_picking_twice_is_one_pick() -> None:
    once = take(D, Step("pick", 1))
    assert take(once, Step("pick", 1)) == once
