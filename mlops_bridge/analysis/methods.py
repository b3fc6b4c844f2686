"""Methods: what a method of a table or a collection gives, and does to its object."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from . import rows as r
from .elements import drop, element, select
from .knowledge import words
from .local import follow_local
from .machine import Machine
from .models import on_model, score, strongest, trained
from .rows import EXPRESSION, Step, brief
from .site import Site
from .values import MISSING, UNKNOWN, Infl, Learns, Value, constant, into, merge, names_in


def method(m: Machine, site: Site, receiver: Value) -> Value:
    """The value of a method call."""
    if site.written == "backward":
        trained(m, site, receiver)
        return constant(None)
    if receiver.kind == "generator":
        return _drawn(m, site)
    found = on_model(m, site, receiver)
    if found is not None:
        return found
    if receiver.kind in ("list", "dict", "set"):
        return _on_collection(m, site, receiver)
    if receiver.kind in ("const", "path"):
        return _on_constant(site, receiver)
    if receiver.kind == "groupby":
        return _on_groups(m, site, receiver)
    if receiver.kind == "window":
        return receiver._replace(kind="series", oid=0)  # over the rows before each row
    value = _on_table(m, site, receiver)
    if site.flag("inplace"):
        _in_place(m, site, receiver, value)
        return constant(None)
    return value


def _drawn(m: Machine, site: Site) -> Value:
    """A method of a random generator."""
    value = merge(site.args)
    if site.written == "permutation" and not value.rows:
        return Value("permutation", rows=m.source(("permutation", m.key(site.node))))
    return value._replace(kind="array") if value.rows else Value("const", origin=value.origin)


def _on_collection(m: Machine, site: Site, holder: Value) -> Value:
    written = site.written
    if written in ("append", "add", "insert", "extend", "update", "appendleft"):
        added = merge(site.values)
        items = holder.items
        fresh = site.args[-1:] if written in ("append", "add") else []
        whole = merge([holder, added], holder.kind)
        keep = (*items, *fresh) if fresh and not m.loops and (items or not holder.rows) else ()
        m.change(whole._replace(items=keep, oid=holder.oid, name=holder.name))
        return constant(None)
    if written == "items" and holder.keys:
        pairs = zip(holder.keys, holder.items, strict=False)
        return Value("pairs", items=tuple(Value("tuple", items=(constant(k), v)) for k, v in pairs))
    if written == "items":
        return Value("pairs", items=(Value("tuple", items=(UNKNOWN, merge([holder]))),))
    if written == "values":
        return merge([holder], "list", items=holder.items)
    if written == "keys":
        return Value("list", items=tuple(constant(k) for k in holder.keys))
    if written == "copy":
        return m.new(holder._replace(oid=0))
    if written in ("get", "pop") and site.args and holder.keys:
        for key, value in zip(holder.keys, holder.items, strict=False):
            if key == site.args[0].const:
                return value
    return element(holder) if written in ("pop", "get") else merge([holder])


def _on_constant(site: Site, receiver: Value) -> Value:
    value = merge([receiver, *site.values], "const", rows=r.NONE, infl=frozenset())
    text = receiver.text
    if text is None:
        return value
    if site.written == "open":
        return Value("file", "open", const=text)
    if receiver.kind == "path" and site.written in ("resolve", "absolute", "expanduser"):
        return receiver
    if receiver.kind == "path" and site.written == "joinpath" and all(a.text for a in site.args):
        return Value("path", const="/".join([text, *(a.text or "" for a in site.args)]))
    return value


def _on_groups(m: Machine, site: Site, groups: Value) -> Value:
    value = merge([groups, *site.values], "series")
    if site.written in words("order_methods"):
        kind = "window" if site.written in words("window_methods") else "series"
        return value._replace(kind=kind, rows=groups.rows, tags=value.tags | {"order"})
    if site.written in words("gap_methods"):
        return value._replace(rows=groups.rows)
    if site.written in ("apply", "transform", "pipe") and (made := _applied(m, site, groups)):
        return made
    said = site.argument(0, "func") if site.written in ("transform", "agg", "aggregate") else None
    what = said.text if said is not None and said.text else site.written
    learnt = m.learn(site.node, groups.rows, "statistics", "call", what, groups.cols)
    if site.written in words("group_row_methods"):
        return value._replace(rows=groups.rows, infl=value.infl | learnt)
    if site.written == "apply":
        return value._replace(kind="frame")
    infl = value.infl | learnt
    return value._replace(kind="frame", rows=r.NONE, infl=infl, learnt=learnt, cols=groups.cols)


def _applied(m: Machine, site: Site, base: Value) -> Value | None:
    """A function of the notebook applied to a table: to its columns, its groups or its cells."""
    function = site.argument(0, "func", "function", "arg")
    if function is not None and function.kind == "attr" and function.name == "fit_transform":
        maker = m.current(function.items[0]) if function.items else UNKNOWN
        if maker.kind in ("transformer", "composite"):
            name = maker.name.rpartition(".")[2]
            learnt = m.learn(site.node, base.rows, strongest(maker), "object", name)
            return base._replace(infl=base.infl | learnt, oid=0)
    if function is None or function.kind != "local" or not function.known:
        return None
    across = (site.keywords.get("axis") or UNKNOWN).const in (1, "columns")
    whole = not across and site.written != "map" and base.kind in ("frame", "groupby")
    given = base._replace(kind="series" if base.kind != "groupby" else "frame", oid=0, cols=None)
    if not whole:
        given = Value("scalar", infl=base.infl, fits=base.fits)
    made = follow_local(m, function, [given], {}, site.node)
    if made is None:
        return None
    return merge([made], "frame" if base.kind == "frame" else "series")._replace(
        rows=base.rows, infl=base.infl | made.infl, cols=base.cols, gone=base.gone
    )


def _on_table(m: Machine, site: Site, base: Value) -> Value:
    written = site.written
    if written in _TABLE:
        return _TABLE[written](m, site, base)
    if base.kind == "attr" and base.name in ("str", "dt", "sparse"):
        return merge([base, *site.values], "series", rows=base.rows)  # row by row
    if written in words("window_methods") and base.kind in _APPLIES:
        return base._replace(kind="window", oid=0, tags=base.tags | {"order"})
    if written in words("expression_methods") and base.rows and base.rows != EXPRESSION:
        return _expressed(m, site, base)
    if written in ("apply", "map", "applymap", "transform", "pipe", "agg", "aggregate"):
        if base.kind in _APPLIES and (made := _applied(m, site, base)):
            return m.new(made) if made.kind == "frame" else made
    axis = site.argument(0, "axis", "dim")
    sideways = across(axis) or of_models(base, axis)
    if base.kind == "residual" and written in words("reducing_methods") and not sideways:
        return score(m, site.node, [base])
    if written in words("reducing_methods") and base.rows:
        if sideways:
            # over the columns of each row
            row = merge([base], "mask" if base.kind == "mask" else "series", made=frozenset())
            return row._replace(tags=row.tags - {"whole"})
        counts = written in ("unique", "nunique")
        learns: Learns = "vocabulary" if counts else "statistics"
        learnt = m.learn(site.node, base.rows, learns, "call", written, _column(base))
        return base._replace(
            kind="labels" if written == "unique" else "scalar",
            rows=base.rows if written == "unique" else r.NONE,
            infl=base.infl | learnt,
            learnt=learnt,
            oid=0,
            items=(),
            const=MISSING,
            made=frozenset(),
        )
    if written == "drop_duplicates" and base.kind != "frame":
        return base._replace(oid=0)  # each value of all rows, once
    if written in words("filtering_methods"):
        step = Step("pick", ("pick", m.key(site.node)))
        return _copy(m, base, r.take(base.rows, step))
    if written in words("showing_methods") and written != "to_frame":
        return UNKNOWN
    given = merge(site.values)
    if base.kind in ("unknown", "attr", "estimator", "instance") and given.rows:
        if r.relate(base.rows, given.rows) == "disjoint":
            return _of_object(m, site, base, given)
    whole = merge([base, *site.values])
    if base.kind == "unknown" and r.opaque(base.rows) and written not in words("plain_methods"):
        return whole._replace(
            rows=r.some(base.rows, m.key(site.node)), tags=whole.tags - {"metric"}
        )
    kind = base.kind if base.kind in _KEPT else "unknown"
    tags = whole.tags | ({"order"} if written in words("order_methods") else frozenset())
    if written in words("column_methods"):
        tags -= {"whole"}
    value = whole._replace(
        kind=kind, rows=base.rows or whole.rows, cols=base.cols, gone=base.gone, tags=tags
    )
    if written in words("order_methods"):
        value = value._replace(made=frozenset())  # of other rows
    return m.new(value) if kind == "frame" else value


def _expressed(m: Machine, site: Site, base: Value) -> Value:
    """A frame given expressions: what they learn, they learn from its rows."""
    infl = frozenset(
        i._replace(rows=base.rows) if i.rows == EXPRESSION else i
        for value in _flat(site.values)
        for i in value.infl
    )
    rows = base.rows
    if site.written == "filter":
        masks = [v.const for v in site.values if v.kind == "mask" and isinstance(v.const, Step)]
        rows = r.take(rows, masks[0] if masks else Step("pick", ("pick", m.key(site.node))))
    names = names_in(site.args[0]) if site.written == "select" and site.args else None
    tags = base.tags - {"whole"} if site.written in ("select", "filter") else base.tags
    value = base._replace(rows=rows, infl=base.infl | infl, oid=0, tags=tags)
    return m.new(select(value, names, False) if names else value)


def _flat(values: list[Value]) -> list[Value]:
    """Values, and those inside lists and tuples."""
    inner = [item for value in values if value.kind in ("list", "tuple") for item in value.items]
    return [*values, *inner]


def across(axis: Value | None) -> bool:
    """Whether an axis leaves the rows apart: any but the first."""
    if axis is None:
        return False
    if axis.kind == "tuple":
        return bool(axis.items) and all(across(item) for item in axis.items)
    return axis.const == "columns" or (isinstance(axis.const, int) and axis.const != 0)


def of_models(value: Value, axis: Value | None) -> bool:
    """Whether the first axis of predictions, named as such, counts models: theirs are averaged."""
    return "prediction" in value.tags and axis is not None and axis.const == 0


def _of_object(m: Machine, site: Site, base: Value, given: Value) -> Value:
    """What an unknown object makes of tables: a transformer keeps their rows, others may not."""
    keeps = site.written in words("transforming_methods") and len(site.args) in (1, 2)
    return given._replace(
        kind="unknown",
        rows=site.args[0].rows if keeps else r.some(given.rows, site.node),
        tags=(given.tags | base.tags) - {"metric"},
    )


def _copy(m: Machine, base: Value, rows: r.Rows | None = None, infl: Infl | None = None) -> Value:
    """A new table like `base`, perhaps with other rows and influences."""
    made = base._replace(
        oid=0,
        rows=base.rows if rows is None else rows,
        infl=base.infl if infl is None else infl,
    )
    return m.new(made) if base.kind == "frame" else made


def _dropped(m: Machine, site: Site, base: Value) -> Value:
    labels = site.argument(0, "labels", "index") or UNKNOWN
    if labels.kind == "index" and isinstance(labels.const, Step):
        step = labels.const
        other = step._replace(part=1 - step.part) if isinstance(step.part, int) else step
        return _copy(m, base, r.take(base.rows, other))
    columns = site.keywords.get("columns")
    axis = site.argument(1, "axis")
    if columns is None and axis is not None and axis.const in (1, "columns"):
        columns = labels
    if columns is None and "index" not in site.keywords and names_in(labels):
        columns = labels if base.cols and names_in(labels) else None
    names = names_in(columns) if columns is not None else None
    if names:
        m.mention(names, base, site.node)
    return m.new(drop(base, columns)._replace(kind=base.kind))


def _sampled(m: Machine, site: Site, base: Value) -> Value:
    if site.flag("replace"):
        learnt = m.learn(site.node, base.rows, "rows", "call", "sample")
        return _copy(m, base, r.duplicate(base.rows), base.infl | learnt)
    share = site.keywords.get("frac")
    if share is not None and share.const in (1, 1.0):
        return _copy(m, base)
    step = Step("side", ("sample", m.key(site.node)), 0)
    return m.new(base._replace(rows=r.take(base.rows, step), oid=0))


def _grouped(m: Machine, site: Site, base: Value) -> Value:
    keys = site.argument(0, "by")
    names = names_in(keys) if keys is not None else None
    if names:
        m.mention(names, base, site.node)
    return base._replace(kind="groupby", oid=0)


def _ranked(m: Machine, site: Site, base: Value) -> Value:
    if (site.argument(0, "axis") or UNKNOWN).const in (1, "columns"):
        return base._replace(oid=0)
    learnt = m.learn(site.node, base.rows, "statistics", "call", site.written, _column(base))
    return base._replace(infl=base.infl | learnt, oid=0)


def _sorted(m: Machine, site: Site, base: Value) -> Value:
    names = names_in(site.argument(0, "by") or UNKNOWN) or frozenset()
    dated = any(f"date:{name}" in base.tags for name in names)
    made = _copy(m, base)
    return m.change(made._replace(tags=made.tags | {"sorted"})) if dated else made


def _indexed(m: Machine, site: Site, base: Value) -> Value:
    names = names_in(site.argument(0, "keys") or UNKNOWN) or frozenset()
    dated = any(f"date:{name}" in base.tags for name in names)
    made = m.new(drop(base, site.argument(0, "keys"))._replace(kind=base.kind))
    return m.change(made._replace(tags=made.tags | {"dated"})) if dated else made


def _inserted(m: Machine, site: Site, base: Value) -> Value:
    """`frame.insert(0, "name", series)`."""
    names = names_in(site.argument(1, "column") or UNKNOWN)
    value = site.argument(2, "value") or UNKNOWN
    if base.oid and names:
        infl = base.infl | {i for name in names for i in into(value.infl, name)}
        cols = base.cols | names if base.cols is not None else None
        m.change(base._replace(infl=infl, cols=cols, gone=base.gone - names))
    return constant(None)


def _popped(m: Machine, site: Site, base: Value) -> Value:
    names = names_in(site.args[0]) if site.args else None
    if names and base.oid:
        m.mention(names, base, site.node)
        m.change(drop(base, site.args[0])._replace(oid=base.oid))
    return Value("series", rows=base.rows, cols=names, made=names or frozenset())


def _joined(m: Machine, site: Site, base: Value) -> Value:
    return m.new(merge([base, *site.args], "frame", rows=base.rows))


def _appended(m: Machine, site: Site, base: Value) -> Value:
    return m.new(merge([base, *site.args], "frame"))


def _among(m: Machine, site: Site, base: Value) -> Value:
    """`index.isin(sample.index)`, and other membership tests."""
    other = site.args[0] if site.args else UNKNOWN
    if base.kind == "index" and isinstance(other.const, Step):
        return Value("mask", const=other.const, rows=base.rows)
    if (step := side_of(other)) is not None:
        return merge([base], "mask", const=step, infl=base.infl | other.infl)
    const: object = MISSING
    if names_in(other) is not None and isinstance(site.node.func, ast.Attribute):
        operand = (ast.unparse(site.node.func.value), base.rows, "isin", names_in(other))
        const = Step("side", ("mask", brief(operand)), 0)
    return merge([base, other], "mask", const=const, rows=base.rows)


def side_of(labels: Value) -> Step | None:
    """The side that labels went to when they were split: the rows that bear them go with them."""
    steps = {region.path[-1] for region in labels.rows if region.path}
    step = next(iter(steps)) if len(steps) == 1 else None
    if labels.kind in ("labels", "array", "list", "series", "unknown") and step is not None:
        return step if step.kind in ("side", "slice") else None
    return None


def _is_missing(m: Machine, site: Site, base: Value) -> Value:
    if not isinstance(site.node.func, ast.Attribute):
        return merge([base], "mask")
    operand = (ast.unparse(site.node.func.value), base.rows, "missing")
    part = int(site.written in ("notna", "notnull"))
    return merge([base], "mask", const=Step("side", ("mask", brief(operand)), part))


def _difference(m: Machine, site: Site, base: Value) -> Value:
    other = site.args[0] if site.args else UNKNOWN
    if isinstance(other.const, Step) and isinstance(other.const.part, int):
        return Value("index", const=other.const._replace(part=1 - other.const.part))
    return merge([base, other], "index")


def _to_list(m: Machine, site: Site, base: Value) -> Value:
    if base.kind == "columns":
        names = base.items[1:]
        return m.new(Value("list", items=names))
    return _copy(m, base)


def _split_data(m: Machine, site: Site, base: Value) -> Value:
    """`dataset.train_test_split()` gives a dict of two sides."""
    sides = tuple(base._replace(rows=r.take(base.rows, s), oid=0) for s in m.split(site.node))
    return Value("dict", keys=("train", "test"), items=sides)


def _column(base: Value) -> frozenset[str] | None:
    """The one column of a series, where it is known."""
    return base.cols if base.kind == "series" else None


_KEPT = ("frame", "series", "array", "mask", "residual")
_APPLIES = ("frame", "series", "unknown", "attr", "array")
_OnValue = Callable[[Machine, Site, Value], Value]
_TABLE: Mapping[str, _OnValue] = {
    "drop": _dropped,
    "sample": _sampled,
    "groupby": _grouped,
    "rank": _ranked,
    "pop": _popped,
    "insert": _inserted,
    "sort_values": _sorted,
    "set_index": _indexed,
    "merge": _joined,
    "join": _joined,
    "append": _appended,
    "isin": _among,
    "isna": _is_missing,
    "isnull": _is_missing,
    "notna": _is_missing,
    "notnull": _is_missing,
    "difference": _difference,
    "tolist": _to_list,
    "to_list": _to_list,
    "train_test_split": _split_data,
}


def _in_place(m: Machine, site: Site, base: Value, value: Value) -> None:
    """`inplace=True`: the object itself becomes the result."""
    if base.oid:
        m.change(value._replace(oid=base.oid))
    elif isinstance(site.node.func, ast.Attribute):
        node = site.node.func.value
        while isinstance(node, (ast.Subscript, ast.Attribute)):
            node = node.value
        holder = m.value(node)
        if holder.oid:
            m.change(holder._replace(infl=holder.infl | value.infl))
