"""Holdouts: models that are kept, and that no rows of their own judged."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..finding import Place
from .handoffs import MODELS, handoffs
from .serving import Route
from .trace import Call, Calls, Fit, Trace

_JUDGES = re.compile(
    r"eval|scor|metric|accura|error|report|confusion|auc|rmse|mae$|mse$|cross_val|valid|r2|f1"
    r"|summary|assess|benchmark|test",
    re.IGNORECASE,
)


class Unjudged(NamedTuple):
    """A fit whose model is kept without any score on rows apart from its own."""

    fit: Fit
    kept: Place
    how: str


def unjudged(trace: Trace, calls: Calls, routes: tuple[Route, ...]) -> Unjudged | None:
    """The first supervised model that is kept though nothing in the notebook judges one."""
    fits = [fit for fit in trace.fits.values() if _supervised(fit)]
    if not fits or trace.evals or _judged(trace, calls):
        return None
    kept = _kept(calls, routes)
    return Unjudged(fits[0], *kept) if kept else None


def _supervised(fit: Fit) -> bool:
    if "unsupervised" in fit.model.tags or not fit.model.name or fit.model.name == "several":
        return False
    if "oob_score" in fit.model.tags or fit.model.kind in ("search", "statsmodel"):
        return False
    return fit.model.kind in ("module", "keras_model", "trainer") or (
        fit.target is not None or fit.model.name.endswith("train()")
    )


def _judged(trace: Trace, calls: Calls) -> bool:
    """Whether anything looks like a judgement: a metric, a validation, a function named so."""
    if calls.role("metric", "cross", "search"):
        return True
    if calls.given("validation_data", "eval_set", "oob_score"):
        return True
    judges = [name for name in calls.names if _JUDGES.search(name)]
    if any(not call.role for call in calls.written(*judges)):
        return True
    return any(fit.model.kind == "search" for fit in trace.fits.values())


def _kept(calls: Calls, routes: tuple[Route, ...]) -> tuple[Place, str] | None:
    saved = [found for found in handoffs(calls) if found.sure]
    if saved:
        return saved[0].place, "saved"
    for call in calls.written("save", "save_model", "log_model", "register_model", "save_weights"):
        if _of_model(call):
            return call.place, "registered" if "log" in call.written else "saved"
    for call in calls.role("saver"):
        if any(_module(value.fits) for value in call.values):
            return call.place, "saved"
    for call in calls.written("to_csv", "to_parquet", "to_excel"):
        receiver = call.receiver
        if receiver is not None and any(tag.startswith("prediction") for tag in receiver.tags):
            return call.place, "used for a submission"
    served = [route for route in routes if route.predicts]
    return (served[0].place, "served") if served else None


def _of_model(call: Call) -> bool:
    return any(value.fits and value.kind in MODELS for value in call.taken)


def _module(fits: frozenset[object]) -> bool:
    return any(isinstance(key, tuple) and key[:1] == ("module",) for key in fits)
