"""Suppressions: what a comment, a tag or the notebook's metadata silences, and what in vain."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..analysis.program import Code, Program
from ..finding import Edit, Finding, Fix, Place
from ..notebook.cells import Cell, Notebook

TAG = "nb2prod-ignore"
UNUSED = "NB808"
_COMMENT = re.compile(r"#\s*nb2prod:\s*ignore(?:\[(?P<codes>[\w\s,:-]*)\])?")
_EVERY = ("",)


@dataclass(frozen=True)
class Mark:
    """One suppression: its codes (or prefixes; "" is every code) and what it covers.

    `cell_id` "" is the whole notebook, `line` 0 the whole cell. `erase` takes a comment away.
    """

    codes: tuple[str, ...]
    cell_id: str
    line: int
    place: Place
    said: str
    erase: Edit | None = None

    def covers(self, cell_id: str, lines: Sequence[int]) -> bool:
        """Whether a finding on one of these lines of a cell is in reach."""
        return not self.cell_id or (
            self.cell_id == cell_id and (not self.line or self.line in lines)
        )


@dataclass(frozen=True)
class Suppressions:
    """The marks of a notebook; `firsts` gives the first line of statements of several lines."""

    marks: tuple[Mark, ...]
    firsts: Mapping[tuple[str, int], int]

    def apply(self, found: Iterable[Finding]) -> tuple[list[Finding], frozenset[tuple[int, str]]]:
        """The findings that stay, and which (mark, code) silenced another."""
        kept, used = list[Finding](), set[tuple[int, str]]()
        for finding in found:
            hits = set(self._hits(finding))
            used |= hits
            if not hits:
                kept.append(finding)
        return kept, frozenset(used)

    def _hits(self, finding: Finding) -> Iterator[tuple[int, str]]:
        if not self.marks:
            return
        first = self.firsts.get((finding.cell_id, finding.line), finding.line)
        for number, mark in enumerate(self.marks):
            if mark.covers(finding.cell_id, (finding.line, first)):
                yield from ((number, code) for code in mark.codes if names(code, finding.code))


def names(written: str, code: str) -> bool:
    """Whether a written code or prefix means `code`; other tools' codes go without the tool."""
    full, wanted = code.upper(), written.upper()
    return full.startswith(wanted) or full.rpartition(":")[2].startswith(wanted)


def suppressions(program: Program) -> Suppressions:
    """Collect the suppressions of a notebook."""
    marks, firsts = list(_of_notebook(program.notebook)), dict[tuple[str, int], int]()
    for cell in program.notebook.cells:
        if TAG in cell.tags:
            marks.append(Mark(_EVERY, cell.id, 0, _first(cell), f"the tag `{TAG}`"))
    for code in program.codes:
        if "nb2prod" in code.cell.source:
            marks += _comments(code)
            firsts.update(_firsts(code))
    return Suppressions(tuple(marks), firsts)


def unused(
    waived: Suppressions,
    used: frozenset[tuple[int, str]],
    judged: Callable[[str], bool],
) -> Iterator[tuple[Place, str, Fix | None]]:
    """The marks that silence nothing: where, what to say, and how a comment goes away.

    Parameters
    ----------
    judged : callable
        Whether all rules that a written code may mean were asked; else nobody knows.
    """
    for number, mark in enumerate(waived.marks):
        idle = [code for code in mark.codes if (number, code) not in used and judged(code)]
        if not idle:
            continue
        named = ", ".join(f"`{code}`" for code in idle if code)
        what = f"{mark.said} silences nothing" + (f" for {named}" if named else "")
        left = tuple(code for code in mark.codes if code not in idle)
        yield mark.place, f"{what}: take it away", _removal(mark, left)


def _of_notebook(notebook: Notebook) -> Iterator[Mark]:
    said = notebook.metadata.get("nb2prod")
    codes = said.get("ignore") if isinstance(said, dict) else None
    if not isinstance(codes, list) or not notebook.cells:
        return
    place = _first(next(iter(notebook.code), notebook.cells[0]))
    named = tuple(code.strip().upper() for code in codes if isinstance(code, str) and code.strip())
    if named:
        yield Mark(named, "", 0, place, "`nb2prod.ignore` in the notebook's metadata")


def _first(cell: Cell) -> Place:
    text = cell.source.split("\n", 1)[0]
    return Place(cell.number, cell.id, 1, 1, 1, len(text) + 1)


def _comments(code: Code) -> Iterator[Mark]:
    cell, strings, blank = code.cell, _strings(code), True
    lines = cell.source.split("\n")
    for number, text in enumerate(lines, 1):
        match = _COMMENT.search(text)
        if match and not any(start <= (number, match.start()) < end for start, end in strings):
            # a comment above all code holds for the cell
            line = 0 if blank and not text[: match.start()].strip() else number
            place = Place(cell.number, cell.id, number, match.start() + 1, number, len(text) + 1)
            erase = _erasure(cell.id, lines, number, match.start())
            yield Mark(_codes(match), cell.id, line, place, "this comment", erase)
        blank = blank and not text.strip()


def _erasure(cell_id: str, lines: Sequence[str], number: int, column: int) -> Edit:
    """Take a comment away, with the blanks before it, or the line if nothing else is on it."""
    text = lines[number - 1]
    before = text[:column].rstrip()
    if before:
        start = len(before)
        return Edit(cell_id, number, start + 1, number, len(text) + 1, text[start:], "")
    if number < len(lines):
        return Edit(cell_id, number, 1, number + 1, 1, f"{text}\n", "")
    if number > 1:
        end = len(lines[-2]) + 1
        return Edit(cell_id, number - 1, end, number, len(text) + 1, f"\n{text}", "")
    return Edit(cell_id, 1, 1, 1, len(text) + 1, text, "")


def _codes(match: re.Match[str]) -> tuple[str, ...]:
    """The codes named; without brackets every code (the empty prefix)."""
    if match["codes"] is None:
        return _EVERY
    named = (code.strip().upper() for code in match["codes"].split(","))
    return tuple(dict.fromkeys(code for code in named if code))


def _strings(code: Code) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where string literals stand, as (line, 0-based column) from and to."""
    if code.tree is None:
        return []
    return [
        ((place.line, place.column - 1), (place.end_line, place.end_column - 1))
        for node in code.nodes
        if isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)))
        for place in [code.place(node)]
    ]


def _removal(mark: Mark, left: tuple[str, ...]) -> Fix | None:
    if mark.erase is None:
        return None
    match = _COMMENT.search(mark.erase.expect)
    if not left or match is None:
        return Fix("Delete the comment", "A", (mark.erase,))
    place, old = mark.place, match["codes"]
    start = place.column + match.start("codes") - match.start()
    edit = Edit(
        *(place.cell_id, place.line, start, place.line, start + len(old)), old, ", ".join(left)
    )
    return Fix("Take away the codes that silence nothing", "A", (edit,))


def _firsts(code: Code) -> Mapping[tuple[str, int], int]:
    """For each line of a statement, or of the head of a block, the line where it begins."""
    found: dict[tuple[str, int], int] = {}
    if code.tree is None:
        return found
    for node in code.nodes:
        if not isinstance(node, ast.stmt):
            continue
        end = node.end_lineno or node.lineno
        body = getattr(node, "body", None) or getattr(node, "cases", None)
        if body:
            inner = body[0].pattern if isinstance(body[0], ast.match_case) else body[0]
            end = max(node.lineno, inner.lineno - 1)
        for line in range(node.lineno, end + 1):
            found[code.cell.id, line] = node.lineno
    return found
