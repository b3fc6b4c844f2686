"""Targets: models whose features hold the column that they are to predict."""

from __future__ import annotations

from typing import NamedTuple

from .trace import Fit, Trace
from .values import Value


class TargetLeak(NamedTuple):
    """A fit whose features hold the target; `made`: the one is computed from the other."""

    fit: Fit
    target: str
    column: str
    made: bool


def target_leaks(trace: Trace) -> tuple[TargetLeak, ...]:
    """The fits with their target among the features, one entry a target."""
    found: dict[tuple[str, str], TargetLeak] = {}
    for fit in trace.fits.values():
        target = fit.target
        if target is None or "unsupervised" in fit.model.tags or not fit.model.name:
            continue
        if not _one_source(fit.features, target):
            continue
        for name in target.cols if target.cols is not None and len(target.cols) == 1 else ():
            for leak in _leaks(fit, name, target):
                found.setdefault((leak.target, leak.column), leak)
    return tuple(found.values())


def _leaks(fit: Fit, name: str, target: Value) -> list[TargetLeak]:
    features = fit.features
    if _holds(features, name):
        return [TargetLeak(fit, name, name, False)]
    marks = [tag.split(":", 2) for tag in features.tags if tag.startswith("made:")]
    computed = [
        TargetLeak(fit, name, column, True)
        for _, column, source in marks
        if source == name and column != name and _holds(features, column)
    ]
    sources = {
        source
        for _, column, source in (
            tag.split(":", 2) for tag in target.tags if tag.startswith("made:")
        )
        if column == name
    }
    if len(sources) == 1 and _holds(features, source := next(iter(sources))):
        computed.append(TargetLeak(fit, name, source, True))
    return computed[:1]


def _holds(features: Value, name: str) -> bool:
    """Whether the features certainly have this column."""
    if features.cols is not None:
        return name in features.cols
    whole = "whole" in features.tags and features.kind in ("frame", "array")
    return whole and name not in features.gone


def _one_source(features: Value, target: Value) -> bool:
    sources = {region.source for region in features.rows}
    return bool(sources) and sources == {region.source for region in target.rows}
