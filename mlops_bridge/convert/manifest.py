"""Manifest: what a generated project says of itself in ``manifest.json``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from ..errors import ProjectError
from .parameters import Parameter


@dataclass(frozen=True)
class Ladder:
    """How far the conversion had to step down to stay equal; lowering it is monotone."""

    joined: frozenset[int] = frozenset()
    """Cells that may not start a step."""
    whole: frozenset[int] = frozenset()
    """Cells that may not be divided."""
    shared: frozenset[str] = frozenset()
    """Names kept as attributes of ``lib``."""
    local: frozenset[str] = frozenset()
    """Definitions that stay where they stand."""
    kept: frozenset[int] = frozenset()
    """Cells whose displays are not dropped and imports not moved."""
    verbatim: bool = False


TOP = Ladder()
"""The top of the ladder: nothing has been lowered."""


@dataclass(frozen=True)
class StepRecord:
    """One step in the manifest: its name, title, and the code cells it came from.

    `line` is where it begins in its first cell, 0 for the cell's start; `reason` says why a long
    step is not cut further, "" for others.
    """

    name: str
    title: str
    cells: tuple[int, ...]
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    line: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Manifest:
    """The record of a conversion.

    `notebook` is the notebook's path relative to the project, `source` the sha256 of its cells,
    `explored` the cells left out because they only looked at the data, `secrets` the
    environment variables the job needs, `inputs` data files relative to the notebook's folder,
    `imports` each imported module with the first cell that imports it, `files` the sha256 of
    each generated file, `cells` for each generated module the list of ``[line, cell, cell
    line]`` by which a traceback finds the notebook; from a line with cell 0 on, the text is not
    the notebook's. `base` is the image that the Dockerfile stands on, `tracks` whether the package
    says what it trains and measures.
    """

    name: str
    title: str
    tool: str
    python: str
    kernel: str
    notebook: str
    source: str
    rung: str
    parameters: tuple[Parameter, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    explored: tuple[int, ...] = ()
    results: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    imports: Mapping[str, int] = field(default_factory=dict)
    base: str = ""
    tracks: bool | None = None
    ladder: Ladder = TOP
    verdict: str | None = None
    types: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, tuple[tuple[int, int, int], ...]] = field(default_factory=dict)

    @property
    def ends(self) -> list[str]:
        """Where each step ends in the notebook: a cell, or ``cell:line`` before which it does."""
        found = []
        for index, step in enumerate(self.steps):
            after = self.steps[index + 1 : index + 2]
            cut = after and after[0].line and after[0].cells[0] == step.cells[-1]
            found.append(f"{step.cells[-1]}:{after[0].line}" if cut else str(step.cells[-1]))
        return found

    def handed(self, name: str) -> list[str]:
        """The names that ``run`` holds after a step and still hands to a later one, or returns."""
        index = next((i for i, step in enumerate(self.steps) if step.name == name), None)
        if index is None:
            return []
        needed: dict[str, None] = {}
        bound: set[str] = set()
        for step in self.steps[index + 1 :]:
            needed.update((n, None) for n in step.inputs if n not in bound)
            bound |= set(step.outputs)
        needed.update((n, None) for n in self.results if n not in bound)
        return list(needed)

    def dumps(self) -> str:
        data = asdict(self)
        for key, value in data["ladder"].items():
            data["ladder"][key] = sorted(value) if isinstance(value, frozenset) else value
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def load(project: Path) -> Manifest:
    """Read the manifest of a generated project.

    Raises
    ------
    ProjectError
        If `project` is no folder that ``nb2prod convert`` wrote.
    """
    path = project / "manifest.json"
    hint = "Give the folder that `nb2prod convert NOTEBOOK -o DIR` wrote."
    if not path.is_file():
        raise ProjectError("not a generated project", where=str(project), hint=hint)
    try:
        return loads(path.read_text(encoding="utf-8"))
    except (ValueError, TypeError, KeyError) as error:
        raise ProjectError(f"not a manifest: {error}", where=str(path), hint=hint) from None


def loads(text: str) -> Manifest:
    """The manifest in a text; what an older version did not write has its default."""
    data = _known(Manifest, json.loads(text))
    ladder = _known(Ladder, data.get("ladder", {}))
    tuples = ("explored", "results", "secrets", "inputs")
    return Manifest(
        **{
            **data,
            **{key: tuple(data.get(key, ())) for key in tuples},
            "parameters": tuple(
                Parameter(**_known(Parameter, {**p, "choices": tuple(p.get("choices", ()))}))
                for p in data.get("parameters", ())
            ),
            "steps": tuple(
                StepRecord(**_frozen(step, tuple))
                for step in (_known(StepRecord, s) for s in data.get("steps", ()))
            ),
            "cells": {
                k: tuple((a, b, c) for a, b, c in v) for k, v in data.get("cells", {}).items()
            },
            "ladder": Ladder(**_frozen(ladder, frozenset)),
        }
    )


def _known(kind: type, data: dict[str, Any]) -> dict[str, Any]:
    """The entries that are fields of a dataclass."""
    names = {field.name for field in fields(kind)}
    return {key: value for key, value in data.items() if key in names}


def _frozen(data: Mapping[str, Any], kind: Callable[[list[Any]], Any]) -> dict[str, Any]:
    return {key: kind(value) if isinstance(value, list) else value for key, value in data.items()}
