"""Values: what is known, before any run, about what an expression evaluates to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any, Literal, NamedTuple

from . import rows as r
from .rows import NONE, Rows

Learns = Literal["nothing", "vocabulary", "statistics", "target", "rows"]
STRENGTH: tuple[Learns, ...] = ("nothing", "vocabulary", "statistics", "target", "rows")


class Influence(NamedTuple):
    """Something was learnt from `rows` and flowed into a value (into one `column`, or all of it).

    `event` names the call that learnt; `by` is "object" for a transformer, "call" otherwise.
    `of` are the columns it was learnt from, where they are known; `chosen`: it did no more than
    choose columns.
    """

    event: object
    rows: Rows
    learns: Learns
    by: str
    column: str | None = None
    of: frozenset[str] = frozenset()
    chosen: bool = False


Infl = frozenset[Influence]


class Missing:
    """The type of `MISSING`: no constant is known."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = Missing()


class Value(NamedTuple):
    """An abstract value; a tuple, because a lint makes some ten thousands of them.

    `kind` is what it is (module, class, function, method, const, tuple, list, dict, frame,
    series, index, folds, estimator, transformer, ...); `name` the dotted name of it, or of its
    class. `items` are known elements, `keys` the constant keys of a dict. `cols` are the exact
    column names where known, `gone` those dropped since the source. `learnt` is what an object
    took in at its last fit, `fits` the fit events of a model, or of the model that predicted.
    `origin` are the loops whose variable the value depends on, `tags` other marks, `made` the
    columns that a series is computed from, row by row.
    """

    kind: str = "unknown"
    name: str = ""
    const: object = MISSING
    rows: Rows = NONE
    infl: Infl = frozenset()
    items: tuple[Value, ...] = ()
    keys: tuple[object, ...] = ()
    cols: frozenset[str] | None = None
    gone: frozenset[str] = frozenset()
    learnt: Infl = frozenset()
    fits: frozenset[object] = frozenset()
    origin: frozenset[object] = frozenset()
    tags: frozenset[str] = frozenset()
    oid: int = 0
    made: frozenset[str] = frozenset()

    @property
    def text(self) -> str | None:
        """The constant string or path, if it is one."""
        return self.const if isinstance(self.const, str) else None

    @property
    def known(self) -> bool:
        return self.const is not MISSING


UNKNOWN = Value()


def constant(value: object) -> Value:
    """A literal."""
    return Value("const", const=value)


def merge(values: Iterable[Value], kind: str = "unknown", **changes: Any) -> Value:
    """A value that is made of others: their rows, influences and marks together."""
    parts = list(values)
    if not parts:
        return Value(kind)._replace(**changes)
    return Value(
        kind,
        rows=r.unite(p.rows for p in parts),
        infl=_union(p.infl for p in parts),
        fits=_union(p.fits for p in parts),
        origin=_union(p.origin for p in parts),
        tags=_union(p.tags for p in parts),
        made=_union(p.made for p in parts),
    )._replace(**changes)


def join(left: Value, right: Value) -> Value:
    """The value after a branch that may have gone either way."""
    if left is right or left == right:
        return left
    same = left.kind == right.kind
    items: tuple[Value, ...] = ()
    if same and len(left.items) == len(right.items) and left.keys == right.keys:
        items = tuple(join(a, b) for a, b in zip(left.items, right.items, strict=True))
    kind = left.kind if same else "unknown"
    if not same and {left.kind, right.kind} & {"estimator", "transformer"}:
        kind = next(v.kind for v in (left, right) if v.kind in ("estimator", "transformer"))
    return Value(
        kind,
        _joined_name(left, right),
        left.const if _same_constant(left, right) else MISSING,
        r.join(left.rows, right.rows),
        left.infl | right.infl,
        items,
        left.keys if left.keys == right.keys else (),
        left.cols if left.cols == right.cols else None,
        left.gone & right.gone,
        left.learnt | right.learnt,
        left.fits | right.fits,
        left.origin | right.origin,
        left.tags | right.tags,
        left.oid if left.oid == right.oid else 0,
        left.made & right.made,
    )


def _joined_name(left: Value, right: Value) -> str:
    if left.name == right.name or left.kind in ("transformer", "composite"):
        return left.name or right.name
    return "several" if left.name and right.name else ""


def join_all(values: Iterable[Value]) -> Value:
    """The join of many values; UNKNOWN for none."""
    parts = list(values)
    return reduce(join, parts) if parts else UNKNOWN


def columns(value: Value, names: frozenset[str]) -> Infl:
    """The influences that reach the named columns."""
    return frozenset(i for i in value.infl if i.column is None or i.column in names)


def without(infl: Infl, names: frozenset[str]) -> Infl:
    """The influences that remain when the named columns go."""
    return frozenset(i for i in infl if i.column is None or i.column not in names)


def into(infl: Infl, column: str | None) -> Infl:
    """The influences, now standing in one column (None: anywhere)."""
    return frozenset(i._replace(column=column) for i in infl)


def choosing(infl: Infl) -> Infl:
    """The influences, now that they chose which columns a table has."""
    return frozenset(i._replace(column=None, chosen=True) for i in infl)


def names_in(value: Value) -> frozenset[str] | None:
    """The strings of a constant string, list or tuple; None if some are not known."""
    if isinstance(value.const, str):
        return frozenset([value.const])
    if value.kind in ("list", "tuple", "set") and value.items:
        words = [item.const for item in value.items]
        return (
            frozenset(w for w in words if isinstance(w, str))
            if all(isinstance(w, str) for w in words)
            else None
        )
    return None


def _same_constant(left: Value, right: Value) -> bool:
    return (
        left.known
        and right.known
        and type(left.const) is type(right.const)
        and left.const == right.const
    )


def _union(sets: Iterable[frozenset[object]]) -> frozenset:  # type: ignore[type-arg]
    found = [s for s in sets if s]
    return frozenset().union(*found) if len(found) > 1 else found[0] if found else frozenset()
