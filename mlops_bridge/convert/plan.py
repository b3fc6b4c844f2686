"""Plan: everything that a project's templates place. All judgement is made before it exists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from .manifest import Ladder
from .parameters import Parameter

Rung = Literal["steps", "verbatim", "notebook"]


@dataclass(frozen=True)
class Moved:
    """A unit that left its place, or was dropped; one row in the project's README."""

    cell: int
    line: int
    what: str
    where: str
    why: str


@dataclass(frozen=True)
class Line:
    """Generated text and where it comes from: the code cell and its first line (0: ours)."""

    text: str
    cell: int = 0
    line: int = 0


def cell_map(lines: Iterable[Line]) -> tuple[tuple[int, int, int], ...]:
    """(line of the file, code cell, line of the cell) for each stretch; cell 0 is ours."""
    found: list[tuple[int, int, int]] = []
    at = 1
    for line in lines:
        if line.cell:
            found.append((at, line.cell, line.line))
        elif found and found[-1][1]:
            found.append((at, 0, 0))
        at += line.text.count("\n") + 1
    return tuple(found)


@dataclass(frozen=True)
class Definition:
    """A function or class that goes to ``lib.py``. `needs` are the arguments it gains."""

    name: str
    cell: int
    line: int
    text: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One function of ``steps.py``: the cells it comes from, and what goes in and out."""

    name: str
    title: str
    cells: tuple[int, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    body: tuple[Line, ...]
    statements: int = 0
    line: int = 0
    """Where it begins in its first cell; 0 for the cell's start."""
    reason: str = ""
    """Why it is not smaller, when it is longer than one reads or most of the notebook."""

    is_async: bool = False

    @property
    def returned(self) -> str:
        return ", ".join(self.outputs)


@dataclass(frozen=True)
class Requirement:
    """A distribution the notebook needs; `version` is None when it is not known.

    `module` is what needs it: an import, or a call that loads it by itself.
    """

    distribution: str
    version: str | None
    module: str
    cell: int
    extras: tuple[str, ...] = ()
    file: str = ""
    """The module beside the notebook that needs it; "" where a cell does."""

    @property
    def reason(self) -> str:
        """What needs it, and where."""
        where = self.file or (f"cell {self.cell}" if self.cell else "")
        return f"{where}: {self.module}" if where else self.module

    @property
    def line(self) -> str:
        """The requirement as pip reads it. A build's own label is on no index."""
        extras = f"[{','.join(self.extras)}]" if self.extras else ""
        version = f"=={self.version.partition('+')[0]}" if self.version else ""
        return f"{self.distribution}{extras}{version}"


