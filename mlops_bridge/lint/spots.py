"""Spots: each finding's line in the file and its text, with secrets hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from ..analysis.program import parse
from ..analysis.secrets import masked
from ..finding import Edit, Finding
from ..notebook.cells import Notebook
from .judged import Judged, Spot
from .keys import Keys
from .mask import HIDDEN, Mask, loose
from .physical import physical

_SECRET = ("SEC301", "SEC302", "SEC303", "SEC304")  # rules that stand on the secret itself
_WIDEST = 160  # characters of a line worth showing


def located(
    found: Iterable[Finding], notebook: Notebook, text: str, min_confidence: float
) -> Judged:
    """Findings with their spots; `text` is that of the file."""
    found = tuple(found)
    if not found:
        return Judged((), (), min_confidence)
    page = _Page(notebook, text)
    findings = tuple(map(page.open, found))
    secret = {(f.cell_id, f.line) for f in findings if f.code.startswith(_SECRET)}
    return Judged(findings, tuple(page.spot(f, secret) for f in findings), min_confidence)


class _Page:
    """One file, as the spots of its findings need it."""

    def __init__(self, notebook: Notebook, text: str) -> None:
        self.notebook, self.text = notebook, text
        self.program = parse(notebook)
        self.mask = Mask(self.program)
        self.cells = {cell.id: cell for cell in notebook.cells}
        self.codes = {code.cell.id: code for code in self.program.codes}

    @cached_property
    def keys(self) -> Keys:
        return Keys(self.program)

    @cached_property
    def physical(self) -> Mapping[int, tuple[int, ...]]:
        return physical(self.text)

    def open(self, finding: Finding) -> Finding:
        """The finding without secrets, also those that its fix takes away: reports go to logs."""
        finding = replace(finding, message=self.mask.hide(finding.message))
        if finding.fix is None:
            return finding
        secret = finding.code.startswith(_SECRET)
        edits = tuple(self._open(edit, secret) for edit in finding.fix.edits)
        if edits == finding.fix.edits:
            return finding
        return replace(finding, fix=replace(finding.fix, edits=edits))

    def _open(self, edit: Edit, secret: bool) -> Edit:
        expect = HIDDEN if secret and edit.expect else self.mask.hide(edit.expect)
        return replace(edit, expect=expect, text=self.mask.hide(edit.text))

    def spot(self, finding: Finding, secret: set[tuple[str, int]]) -> Spot:
        line = self._line(finding)
        cell, statement = self.keys.cell(finding), self.keys.statement(finding)
        held = self.cells.get(finding.cell_id)
        lines = held.source.split("\n") if held is not None else []
        if not 1 <= finding.line <= len(lines):
            return Spot(line, "", 0, 1, cell, statement)
        source = lines[finding.line - 1]
        start = min(finding.column - 1, len(source))
        end = finding.end_column - 1 if finding.end_line == finding.line else len(source)
        end = max(start, min(end, len(source)))
        parts = (source[:start], source[start:end], source[end:])
        shown = self._shown(finding, parts, (finding.cell_id, finding.line) in secret)
        return Spot(line, *_window(*shown), cell, statement)

    def _shown(
        self, finding: Finding, parts: tuple[str, str, str], secret: bool
    ) -> tuple[str, str, str]:
        before, there, after = (self.mask.hide(part) for part in parts)
        whole = before + there + after
        if finding.code.startswith(_SECRET):
            before, there, after = before, HIDDEN, after
        elif secret:  # another rule found a secret on the line, wherever it stands
            return "", "", ""
        elif loose(self.codes.get(finding.cell_id), finding.line, whole):
            if (hidden := masked(whole)) != whole:
                before, there, after = "", hidden, ""
        whole = before + there + after
        return (before, there, after) if self.mask.hide(whole) == whole else ("", "", "")

    def _line(self, finding: Finding) -> int:
        cell = self.cells.get(finding.cell_id)
        if cell is None:
            return 1
        if cell.line:
            return cell.line + finding.line - 1
        lines: Sequence[int] = self.physical.get(cell.index, ())
        if not lines:
            return 1
        return lines[min(finding.line, len(lines)) - 1]


def _window(before: str, there: str, after: str) -> tuple[str, int, int]:
    """A long line cut around the place."""
    text = (before + there + after).expandtabs(1)
    if not text.strip():
        return "", 0, 1
    start, width = len(before), max(1, len(there))
    if len(text) > _WIDEST:
        cut = max(0, min(start - _WIDEST // 3, len(text) - _WIDEST))
        tail = "…" if cut + _WIDEST < len(text) else ""
        text = ("…" if cut else "") + text[cut : cut + _WIDEST] + tail
        start = start - cut + bool(cut)
        width = max(1, min(width, len(text) - start))
    return text, start, width
