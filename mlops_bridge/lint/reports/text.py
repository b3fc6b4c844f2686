"""Text: a line a finding, with the source line and a mark under the place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from ...finding import Finding
from ...notebook.cells import Notebook

_MARK = {"error": "E", "warning": "W", "info": "I"}


def render(
    findings: Mapping[Path, Sequence[Finding]],
    notebooks: Mapping[Path, Notebook],
    min_confidence: float,
) -> str:
    """Findings in reading order, and one line of totals."""
    parts, shown, possible = list[str](), list[Finding](), 0
    for path, found in findings.items():
        sources = _sources(notebooks.get(path))
        # the excerpts go to logs, and no secret may, whichever rule shows the line
        hidden = {(f.cell_id, f.line) for f in found if f.code.startswith("SEC")}
        for finding in found:
            if finding.confidence < min_confidence:
                possible += 1
                continue
            shown.append(finding)
            parts.append(_line(path, finding))
            parts += _excerpt(finding, sources.get(finding.cell_id, []), hidden)
    return "\n".join([*parts, _totals(shown, possible, len(findings))]) + "\n"


def _line(path: Path, finding: Finding) -> str:
    place = f"{path}:cell {finding.cell}:{finding.line}:{finding.column}"
    fixable = " [fix]" if finding.fix and finding.fix.kind == "A" else ""
    mark = _MARK[finding.severity]
    return f"{place}: {mark} {finding.code} {finding.message}{fixable}"


def _excerpt(
    finding: Finding, lines: Sequence[str], hidden: Collection[tuple[str, int]]
) -> list[str]:
    if not 1 <= finding.line <= len(lines):
        return []
    text = lines[finding.line - 1].expandtabs(1)
    end = finding.end_column if finding.end_line == finding.line else len(text) + 1
    width = max(1, min(end, len(text) + 1) - finding.column)
    if not text.strip() or len(text) > 200:
        return []
    if not finding.code.startswith("SEC") and (finding.cell_id, finding.line) in hidden:
        return []
    if finding.code.startswith("SEC"):
        start = finding.column - 1
        text, width = text[:start] + "***" + text[start + width :], 3
    return [f"    {text}", "    " + " " * (finding.column - 1) + "^" * width]


def _sources(notebook: Notebook | None) -> Mapping[str, list[str]]:
    if notebook is None:
        return {}
    return {cell.id: cell.source.split("\n") for cell in notebook.cells}


def _totals(shown: Sequence[Finding], possible: int, files: int) -> str:
    counts = [
        f"{number} {word}{'s' if number != 1 and word != 'info' else ''}"
        for word in ("error", "warning", "info")
        if (number := sum(f.severity == word for f in shown))
    ]
    fixable = sum(f.fix is not None and f.fix.kind == "A" for f in shown)
    text = ", ".join(counts) or "no findings"
    text += f" in {files} notebook{'s' if files != 1 else ''}"
    if fixable:
        text += f"; `nb2prod fix` repairs {fixable}"
    return text + (f"; {possible} more possible (--min-confidence 0)" if possible else "")
