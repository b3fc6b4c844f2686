"""Fixes: edits applied, checked by linting again, and taken back if they did not help."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..analysis.program import parse_cell
from ..config import Config
from ..finding import Edit, Finding
from ..notebook.cells import Cell, Notebook
from ..notebook.surroundings import Surroundings
from .engine import lint


@dataclass(frozen=True)
class Fixed:
    """A notebook after its fixes, the findings that were repaired, and a diff of the cells."""

    notebook: Notebook
    applied: tuple[Finding, ...]
    diff: str


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
            return Fixed(now, tuple(applied), _masked(diff(notebook, now), applied))
        after = apply(now, candidate.fix.edits if candidate.fix else ())
        found = lint(after, config, surroundings) if after is not None else ()
        least = config.min_confidence
        if after is not None and _better(candidate, now, after, findings, found, least):
            applied.append(candidate)
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
    """A unified diff of the cells that differ, each under file and number; empty if none does."""
    parts, path = list[str](), before.path.as_posix()
    for old, new in zip(before.cells, after.cells, strict=True):
        if old.source != new.source:
            name = f"{path}:cell {old.number or old.id}"
            parts += difflib.unified_diff(
                old.source.split("\n"), new.source.split("\n"), name, name, lineterm=""
            )
    return "\n".join(parts) + "\n" if parts else ""


def _masked(text: str, applied: Sequence[Finding]) -> str:
    """The diff without the secrets that were taken out: it is shown, and kept in logs."""
    for finding in applied:
        if finding.code.startswith("SEC") and finding.fix is not None:
            for edit in finding.fix.edits:
                text = text.replace(edit.expect, '"***"') if edit.expect else text
    return text


def _next(
    findings: Sequence[Finding],
    wanted: tuple[str, ...],
    unsafe: bool,
    refused: set[tuple[str, str, str]],
    least: float,
) -> Finding | None:
    kinds = ("A", "S") if unsafe else ("A",)
    for finding in findings:
        if finding.fix is None or finding.confidence < least or _name(finding) in refused:
            continue
        if finding.code.startswith(wanted) and finding.fix.kind in kinds:
            return finding
    return None


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
    if any(
        parse_cell(a).tree is None and parse_cell(b).tree is not None
        for b, a in zip(before.code, after.code, strict=True)
    ):
        return False
    names_before, names_after = list(map(_name, old)), list(map(_name, new))
    if names_after.count(_name(finding)) >= names_before.count(_name(finding)):
        return False
    kinds = {(f.code, f.cell_id) for f in old}
    return all((f.code, f.cell_id) in kinds for f in new if f.confidence >= least)


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
