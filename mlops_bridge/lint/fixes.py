"""Fixes: applied, checked by linting again, and taken back if they did not help."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..analysis.program import parse, parse_cell
from ..config import Config
from ..finding import Edit, Finding, Fix
from ..notebook.cells import Cell, Notebook
from ..notebook.surroundings import Surroundings
from .engine import lint
from .mask import Mask

# what clearing an output leaves behind: a gap in the counts, a suppression without its finding
_AFTER_CLEARING = ("NB801", "NB808")


@dataclass(frozen=True)
class Fixed:
    """A notebook after its fixes, the findings that were repaired, and a diff of the cells.

    `cleared` and `deleted` are the ids of the cells whose outputs went, or that went themselves.
    """

    notebook: Notebook
    applied: tuple[Finding, ...]
    diff: str
    cleared: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()


def fix(
    notebook: Notebook,
    config: Config | None = None,
    surroundings: Surroundings | None = None,
    *,
    unsafe: bool = False,
    codes: Iterable[str] | None = None,
) -> Fixed:
    """Apply the fixes that are certain, one after the other; nothing is written.

    Each fix is kept only if the cells still parse, its finding is gone and none came instead.

    Parameters
    ----------
    unsafe : bool
        Apply those of kind S too, which need the user's eye.
    codes : iterable of str, optional
        Only findings with these codes, or prefixes of codes.
    """
    config = config or Config()
    wanted = tuple(codes) if codes is not None else ("",)
    applied, refused = list[Finding](), set[tuple[str, str, str]]()
    now, findings = notebook, lint(notebook, config, surroundings)
    while True:
        candidate = _next(findings, wanted, unsafe, refused, config.min_confidence)
        if candidate is None:
            cleared, deleted = _cleared(notebook, now), _deleted(notebook, now)
            return Fixed(now, tuple(applied), diff(notebook, now), cleared, deleted)
        after = _applied(now, candidate.fix) if candidate.fix is not None else None
        found = lint(after, config, surroundings) if after is not None else ()
        least = config.min_confidence
        if after is not None and _better(candidate, now, after, findings, found, least):
            applied += [candidate, *_with(candidate, findings, found)]
            now, findings = after, found
        else:
            refused.add(_name(candidate))


def apply(notebook: Notebook, edits: Sequence[Edit]) -> Notebook | None:
    """The notebook with edits done; None if a text that an edit expects is not there."""
    sources = {cell.id: cell.source for cell in notebook.cells}
    ordered = sorted(edits, key=lambda e: (e.line, e.column, e.end_line, e.end_column))
    for edit in reversed(ordered):
        source = sources.get(edit.cell_id)
        changed = _edited(source, edit) if source is not None else None
        if changed is None:
            return None
        sources[edit.cell_id] = changed
    cells = tuple(_with_source(cell, sources[cell.id]) for cell in notebook.cells)
    return replace(notebook, cells=cells)


def diff(before: Notebook, after: Notebook) -> str:
    """A unified diff of the cells that differ, each under file and number; empty if none does.

    It is shown, and kept in logs: the secrets of the notebook are hidden.
    """
    parts, path = list[str](), before.path.as_posix()
    left = {cell.id: cell for cell in after.cells}
    if all(cell == left.get(cell.id) for cell in before.cells):
        return ""
    shown = _Shown(before, after)
    for old in before.cells:
        new, name = left.get(old.id), f"{path}:cell {old.number or old.id}"
        if new is None:
            parts += [f"--- {name}", "+++ /dev/null", "@@ cell deleted @@"]
            parts += [f"-{shown.line(old.id, line)}" for line in old.source.split("\n") if line]
        elif old.source != new.source:
            found = difflib.unified_diff(
                old.source.split("\n"), new.source.split("\n"), name, name, lineterm=""
            )
            for number, line in enumerate(found):
                body = number > 1 and not line.startswith("@@")
                parts.append(line[0] + shown.line(old.id, line[1:]) if body else line)
    if cleared := set(_cleared(before, after)):
        numbers = _ranges([cell.number for cell in before.cells if cell.id in cleared])
        name = f"{path}:cell{'s' if len(cleared) > 1 else ''} {numbers}"
        parts += [f"--- {name}", f"+++ {name}", "@@ outputs and execution count cleared @@"]
    return "\n".join(parts) + "\n" if parts else ""


class _Shown:
    """The lines of cells, before and after, as they may be shown."""

    def __init__(self, before: Notebook, after: Notebook) -> None:
        programs = parse(before), parse(after)
        self._mask = Mask(*programs)
        self._codes = [{code.cell.id: code for code in program.codes} for program in programs]
        self._known: dict[str, Mapping[str, str]] = {}

    def line(self, cell_id: str, text: str) -> str:
        if cell_id not in self._known:
            codes = [codes[cell_id] for codes in self._codes if cell_id in codes]
            self._known[cell_id] = {
                line: self._mask.hide_line(line, code, number)
                for code in codes
                for number, line in enumerate(code.cell.source.split("\n"), 1)
            }
        return self._known[cell_id].get(text) or self._mask.hide_line(text, None, 1)


def _cleared(before: Notebook, after: Notebook) -> tuple[str, ...]:
    """The cells that stored something before, and store nothing after."""
    stored = {cell.id for cell in before.cells if cell.outputs or cell.count is not None}
    return tuple(
        cell.id
        for cell in after.cells
        if cell.id in stored and not cell.outputs and cell.count is None
    )


def _deleted(before: Notebook, after: Notebook) -> tuple[str, ...]:
    left = {cell.id for cell in after.cells}
    return tuple(cell.id for cell in before.cells if cell.id not in left)


def _ranges(numbers: Sequence[int]) -> str:
    """Ascending numbers in short: 1-3, 5."""
    parts = list[list[int]]()
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)


def _applied(notebook: Notebook, fix: Fix) -> Notebook | None:
    """The notebook with a fix done, its cells numbered anew; None if it does not fit."""
    held = {cell.id for cell in notebook.cells}
    edited = apply(notebook, fix.edits) if held.issuperset({*fix.clears, *fix.deletes}) else None
    if edited is None or not (fix.clears or fix.deletes):
        return edited
    cells, number = list[Cell](), 0
    for cell in edited.cells:
        if cell.id in fix.deletes:
            continue
        number += cell.kind == "code"
        if cell.id in fix.clears:
            cell = replace(cell, outputs=(), count=None)
        cells.append(replace(cell, index=len(cells), number=number if cell.number else 0))
    return replace(edited, cells=tuple(cells))


def _next(
    findings: Sequence[Finding],
    wanted: tuple[str, ...],
    unsafe: bool,
    refused: set[tuple[str, str, str]],
    least: float,
) -> Finding | None:
    kinds = ("A", "S") if unsafe else ("A",)

    # outputs tell other rules of the data, so they go last; all go before those of one cell,
    # whose count may be what shows that the others are out of order
    def late(finding: Finding) -> tuple[bool, int]:
        clears = len(finding.fix.clears) if finding.fix is not None else 0
        return clears > 0, -clears

    for finding in sorted(findings, key=late):
        if finding.fix is None or finding.confidence < least or _name(finding) in refused:
            continue
        if finding.code.startswith(wanted) and finding.fix.kind in kinds:
            return finding
    return None


def _with(
    applied: Finding, before: Sequence[Finding], after: Sequence[Finding]
) -> Iterator[Finding]:
    """The other findings that are gone because their cells were cleared too."""
    left = set(map(_name, after))
    clears = set(applied.fix.clears) if applied.fix is not None else set()
    for finding in before:
        fix = finding.fix
        if fix is not None and fix.clears and clears.issuperset(fix.clears):
            if finding is not applied and _name(finding) not in left:
                yield finding


def _name(finding: Finding) -> tuple[str, str, str]:
    """What stays of a finding when lines move: its code, its cell and its words."""
    return finding.code, finding.cell_id, finding.message


def _better(
    finding: Finding,
    before: Notebook,
    after: Notebook,
    old: Sequence[Finding],
    new: Sequence[Finding],
    least: float,
) -> bool:
    parsed = {cell.id for cell in before.code if parse_cell(cell).tree is not None}
    if any(cell.id in parsed and parse_cell(cell).tree is None for cell in after.code):
        return False
    names_before, names_after = list(map(_name, old)), list(map(_name, new))
    if names_after.count(_name(finding)) >= names_before.count(_name(finding)):
        return False
    kinds = {(f.code, f.cell_id) for f in old}
    waived = _AFTER_CLEARING if finding.fix is not None and finding.fix.clears else ()
    return all(
        (f.code, f.cell_id) in kinds or f.code in waived for f in new if f.confidence >= least
    )


def _edited(source: str, edit: Edit) -> str | None:
    lines = source.split("\n")
    if not (1 <= edit.line <= len(lines) and edit.end_line <= len(lines) + 1):
        return None
    start = _offset(lines, edit.line, edit.column)
    end = _offset(lines, edit.end_line, edit.end_column)
    if source[start:end] != edit.expect:
        return None
    return source[:start] + edit.text + source[end:]


def _offset(lines: Sequence[str], line: int, column: int) -> int:
    return sum(len(text) + 1 for text in lines[: line - 1]) + column - 1


def _with_source(cell: Cell, source: str) -> Cell:
    return cell if cell.source == source else replace(cell, source=source)
