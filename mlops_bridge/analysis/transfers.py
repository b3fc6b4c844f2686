"""Transfers: what the functions and classes of data libraries give, by their role."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import rows as r
from .knowledge import words
from .machine import Machine
from .methods import across, of_models, side_of
from .models import cross_validated, fitted, score
from .rows import EXPRESSION, Step, brief
from .site import Site
from .values import MISSING, UNKNOWN, Value, constant, merge, names_in


def _thing(m: Machine, site: Site) -> Value:
    return _object(m, site, site.api.role if site.api else "")


def _object(m: Machine, site: Site, role: str) -> Value:
    # a seed does not make another model
    settings = [v for name, v in site.keywords.items() if name not in words("seed_names")]
    origin = merge([*site.args, *settings]).origin
    parts = tuple(_parts(merge(site.values, "list", items=tuple(site.values))))
    tags = frozenset(["unsupervised"]) if site.fact("unsupervised") else frozenset[str]()
    if "early_stopping_rounds" in site.keywords:
        tags |= {"stops"}
    if site.keywords.get("categories", UNKNOWN).items:
        tags |= {"fixed"}  # the categories are written out: nothing is left to learn
    if site.fact("apart"):
        tags |= {"apart"}
    elif role == "folds" and (site.flag("shuffle") or "Shuffle" in site.written):
        tags |= {"shuffles"}
    if site.flag("oob_score"):
        tags |= {"oob_score"}
    value = Value(role, site.api.name if site.api else "", origin=origin, items=parts, tags=tags)
    if role == "keras_model":
        value = value._replace(learnt=merge(site.values).infl)  # of layers that adapted before
    if role == "module":
        value = value._replace(fits=frozenset([("module", m.key(site.node))]))
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
    tags |= _library(site)
    kind = site.fact("returns") or "unknown"
    if kind == "frame":
        tags |= {"whole", *_dates(site)}
    value = m.new(Value(kind, rows=rows, cols=names, tags=tags))
    if names:
        m.mention(names, value, site.node)
    return value


def _library(site: Site) -> frozenset[str]:
    """The mark of tables that are pandas': only for them the rules about its pitfalls hold."""
    package = site.api.package if site.api is not None else ""
    return frozenset(["pandas"]) if package in words("pandas_packages") else frozenset()


def _dates(site: Site) -> list[str]:
    """Marks of the columns that are read as dates, and whether one is the index."""
    parsed = site.keywords.get("parse_dates", UNKNOWN)
    names = names_in(parsed) or frozenset[str]()
    indexed = site.keywords.get("index_col")
    marks = [f"date:{name}" for name in names]
    if indexed is not None and (parsed.const is True or indexed.text in names):
        marks.append("dated")
    return marks


def _bundled(m: Machine, site: Site) -> Value:
    rows = m.source(("call", m.key(site.node)))
    half = _half(site)
    if half is not None:
        rows = r.take(m.source(("data set", site.name, _first(site))), half)
    pair = site.keywords.get("return_X_y")
    if pair is not None and pair.const is True:
        return Value("tuple", items=(Value("array", rows=rows), Value("array", rows=rows)))
    if site.written.startswith("make_"):
        return Value("tuple", rows=rows, items=(Value("array", rows=rows),) * 2)
    return m.new(Value(site.fact("returns") or "unknown", rows=rows, tags=_library(site)))


def _half(site: Site) -> Step | None:
    """Which part of a data set is asked for: `train=False`, `split="test"`."""
    train = site.keywords.get("train", UNKNOWN).const
    if isinstance(train, bool):
        return Step("side", "ready", "train" if train else "test")
    text = site.keywords.get("split", UNKNOWN).text
    name = text.partition("[")[0] if text and "+" not in text else ""
    return Step("side", "ready", name) if name else None


def _first(site: Site) -> object:
    """The first argument, where it is a constant: with the function it names the data set."""
    value = site.args[0] if site.args else UNKNOWN
    return value.const if isinstance(value.const, str) else ""


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
    elif not m.loops and _twice(parts):
        learnt = m.learn(site.node, value.rows, "rows", "call", site.written)
        value = value._replace(rows=r.duplicate(value.rows), infl=value.infl | learnt)
    return m.new(value)


