"""Notebook and Cell: what stands in the file, nothing interpreted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

Kind = Literal["code", "markdown", "raw"]


@dataclass(frozen=True)
class Cell:
    """One cell. `index` counts all cells from 0, `number` the code cells from 1 (0: not code)."""

    index: int
    number: int
    id: str
    kind: Kind
    source: str
    tags: tuple[str, ...] = ()
    count: int | None = None
    outputs: tuple[Mapping[str, Any], ...] = ()
    line: int = 0
    """1-based line of the first source line in a percent script; 0 in an ipynb."""


@dataclass(frozen=True)
class Event:
    """A run of a cell in this session: its number among all runs, and what the cell said then."""

    cell_id: str
    order: int
    source: str


@dataclass(frozen=True)
class Notebook:
    """A notebook as read. `python` is the version its kernel had, or None.

    `live` is a notebook open in an editor, which can be run again at once; only of such a one
    `events` are known.
    """

    path: Path
    cells: tuple[Cell, ...]
    language: str = "python"
    kernel: str | None = None
    python: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    live: bool = False

    @property
    def code(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.kind == "code")

    @cached_property
    def source_hash(self) -> str:
        """The sha256 of what the cells say: outputs, counts and ids do not matter."""
        digest = hashlib.sha256()
        for cell in self.cells:
            tags = ",".join(cell.tags)
            digest.update(f"{cell.kind}\0{tags}\0{cell.source}\0\0".encode("utf-8", "replace"))
        return digest.hexdigest()
