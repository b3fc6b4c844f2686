"""What the server knows of the notebooks that are open: sources by hash, and the last answer.

The page sends the list of all cells with a hash each, and only the sources that the server has
not acknowledged. Answers hold only the cells whose findings differ from those of `base`.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..api import LiveCell, LiveRun, lint_cells
from ..errors import Cancelled
from ..finding import Finding

KEPT = 32

Json = dict[str, Any]
Lint = Callable[..., Sequence[Finding]]


@dataclass(frozen=True)
class LintRequest:
    """One state of one open notebook, as the page sends it."""

    document: str
    path: str
    version: int
    base: int | None
    cells: tuple[tuple[str, str, str], ...]
    sources: Mapping[str, str]
    runs: Mapping[str, int]
    tags: Mapping[str, tuple[str, ...]]
    ran: tuple[tuple[str, int, str | None], ...] = ()
    """The last run of each cell in this kernel: cell, order, its source then if it is another."""
    outputs: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    """The outputs of the cells whose outputs the server has not seen."""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    afresh: bool = False
    """Whether to read the configuration and the files around the notebook again."""

    @classmethod
    def parse(cls, body: Mapping[str, Any]) -> LintRequest:
        """Read the body of a request; `ValueError` names the field that is wrong."""
        base = body.get("base")
        if not (base is None or type(base) is int):
            raise ValueError("`base` must be a whole number or null")
        cells = expect(body, "cells", list)
        if not all(
            isinstance(cell, list) and len(cell) == 3 and all(isinstance(x, str) for x in cell)
            for cell in cells
        ):
            raise ValueError("`cells` must be a list of [id, kind, hash]")
        sources, runs, tags = (expect(body, name, dict, {}) for name in ("sources", "runs", "tags"))
        check_values(sources, "sources", lambda value: isinstance(value, str))
        check_values(runs, "runs", lambda value: type(value) is int)
        check_values(tags, "tags", lambda value: isinstance(value, list))
        ran = expect(body, "ran", list, [])
        if not all(
            isinstance(run, list)
            and [type(part) for part in run[:2]] == [str, int]
            and len(run) == 3
            and isinstance(run[2], str | None)
            for run in ran
        ):
            raise ValueError("`ran` must be a list of [cell, order, source or null]")
        outputs = expect(body, "outputs", dict, {})
        check_values(outputs, "outputs", _are_outputs)
        return cls(
            document=expect(body, "document", str),
            path=expect(body, "path", str, ""),
            version=expect(body, "version", int),
            base=base,
            cells=tuple((id_, kind, hash_) for id_, kind, hash_ in cells),
            sources=sources,
            runs=runs,
            tags={cell: tuple(map(str, names)) for cell, names in tags.items()},
            ran=tuple((cell, order, source) for cell, order, source in ran),
            outputs={cell: tuple(shown) for cell, shown in outputs.items()},
            metadata=expect(body, "metadata", dict, {}),
            afresh=expect(body, "afresh", bool, False),
        )


def _are_outputs(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(part, dict) and isinstance(part.get("output_type"), str) for part in value
    )


def expect(body: Mapping[str, Any], name: str, kind: type, default: Any = None) -> Any:
    """Return a field of a request's body, or raise `ValueError` with its name."""
    value = body.get(name, default)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"`{name}` must be of type {kind.__name__}")
    return value


def check_values(values: Mapping[str, Any], name: str, fits: Callable[[Any], bool]) -> None:
    """Raise `ValueError` if a value of the mapping does not fit."""
    for key, value in values.items():
        if not fits(value):
            raise ValueError(f"`{name}` holds a wrong value for `{key}`")


