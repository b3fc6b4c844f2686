"""Calls: what a call of a known function, a class, or a function of the notebook gives."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from . import rows as r
from .elements import element
from .knowledge import api as known_api
from .machine import Machine
from .methods import cross_validated, fitted, method, score
from .rows import Step
from .site import Site
from .statements import body, local_call
from .trace import Call
from .values import MISSING, UNKNOWN, Value, constant, merge, names_in

_OBJECTS = frozenset(
    ["estimator", "transformer", "resampler", "folds", "search", "module", "keras_model", "trainer"]
    + ["optimizer", "server", "statsmodel"]
)
_DEEPEST = 2
_LONGEST_FUNCTION = 200  # statements


def call(m: Machine, node: ast.Call) -> Value:
    """The value of a call; the call is noted in the trace."""
    function = m.value(node.func)
    args, keywords = _arguments(m, node)
    receiver = m.current(function.items[0]) if function.kind == "attr" and function.items else None
    name, written = _name(function, receiver, node)
    entry = known_api(name) if name else None
    site = Site(node, name, written, entry, receiver, args, keywords)
    value = _value(m, site, function)
    key = m.key(node)
    if key not in m.calls or not m.calls[key].name:
        noted = Call(
            node,
            m.code,
            name,
            written,
            entry,
            receiver,
            tuple(args),
            keywords,
            value,
            m.loops,
            m.function,
            len(m.calls),
            key,
            m.guard,
        )
        m.calls[key] = noted
        for region in value.rows:
            m.sources.setdefault(region.source, noted) if not region.path else None
    return value


def _arguments(m: Machine, node: ast.Call) -> tuple[list[Value], dict[str, Value]]:
    args = list[Value]()
    for part in node.args:
        value = m.value(part)
        if isinstance(part, ast.Starred):
            args += value.items or (value,)
        else:
            args.append(value)
    keywords = dict[str, Value]()
    for keyword in node.keywords:
        value = m.value(keyword.value)
        if keyword.arg:
            keywords[keyword.arg] = value
        elif value.keys:
            pairs = zip(value.keys, value.items, strict=False)
            keywords.update((str(key), item) for key, item in pairs)
        else:
            keywords["**"] = value
    return args, keywords


def _name(function: Value, receiver: Value | None, node: ast.Call) -> tuple[str, str]:
    if function.kind == "name":
        return function.name, function.name.rpartition(".")[2]
    if receiver is None:
        return "", function.name
    written = function.name
    if receiver.kind in ("frame", "series"):
        return f"pandas.DataFrame.{written}", written
    return f"{receiver.name}.{written}" if receiver.name else "", written


def _value(m: Machine, site: Site, function: Value) -> Value:
    if function.kind == "local" and function.known:
        return _local(m, site, function)
    if function.kind == "class":
        return _instance(m, site, function)
    if site.receiver is not None:
        return method(m, site, site.receiver)
    if function.kind == "name":
        if "." not in site.name and site.name in _BUILTINS:
            return _BUILTINS[site.name](m, site)
        if site.api is not None:
            if site.api.role in _OBJECTS:
                return _object(m, site, site.api.role)
            transfer = _ROLES.get(site.api.role)
            return transfer(m, site) if transfer else _opaque(m, site)
    if function.kind in ("module", "keras_model"):
        return merge(site.values, "array", fits=function.fits, tags=frozenset(["prediction"]))
    return _opaque(m, site)


def _opaque(m: Machine, site: Site) -> Value:
    """A call of something unknown: made of its arguments, or a source of its own."""
    value = merge(site.values)
    if value.rows:
        return value._replace(rows=r.doubt(value.rows), tags=value.tags - {"metric"})
    return value._replace(rows=m.source(("call", m.key(site.node))), tags=frozenset())


def _local(m: Machine, site: Site, function: Value) -> Value:
    _, node = body(function)
    if len(m.stack) >= _DEEPEST or (isinstance(node, ast.FunctionDef) and _long(node)):
        return _opaque(m, site)
    here = m.key(site.node)[:4]
    if any(isinstance(frame, tuple) and frame[-1] == id(node) for frame in m.stack):
        return _opaque(m, site)
    before = m.stack
    m.stack = (*before, (*here, id(node)))
    try:
        return local_call(m, function, site.args, site.keywords)
    finally:
        m.stack = before


def _long(node: ast.FunctionDef) -> bool:
    return (node.end_lineno or node.lineno) - node.lineno > _LONGEST_FUNCTION


def _instance(m: Machine, site: Site, function: Value) -> Value:
    roles = {entry.role for base in function.items if (entry := known_api(base.name))}
    names = {base.name.rpartition(".")[2] for base in function.items}
    kind = "unknown"
    if "module_base" in roles:
        kind = "module"
    elif "keras_model" in roles:
        kind = "keras_model"
    elif names & {"ClassifierMixin", "RegressorMixin"}:
        kind = "estimator"
    value = merge(site.values, kind, name=f"<{function.name}>", fits=frozenset())
    return m.new(value._replace(rows=r.NONE, infl=frozenset()))


def _object(m: Machine, site: Site, role: str) -> Value:
    origin = merge(site.values).origin
    parts = tuple(_parts(merge(site.values, "list", items=tuple(site.values))))
    tags = frozenset(["unsupervised"]) if site.fact("unsupervised") else frozenset[str]()
    value = Value(role, site.api.name if site.api else "", origin=origin, items=parts, tags=tags)
    if role == "statsmodel":
        whole = merge(site.values)
        value = value._replace(rows=whole.rows, infl=whole.infl)
    return m.new(value)


def _parts(value: Value) -> list[Value]:
    """The estimators and transformers inside nested lists and tuples."""
    found = list[Value]()
    for item in value.items:
        if item.kind in ("estimator", "transformer", "composite", "pipeline", "resampler"):
            found.append(item)
        elif item.kind in ("list", "tuple", "dict"):
            found += _parts(item)
    return found


def _composite(m: Machine, site: Site) -> Value:
    return _object(m, site, "composite")


def _pipeline(m: Machine, site: Site) -> Value:
    value = _object(m, site, "pipeline")
    models = [part for part in value.items if part.kind in ("estimator", "pipeline", "search")]
    if value.items and not models:
        return m.change(value._replace(kind="composite"))
    tags = models[-1].tags if models else frozenset[str]()
    return m.change(value._replace(tags=tags))


def _loader(m: Machine, site: Site) -> Value:
    source = site.argument(int(site.fact("path") or 0), "filepath_or_buffer", "path", "io", "fname")
    path = source.text if source is not None else None
    key = ("file", path) if path else ("call", m.key(site.node))
    columns = site.keywords.get("usecols", UNKNOWN)
    names = names_in(columns) or names_in(site.keywords.get("names", UNKNOWN))
    tags = source.tags & {"versioned"} if source is not None else frozenset[str]()
    rows = m.source(key)
    if source is not None and source.rows and not path:
        rows = source.rows
    value = m.new(Value(site.fact("returns") or "unknown", rows=rows, cols=names, tags=tags))
    if names:
        m.mention(names, value, site.node)
    return value


def _bundled(m: Machine, site: Site) -> Value:
    rows = m.source(("call", m.key(site.node)))
    pair = site.keywords.get("return_X_y")
    if pair is not None and pair.const is True:
        return Value("tuple", items=(Value("array", rows=rows), Value("array", rows=rows)))
    if site.written.startswith("make_"):
        return Value("tuple", rows=rows, items=(Value("array", rows=rows),) * 2)
    return m.new(Value(site.fact("returns") or "unknown", rows=rows))


def _halves(m: Machine, site: Site) -> Value:
    rows = m.source(("call", m.key(site.node)))
    sides = [r.take(rows, step) for step in m.split(site.node)]
    halves = [Value("tuple", items=(Value("array", rows=side),) * 2) for side in sides]
    return Value("tuple", items=tuple(halves))


def _split(m: Machine, site: Site) -> Value:
    seed = site.keywords.get("random_state", UNKNOWN)
    size = site.keywords.get("test_size", site.keywords.get("train_size", UNKNOWN))
    key = None
    if seed.known and seed.const is not None and size.known:
        key = ("split", site.written, repr(size.const), repr(seed.const))
    steps = m.split(site.node, key)
    items = [_side(m, arg, step) for arg in site.args for step in steps]
    return merge(site.args, "tuple", items=tuple(items))


def _side(m: Machine, arg: Value, step: Step) -> Value:
    if arg.kind in ("range", "literal", "index"):
        return Value("index", const=step, rows=r.take(arg.rows, step))
    value = arg._replace(rows=r.take(arg.rows, step), oid=0, items=(), const=MISSING)
    return m.new(value) if value.kind == "frame" else value


def _split_two(m: Machine, site: Site) -> Value:
    first = site.argument(0, "dataset") or UNKNOWN
    key = ("split", m.key(site.node))
    sizes = site.argument(1, "lengths")
    number = len(sizes.items) if sizes is not None and sizes.items else 2
    items = [
        first._replace(rows=r.take(first.rows, Step("side", key, part)), oid=0)
        for part in range(number)
    ]
    return Value("tuple", items=tuple(items))


def _concat(m: Machine, site: Site) -> Value:
    axis = site.keywords.get("axis", UNKNOWN).const
    first = site.args[0] if site.args else site.keywords.get("objs", UNKNOWN)
    parts = list(first.items) if first.items else [first]
    if site.written == "append":
        parts = site.args
    parts = [m.current(part) for part in parts]
    value = merge(parts, "frame")
    if axis in (1, "columns"):
        rows = max((part.rows for part in parts), key=len, default=r.NONE)
        known = [part.cols for part in parts]
        cols = frozenset().union(*(c for c in known if c)) if all(known) else None
        value = value._replace(rows=rows, cols=cols)
    return m.new(value)


def _beside(m: Machine, site: Site) -> Value:
    parts = site.args[0].items if site.args and site.args[0].items else site.args
    return merge(parts, "array")


def _merge(m: Machine, site: Site) -> Value:
    left = site.argument(0, "left") or UNKNOWN
    right = site.argument(1, "right") or UNKNOWN
    return m.new(merge([left, right], "frame", rows=left.rows or right.rows))


def _make(m: Machine, site: Site) -> Value:
    first = site.argument(0, "data")
    value = merge([first] if first is not None else [], "frame")
    names = names_in(site.keywords.get("columns", UNKNOWN))
    if first is not None and first.kind == "dict" and first.keys:
        names = frozenset(str(key) for key in first.keys)
    if first is not None and first.cols is not None and names is None:
        names = first.cols
    rows = value.rows or m.source(("call", m.key(site.node)))
    gone = first.gone if first is not None else frozenset[str]()
    return m.new(value._replace(cols=names, rows=rows, gone=gone))


def _dummies(m: Machine, site: Site) -> Value:
    value = merge(site.args, "frame")
    learnt = m.learn(site.node, value.rows, "vocabulary", "call", site.written)
    base = site.args[0] if site.args else UNKNOWN
    return m.new(value._replace(infl=value.infl | learnt, cols=base.cols, gone=base.gone))


def _bins(m: Machine, site: Site) -> Value:
    base = site.argument(0, "x") or UNKNOWN
    bins = site.argument(1, "bins", "q") or UNKNOWN
    if site.written == "cut" and not isinstance(bins.const, int):
        return merge(site.values, "series", rows=base.rows)
    learnt = m.learn(site.node, base.rows, "statistics", "call", site.written)
    return base._replace(infl=base.infl | learnt, oid=0)


def _reduce(m: Machine, site: Site) -> Value:
    value = merge(site.args, "scalar")
    learnt = m.learn(site.node, value.rows, "statistics", "call", site.written)
    return value._replace(rows=r.NONE, infl=value.infl | learnt)


def _transform(m: Machine, site: Site) -> Value:
    """A function that learns and transforms at once, such as `scale`."""
    base = site.args[0] if site.args else UNKNOWN
    learnt = m.learn(site.node, base.rows, site.learns, "object", site.written)
    return base._replace(kind="array", infl=base.infl | learnt, oid=0)


def _rowwise(m: Machine, site: Site) -> Value:
    kinds = {arg.kind for arg in site.args}
    return merge(site.args, "series" if "series" in kinds else "array")


def _literal(m: Machine, site: Site) -> Value:
    return Value("literal", origin=merge(site.values).origin)


def _nothing(m: Machine, site: Site) -> Value:
    return Value("const", origin=merge(site.values).origin)


def _clock(m: Machine, site: Site) -> Value:
    return Value("const", tags=frozenset(["clock"]))


def _none(m: Machine, site: Site) -> Value:
    return constant(None)


def _permute(m: Machine, site: Site) -> Value:
    value = merge(site.args)
    if value.rows:
        return value
    return Value("permutation", rows=m.source(("permutation", m.key(site.node))))


def _shuffle(m: Machine, site: Site) -> Value:
    if len(site.args) == 1:
        return site.args[0]._replace(oid=0)
    return Value("tuple", items=tuple(arg._replace(oid=0) for arg in site.args))


def _resample(m: Machine, site: Site) -> Value:
    value = _shuffle(m, site)
    replaced = site.keywords.get("replace", constant(True)).const is not False
    if not replaced:
        return value
    learnt = m.learn(site.node, merge(site.args).rows, "rows", "object", site.written)
    items = tuple(
        v._replace(rows=r.duplicate(v.rows), infl=v.infl | learnt) for v in value.items or (value,)
    )
    return value._replace(items=items) if value.items else items[0]


def _wrap(m: Machine, site: Site) -> Value:
    return merge(site.values, "dataset", rows=site.args[0].rows if site.args else r.NONE)


def _cross(m: Machine, site: Site) -> Value:
    model = site.argument(0, "estimator") or UNKNOWN
    features = site.argument(1, "X") or UNKNOWN
    cross_validated(m, site, model, features)
    scored = frozenset(["metric"] if site.fact("scores") else ["prediction"])
    return Value("array", origin=model.origin | features.origin, tags=scored)


def _train(m: Machine, site: Site) -> Value:
    data = site.argument(1, "dtrain", "train_set", "train_data", "pool") or UNKNOWN
    model = m.new(Value("estimator", f"{site.name}()", origin=merge(site.values).origin))
    return fitted(m, site, model, data, None)


def _metric(m: Machine, site: Site) -> Value:
    return score(m, site, site.values)


def _open(m: Machine, site: Site) -> Value:
    path = site.argument(0, "file", "filename")
    return Value("file", site.name, const=path.text if path is not None and path.text else MISSING)


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
    value = merge(site.values, "scalar", rows=r.NONE)
    first = site.args[0] if site.args else UNKNOWN
    if site.name in ("str", "int", "float") and isinstance(first.const, (str, int, float)):
        return value._replace(const=str(first.const) if site.name == "str" else first.const)
    return value


def _range(m: Machine, site: Site) -> Value:
    return Value("range", origin=merge(site.args).origin)


def _same(m: Machine, site: Site) -> Value:
    base = site.args[0] if site.args else UNKNOWN
    return m.new(base._replace(fits=frozenset(), learnt=frozenset()))


_Transfer = Callable[[Machine, Site], Value]
_ROLES: Mapping[str, _Transfer] = {
    "composite": _composite,
    "pipeline": _pipeline,
    "loader": _loader,
    "query": _bundled,
    "bundled": _bundled,
    "halves": _halves,
    "split": _split,
    "split_two": _split_two,
    "concat": _concat,
    "beside": _beside,
    "merge": _merge,
    "make": _make,
    "dummies": _dummies,
    "bins": _bins,
    "reduce": _reduce,
    "transform": _transform,
    "rowwise": _rowwise,
    "literal": _literal,
    "draw": _nothing,
    "generator": _nothing,
    "clock": _clock,
    "seeder": _none,
    "saver": _none,
    "table_saver": _none,
    "permute": _permute,
    "shuffle": _shuffle,
    "resample": _resample,
    "wrap": _wrap,
    "torch_loader": _wrap,
    "cross": _cross,
    "train": _train,
    "metric": _metric,
    "open": _open,
    "path": _path,
    "versioned": _versioned,
    "grid": _grid,
    "elements": _elements,
    "same": _same,
}
_BUILTINS: Mapping[str, _Transfer] = {
    "open": _open,
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
