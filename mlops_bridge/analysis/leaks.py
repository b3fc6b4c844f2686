"""Leaks: what was learnt from the rows that a model is judged on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from ..finding import Fix, Place
from . import rows as r
from .program import Program
from .rows import Rows
from .split_first import split_first
from .trace import Eval, Fit, Learn, Trace
from .values import Influence, Learns

_BASE = {"statistics": 0.9, "vocabulary": 0.75, "target": 0.95, "rows": 0.95}
_TRAINING = re.compile(r"train|in.?sample|fitted|resubstitution|goodness", re.IGNORECASE)
_SAID = re.compile(r"(?P<quote>['\"])(?P<text>(?:(?!(?P=quote)).)*)(?P=quote)|#.*")
_NAMED = re.compile(r"\s*[\w.\[\]'\"]*(?:train|in_?sample)[\w.\[\]'\"]*\s*\+?=(?!=)", re.IGNORECASE)
_MAY, _NO_EVAL, _INNER = 0.6, 0.6, 0.5


class Early(NamedTuple):
    """Something learnt, from rows that a model trained with it is judged on.

    `inner`: the rows are only an inner validation part of rows that were held apart.
    """

    learn: Learn
    learns: Learns
    by: str
    confidence: float
    inner: bool
    path: tuple[Place, ...]
    fix: Fix | None = None


def learnt_early(program: Program, trace: Trace) -> tuple[Early, ...]:
    """All that was learnt too early; one entry for each place that learns."""
    found: dict[Place, Early] = {}
    for early in (*_judged(trace), *_unjudged(trace)):
        place = early.learn.place
        held = found.get(place)
        if held is None or (held.inner, -held.confidence) > (early.inner, -early.confidence):
            found[place] = early
    return tuple(early._replace(fix=split_first(program, early.learn)) for early in found.values())


class Overlap(NamedTuple):
    """A model that is judged only on rows it was fitted on."""

    fit: Fit
    place: Place
    others: tuple[Place, ...]


def overlaps(program: Program, trace: Trace) -> tuple[Overlap, ...]:
    """The models whose every evaluation takes rows of their own fit, and does not say so."""
    found: dict[Place, Overlap] = {}
    for fit in trace.fits.values():
        events = [event for event in trace.evals if fit.key in event.fits]
        if _validated(trace, fit):
            continue
        if not events or not fit.model.name or "unsupervised" in fit.model.tags:
            continue
        if all(
            not event.inner
            and r.relate(r.once(event.rows), r.once(fit.rows)) == "overlap"
            and not _says_train(program, event.place)
            and not (event.site and _says_train(program, event.site))
            for event in events
        ):
            places = tuple(event.seen for event in events)
            found.setdefault(fit.place, Overlap(fit, places[0], places[1:]))
    return tuple(found.values())


def _validated(trace: Trace, fit: Fit) -> bool:
    """Whether such a model was cross-validated on the same rows: the other score is one more."""
    return any(
        event.inner
        and (other := trace.fits.get(key)) is not None
        and other.model.name == fit.model.name
        and r.relate(other.rows, fit.rows) == "overlap"
        for event in trace.evals
        for key in event.fits
    )


def _says_train(program: Program, place: Place) -> bool:
    """Whether a text, a comment or a name at the evaluation calls it a training score."""
    lines = program.codes[place.cell - 1].cell.source.split("\n")
    if _NAMED.match(lines[place.line - 1]):
        return True
    near = "\n".join(lines[max(0, place.line - 2) : place.end_line + 1])
    return any(_TRAINING.search(match[0]) for match in _SAID.finditer(near))


def _judged(trace: Trace) -> Iterator[Early]:
    for event in trace.evals:
        for name in event.fits:
            fit = trace.fits.get(name)
            if fit is None or "unsupervised" in fit.model.tags:
                continue
            train = event.train if event.inner else fit.rows
            if r.relate(r.once(event.rows), r.once(train)) != "disjoint":
                continue
            for influence in fit.infl | event.infl:
                yield from _early(trace, event, fit, influence)


def _early(trace: Trace, event: Eval, fit: Fit, influence: Influence) -> Iterator[Early]:
    if influence.learns == "rows" and influence not in fit.infl:
        return  # test rows drawn anew, for the error of the score
    relation = r.relate(influence.rows, event.rows)
    learn = trace.learns.get(influence.event)
    if relation == "disjoint" or learn is None:
        return
    learns = influence.learns
    target = fit.target
    if target is not None and influence.of & (target.made | (target.cols or frozenset())):
        learns = "target"
    confidence = _BASE[learns] * (_MAY if relation == "may" else 1)
    if influence.by == "call" and learns == "vocabulary":
        confidence = 0.5
    if influence.chosen and learns != "target":
        confidence = 0.6
    inner = _is_part(influence.rows) and (event.inner or _held_apart(trace, influence.rows))
    labels = (
        replace(fit.place, text="the model is fitted here"),
        replace(event.place, text="and judged here, on rows that were learnt from"),
    )
    yield Early(learn, learns, influence.by, _INNER if inner else confidence, inner, labels)


def _unjudged(trace: Trace) -> Iterator[Early]:
    """Models fitted on one side of a split and never judged: a leak, if they are later."""
    judged = {name for event in trace.evals for name in event.fits}
    for fit in trace.fits.values():
        if fit.key in judged or "unsupervised" in fit.model.tags:
            continue
        for influence in fit.infl:
            other = _siblings(fit.rows)
            learn = trace.learns.get(influence.event)
            if learn is not None and other and r.relate(influence.rows, other) == "overlap":
                confidence = _BASE[influence.learns] * _NO_EVAL
                label = replace(fit.place, text="a model is fitted here")
                yield Early(learn, influence.learns, influence.by, confidence, False, (label,))


def _siblings(rows: Rows) -> Rows:
    """The other sides of the splits that rows are a side of."""
    return frozenset(
        region._replace(path=(*region.path[:-1], last._replace(part=1 - last.part)))
        for region in rows
        if region.path and (last := region.path[-1]).kind == "side" and isinstance(last.part, int)
    )


def _is_part(rows: Rows) -> bool:
    """Whether rows are one side of a split."""
    return bool(rows) and all(
        any(
            step.kind == "slice" or (step.kind == "side" and _splits(step.key))
            for step in region.path
        )
        for region in rows
    )


def _splits(key: object) -> bool:
    return isinstance(key, tuple) and key[:1] != ("mask",)


def _held_apart(trace: Trace, rows: Rows) -> bool:
    """Whether some model is judged on rows outside of these, of the same source."""
    sources = {region.source for region in rows}
    return any(
        event.rows
        and {region.source for region in event.rows} & sources
        and r.relate(event.rows, rows) == "disjoint"
        for event in trace.evals
    )
