"""What a rule yields and an edge shows. The same words in Python, on the wire and in TypeScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Place:
    """A range in a cell, with a label when it is evidence.

    Cells are numbered among the code cells from 1 (0: a cell that is not code); lines and
    columns are 1-based, columns count code points, and the end column is exclusive.
    """

    cell: int
    cell_id: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str = ""

    def __str__(self) -> str:
        return f"cell {self.cell}, line {self.line}"


@dataclass(frozen=True)
class Edit:
    """Replace the text of a range; `expect` is the text that must still stand there."""

    cell_id: str
    line: int
    column: int
    end_line: int
    end_column: int
    expect: str
    text: str


Generated = Literal[
    "requirements",
    "container",
    "service",
    "schema",
    "model-card",
    "monitoring",
    "environment",
    "pipeline",
]


@dataclass(frozen=True)
class Fix:
    """Edits that belong together. Kind A is mechanical and certain, S needs the user's eye.

    `clears` are the ids of cells whose outputs and execution count go, `deletes` those of cells
    that go as a whole. Kind G changes no cell: `nb2prod fix --generate` writes files for it.
    `generates` says which; a fix of another kind may name files that go along with its edits.
    """

    title: str
    kind: Literal["A", "S", "G"]
    edits: tuple[Edit, ...]
    generates: Generated | None = None
    clears: tuple[str, ...] = ()
    deletes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A rule's verdict on one range of one cell."""

    code: str
    severity: Severity
    confidence: float
    message: str
    cell: int
    cell_id: str
    line: int
    column: int
    end_line: int
    end_column: int
    evidence: tuple[Place, ...] = ()
    fix: Fix | None = None
    docs: str = ""

    @property
    def place(self) -> Place:
        return Place(
            self.cell, self.cell_id, self.line, self.column, self.end_line, self.end_column
        )

    def as_dict(self) -> Mapping[str, Any]:
        """The finding as JSON knows it (architecture.md, part 10)."""
        return asdict(self)
