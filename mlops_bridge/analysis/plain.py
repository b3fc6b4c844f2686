"""Plain: what the built-in functions and those of the standard library give."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .elements import element
from .machine import Machine
from .models import score
from .rows import NONE
from .site import Site
from .values import MISSING, UNKNOWN, Value, constant, merge


def _nothing(m: Machine, site: Site) -> Value:
    return Value("const", origin=merge(site.values).origin)


def _none(m: Machine, site: Site) -> Value:
    return constant(None)


def _clock(m: Machine, site: Site) -> Value:
    return Value("const", tags=frozenset(["clock"]))


def _open(m: Machine, site: Site) -> Value:
    path = site.argument(0, "file", "filename")
    return Value("file", site.name, const=path.text if path is not None and path.text else MISSING)


def _untrusted(m: Machine, site: Site) -> Value:
    """What a person types in."""
    return Value("const", tags=frozenset(["untrusted"]))


def _fetched(m: Machine, site: Site) -> Value:
    """What another machine answers: a source of its own."""
    rows = merge(site.values).rows or m.source(("call", m.key(site.node)))
    return Value(rows=rows, tags=frozenset(["untrusted"]))


def _path(m: Machine, site: Site) -> Value:
    texts = [arg.text for arg in site.args]
    if not texts:
        return Value("path", const=".")
    if any(text is None for text in texts):
        return Value("path", origin=merge(site.args).origin)
    joined = ""
    for text in texts:
        part = text or ""
        joined = part if part.startswith("/") or not joined else f"{joined.rstrip('/')}/{part}"
    return Value("path", const=joined)


def _versioned(m: Machine, site: Site) -> Value:
    return Value("file", site.name, tags=frozenset(["versioned"]))


def _tracker(m: Machine, site: Site) -> Value:
    """A call of a tracker; what opens a run gives an object whose methods are the tracker's."""
    given = site.fact("gives")
    if given:
        return Value(given, site.name)
    return Value("unknown", rows=m.source(("call", m.key(site.node))))


def _rendered(m: Machine, site: Site) -> Value:
    return merge(site.values, "const", rows=NONE, infl=frozenset(), fits=frozenset())


def _grid(m: Machine, site: Site) -> Value:
    first = site.args[0] if site.args else UNKNOWN
    if first.kind == "dict":
        row = Value("dict", keys=first.keys, items=tuple(element(v) for v in first.items))
        return Value("grid", "dict", items=(*first.items, row))
    return Value("grid", items=tuple(site.args))


def _elements(m: Machine, site: Site) -> Value:
    if site.written == "zip":
        return Value("zip", items=tuple(site.args))
    if site.written == "enumerate":
        return Value("zip", "enumerate", items=(UNKNOWN, *site.args[:1]))
    if site.written == "chain":
        return merge(site.args, "list", items=tuple(i for a in site.args for i in a.items))
    return site.args[0]._replace(oid=0) if site.args else m.new(Value("list"))


def _collection(m: Machine, site: Site) -> Value:
    """`list`, `set`, `dict`: a new one of the same elements."""
    if site.name == "dict" and not site.args:
        pairs = site.keywords
        return m.new(merge(pairs.values(), "dict", keys=tuple(pairs), items=tuple(pairs.values())))
    base = site.args[0] if site.args else UNKNOWN
    kind = (
        base.kind if base.kind in ("list", "tuple", "dict", "range", "zip", "grid") else site.name
    )
    return m.new(base._replace(kind=kind, oid=0)) if site.args else m.new(Value(site.name))


def _scalar(m: Machine, site: Site) -> Value:
    """`round`, `float`, `max` and the like: one number of what went in."""
    first = site.args[0] if site.args else UNKNOWN
    if first.kind == "residual" and site.name in ("sum", "round", "float", "abs"):
        return score(m, site.node, [first])
    value = merge(site.values, "scalar", rows=NONE)
    if site.name in ("str", "int", "float") and isinstance(first.const, (str, int, float)):
        return value._replace(const=str(first.const) if site.name == "str" else first.const)
    return value


def _range(m: Machine, site: Site) -> Value:
    return Value("range", origin=merge(site.args).origin)


_Transfer = Callable[[Machine, Site], Value]
PLAIN_ROLES: Mapping[str, _Transfer] = {
    "draw": _nothing,
    "clock": _clock,
    "seeder": _none,
    "saver": _none,
    "table_saver": _none,
    "open": _open,
    "fetch": _fetched,
    "untrusted": _untrusted,
    "path": _path,
    "versioned": _versioned,
    "tracker": _tracker,
    "text": _rendered,
    "grid": _grid,
    "elements": _elements,
}
BUILTINS: Mapping[str, _Transfer] = {
    "open": _open,
    "input": _untrusted,
    "range": _range,
    "len": _nothing,
    "isinstance": _nothing,
    "print": _none,
    "display": _none,
    "list": _collection,
    "set": _collection,
    "tuple": _collection,
    "dict": _collection,
    "zip": _elements,
    "enumerate": _elements,
    "sorted": _elements,
    "reversed": _elements,
    "iter": _elements,
    **dict.fromkeys(
        ["round", "float", "int", "str", "abs", "sum", "max", "min", "format"], _scalar
    ),
}
