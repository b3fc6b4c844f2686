"""Choices: models, settings or cut-offs picked by their score on rows that then judge them too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..finding import Place
from . import rows as r
from .knowledge import words
from .program import Code, Program
from .rows import Rows
from .trace import Calls, Eval, Fit, Trace
from .values import Value

_NETS = ("keras_model", "module", "composite")
_CHOICE, _REPEATED, _TRACKED = 0.9, 0.75, 0.6
_VALIDATION = re.compile(r"\b\w*(?:val(?!u)|valid|dev(?:el)?_?)\w*\b|_cv\b|\bcv_", re.IGNORECASE)
_TEST = re.compile(r"\b\w*(?:test|holdout|hold_out)\w*\b|_te\b|\bte_", re.IGNORECASE)


class Choice(NamedTuple):
    """Rows held out that several versions of a model were scored on.

    `what` was chosen by these scores ("" if no choice is seen), at `chosen`; `place` is where
    they are scored, `others` the further evaluations.
    """

    place: Place
    what: str
    chosen: Place | None
    versions: int
    others: tuple[Place, ...]
    confidence: float


class _Judged(NamedTuple):
    event: Eval
    fit: Fit
    sweeps: bool  # the model or the cut-off is another in each round of a loop


def choices(program: Program, trace: Trace, calls: Calls) -> tuple[Choice, ...]:
    """The held-out rows that a choice was made on, or that judge two models or more."""
    judged = [
        one for event in trace.evals if not _unread(program, event) for one in _judged(trace, event)
    ]
    found = list[Choice]()
    for group in _groups(judged):
        choice = _choice(program, trace, calls, group)
        if choice is not None:
            found.append(choice)
    return tuple(found)


def _judged(trace: Trace, event: Eval) -> Iterable[_Judged]:
    """The evaluations on rows apart from those of the fit, folds aside."""
    if event.inner or not event.rows or _is_fold(event.rows):
        return
    for key in event.fits:
        fit = trace.fits.get(key)
        if fit is None or "unsupervised" in fit.model.tags:
            continue
        if r.relate(r.once(event.rows), r.once(fit.rows)) == "disjoint":
            sweeps = {loop.key for loop in event.loops if loop.literal} & event.origin
            yield _Judged(event, fit, bool(sweeps))


def _unread(program: Program, event: Eval) -> bool:
    """Whether nobody sees the score: a plot wanted the call."""
    place = event.place
    return (place.line, place.column) in program.codes[place.cell - 1].memo(_dropped)


def _dropped(code: Code) -> frozenset[tuple[int, int]]:
    """Where `model.score(...)` stands as a statement whose value is neither kept nor displayed."""
    last = code.tree.body[-1:] if code.tree is not None else []
    return frozenset(
        (place.line, place.column)
        for node in code.nodes
        if isinstance(node, ast.Expr) and node not in last and isinstance(node.value, ast.Call)
        if isinstance(node.value.func, ast.Attribute) and node.value.func.attr == "score"
        for place in [code.place(node.value)]
    )


def _is_fold(rows: Rows) -> bool:
    return any(
        isinstance(step.key, tuple) and step.key[:1] in (("folds",), ("cross",))
        for region in rows
        for step in region.path
    )


def _groups(judged: Sequence[_Judged]) -> list[list[_Judged]]:
    """Evaluations whose rows overlap, of models of one target."""
    groups = list[list[_Judged]]()
    for one in judged:
        for group in groups:
            other = group[0]
            same = r.relate(r.once(one.event.rows), r.once(other.event.rows)) == "overlap"
            targets = {_target(one.fit), _target(other.fit)} - {None}
            if same and len(targets) < 2:
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _target(fit: Fit) -> frozenset[str] | None:
    return fit.target.cols if fit.target is not None else None


def _choice(program: Program, trace: Trace, calls: Calls, group: list[_Judged]) -> Choice | None:
    scored = [one for one in group if not one.event.watched]
    if _judged_apart(trace, group):
        return None
    fits = frozenset(one.fit.key for one in group)
    sweeping = next((one for one in scored if one.sweeps), None)
    versions = len({_made(calls, one.fit.model) for one in scored}) + (sweeping is not None)
    what, chosen = "", None
    if compared := _compared(trace, scored, versions):
        what, chosen = "the model", compared
    elif versions > 1 and (picked := _picked(calls, fits)):
        what, chosen = "the model" if not sweeping else "a setting", picked
    elif cut := _cut(calls, scored):
        what, chosen = "the cut-off", cut
    elif stopped := _stopped(calls, group, scored):
        what, chosen = "the number of rounds", stopped
    elif versions < 2:
        return None
    place = chosen or (sweeping or scored[0]).event.seen
    if sweeping and not sweeping.event.site:
        place = sweeping.event.place
    others = tuple(dict.fromkeys(one.event.seen for one in group if one.event.seen != place))
    confidence = _CHOICE if what else _REPEATED
    if not what and sweeping is not None and _tracked(calls, sweeping):
        confidence = _TRACKED
    confidence += _named(program, [one.event for one in group])
    return Choice(place, what, chosen, versions, others, round(confidence, 2))


def _judged_apart(trace: Trace, group: list[_Judged]) -> bool:
    """Whether some model is judged afterwards on rows that took no part in the choice."""
    rows = group[0].event.rows
    first = min(one.event.order for one in group)
    return any(
        not event.inner
        and not event.watched
        and event.order > first
        and event.rows
        and r.relate(event.rows, rows) == "disjoint"
        and _related(event.rows, rows)
        and any(
            (fit := trace.fits.get(key)) is not None
            and r.relate(event.rows, fit.rows) == "disjoint"
            for key in event.fits
        )
        for event in trace.evals
    )


def _related(left: Rows, right: Rows) -> bool:
    """Whether two sets of rows are parts of one split, or whole sources: a further test set."""
    sources = {region.source for region in right}
    return any(region.source in sources or not region.path for region in left)


def _made(calls: Calls, model: Value) -> tuple[object, ...]:
    """What makes a version of a model: its class, the settings as written, and its parts."""
    text: object = ""
    for call in calls.role("estimator", "transformer", "pipeline", "search", *_NETS):
        if call.value.oid == model.oid and model.oid:
            arguments = [*call.node.args, *(k for k in call.node.keywords if not _seed(k))]
            text = " ".join(ast.unparse(part) for part in arguments)
            break
    else:
        text = model.fits or model.oid
    return model.name, text, *(_made(calls, part) for part in model.items)


def _seed(keyword: ast.keyword) -> bool:
    return keyword.arg in words("seed_names")


def _compared(trace: Trace, scored: list[_Judged], versions: int) -> Place | None:
    """A score of these rows beside another one, or beside the best so far."""
    fits = frozenset(one.fit.key for one in scored)
    looping = {loop.key for one in scored for loop in one.event.loops}
    for comparison in trace.comparisons:
        if comparison.fixed or not comparison.fits & fits:
            continue
        in_loop = any(loop.key in looping for loop in comparison.loops)
        if in_loop or (comparison.both and versions > 1):
            return comparison.place
    return None


def _picked(calls: Calls, fits: frozenset[object]) -> Place | None:
    """A maximum of scores, or their order."""
    for call in calls.written(*sorted(words("choosing_methods"))):
        if any("metric" in value.tags and value.fits & fits for value in call.taken):
            return call.place
    return None


def _cut(calls: Calls, scored: list[_Judged]) -> Place | None:
    """The best point of a curve over all cut-offs."""
    curves = {f"curve:{r.brief(one.event.rows)}" for one in scored}
    for call in calls.written("argmax", "argmin", "idxmax", "idxmin"):
        if any(value.tags & curves for value in call.taken):
            return call.place
    return None


def _stopped(calls: Calls, group: list[_Judged], scored: list[_Judged]) -> Place | None:
    """A fit that kept what did best on these rows, which then judge it."""
    for one in group:
        if not one.event.stops:
            continue
        if scored or any(
            r.relate(value.rows, one.event.rows) == "overlap"
            for call in calls.written("evaluate", "score")
            if call.order > one.event.order
            for value in call.values
        ):
            return one.event.place
    return None


def _tracked(calls: Calls, one: _Judged) -> bool:
    """Whether the scores of a loop go to a tracker: there they are compared, or not."""
    keys = {loop.key for loop in one.event.loops}
    return any(loop.key in keys for call in calls.role("tracker") for loop in call.loops)


def _named(program: Program, events: Iterable[Eval]) -> float:
    """What the names at the evaluations say about the rows: they change the confidence a little."""
    lines = [
        program.codes[place.cell - 1].cell.source.split("\n")[place.line - 1]
        for event in events
        for place in {event.place, event.seen}
    ]
    if any(_TEST.search(line) for line in lines):
        return 0.05
    return -0.15 if any(_VALIDATION.search(line) for line in lines) else 0.0
