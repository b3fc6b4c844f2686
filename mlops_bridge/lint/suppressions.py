"""Suppressions: `# nb2prod: ignore[CODE] reason` on a line, or for a whole cell."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..analysis.program import Code, Program
from ..notebook.cells import Cell

TAG = "nb2prod-ignore"
_COMMENT = re.compile(r"#\s*nb2prod:\s*ignore(?:\[(?P<codes>[\w\s,]*)\])?")


@dataclass(frozen=True)
class Suppressions:
    """Codes (or prefixes) that are silent, for whole cells and for single lines of a cell."""

    cells: Mapping[str, tuple[str, ...]]
    lines: Mapping[tuple[str, int], tuple[str, ...]]
    firsts: Mapping[tuple[str, int], int]

    def silence(self, code: str, cell_id: str, line: int) -> bool:
        """Whether a finding with this code at this place was waived."""
        first = self.firsts.get((cell_id, line), line)
        codes = (
            *self.cells.get(cell_id, ()),
            *self.lines.get((cell_id, line), ()),
            *self.lines.get((cell_id, first), ()),
        )
        return bool(codes) and code.startswith(codes)


def suppressions(program: Program) -> Suppressions:
    """Collect the suppressions of a notebook."""
    cells: dict[str, tuple[str, ...]] = {}
    lines: dict[tuple[str, int], tuple[str, ...]] = {}
    firsts: dict[tuple[str, int], int] = {}
    for code in program.codes:
        cell = code.cell
        whole = _whole(cell)
        if whole:
            cells[cell.id] = whole
        if "nb2prod" not in cell.source:
            continue
        for number, text in enumerate(cell.source.split("\n"), 1):
            if match := _COMMENT.search(text):
                lines[cell.id, number] = _codes(match)
        firsts.update(_firsts(code))
    return Suppressions(cells, lines, firsts)


def _whole(cell: Cell) -> tuple[str, ...]:
    if TAG in cell.tags:
        return ("",)
    first = next((line.strip() for line in cell.source.split("\n") if line.strip()), "")
    match = _COMMENT.match(first)
    return _codes(match) if match else ()


def _codes(match: re.Match[str]) -> tuple[str, ...]:
    """The codes named; without brackets every code (the empty prefix)."""
    if match["codes"] is None:
        return ("",)
    return tuple(code.strip().upper() for code in match["codes"].split(",") if code.strip())


def _firsts(code: Code) -> Mapping[tuple[str, int], int]:
    """For each line of a statement of several lines, the statement's first line."""
    found: dict[tuple[str, int], int] = {}
    if code.tree is None:
        return found
    for node in ast.walk(code.tree):
        if isinstance(node, ast.stmt) and not hasattr(node, "body"):
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                found[code.cell.id, line] = node.lineno
    return found
