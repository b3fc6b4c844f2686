"""One place, one finding: which rule speaks where two would."""

from __future__ import annotations

from collections.abc import Iterable

from ..finding import Finding

# (speaks, is silent, where): "line": on the same line, "notebook": anywhere
_ORDER = (
    ("TRK202", "TRK201", "notebook"),
    ("TRK203", "TRK201", "notebook"),
    ("LEAK703", "LEAK708", "notebook"),
    ("LEAK706", "LEAK708", "notebook"),
    ("LEAK704", "LEAK701", "line"),
    ("LEAK704", "LEAK702", "line"),
    ("LEAK705", "LEAK701", "line"),
    ("LEAK701", "LEAK702", "line"),
    ("NB802", "NB803", "line"),
    ("SEC302", "SEC301", "line"),
    ("ENV103", "ENV102", "notebook"),
)


_SPEAKING = frozenset(speaks for speaks, _, _ in _ORDER)


def settle(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out the findings that a stronger one at the same place already says."""
    findings = tuple(dict.fromkeys(found))
    speaking = [f for f in findings if f.confidence >= 0.7 and f.code in _SPEAKING]
    if not speaking:
        return findings
    return tuple(f for f in findings if not any(_silenced(f, other) for other in speaking))


def _silenced(finding: Finding, other: Finding) -> bool:
    for speaks, silent, where in _ORDER:
        if other.code == speaks and finding.code == silent:
            if where == "notebook":
                return True
            return (other.cell_id, other.line) == (finding.cell_id, finding.line)
    return False