def _twice(parts: list[Value]) -> bool:
    """Whether rows are put below themselves: copies, or samples made of others."""
    known = [part.rows for part in parts if part.rows and len(part.rows) == 1]
    return any(
        one == other and not any(region.may for region in one)
        for index, one in enumerate(known)
        for other in known[:index]
    )


def _beside(m: Machine, site: Site) -> Value:
    parts = site.args[0].items if site.args and site.args[0].items else site.args
    return merge(parts, "array")


def _merge(m: Machine, site: Site) -> Value:
    left = site.argument(0, "left") or UNKNOWN
    right = site.argument(1, "right") or UNKNOWN
    return m.new(merge([left, right], "frame", rows=left.rows or right.rows))


def _stopper(m: Machine, site: Site) -> Value:
    """A callback that keeps the best state, unless it watches the training score."""
    watched = site.argument(1 if site.written == "ModelCheckpoint" else 0, "monitor")
    best = site.written != "ModelCheckpoint" or site.flag("save_best_only")
    if not best or (watched is not None and watched.text and "val" not in watched.text):
        return Value("literal")
    return Value("stopper")


def loss(values: list[Value]) -> Value:
    """A loss of predictions: what was learnt from the labels alone is no feature."""
    made = [value.infl for value in values if "prediction" in value.tags]
    whole = merge(values)
    return whole._replace(infl=made[0]) if len(made) == 1 else whole


def _loss_of(m: Machine, site: Site) -> Value:
    return loss(site.values)


def _make(m: Machine, site: Site) -> Value:
    first = site.argument(0, "data")
    kind = "series" if site.written == "Series" else "frame"
    value = merge([first] if first is not None else [], kind)
    names = names_in(site.keywords.get("columns", UNKNOWN))
    if first is not None and first.kind == "dict" and first.keys:
        names = frozenset(str(key) for key in first.keys)
    if first is not None and first.cols is not None and names is None:
        names = first.cols
    rows = value.rows or m.source(("call", m.key(site.node)))
    gone = first.gone if first is not None else frozenset[str]()
    tags = value.tags | _library(site)
    return m.new(value._replace(cols=names, rows=rows, gone=gone, tags=tags))


def _dummies(m: Machine, site: Site) -> Value:
    value = merge(site.args, "frame")
    learnt = m.learn(site.node, value.rows, "vocabulary", "call", site.written)
    base = site.args[0] if site.args else UNKNOWN
    tags = value.tags - {"whole"}
    infl = value.infl | learnt
    return m.new(value._replace(infl=infl, cols=base.cols, gone=base.gone, tags=tags))


def _bins(m: Machine, site: Site) -> Value:
    base = site.argument(0, "x") or UNKNOWN
    bins = site.argument(1, "bins", "q") or UNKNOWN
    if site.written == "cut" and not isinstance(bins.const, int):
        return merge(site.values, "series", rows=base.rows)
    learnt = m.learn(site.node, base.rows, "statistics", "call", site.written)
    return base._replace(infl=base.infl | learnt, oid=0)


def _reduce(m: Machine, site: Site) -> Value:
    value = merge(site.args, "scalar")
    if any(arg.kind == "residual" for arg in site.args):
        return score(m, site.node, site.args)
    axis = site.argument(1, "axis")
    if across(axis) or of_models(value, axis):
        return value._replace(kind="array")  # over the columns, or the models, of each row
    first = site.args[0] if site.args else UNKNOWN
    of = first.cols if first.kind == "series" else None
    learns = "target" if site.learns == "target" else "statistics"
    learnt = m.learn(site.node, value.rows, learns, "call", site.written, of)  # type: ignore[arg-type]
    return value._replace(rows=r.NONE, infl=value.infl | learnt)


def _transform(m: Machine, site: Site) -> Value:
    """A function that learns and transforms at once, such as `scale`."""
    base = site.args[0] if site.args else UNKNOWN
    learnt = m.learn(site.node, base.rows, site.learns, "object", site.written)
    return base._replace(kind="array", infl=base.infl | learnt, oid=0)


def _unique(m: Machine, site: Site) -> Value:
    base = site.args[0] if site.args else UNKNOWN
    learnt = m.learn(site.node, base.rows, "vocabulary", "call", site.written)
    return Value("labels", rows=base.rows, infl=base.infl | learnt)


