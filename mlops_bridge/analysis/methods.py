"""Methods: what a method call gives, and what it does to its object."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping

from . import rows as r
from .elements import drop, element
from .knowledge import api as known_api
from .machine import Machine
from .rows import Step
from .site import Site
from .trace import Eval, Fit
from .values import (
    MISSING,
    STRENGTH,
    UNKNOWN,
    Infl,
    Learns,
    Value,
    constant,
    merge,
    names_in,
)

_MODELS = ("estimator", "pipeline", "search", "keras_model", "module", "trainer")
_TRANSFORMERS = ("transformer", "composite")
_PREDICTS = frozenset(
    [
        "predict",
        "predict_proba",
        "predict_log_proba",
        "decision_function",
        "predict_classes",
        "apply",
        "score_samples",
        "fit_predict",
        "forecast",
    ]
)
_REDUCERS = frozenset(
    [
        "mean",
        "median",
        "mode",
        "std",
        "var",
        "min",
        "max",
        "sum",
        "quantile",
        "value_counts",
        "nunique",
        "unique",
        "corr",
        "cov",
        "describe",
        "count",
        "skew",
        "kurt",
        "sem",
        "idxmax",
        "idxmin",
        "any",
        "all",
        "info",
    ]
)
_FILTERS = frozenset(
    [
        "dropna",
        "drop_duplicates",
        "query",
        "head",
        "tail",
        "nlargest",
        "nsmallest",
        "truncate",
        "between_time",
        "compress",
        "first",
        "last",
    ]
)
_GROUPED_ROWS = frozenset(
    ["transform", "cumsum", "cumcount", "rank", "ffill", "bfill", "shift", "diff", "cumprod"]
)
_SHOWS = frozenset(
    ["plot", "hist", "boxplot", "to_string", "to_html", "to_markdown", "style", "to_frame"]
)
_ORDER = frozenset(["shift", "rolling", "expanding", "diff", "resample", "ewm", "pct_change"])


def method(m: Machine, site: Site, receiver: Value) -> Value:
    """The value of a method call."""
    written = site.written
    if receiver.kind in _TRANSFORMERS and written in _ON_TRANSFORMER:
        return _ON_TRANSFORMER[written](m, site, receiver)
    if receiver.kind == "resampler" and written in ("fit_resample", "fit_sample"):
        return _resampled(m, site, receiver)
    if receiver.kind in _MODELS or _like_model(site, receiver):
        found = _on_model(m, site, receiver)
        if found is not None:
            return found
    if receiver.kind == "statsmodel" and written == "fit":
        return fitted(m, site, receiver, receiver, None)
    if receiver.kind == "folds" and written == "split":
        return _folds(m, site)
    if receiver.kind in ("list", "dict", "set"):
        return _on_collection(m, site, receiver)
    if receiver.kind in ("const", "path"):
        return _on_constant(site, receiver)
    if receiver.kind == "groupby":
        return _on_groups(m, site, receiver)
    value = _on_table(m, site, receiver)
    if site.flag("inplace"):
        _in_place(m, site, receiver, value)
        return constant(None)
    return value


def _like_model(site: Site, receiver: Value) -> bool:
    """An object of unknown class that is used as a model: `fit(X, y)`, then `predict`."""
    if receiver.kind not in ("unknown", "attr"):
        return False
    if site.written == "fit":
        return len(site.args) >= 2 or {"X", "y"} <= set(site.keywords)
    return bool(receiver.fits) and "prediction" not in receiver.tags


def _on_model(m: Machine, site: Site, model: Value) -> Value | None:
    written = site.written
    if written in ("fit", "fit_generator", "partial_fit"):
        features = site.argument(0, "X", "x", "train_dataloaders") or UNKNOWN
        return fitted(m, site, model, features, site.argument(1, "y"))
    if written in ("train",) and model.kind == "trainer":
        return fitted(m, site, model, UNKNOWN, None)
    if written in _PREDICTS:
        features = site.argument(0, "X", "x", "data") or UNKNOWN
        if written == "fit_predict":
            fitted(m, site, model, features, None)
        return Value(
            "array",
            rows=features.rows,
            infl=features.infl,
            fits=m.current(model).fits,
            origin=model.origin,
            tags=frozenset(["prediction"]) | (model.tags & {"unsupervised"}),
        )
    if written in ("score", "evaluate"):
        features = site.argument(0, "X", "x") or UNKNOWN
        _note_eval(m, site.node, model.fits, features.rows, features.infl)
        return Value("scalar", fits=model.fits, origin=model.origin, tags=frozenset(["metric"]))
    if written in (
        "eval",
        "train",
        "to",
        "cuda",
        "cpu",
        "compile",
        "set_params",
        "float",
        "double",
    ):
        origin = merge(site.values).origin
        return m.change(model._replace(origin=model.origin | origin))
    if written == "transform":
        features = site.argument(0, "X") or UNKNOWN
        return merge([features], "array", infl=features.infl | model.learnt)
    return None


def fitted(m: Machine, site: Site, model: Value, features: Value, target: Value | None) -> Value:
    """Note a fit; the object becomes a new version of the model."""
    key = ("fit", m.key(site.node))
    fits = frozenset([key]) if site.written != "partial_fit" else model.fits | {key}
    if not model.oid and isinstance(site.node.func, ast.Attribute):
        model = m.new(model)
        root = site.node.func.value
        if isinstance(root, ast.Name):
            m.bind(root.id, model)
    m.fits.setdefault(
        key,
        Fit(
            key,
            model,
            features.rows,
            features.infl,
            features,
            target,
            m.place(site.node),
            len(m.calls),
        ),
    )
    changed = m.change(model._replace(fits=fits))
    if model.kind == "search":
        cross_validated(m, site, model, features)
    if model.kind == "keras_model":
        _validated(m, site, features, fits)
        return Value("history", fits=fits, origin=model.origin)
    return changed


def _validated(m: Machine, site: Site, features: Value, fits: frozenset[object]) -> None:
    given = site.keywords.get("validation_data")
    if given is not None:
        held = given.items[0] if given.items else given
        _note_eval(m, site.node, fits, held.rows, held.infl)
    elif "validation_split" in site.keywords:
        cross_validated(m, site, UNKNOWN._replace(fits=fits), features)


def cross_validated(m: Machine, site: Site, model: Value, features: Value) -> None:
    """Note a scoring on held-out folds of the rows given."""
    train, test = m.split(site.node, ("cross", m.key(site.node)))
    key = ("cross", m.key(site.node))
    if model.kind in _MODELS and key not in m.fits:
        m.fits[key] = Fit(
            key,
            model,
            features.rows,
            features.infl,
            features,
            site.argument(2, "y"),
            m.place(site.node),
            len(m.calls),
        )
    m.evals.setdefault(
        key,
        Eval(
            key,
            frozenset([key]),
            r.take(features.rows, test),
            features.infl,
            m.place(site.node),
            True,
            r.take(features.rows, train),
        ),
    )


def score(m: Machine, site: Site, values: Iterable[Value]) -> Value:
    """A metric of predictions: an evaluation of the models that made them."""
    parts = list(values)
    made = [v for v in parts if "prediction" in v.tags]
    whole = merge(parts)
    if made and not site.fact("unsupervised"):
        predicted = merge(made)
        rows = predicted.rows or whole.rows
        _note_eval(m, site.node, predicted.fits, rows, predicted.infl)
    return Value("scalar", fits=whole.fits, origin=whole.origin, tags=frozenset(["metric"]))


def _note_eval(
    m: Machine, node: ast.AST, fits: frozenset[object], rows: r.Rows, infl: Infl
) -> None:
    key = ("eval", m.key(node))
    if fits:
        m.evals.setdefault(key, Eval(key, fits, rows, infl, m.place(node)))


def strongest(value: Value) -> Learns:
    """What a transformer, or the parts of a composite, learn; the strongest counts."""
    found: Learns = "nothing"
    if value.kind == "transformer":
        entry = known_api(value.name)
        found = entry.facts.get("learns", "nothing") if entry else "nothing"  # type: ignore[assignment]
    for part in value.items:
        inner = strongest(part)
        if STRENGTH.index(inner) > STRENGTH.index(found):
            found = inner
    return found


def _learnt(m: Machine, site: Site, transformer: Value, features: Value) -> Value:
    name = transformer.name.rpartition(".")[2] or "the transformer"
    if any(i.event == m.key(site.node) for i in features.infl):
        fresh: Infl = frozenset()  # the second round of a loop
    else:
        fresh = m.learn(site.node, features.rows, strongest(transformer), "object", name)
    before = transformer.learnt if site.written == "partial_fit" else frozenset()
    return m.change(transformer._replace(learnt=before | features.infl | fresh))


def _fit(m: Machine, site: Site, transformer: Value) -> Value:
    return _learnt(m, site, transformer, _features(site))


def _fit_transform(m: Machine, site: Site, transformer: Value) -> Value:
    features = _features(site)
    after = _learnt(m, site, transformer, features)
    return _array(features, features.infl | after.learnt)


def _transform(m: Machine, site: Site, transformer: Value) -> Value:
    features = _features(site)
    return _array(features, features.infl | transformer.learnt)


def _features(site: Site) -> Value:
    return site.argument(0, "X", "x", "raw_documents", "texts", "data", "y") or UNKNOWN


def _array(features: Value, infl: Infl) -> Value:
    """Transformed features: the same rows; which column an influence stands in is lost."""
    return Value(
        "array",
        rows=features.rows,
        infl=frozenset(i._replace(column=None) for i in infl),
        fits=features.fits,
        cols=features.cols,
        gone=features.gone,
    )


def _resampled(m: Machine, site: Site, receiver: Value) -> Value:
    entry = known_api(receiver.name)
    learns = entry.facts.get("learns", "nothing") if entry else "nothing"
    features = site.argument(0, "X") or UNKNOWN
    target = site.argument(1, "y") or UNKNOWN
    fresh = m.learn(site.node, features.rows, "rows", "object", receiver.name.rpartition(".")[2])
    items = []
    for value in (features, target):
        rows = r.duplicate(value.rows) if learns == "rows" else value.rows
        infl = value.infl | (fresh if learns == "rows" else frozenset())
        items.append(value._replace(rows=rows, infl=infl, oid=0))
    return Value("tuple", items=tuple(items))


def _folds(m: Machine, site: Site) -> Value:
    key = ("folds", m.key(site.node))
    sides = tuple(Value("index", const=Step("side", key, part)) for part in (0, 1))
    return Value("folds", items=sides)


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
    learnt = m.learn(site.node, groups.rows, "statistics", "call", site.written)
    value = merge([groups, *site.values], "series")
    if site.written in _GROUPED_ROWS:
        return value._replace(rows=groups.rows, infl=value.infl | learnt)
    if site.written in ("rolling", "expanding", "resample"):
        return groups
    if site.written == "apply":
        return value._replace(kind="frame")
    return value._replace(kind="frame", rows=r.NONE, infl=value.infl | learnt)


def _on_table(m: Machine, site: Site, base: Value) -> Value:
    written = site.written
    if written in _TABLE:
        return _TABLE[written](m, site, base)
    if written in _REDUCERS and base.rows:
        learnt = m.learn(site.node, base.rows, "statistics", "call", written)
        return base._replace(
            kind="scalar",
            rows=r.NONE,
            infl=base.infl | learnt,
            oid=0,
            items=(),
            const=MISSING,
        )
    if written in _FILTERS:
        step = Step("pick", ("pick", m.key(site.node)))
        return _copy(m, base, r.take(base.rows, step))
    if written in _SHOWS and written != "to_frame":
        return UNKNOWN
    whole = merge([base, *site.values])
    kind = base.kind if base.kind in ("frame", "series", "array", "mask") else "unknown"
    tags = whole.tags | ({"order"} if written in _ORDER else frozenset())
    value = whole._replace(
        kind=kind, rows=base.rows or whole.rows, cols=base.cols, gone=base.gone, tags=tags
    )
    return m.new(value) if kind == "frame" else value


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
    learnt = m.learn(site.node, base.rows, "statistics", "call", site.written)
    return base._replace(infl=base.infl | learnt, oid=0)


def _popped(m: Machine, site: Site, base: Value) -> Value:
    names = names_in(site.args[0]) if site.args else None
    if names and base.oid:
        m.mention(names, base, site.node)
        m.change(drop(base, site.args[0])._replace(oid=base.oid))
    return Value("series", rows=base.rows, cols=names)


def _joined(m: Machine, site: Site, base: Value) -> Value:
    return m.new(merge([base, *site.args], "frame", rows=base.rows))


def _appended(m: Machine, site: Site, base: Value) -> Value:
    return m.new(merge([base, *site.args], "frame"))


def _among(m: Machine, site: Site, base: Value) -> Value:
    """`index.isin(sample.index)`, and other membership tests."""
    other = site.args[0] if site.args else UNKNOWN
    if base.kind == "index" and isinstance(other.const, Step):
        return Value("mask", const=other.const, rows=base.rows)
    const: object = MISSING
    if names_in(other) is not None and isinstance(site.node.func, ast.Attribute):
        operand = (ast.unparse(site.node.func.value), base.rows, "isin", names_in(other))
        const = Step("side", ("mask", m.number(operand)), 0)
    return merge([base, other], "mask", const=const, rows=base.rows)


def _is_missing(m: Machine, site: Site, base: Value) -> Value:
    if not isinstance(site.node.func, ast.Attribute):
        return merge([base], "mask")
    operand = (ast.unparse(site.node.func.value), base.rows, "missing")
    part = int(site.written in ("notna", "notnull"))
    return merge([base], "mask", const=Step("side", ("mask", m.number(operand)), part))


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


_OnValue = Callable[[Machine, Site, Value], Value]
_ON_TRANSFORMER: Mapping[str, _OnValue] = {
    "fit": _fit,
    "adapt": _fit,
    "fit_on_texts": _fit,
    "partial_fit": _fit,
    "fit_transform": _fit_transform,
    "transform": _transform,
    "inverse_transform": _transform,
    "texts_to_sequences": _transform,
    "texts_to_matrix": _transform,
}
_TABLE: Mapping[str, _OnValue] = {
    "drop": _dropped,
    "sample": _sampled,
    "groupby": _grouped,
    "rank": _ranked,
    "pop": _popped,
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
