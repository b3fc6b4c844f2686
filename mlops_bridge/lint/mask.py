"""Mask: what of a notebook is secret, and texts without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from ..analysis.credentials import credentials, provider_tokens
from ..analysis.program import Code, Program
from ..analysis.secrets import masked
from ..finding import Place
from ..notebook.cells import Cell

HIDDEN = "***"
_SHORTEST = 4  # characters: a shorter value would hide words that are none


class Mask:
    """The secrets of programs: of one notebook, or of one before and after its fixes."""

    def __init__(self, *programs: Program) -> None:
        self._programs = programs

    @cached_property
    def values(self) -> tuple[str, ...]:
        """What is secret, as a line of text holds it, without quotes; the longest first."""
        found = {value for program in self._programs for value in _secret(program)}
        return tuple(sorted((v for v in found if len(v) >= _SHORTEST), key=len, reverse=True))

    def hide(self, text: str) -> str:
        """The text with stars for the secrets of the notebook."""
        for value in self.values:
            text = text.replace(value, HIDDEN)
        return text

    def hide_line(self, text: str, code: Code | None, line: int) -> str:
        """A line of a cell with stars for the notebook's secrets and, in what is no Python, for
        whatever looks like one. `code` is None where the cell is not code.
        """
        text = self.hide(text)
        return masked(text) if loose(code, line, text) else text


def loose(code: Code | None, line: int, text: str) -> bool:
    """Whether a line is no Python, so that literals in it are not known."""
    if code is None or code.tree is None or text.lstrip().startswith("#"):
        return True
    return any(magic.line <= line <= magic.end_line for magic in code.magics)


def _secret(program: Program) -> Iterator[str]:
    cells = {cell.id: cell for cell in program.notebook.cells}
    for code in program.codes:
        yield from _given(code)
    for found in provider_tokens(program):
        yield from found.token.value.split("\n")
    for held in credentials(program):
        lines = _written(cells[held.place.cell_id], held.place)
        if held.value in "\n".join(lines):
            lines = held.value.split("\n")
        for line in lines:
            yield line.strip().lstrip("rbfuRBFU").strip("'\"")


def _written(cell: Cell, place: Place) -> list[str]:
    """The lines of a place, the first and the last of a single line cut to its columns."""
    lines = cell.source.split("\n")[place.line - 1 : place.end_line]
    if place.line == place.end_line:
        return [lines[0][place.column - 1 : place.end_column - 1]]
    return lines


def _given(code: Code) -> Iterator[str]:
    """What looks like a secret in the magics of a cell."""
    lines = code.cell.source.split("\n")
    for magic in code.magics:
        for line in lines[magic.line - 1 : magic.end_line]:
            hidden = masked(line)
            if hidden != line:
                yield from (w for w in re.split(r"[\s'\"=:]+", line) if w and w not in hidden)
