"""JSON: a list of findings, each with its path; keys as everywhere (architecture, part 10)."""

from __future__ import annotations

import json

from ..results import Results


def render(results: Results, possible: bool, color: bool) -> str:
    """All new findings, the uncertain ones too: their `confidence` says so."""
    rows = [
        {"path": path.as_posix(), **finding.as_dict()}
        for path, found in results.findings.items()
        for finding in found
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
