"""Stages: loading, cleaning, features, training, evaluation, saving, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..finding import Place
from .knowledge import words
from .saves import Save
from .trace import Calls, Import, Key, Trace

ORDER = ("load", "clean", "feature", "train", "evaluate", "save")
_BY_ROLE: Mapping[str, str] = {
    **dict.fromkeys(["loader", "query", "bundled", "halves"], "load"),
    **dict.fromkeys(["dummies", "bins", "transform"], "feature"),
    "metric": "evaluate",
    **dict.fromkeys(["saver", "table_saver"], "save"),
}
_TRANSFORMERS = ("transformer", "composite", "resampler")


class Flow(NamedTuple):
    """Stages that stand in a row outside functions; `cell`: all in that one cell, else 0."""

    stages: tuple[str, ...]
    cell: int
    places: tuple[Place, ...]


def flow(trace: Trace, calls: Calls, saves: Sequence[Save], local: frozenset[str]) -> Flow | None:
    """Four or more stages at module level with none in a function, or three in one cell."""
    if any(_is_local(entry, local) for entry in trace.imports):
        return None
    first: dict[str, Place] = {}
    cells: dict[int, dict[str, Place]] = {}
    inside = False
    for stage, place, function in _staged(trace, calls, saves):
        if function:
            inside = True
            continue
        first.setdefault(stage, place)
        cells.setdefault(place.cell, {}).setdefault(stage, place)
    if len(first) >= 4 and not inside:
        return _flow(first, 0)
    fullest = max(cells, key=lambda number: len(cells[number]), default=0)
    if fullest and len(cells[fullest]) >= 3:
        return _flow(cells[fullest], fullest)
    return None


def _flow(stages: Mapping[str, Place], cell: int) -> Flow:
    names = tuple(stage for stage in ORDER if stage in stages)
    return Flow(names, cell, tuple(stages[name] for name in names))


def _is_local(entry: Import, local: frozenset[str]) -> bool:
    package = entry.module.partition(".")[0]
    return not package or (package in local and package not in words("training_packages"))


def _staged(trace: Trace, calls: Calls, saves: Sequence[Save]) -> Iterator[tuple[str, Place, bool]]:
    """Each stage's name, its place, and whether that stands in a function."""
    for call in calls.role(*_BY_ROLE):
        yield _BY_ROLE[call.role], call.place, bool(call.function)
    for call in calls.written(*words("cleaning_methods")):
        if call.receiver is not None and call.receiver.kind in ("frame", "series"):
            yield "clean", call.place, bool(call.function)
    for call in calls.written("fit", "fit_transform", "fit_resample"):
        if call.receiver is not None and call.receiver.kind in _TRANSFORMERS:
            stage = "clean" if "Imputer" in call.receiver.name else "feature"
            yield stage, call.place, bool(call.function)
    for fit in trace.fits.values():
        if fit.model.name:
            yield "train", fit.place, _called(fit.key)
    for scored in trace.evals:
        yield "evaluate", scored.place, _called(scored.key)
    for save in saves:
        yield "save", save.place, bool(save.call.function)


def _called(key: Key) -> bool:
    """Whether an event happened in a function: its key ends with the calls that led there."""
    return isinstance(key[1], tuple) and bool(key[1][-1])
