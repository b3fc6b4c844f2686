"""Facts: everything a rule may ask about a notebook, in the words of the field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..finding import Edit, Fix, Place, Severity
from ..notebook.cells import Cell, Notebook
from ..notebook.surroundings import Surroundings
from .program import Code, Program, parse
from .unbound import Unbound, unbound


@dataclass(frozen=True)
class Draft:
    """What a rule says; the engine adds the code, the usual severity and the link."""

    place: Place
    message: str
    confidence: float = 0.9
    severity: Severity | None = None
    evidence: tuple[Place, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True)
class Problem:
    """A cell that does not parse: where, and why in plain words."""

    place: Place
    message: str


_USUAL_IMPORTS = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "sns": "import seaborn as sns",
    **{
        name: f"import {name}"
        for name in ["os", "sys", "re", "json", "math", "random", "time", "datetime"]
    },
}


class Facts:
    """What a notebook says and does, asked by the rules; each answer is computed once."""

    def __init__(
        self,
        program: Program,
        surroundings: Surroundings,
        knowledge: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.program = program
        self.notebook = program.notebook
        self.project = surroundings
        self.extra = knowledge

    def finding(
        self,
        place: Place,
        message: str,
        *,
        confidence: float = 0.9,
        severity: Severity | None = None,
        evidence: Iterable[Place] = (),
        fix: Fix | None = None,
    ) -> Draft:
        """Say something about a place; `confidence` is 0 to 1."""
        return Draft(place, message, round(confidence, 2), severity, tuple(evidence), fix)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The code cells, parsed."""
        return self.program.codes

    @cached_property
    def unbound(self) -> tuple[Unbound, ...]:
        """Names read before, or without, a definition."""
        return unbound(self.program)

    @property
    def disorder(self) -> tuple[Place, ...]:
        """The first lines of cells whose execution count is not above all counts before it."""
        found, highest = list[Place](), 0
        for cell in self._ran:
            if cell.count is not None:
                if cell.count <= highest:
                    found.append(start(cell, f"execution count {cell.count} after {highest}"))
                highest = max(highest, cell.count)
        return tuple(found)

    @property
    def gaps(self) -> tuple[Place, ...]:
        """The first lines of cells before which a count, or a run, is missing."""
        found, last, pending = list[Place](), 0, list[Place]()
        for cell in self._ran:
            if cell.count is None:
                pending.append(start(cell, "never run"))
                continue
            found += pending if last else []
            if cell.count > last + 1:
                found.append(start(cell, f"execution count {cell.count} after {last}"))
            last, pending = cell.count, []
        return tuple(found)

    @cached_property
    def _ran(self) -> tuple[Cell, ...]:
        cells = [c for c in self.notebook.code if c.source.strip()]
        cells = [c for c in cells if "injected-parameters" not in c.tags]
        return tuple(cells) if any(c.count is not None for c in cells) else ()

    @cached_property
    def unparsable(self) -> tuple[Problem, ...]:
        """The cells that are not Python, magics aside."""
        return tuple(
            Problem(_error_place(code), _error_text(code))
            for code in self.codes
            if code.error is not None
        )

    @cached_property
    def elided(self) -> tuple[Place, ...]:
        """The lines where a block of comments only stands for code left out."""
        return tuple(_line(code, line) for code in self.codes for line in code.elided)

    def missing_import(self, name: str) -> Fix | None:
        """An import for a well-known alias, put on top of the first code cell."""
        text = _USUAL_IMPORTS.get(name)
        cell = self.notebook.code[0] if self.notebook.code else None
        if text is None or cell is None:
            return None
        edit = Edit(cell.id, 1, 1, 1, 1, "", f"{text}\n")
        return Fix(f"Add `{text}`", "S", (edit,))

    def code(self, cell: int) -> Code:
        """The code cell with this number."""
        return self.program.codes[cell - 1]


def _line(code: Code, line: int) -> Place:
    text = code.cell.source.split("\n")[line - 1]
    column = len(text) - len(text.lstrip()) + 1
    return Place(code.cell.number, code.cell.id, line, column, line, len(text) + 1)


def _error_place(code: Code) -> Place:
    error = code.error
    lines = code.cell.source.split("\n")
    line = min(max(error.line if error else 1, 1), len(lines))
    column = min(max(error.column if error else 1, 1), len(lines[line - 1]) + 1)
    return Place(code.cell.number, code.cell.id, line, column, line, len(lines[line - 1]) + 1)


def _error_text(code: Code) -> str:
    reason = code.error.message if code.error else ""
    if "Missing parentheses in call to" in reason:
        return "the cell is Python 2 (`print` without parentheses): nothing below it is reached"
    return f"the cell is not valid Python ({reason}): repair it, or make it a Markdown cell"


def start(cell: Cell, text: str = "") -> Place:
    """The first line of a cell, as a place."""
    first = cell.source.split("\n", 1)[0]
    return Place(cell.number, cell.id, 1, 1, 1, len(first) + 1, text)


def analyze(
    notebook: Notebook,
    surroundings: Surroundings | None = None,
    knowledge: Mapping[str, tuple[str, ...]] | None = None,
) -> Facts:
    """Make the facts of a notebook. Pure: no user code runs, and nothing is written."""
    around = surroundings or Surroundings(notebook.path)
    return Facts(parse(notebook), around, knowledge or {})


__all__ = ["Draft", "Edit", "Facts", "Fix", "Place", "analyze", "start"]
