"""Skew: models that predict on rows which were not prepared as those they were fitted on."""

from __future__ import annotations

from typing import NamedTuple

from ..finding import Place
from .knowledge import words
from .trace import Call, Calls, Fit, Learn, Trace
from .values import Value


class Skew(NamedTuple):
    """A prediction on rows without what the fit's rows went through.

    `learn` is the step that is missing, `again` whether another object stands in for it.
    `mild`: a tree, which a monotone step hardly changes.
    """

    call: Call
    fit: Fit
    learn: Learn
    again: bool
    mild: bool

    @property
    def evidence(self) -> tuple[Place, ...]:
        return self.learn.place, self.fit.place


def skews(trace: Trace, calls: Calls) -> tuple[Skew, ...]:
    """The predictions and scores on unprepared rows, one entry a fit."""
    found: dict[object, Skew] = {}
    for call in calls.written(*sorted(words("predicting_methods") | {"score", "evaluate"})):
        model, features = call.receiver, call.argument(0, "X", "x", "data")
        if model is None or features is None or not model.fits or not _plain(features):
            continue
        fits = [fit for key in model.fits if (fit := trace.fits.get(key)) is not None]
        if len(fits) != 1 or fits[0].key in found or "unsupervised" in fits[0].model.tags:
            continue
        skew = _skew(trace, call, fits[0], features)
        if skew is not None:
            found[fits[0].key] = skew
    return tuple(found.values())


def _skew(trace: Trace, call: Call, fit: Fit, features: Value) -> Skew | None:
    had = _steps(trace, fit.features)
    has = _steps(trace, features)
    missing = [event for event in had if event not in has]
    if not missing or not had:
        return None
    learn = trace.learns[missing[0]]
    again = any(trace.learns[event].what == learn.what for event in has if event not in had)
    last = fit.model.name.rpartition(".")[2]
    mild = any(word in last for word in words("tree_words"))
    return Skew(call, fit, learn, again, mild)


def _steps(trace: Trace, value: Value) -> dict[object, None]:
    """The transformers that a value went through."""
    return {
        i.event: None
        for i in sorted(value.infl, key=lambda i: str(i.event))
        if i.by == "object"
        and not i.chosen
        and i.learns in ("statistics", "vocabulary")
        and i.event in trace.learns
        and i.event not in trace.fits
    }


def _plain(features: Value) -> bool:
    """Whether it is known what the rows went through: a table that was read, cut or written out."""
    if features.rows and any(region.may or _unknown(region.path) for region in features.rows):
        return False
    if features.kind in ("frame", "series", "array"):
        return bool(features.rows)
    if features.kind == "unknown":  # a side of a split of something
        return bool(features.rows) and all(region.path for region in features.rows)
    return features.kind in ("list", "literal") and not features.infl


def _unknown(path: tuple[object, ...]) -> bool:
    return any(
        isinstance(key := getattr(step, "key", None), tuple) and key[:1] == ("call",)
        for step in path
    )
