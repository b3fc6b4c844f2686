"""GitLab: a code quality report, shown in merge requests."""

from __future__ import annotations

import json

from ..results import Results
from .sarif import fingerprints

_SEVERITY = {"error": "major", "warning": "minor", "info": "info"}


def render(results: Results, possible: bool, color: bool) -> str:
    """A JSON list; the fingerprints stay when lines move."""
    rows = []
    for path, listed in results.files.items():
        pairs = listed.new if possible else listed.shown
        for (finding, spot), mark in zip(pairs, fingerprints(path, pairs), strict=True):
            rows.append(
                {
                    "description": f"{finding.place}: {finding.message}",
                    "check_name": finding.code,
                    "fingerprint": mark,
                    "severity": _SEVERITY[finding.severity],
                    "location": {"path": path.as_posix(), "lines": {"begin": spot.line}},
                }
            )
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
