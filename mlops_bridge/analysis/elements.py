"""Elements: what one gets out of a value by iterating, indexing, or selecting."""

from __future__ import annotations

from . import rows as r
from .machine import Machine
from .rows import Step, brief
from .values import MISSING, Value, columns, join_all, names_in


def element(value: Value) -> Value:
    """One element of an iterable, whichever."""
    if value.kind == "folds":
        return Value("tuple", items=value.items, rows=value.rows)
    if value.kind == "dict":
        return join_all(Value("const", const=key) for key in value.keys)
    if value.items and value.kind in ("list", "tuple", "set", "pairs", "zip", "grid"):
        if value.kind == "zip":
            return Value("tuple", items=tuple(element(part) for part in value.items))
        if value.kind == "grid":
            return (
                value.items[-1]
                if value.name == "dict"
                else Value("tuple", items=tuple(element(part) for part in value.items))
            )
        return join_all(value.items)
    if value.kind in ("range", "literal"):
        return Value("const", origin=value.origin)
    return Value(
        "unknown",
        rows=value.rows,
        infl=value.infl,
        fits=value.fits,
        origin=value.origin,
        tags=value.tags,
    )


def literal(value: Value) -> bool:
    """Whether an iterable is written out in the notebook, with two elements or more."""
    if value.kind in ("list", "tuple", "set", "pairs"):
        return len(value.items) >= 2 and all(_written(item) for item in value.items)
    if value.kind == "dict":
        return len(value.keys) >= 2
    if value.kind in ("zip", "grid"):
        return bool(value.items) and any(literal(item) for item in value.items)
    return value.kind in ("range", "literal")


def _written(item: Value) -> bool:
    if item.kind in ("list", "tuple", "set", "dict"):
        return all(_written(part) for part in item.items)
    return item.known or item.kind in ("estimator", "pipeline", "search", "name", "module")


def item(base: Value, index: Value) -> Value | None:
    """The element at a constant key or position, or None if it is not known."""
    if not index.known:
        return None
    if base.kind == "dict":
        for key, value in zip(base.keys, base.items, strict=False):
            if key == index.const and type(key) is type(index.const):
                return value
        return None
    if base.kind in ("list", "tuple") and type(index.const) is int:
        if -len(base.items) <= index.const < len(base.items):
            return base.items[index.const]
    return None


def select(base: Value, names: frozenset[str], series: bool) -> Value:
    """Columns of a frame; one column becomes a series."""
    infl = columns(base, names)
    tags = base.tags
    if series:
        infl = frozenset(i._replace(column=None) for i in infl)
        if tags and f"prediction:{next(iter(names), '')}" in tags:
            tags |= {"prediction"}
    return base._replace(
        tags=tags,
        kind="series" if series else "frame",
        infl=infl,
        made=names if series else frozenset(),
        cols=names,
        gone=frozenset(),
        oid=0,
        const=MISSING,
        items=(),
        keys=(),
    )


def pick(base: Value, index: Value, key: object) -> Value:
    """Rows of a table by a mask, by positions, or by something unknown."""
    step = index.const if isinstance(index.const, Step) else Step("pick", key)
    return base._replace(
        rows=r.take(base.rows, step),
        infl=base.infl | index.infl,
        fits=base.fits,
        oid=0,
        items=(),
    )


def cut(m: Machine, base: Value, start: int | str | None, end: int | str | None) -> Value:
    """Rows from a position up to another."""
    if start in (None, 0) and end is None:
        return base._replace(oid=0)
    step = Step("slice", brief(("slice", base.rows)), start, end)
    if base.kind in ("permutation", "literal", "range"):
        return Value("index", const=step)
    items = base.items
    if base.kind in ("list", "tuple") and not isinstance(start, str) and not isinstance(end, str):
        items = items[start:end]
    return base._replace(rows=r.take(base.rows, step), oid=0, items=items)


def drop(base: Value, names: Value | None) -> Value:
    """A frame without the named columns."""
    words = names_in(names) if names is not None else None
    if not words:
        return base._replace(oid=0, tags=base.tags - {"whole"} if names is not None else base.tags)
    return base._replace(
        infl=frozenset(i for i in base.infl if i.column is None or i.column not in words),
        cols=base.cols - words if base.cols is not None else None,
        gone=base.gone | words,
        oid=0,
    )