@dataclass(frozen=True)
class Plan:
    """What becomes of a notebook. `origin` is its path relative to the project."""

    name: str
    title: str
    python: str
    kernel: str
    origin: str
    source: str
    rung: Rung
    reason: str
    ladder: Ladder
    parameters: tuple[Parameter, ...] = ()
    offered: tuple[Parameter, ...] = ()
    """Further literals that would be parameters if they were chosen."""
    rebound: frozenset[str] = frozenset()
    """Parameters whose name is bound again in the notebook."""
    imports: tuple[Line, ...] = ()
    """Statements at the top of ``steps.py``; those of ``lib.py`` are `lib_imports`."""
    lib_imports: tuple[Line, ...] = ()
    definitions: tuple[Definition, ...] = ()
    constants: tuple[Line, ...] = ()
    constant_names: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    explored: tuple[int, ...] = ()
    """Cells of steps that only looked at the data, and were left out on request."""
    results: tuple[str, ...] = ()
    notebook_cells: tuple[tuple[str, str], ...] = ()
    """(kind, source) of the job notebook's cells when the notebook itself is the job."""
    moved: tuple[Moved, ...] = ()
    secrets: tuple[str, ...] = ()
    alias: str = ""
    """What stands before our own names (``steps``, ``params``) where the notebook has them too."""
    inputs: tuple[str, ...] = ()
    modules: Mapping[str, int] = field(default_factory=dict)
    requirements: tuple[Requirement, ...] = ()
    width: str = ""
    """The line by which pandas prints as in a notebook; "" where no table is printed."""
    own: Mapping[str, str] = field(default_factory=dict)
    """The modules beside the notebook, as text by path below ``src``."""
    probed: bool = True
    """Whether the kernel was asked; else the versions are those of nb2prod's own Python."""
    unresolved: tuple[str, ...] = ()
    """Modules whose distribution is not known, so that no requirement names them."""
    system_packages: tuple[str, ...] = ()
    base: str = ""
    """The image that the Dockerfile stands on, with its digest where one is known."""
    gpu: bool = False
    cuda_image: str = ""
    """The image whose CUDA is taken; "" where wheels bring it, or nothing needs it."""
    cuda_folder: str = ""
    gpu_problem: str = ""
    tracks: bool = False

    verdict: str | None = None
    """What `verify` said, in one sentence; None before it has run."""
    types: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Classes of values that a run has shown, by step and name."""
    modules_text: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    """``steps``, ``lib``, ``pipeline`` or ``verbatim`` as finished lines."""

    @property
    def is_async(self) -> bool:
        """Whether a step awaits, so that ``run`` has to."""
        return any(step.is_async for step in self.steps)

    @property
    def old_base(self) -> bool:
        """Whether the base image may be older than pip 22.3."""
        return not self.base.partition("@")[0].endswith("-bookworm")

    @property
    def has_package(self) -> bool:
        return self.rung != "notebook"

    def uses_type(self, kind: str) -> bool:
        """Whether some parameter's type mentions `kind`."""
        return any(re.search(rf"\b{kind}\b", p.type) for p in self.parameters)

    @property
    def date_types(self) -> list[str]:
        """The classes of ``datetime`` that parameters have."""
        return [kind for kind in ("date", "datetime") if self.uses_type(kind)]

    @property
    def schema_text(self) -> str:
        """The parameters as JSON Schema."""
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Parameters of {self.title}",
            "type": "object",
            "properties": {p.name: p.schema for p in self.parameters},
            "additionalProperties": False,
        }
        return json.dumps(schema, indent=2, ensure_ascii=False)

    @property
    def cells_text(self) -> str:
        """For each module the stretches ``[line, cell, cell line]`` of the notebook's own lines."""
        lines = {name: cell_map(text) for name, text in self.modules_text.items()}
        named = {"notebook": PurePosixPath(self.origin).name, "lines": lines}
        return json.dumps(named, ensure_ascii=False)

    @property
    def data_folder(self) -> str:
        """The notebook's folder relative to the project."""
        return str(PurePosixPath(self.origin).parent)

    @property
    def inputs_text(self) -> str:
        return _list(self.inputs)

    @property
    def secrets_text(self) -> str:
        return _list(self.secrets)

    @property
    def setup(self) -> tuple[str, ...]:
        """Statements of ``run`` before the first step: names that are more than an argument."""
        names, own = [p.name for p in self.parameters], self.alias
        return (
            *(f"{own}lib.{name} = {own}params.{name}" for name in names if name in self.shared),
            *(f"{name} = {own}params.{name}" for name in names if name in self.rebound),
        )

    @property
    def calls(self) -> tuple[str, ...]:
        """One statement of ``run`` per step."""
        plain = {p.name for p in self.parameters} - self.rebound
        calls, own = [], self.alias
        for step in self.steps:
            arguments = [f"{own}params.{n}" if n in plain else n for n in step.inputs]
            left = f"{step.returned} = " if step.outputs else ""
            left += "await " if step.is_async else ""
            call = f"{left}{own}steps.{step.name}({', '.join(arguments)})"
            if len(call) > 95:
                inside = "".join(f"    {a},\n" for a in arguments)
                call = f"{left}{own}steps.{step.name}(\n{inside})"
            calls.append(call)
        return tuple(calls)


def _list(items: tuple[str, ...]) -> str:
    """A Python list of texts, in double quotes."""
    return "[" + ", ".join(json.dumps(item, ensure_ascii=False) for item in items) + "]"
