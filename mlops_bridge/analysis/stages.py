"""Stages: loading, cleaning, features, training, evaluation, saving, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..finding import Place
from .knowledge import words
from .saves import Save
from .trace import Call, Calls, Import, Trace

ORDER = ("load", "clean", "feature", "train", "evaluate", "save")
_BY_ROLE: Mapping[str, str] = {
    **dict.fromkeys(["loader", "query", "bundled", "halves"], "load"),
    **dict.fromkeys(["dummies", "bins", "transform"], "feature"),
    "metric": "evaluate",
    **dict.fromkeys(["saver", "table_saver"], "save"),
}
_TRANSFORMERS = ("transformer", "composite", "resampler")


@dataclass(frozen=True)
class Flow:
    """Stages that stand in a row outside functions; `cell`: all in that one cell, else 0."""

    stages: tuple[str, ...]
    cell: int
    places: tuple[Place, ...]


def flow(trace: Trace, calls: Calls, saves: Sequence[Save], local: frozenset[str]) -> Flow | None:
    """Four or more stages at module level with none in a function, or three in one cell."""
    if any(_is_local(entry, local) for entry in trace.imports):
        return None
    first: dict[str, Call] = {}
    cells: dict[int, dict[str, Call]] = {}
    inside = False
    for stage, call in _staged(trace, calls, saves):
        if call.function:
            inside = True
            continue
        first.setdefault(stage, call)
        cells.setdefault(call.code.cell.number, {}).setdefault(stage, call)
    if len(first) >= 4 and not inside:
        return _flow(first, 0)
    fullest = max(cells, key=lambda number: len(cells[number]), default=0)
    if fullest and len(cells[fullest]) >= 3:
        return _flow(cells[fullest], fullest)
    return None


def _flow(stages: Mapping[str, Call], cell: int) -> Flow:
    names = tuple(stage for stage in ORDER if stage in stages)
    return Flow(names, cell, tuple(stages[name].place for name in names))


def _is_local(entry: Import, local: frozenset[str]) -> bool:
    package = entry.module.partition(".")[0]
    return not package or (package in local and package not in words("training_packages"))


def _staged(trace: Trace, calls: Calls, saves: Sequence[Save]) -> Iterator[tuple[str, Call]]:
    for call in calls.role(*_BY_ROLE):
        yield _BY_ROLE[call.role], call
    for call in calls.written(*words("cleaning_methods")):
        if call.receiver is not None and call.receiver.kind in ("frame", "series"):
            yield "clean", call
    for call in calls.written("fit", "fit_transform", "fit_resample", "train", "cross_val_score"):
        if call.receiver is not None and call.receiver.kind in _TRANSFORMERS:
            yield "clean" if "Imputer" in call.receiver.name else "feature", call
    by_key = {call.key: call for call in calls}
    for fit in trace.fits.values():
        held = by_key.get(fit.key[1]) if isinstance(fit.key[1], tuple) else None
        if held is not None and fit.model.name:
            yield "train", held
    for scored in trace.evals:
        held = by_key.get(scored.key[1]) if isinstance(scored.key[1], tuple) else None
        if held is not None:
            yield "evaluate", held
    for save in saves:
        yield "save", save.call