def _isin(m: Machine, site: Site) -> Value:
    """`numpy.isin(rows, labels)`: a mask, of one side if the labels were split."""
    base = site.args[0] if site.args else UNKNOWN
    other = site.argument(1, "test_elements") or UNKNOWN
    step = side_of(other)
    return merge([base], "mask", infl=base.infl | other.infl, const=step if step else MISSING)


def _standardise(m: Machine, site: Site) -> Value:
    """Each row beside the statistics of all rows, such as a z-score."""
    base = site.args[0] if site.args else UNKNOWN
    learnt = m.learn(site.node, base.rows, "statistics", "call", site.written)
    return base._replace(infl=base.infl | learnt, oid=0)


def _dated(m: Machine, site: Site) -> Value:
    value = merge(site.args[:1], "series")
    return value._replace(tags=value.tags | {"date"})


def _rowwise(m: Machine, site: Site) -> Value:
    kinds = {arg.kind for arg in site.args}
    kind = next((kind for kind in ("residual", "mask", "series") if kind in kinds), "array")
    return merge(site.args, kind)


def _literal(m: Machine, site: Site) -> Value:
    return Value("literal", origin=merge(site.values).origin)


def permute(m: Machine, site: Site) -> Value:
    value = merge(site.args)
    if value.rows:
        return value
    return Value("permutation", rows=m.source(("permutation", m.key(site.node))))


def _generator(m: Machine, site: Site) -> Value:
    return Value("generator", origin=merge(site.values).origin)


def _expr(m: Machine, site: Site) -> Value:
    """A column of whichever frame the expression is used on (polars)."""
    names = names_in(site.args[0]) if site.args else None
    return Value("series", rows=EXPRESSION, cols=names)


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
    first = site.argument(0, "data") or UNKNOWN
    label = site.argument(1, "label", "y")
    items = (first,) if label is None else (first, label)
    whole = merge(site.values, "dataset", cols=first.cols, items=items)
    return whole._replace(rows=first.rows, infl=first.infl)  # labels are not learnt from


def _cross(m: Machine, site: Site) -> Value:
    model = site.argument(0, "estimator") or UNKNOWN
    features = site.argument(1, "X") or UNKNOWN
    cross_validated(m, site, model, features)
    scored = frozenset(["metric"] if site.fact("scores") else ["prediction"])
    return Value("array", origin=model.origin | features.origin, tags=scored)


def _train(m: Machine, site: Site) -> Value:
    data = site.argument(1, "dtrain", "train_set", "train_data", "pool") or UNKNOWN
    model = m.new(Value("estimator", f"{site.name}()", origin=merge(site.values).origin))
    return fitted(m, site, model, data, data.items[1] if len(data.items) == 2 else None)


def _metric(m: Machine, site: Site) -> Value:
    if site.fact("unsupervised"):
        return Value("scalar", tags=frozenset(["metric"]))
    scored = score(m, site.node, site.values)
    if not site.fact("curve"):
        return scored
    made = merge([v for v in site.values if "prediction" in v.tags])
    return scored._replace(tags=scored.tags | {f"curve:{brief(made.rows)}"})


def _same(m: Machine, site: Site) -> Value:
    base = site.args[0] if site.args else UNKNOWN
    return m.new(base._replace(fits=frozenset(), learnt=frozenset()))


_Transfer = Callable[[Machine, Site], Value]
_OBJECTS = (
    "estimator",
    "transformer",
    "resampler",
    "folds",
    "search",
    "module",
    "keras_model",
    "trainer",
    "optimizer",
    "server",
    "statsmodel",
    "loss",
)
ROLES: Mapping[str, _Transfer] = {
    **dict.fromkeys(_OBJECTS, _thing),
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
    "standardise": _standardise,
    "unique": _unique,
    "isin": _isin,
    "transform": _transform,
    "rowwise": _rowwise,
    "dates": _dated,
    "literal": _literal,
    "permute": permute,
    "generator": _generator,
    "loss_of": _loss_of,
    "stopper": _stopper,
    "expr": _expr,
    "shuffle": _shuffle,
    "resample": _resample,
    "wrap": _wrap,
    "torch_loader": _wrap,
    "cross": _cross,
    "train": _train,
    "metric": _metric,
    "same": _same,
}
