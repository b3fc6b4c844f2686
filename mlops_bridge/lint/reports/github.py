"""GitHub: workflow commands that become annotations of a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ...finding import Finding
from ...notebook.cells import Notebook

_LEVEL = {"error": "error", "warning": "warning", "info": "notice"}


def render(
    findings: Mapping[Path, Sequence[Finding]],
    notebooks: Mapping[Path, Notebook],
    min_confidence: float,
) -> str:
    """One command a finding; the place in the notebook stands in the message."""
    return "".join(
        f"::{_LEVEL[f.severity]} file={_escaped(path.as_posix(), ':,')},"
        f"line={_line(notebooks.get(path), f)},title={f.code}::"
        f"{_escaped(f'cell {f.cell}, line {f.line}: {f.message}')}\n"
        for path, found in findings.items()
        for f in found
        if f.confidence >= min_confidence
    )


def _line(notebook: Notebook | None, finding: Finding) -> int:
    """The line in the file: known for percent scripts; an ipynb's JSON lines tell nobody much."""
    cells = notebook.cells if notebook else ()
    first = next((cell.line for cell in cells if cell.id == finding.cell_id), 0)
    return first + finding.line - 1 if first else 1


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
