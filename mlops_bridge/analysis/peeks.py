"""Peeks: transformers fitted on the rows that a model is judged on."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import NamedTuple

from ..finding import Edit, Fix, Place
from . import rows as r
from .trace import Call, Calls, Eval, Fit, Learn, Trace
from .values import Influence

_BASE = {"statistics": 0.9, "vocabulary": 0.75, "target": 0.95, "rows": 0.95, "nothing": 0.0}


class Peek(NamedTuple):
    """A transformer or resampler that learnt from test rows alone."""

    learn: Learn
    confidence: float
    path: tuple[Place, ...]
    fix: Fix | None


def peeks(trace: Trace, calls: Calls) -> tuple[Peek, ...]:
    """What was learnt from the rows of an evaluation, and from none of the model's own."""
    found: dict[Place, Peek] = {}
    for event in trace.evals:
        for key in event.fits:
            fit = trace.fits.get(key)
            if fit is None or event.inner or "unsupervised" in fit.model.tags:
                continue
            for influence in event.infl - fit.infl:
                learn = trace.learns.get(influence.event)
                if learn is None or learn.place in found or not _apart(influence, event, fit):
                    continue
                path = (
                    replace(fit.place, text="the model is fitted here"),
                    replace(event.place, text="and judged here"),
                )
                confidence = _BASE[influence.learns]
                found[learn.place] = Peek(learn, confidence, path, _fix(calls, learn))
    return tuple(found.values())


def _apart(influence: Influence, event: Eval, fit: Fit) -> bool:
    return (
        influence.by == "object"
        and not influence.chosen
        and influence.event not in (fit.key, *event.fits)
        and r.relate(influence.rows, event.rows) == "overlap"
        and r.relate(influence.rows, fit.rows) == "disjoint"
    )


def _fix(calls: Calls, learn: Learn) -> Fix | None:
    """`fit_transform(X_test)` becomes `transform(X_test)`, if the object was fitted before."""
    for call in calls.written("fit_transform"):
        if call.key == learn.key:
            return _transformed(calls, call)
    return None


def _transformed(calls: Calls, call: Call) -> Fix | None:
    function = call.node.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return None
    if call.receiver is None or len(call.node.args) != 1 or call.loops or call.function:
        return None
    fitted = any(
        other.order < call.order
        and other.receiver is not None
        and other.receiver.oid == call.receiver.oid
        for other in calls.written("fit", "fit_transform")
    )
    if not fitted or not call.receiver.oid:
        return None
    place = call.code.place(function)
    start = place.end_column - len("fit_transform")
    edit = Edit(
        place.cell_id,
        place.end_line,
        start,
        place.end_line,
        place.end_column,
        "fit_transform",
        "transform",
    )
    return Fix("Apply what was learnt from the training rows: `transform`", "A", (edit,))