@dataclass
class Document:
    """One open notebook: the only mutable state of linting, guarded by its lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    newest: int = -1
    answered: int | None = None
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)
    outputs: dict[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    findings: dict[str, list[Json]] = field(default_factory=dict)
    cache: Json = field(default_factory=dict)


class Documents:
    """The open notebooks, least recently used first."""

    def __init__(self, lint: Lint = lint_cells, kept: int = KEPT) -> None:
        self._lint, self._kept = lint, kept
        self._open: OrderedDict[str, Document] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, request: LintRequest, path: Path | None) -> Json:
        """Lint one state of a notebook and return what changed since `base`.

        Parameters
        ----------
        request : LintRequest
            The cells; sources that the server has by hash may be left out.
        path : Path or None
            The notebook's file, for its configuration and surroundings.

        Returns
        -------
        dict
            `need` if sources are missing, `stale` if a newer request came meanwhile, else
            `base`, `cells`, `notebook` and `ms`; always `version`.
        """
        document = self._document(request)
        with document.lock:
            if request.version < document.newest:
                return {"version": request.version, "stale": True}
            started = time.perf_counter()
            document.sources = known_sources(document.sources, request)
            ids = {id_ for id_, _, _ in request.cells}
            shown = {**document.outputs, **request.outputs}
            document.outputs = {id_: found for id_, found in shown.items() if id_ in ids}
            missing = [id_ for id_, _, _ in request.cells if id_ not in document.sources]
            if missing:
                return {"version": request.version, "need": missing}
            if request.afresh:
                document.cache.pop("path", None)
            cells = live_cells(request, document.sources, document.outputs)

            def pause() -> None:
                if request.version < document.newest:
                    raise Cancelled

            try:
                findings = self._lint(
                    cells,
                    path=path,
                    cache=document.cache,
                    runs=live_runs(request, document.sources),
                    metadata=request.metadata,
                    pause=pause,
                )
            except Cancelled:
                return {"version": request.version, "stale": True}
            found = by_cell(request, findings)
            same_base = request.base is not None and request.base == document.answered
            before = document.findings if same_base else {}
            document.answered, document.findings = request.version, found
            return {
                "version": request.version,
                "base": request.base if same_base else None,
                "cells": {
                    id_: found.get(id_, [])
                    for id_, _, _ in request.cells
                    if found.get(id_, []) != before.get(id_, [])
                },
                "notebook": found.get("", []),
                "ms": round((time.perf_counter() - started) * 1000),
            }

    def _document(self, request: LintRequest) -> Document:
        with self._lock:
            document = self._open.setdefault(request.document, Document())
            self._open.move_to_end(request.document)
            while len(self._open) > self._kept:
                self._open.popitem(last=False)
            document.newest = max(document.newest, request.version)
            return document


def known_sources(
    known: Mapping[str, tuple[str, str]], request: LintRequest
) -> dict[str, tuple[str, str]]:
    """Return (hash, source) of each cell of the request whose source is known."""
    result = {}
    for id_, _, hash_ in request.cells:
        if id_ in request.sources:
            result[id_] = (hash_, request.sources[id_])
        elif id_ in known and known[id_][0] == hash_:
            result[id_] = known[id_]
    return result


def live_cells(
    request: LintRequest,
    sources: Mapping[str, tuple[str, str]],
    outputs: Mapping[str, tuple[Mapping[str, Any], ...]],
) -> tuple[LiveCell, ...]:
    """Return the cells as the core wants them."""
    return tuple(
        LiveCell(
            id=id_,
            kind=kind if kind in ("code", "markdown") else "raw",
            source=sources[id_][1],
            tags=tuple(request.tags.get(id_, ())),
            count=request.runs.get(id_),
            outputs=outputs.get(id_, ()),
        )
        for id_, kind, _ in request.cells
    )


def live_runs(request: LintRequest, sources: Mapping[str, tuple[str, str]]) -> tuple[LiveRun, ...]:
    """Return the runs of the cells that are still there."""
    return tuple(
        LiveRun(cell, order, sources[cell][1] if source is None else source)
        for cell, order, source in request.ran
        if cell in sources
    )


def by_cell(request: LintRequest, findings: Iterable[Finding]) -> dict[str, list[Json]]:
    """Return the findings as JSON by cell id; those of the whole notebook under ``""``."""
    ids = {id_ for id_, _, _ in request.cells}
    result: dict[str, list[Json]] = {}
    for finding in findings:
        home = finding.cell_id if finding.cell_id in ids else ""
        result.setdefault(home, []).append(asdict(finding))
    return result
