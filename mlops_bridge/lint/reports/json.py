"""JSON: a list of findings, each with its path; keys as everywhere (architecture, part 10)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...finding import Finding
from ...notebook.cells import Notebook


def render(
    findings: Mapping[Path, Sequence[Finding]],
    notebooks: Mapping[Path, Notebook],
    min_confidence: float,
) -> str:
    """All findings, the uncertain ones too: their `confidence` says so."""
    rows = [
        {"path": path.as_posix(), **_open(finding).as_dict()}
        for path, found in findings.items()
        for finding in found
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _open(finding: Finding) -> Finding:
    """The finding without the secret that its fix takes away: reports go to logs."""
    if finding.fix is None or not finding.code.startswith("SEC"):
        return finding
    edits = tuple(
        replace(edit, expect="***") if edit.expect else edit for edit in finding.fix.edits
    )
    return replace(finding, fix=replace(finding.fix, edits=edits))
