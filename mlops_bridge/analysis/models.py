"""Models: fitting, predicting, scoring; and transformers, which learn from rows too."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping

from . import rows as r
from .knowledge import api as known_api
from .knowledge import words
from .machine import Machine
from .rows import Step
from .site import Site
from .trace import Eval, Fit, Learn
from .values import STRENGTH, UNKNOWN, Infl, Influence, Learns, Value, merge

_MODELS = ("estimator", "pipeline", "search", "keras_model", "module", "trainer")


_TRANSFORMERS = ("transformer", "composite")


def on_model(m: Machine, site: Site, receiver: Value) -> Value | None:
    """The value of a method call on a model or a transformer; None if it is neither."""
    written = site.written
    if receiver.kind in _TRANSFORMERS and written in _ON_TRANSFORMER:
        return _ON_TRANSFORMER[written](m, site, receiver)
    if receiver.kind == "resampler" and written in ("fit_resample", "fit_sample"):
        return _resampled(m, site, receiver)
    if receiver.kind == "statsmodel" and written == "fit":
        results = fitted(m, site, receiver, receiver, None)
        return m.new(results._replace(kind="estimator", rows=r.NONE, infl=frozenset(), oid=0))
    if receiver.kind == "folds" and written == "split":
        return _folds(m, site)
    if receiver.kind in _MODELS or _like_model(site, receiver):
        return _on_model(m, site, receiver)
    return None


def _like_model(site: Site, receiver: Value) -> bool:
    """An object of unknown class that is used as a model: `fit(X, y)`, then `predict`."""
    if receiver.kind not in ("unknown", "attr", "instance"):
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
    if written in words("predicting_methods"):
        features = site.argument(0, "X", "x", "data") or UNKNOWN
        infl = features.infl
        if written == "fit_predict":
            model = m.current(fitted(m, site, model, features, None))
        if "unsupervised" in model.tags:
            infl |= model.learnt  # a cluster, as a feature, was learnt from the rows of its fit
        return Value(
            "array",
            rows=features.rows,
            infl=infl,
            fits=m.current(model).fits,
            origin=model.origin,
            tags=frozenset(["prediction"]) | (model.tags & {"unsupervised"}),
        )
    if written in ("score", "evaluate"):
        features = site.argument(0, "X", "x") or UNKNOWN
        _note_eval(m, site.node, model.fits, features.rows, features.infl, model.origin)
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
    if written in ("transform", "fit_transform"):
        features = site.argument(0, "X") or UNKNOWN
        if written == "fit_transform":
            model = m.current(fitted(m, site, model, features, site.argument(1, "y")))
        return merge([features], "array", infl=features.infl | model.learnt, fits=frozenset())
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
    # the fit of a class of the notebook is met where it is called, not inside the class
    place = m.site if m.site is not None and model.kind == "instance" else m.place(site.node)
    infl = features.infl
    for part in (model, *model.items) if model.kind == "keras_model" and not model.fits else ():
        infl |= m.current(part).learnt  # a layer that adapted before it came into the model
    m.notes.fits.setdefault(
        key,
        Fit(
            key,
            model,
            features.rows,
            infl,
            features,
            target,
            place,
            m.order,
        ),
    )
    unsupervised = "unsupervised" in model.tags
    if features.rows:
        what = f"{model.name.rpartition('.')[2] or 'the model'}"
        m.notes.learns.setdefault(key, Learn(key, place, what))
    learns: Learns = "statistics" if unsupervised else "target"
    learnt = frozenset([Influence(key, features.rows, learns, "object")] if features.rows else [])
    changed = m.change(model._replace(fits=fits, learnt=features.infl | learnt))
    if model.kind == "search":
        cross_validated(m, site, model, features)
    _validated(m, site, model, features, fits)
    if model.kind == "keras_model":
        return Value("history", fits=fits, origin=model.origin)
    return changed


def trained(m: Machine, site: Site, loss: Value) -> None:
    """`loss.backward()`: the modules that the loss comes from learn from its rows."""
    for key in loss.fits:
        if not (isinstance(key, tuple) and key[:1] == ("module",)):
            continue
        held = m.notes.fits.get(key)
        rows = r.unite([held.rows, loss.rows]) if held else loss.rows
        model = Value("module", "torch.nn.Module", fits=frozenset([key]))
        m.notes.fits[key] = Fit(
            key, model, rows, loss.infl, merge([loss]), None, m.place(site.node), m.order
        )


def _validated(
    m: Machine, site: Site, model: Value, features: Value, fits: frozenset[object]
) -> None:
    """Note the rows that a fit is watched on."""
    watched = _flat(site.argument(-1, *_WATCHED))
    stops = "stops" in model.tags or any(
        name in site.keywords for name in ("early_stopping_rounds", "early_stopping")
    )
    stops = stops or _stops(site.keywords.get("callbacks")) or "catboost" in model.name
    for number, given in enumerate(watched):
        if not given.rows or r.relate(given.rows, features.rows) == "overlap":
            continue
        key = ("watch", m.key(site.node), number)
        m.notes.evals[key] = Eval(
            key,
            fits,
            given.rows,
            given.infl,
            m.place(site.node),
            watched=True,
            stops=stops,
            loops=m.loops,
            origin=model.origin,
            order=m.order,
        )
    if not watched and "validation_split" in site.keywords:
        cross_validated(m, site, UNKNOWN._replace(fits=fits), features)


_WATCHED = ("validation_data", "eval_set", "valid_sets", "evals", "eval_dataset")


def _flat(value: Value | None) -> list[Value]:
    """The tables of rows in `(X, y)`, `[(X, y), ...]`, `[dataset, ...]`: the features of each."""
    if value is None:
        return []
    if value.kind in ("list", "tuple") and value.items:
        first = value.items[0]
        if first.kind in ("list", "tuple") and first.items:
            return [item.items[0] for item in value.items if item.items]
        if value.kind == "list":
            # `evals=[(dtest, "test")]` was unpacked above; here are plain data sets
            return [item for item in value.items if item.rows]
        return [first]
    return [value]


def _stops(callbacks: Value | None) -> bool:
    """Whether one of the callbacks keeps the best state, judged on the validation data."""
    if callbacks is None:
        return False
    return callbacks.kind == "stopper" or any(item.kind == "stopper" for item in callbacks.items)


def cross_validated(m: Machine, site: Site, model: Value, features: Value) -> None:
    """Note a scoring on held-out folds of the rows given."""
    train, test = m.split(site.node, ("cross", m.key(site.node)))
    key = ("cross", m.key(site.node))
    if model.kind in _MODELS and key not in m.notes.fits:
        m.notes.fits[key] = Fit(
            key,
            model,
            features.rows,
            features.infl,
            features,
            site.argument(2, "y"),
            m.place(site.node),
            m.order,
        )
    m.notes.evals.setdefault(
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


def score(m: Machine, node: ast.AST, values: Iterable[Value]) -> Value:
    """A metric of predictions: an evaluation of the models that made them."""
    parts = list(values)
    made = [v for v in parts if "prediction" in v.tags]
    whole = merge(parts)
    if made:
        predicted = merge(made)
        rows = predicted.rows or whole.rows
        _note_eval(m, node, predicted.fits, rows, predicted.infl, predicted.origin)
    return Value("scalar", fits=whole.fits, origin=whole.origin, tags=frozenset(["metric"]))


def _note_eval(
    m: Machine,
    node: ast.AST,
    fits: frozenset[object],
    rows: r.Rows,
    infl: Infl,
    origin: frozenset[object],
) -> None:
    key = ("eval", m.key(node))
    if fits:
        held = m.notes.evals.get(key)
        fits = fits | held.fits if held else fits  # the second round of a loop
        m.notes.evals[key] = Eval(
            key,
            fits,
            rows,
            infl,
            m.place(node),
            loops=m.loops,
            origin=origin,
            order=m.order,
            site=m.site,
        )


def strongest(value: Value) -> Learns:
    """What a transformer, or the parts of a composite, learn; the strongest counts."""
    found: Learns = "nothing"
    if value.kind == "transformer" and "fixed" not in value.tags:
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


def _support(m: Machine, site: Site, transformer: Value) -> Value:
    """Which columns a selector keeps."""
    return Value("mask", infl=transformer.learnt)


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
        tags=features.tags & {"prediction", "order", "sorted", "dated"},
    )


def _resampled(m: Machine, site: Site, receiver: Value) -> Value:
    entry = known_api(receiver.name)
    learns = entry.facts.get("learns", "nothing") if entry else "nothing"
    features = site.argument(0, "X") or UNKNOWN
    target = site.argument(1, "y") or UNKNOWN
    by = "object" if learns == "rows" else "thinning"
    fresh = m.learn(site.node, features.rows, "rows", by, receiver.name.rpartition(".")[2])
    items = []
    for value in (features, target):
        rows = r.duplicate(value.rows) if learns == "rows" else value.rows
        items.append(value._replace(rows=rows, infl=value.infl | fresh, oid=0))
    return Value("tuple", items=tuple(items))


def _folds(m: Machine, site: Site) -> Value:
    key = ("folds", m.key(site.node))
    sides = tuple(Value("index", const=Step("side", key, part)) for part in (0, 1))
    return Value("folds", items=sides)


_OnValue = Callable[[Machine, Site, Value], Value]
_ON_TRANSFORMER: Mapping[str, _OnValue] = {
    "fit": _fit,
    "adapt": _fit,
    "fit_on_texts": _fit,
    "partial_fit": _fit,
    "fit_transform": _fit_transform,
    "transform": _transform,
    "inverse_transform": _transform,
    "get_support": _support,
    "texts_to_sequences": _transform,
    "texts_to_matrix": _transform,
}
