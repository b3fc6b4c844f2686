"""Sweeps: loops that try settings of a model, or several models, by hand."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..finding import Place
from .knowledge import api, words
from .trace import Call, Calls, Loop, Trace
from .values import Value

_SETS = frozenset(
    ["estimator", "pipeline", "composite", "search", "optimizer", "module", "keras_model", "train"]
)
_SEEDS = frozenset(["random_state", "seed", "rng", "generator", "random_seed"])


class Sweep(NamedTuple):
    """A hand-made search; `what` says over what, `elided` that its body was left out."""

    place: Place
    targets: tuple[str, ...]
    what: str
    confidence: float
    elided: bool
    inner: tuple[Place, ...]


def sweeps(trace: Trace, calls: Calls) -> tuple[Sweep, ...]:
    """The outermost loops that sweep."""
    elided = [loop for loop in trace.loops if loop.elided and loop.literal]
    if not trace.fits and not elided:
        return ()
    by_loop: dict[object, list[Call]] = {}
    for call in calls if trace.loops else ():
        for loop in call.loops:
            by_loop.setdefault(loop.key, []).append(call)
    found: dict[object, Sweep] = {}
    for loop in trace.loops:
        sweep = _elided(elided, loop) or _sweep(trace, loop, by_loop.get(loop.key, []))
        if sweep is not None:
            found[loop.key] = sweep
    return tuple(
        found[loop.key]
        for loop in trace.loops
        if loop.key in found and not any(outer.key in found for outer in loop.outer)
    )


def _sweep(trace: Trace, loop: Loop, calls: list[Call]) -> Sweep | None:
    if not loop.literal or any(call.role == "tracker" for call in calls):
        return None
    fits = [trace.fits[key] for call in calls for key in _events(call) if key in trace.fits]
    torch = any(call.written == "backward" for call in calls) and _steps(calls)
    if not (fits or torch) or not _noted(trace, loop, calls):
        return None
    names = [target for target in loop.targets if not target.startswith("_")]
    nested = [other for other in trace.loops if other.literal and loop in other.outer]
    inner = tuple(other.place for other in nested)
    for other in nested:
        if any(_reaches(other, call) for call in calls):
            names += other.targets
    if _models(loop.iterable) >= 2:
        return Sweep(loop.place, tuple(names), "models", 0.75, False, inner)
    if not any(_reaches(loop, call) for call in calls):
        return None
    clusters = bool(fits) and all("unsupervised" in fit.model.tags for fit in fits)
    return Sweep(loop.place, tuple(names), "settings", 0.5 if clusters else 0.9, False, inner)


def _elided(elided: list[Loop], loop: Loop) -> Sweep | None:
    """Two nested loops over literals, with the training left out."""
    if not loop.literal:
        return None
    for other in elided:
        if loop in other.outer:
            names = (*loop.targets, *other.targets)
            if all(name.lower() in words("hyper_parameters") for name in names):
                return Sweep(loop.place, names, "settings", 0.7, True, (other.place,))
    return None


def _events(call: Call) -> tuple[object, object]:
    return ("fit", call.key), ("cross", call.key)


def _steps(calls: list[Call]) -> bool:
    """Whether an optimizer takes steps."""
    return any(
        call.written == "step" and call.receiver is not None and call.receiver.kind == "optimizer"
        for call in calls
    )


def _reaches(loop: Loop, call: Call) -> bool:
    """Whether the loop's variable becomes a setting of a model or of its training."""
    values = [v for name, v in call.keywords.items() if name not in _SEEDS]
    if call.role in _SETS:
        values += call.args
    elif call.written == "fit":
        pass  # the positional arguments of fit are data
    elif call.written in ("set_params", "compile"):
        values += call.args
    elif call.role not in ("cross",):
        return False
    return any(loop.key in value.origin for value in values)


def _noted(trace: Trace, loop: Loop, calls: list[Call]) -> bool:
    """Whether a score made in the loop is printed, appended or stored."""
    for call in calls:
        if call.written in words("noting_methods") and any(
            "metric" in value.tags for value in call.values
        ):
            return True
        if call.written in ("float", "round", "item", "append", "print") and _scores(call):
            return True
    if not loop.statement:
        return any("metric" in call.value.tags for call in calls)
    return any(loop in store.loops and "metric" in store.value.tags for store in trace.stores)


def _scores(call: Call) -> bool:
    """Whether what a call takes is called a score: `print(lr, auc)`, `float(acc)`."""
    spoken = [call.code.segment(node) for node in (*call.node.args, call.node.func)]
    names = {name for text in spoken for name in re.findall(r"[A-Za-z]+", text.lower())}
    return bool(names & (words("score_words") - {"loss", "losses"}))


def _models(value: Value) -> int:
    """How many models are written in an iterable."""
    found = 0
    for item in value.items:
        if item.kind in ("estimator", "pipeline", "search", "keras_model", "module"):
            found += 1
        elif item.kind == "name" and item.name:
            found += _is_model_class(item.name)
        elif item.kind in ("list", "tuple", "dict"):
            found += _models(item)
    return found


def _is_model_class(name: str) -> bool:
    entry = api(name)
    return entry is not None and entry.role == "estimator"
