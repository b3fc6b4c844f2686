"""JSON: a list of findings, each with its path; keys as everywhere (architecture, part 10)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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
        {"path": path.as_posix(), **finding.as_dict()}
        for path, found in findings.items()
        for finding in found
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
