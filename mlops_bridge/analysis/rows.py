"""Rows: which rows of which source a value consists of, and how two sets of rows relate.

A region is a source and a path of steps from all its rows down to some of them. Roles such as
train and test are never read from names: they are relations between regions.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

Relation = Literal["overlap", "may", "disjoint"]
_MOST = 8


class Step(NamedTuple):
    """From a set of rows to a part of them.

    kind "side": side `part` of the split `key`; "slice": the rows from `part` up to `end` of a
    version (negative or None ends count from the end, a str is a symbolic bound); "pick": an
    unknown selection.
    """

    kind: Literal["side", "slice", "pick"]
    key: object
    part: int | str | None = None
    end: int | str | None = None


class Region(NamedTuple):
    """Rows of one source. `dup`: some were duplicated or made of others; `may`: perhaps these."""

    source: object
    path: tuple[Step, ...] = ()
    dup: bool = False
    may: bool = False

    def down(self, step: Step) -> Region:
        """The part of these rows that `step` takes; picking twice is one pick."""
        if step.kind == "pick" and step in self.path:
            return self
        if len(self.path) >= 12:
            return self._replace(may=True)
        return self._replace(path=(*self.path, step))


def brief(key: object) -> int:
    """A number for a key of a step, so that keys do not grow by holding one another."""
    return hash(key)


Rows = frozenset[Region]
NONE: Rows = frozenset()
ANY: Rows = frozenset([Region("anything", may=True)])
EXPRESSION: Rows = frozenset([Region("expression")])
"""The rows of a frame that is not known yet: an expression such as ``polars.col("a")``."""


def take(rows: Rows, step: Step) -> Rows:
    """The part of each region that `step` takes."""
    return frozenset(region.down(step) for region in rows)


def some(rows: Rows, key: object) -> Rows:
    """What an unknown call makes of rows: some of them, which nobody else need have."""
    step = Step("pick", ("call", brief(key)))
    # some of some are some: a chain of calls is one step
    return frozenset(
        region._replace(path=(*region.path[:-1], step))
        if region.path and _called(region.path[-1].key)
        else region.down(step)
        for region in rows
    )


def opaque(rows: Rows) -> bool:
    """Whether rows came out of an unknown call, or are an unknown source."""
    return any(_called(region.path[-1].key if region.path else region.source) for region in rows)


def member(rows: Rows, name: object) -> Rows:
    """A named part of what an unknown call gave: another part than that of any other name."""
    return frozenset(_member(region, name) for region in rows)


def _member(region: Region, name: object) -> Region:
    if not region.path:
        known = not _called(region.source)
        return region if known else region._replace(source=("call", region.source, name))
    *before, last = region.path
    if not _called(last.key):
        return region
    return region._replace(path=(*before, last._replace(key=("call", brief((last.key, name))))))


def _called(key: object) -> bool:
    return isinstance(key, tuple) and key[:1] == ("call",)


def duplicate(rows: Rows) -> Rows:
    """The same rows, some of them now there more than once."""
    return frozenset(region._replace(dup=True) for region in rows)


def once(rows: Rows) -> Rows:
    """The rows as if none were there twice: which side of a split a row fell on."""
    return frozenset(region._replace(dup=False) for region in rows)


def doubt(rows: Rows) -> Rows:
    """The same rows, perhaps."""
    return frozenset(region._replace(may=True) for region in rows)


def unite(parts: Iterable[Rows]) -> Rows:
    """All rows of the parts; both sides of one split are its parent again."""
    rows = frozenset().union(*parts)
    changed = True
    while changed and len(rows) > 1:
        changed = False
        sides: dict[tuple[object, ...], set[Region]] = {}
        for region in rows:
            if region.path and region.path[-1].kind in ("side", "slice"):
                last = region.path[-1]
                sides.setdefault((region.source, region.path[:-1], last.key, last.kind), set()).add(
                    region
                )
        for group in sides.values():
            if _whole(group):
                parent = next(iter(group))
                may = any(region.may for region in group)
                rows = (rows - group) | {
                    Region(parent.source, parent.path[:-1], any(r.dup for r in group), may)
                }
                changed = True
    return rows if len(rows) <= _MOST else ANY


def join(left: Rows, right: Rows) -> Rows:
    """Rows after a branch: what only one side has is there perhaps."""
    if left == right:
        return left
    both = left & right
    rows = both | doubt(left ^ right)
    return rows if len(rows) <= _MOST else ANY


def relate(left: Rows, right: Rows) -> Relation:
    """Whether two sets of rows have a row in common: "overlap", "disjoint", or "may"."""
    if len(left) > 1 or len(right) > 1:
        if _parted(left, right):
            return "disjoint"
    best: Relation = "disjoint"
    for one in left:
        for other in right:
            relation = _relate(one, other)
            if relation == "overlap":
                return "overlap"
            if relation == "may":
                best = "may"
    return best


def _parted(left: Rows, right: Rows) -> bool:
    """Whether one split parted them: all rows of each are on one side of it, and not the same."""
    if any(region.dup for region in left) and any(region.dup for region in right):
        return False
    ours, theirs = _sides(left), _sides(right)
    return any(key in theirs and theirs[key] != part for key, part in ours.items())


def _sides(rows: Rows) -> dict[object, object]:
    """The splits that all rows went through, each with their one side."""
    found: dict[object, object] | None = None
    for region in rows:
        mine: dict[object, object] = {
            step.key: step.part
            for step in region.path
            if step.kind == "side" and isinstance(step.part, int)
        }
        found = mine if found is None else {k: p for k, p in found.items() if mine.get(k) == p}
        if not found:
            return {}
    return found or {}


def inside(left: Rows, right: Rows) -> bool:
    """Whether all rows on the left certainly are among those on the right."""
    return bool(left) and all(
        any(r.source == o.source and r.path[: len(o.path)] == o.path for o in right) for r in left
    )


def _relate(one: Region, other: Region) -> Relation:
    certain: Relation = "may" if one.may or other.may else "overlap"
    if "anything" in (one.source, other.source):
        return "may"
    if one.source != other.source:
        return "disjoint"
    for a, b in zip(one.path, other.path, strict=False):
        if a == b:
            continue
        if a.kind == b.kind == "side" and a.key == b.key:
            if one.dup and other.dup:
                return certain
            return "disjoint" if _apart(a.part, b.part) else "may"
        if a.kind == b.kind == "slice" and a.key == b.key:
            relation = _slices(a, b)
            return relation if relation != "overlap" else certain
        return "may"
    return certain


def _apart(a: object, b: object) -> bool:
    """Two sides of one split; "!x" is everything but "x"."""
    for one, other in ((a, b), (b, a)):
        if isinstance(one, str) and one.startswith("!"):
            return one[1:] == other
    return True


def _slices(a: Step, b: Step) -> Relation:
    if _meets(a.end, b.part) or _meets(b.end, a.part):
        return "disjoint"
    bounds = (a.part, a.end, b.part, b.end)
    if any(isinstance(bound, str) or (bound is not None and bound < 0) for bound in bounds):
        same = (a.part in (None, 0) and b.part in (None, 0)) or (a.end is None and b.end is None)
        return "overlap" if same else "may"
    low = max(_number(a.part, 0), _number(b.part, 0))
    high = min(_number(a.end, 1 << 60), _number(b.end, 1 << 60))
    return "overlap" if low < high else "disjoint"


def _meets(end: int | str | None, start: int | str | None) -> bool:
    """Whether a slice that ends here lies before one that starts there."""
    if end is None or start is None:
        return False
    if end == start:
        return True
    if isinstance(end, str) and isinstance(start, str) and start.startswith(f"{end} - "):
        return True  # a window of earlier rows before the first one that is judged
    return (
        isinstance(end, int)
        and isinstance(start, int)
        and (end < 0) == (start < 0)
        and end <= start
    )


def _number(bound: int | str | None, default: int) -> int:
    return bound if isinstance(bound, int) else default


def _whole(group: set[Region]) -> bool:
    steps = {region.path[-1] for region in group}
    if next(iter(steps)).kind == "side":
        return {0, 1} <= {step.part for step in steps}
    return any(
        a.part in (None, 0) and a.end is not None and a.end == b.part and b.end is None
        for a in steps
        for b in steps
    )
