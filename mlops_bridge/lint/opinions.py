"""Opinions: the findings of other tools merged with ours, each thing said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from ..analysis.program import Program, parse
from ..analysis.secrets import catalogue as secrets
from ..errors import Nb2ProdError
from ..finding import Finding
from ..notebook.read import data_of, loads, text_of
from .adapters import run
from .engine import in_order
from .judged import Judged
from .spots import located
from .suppressions import suppressions

# what ruff calls a thing that one of our rules finds too
_SAME: Mapping[str, tuple[str, ...]] = {
    "NB802": ("F821",),
    "NB803": ("F821", "E999", "invalid-syntax"),
    "NB807": ("F403", "F405", "E402"),
    "NB808": ("T100",),
    "SEC301": ("S105", "S106", "S107"),
    "SEC302": ("S105", "S106", "S107"),
    "SEC305": ("S301", "S302", "S506", "S614", "S615"),
    "SEC306": ("S501", "S323", "S310"),
    "SEC307": ("S307", "S102", "S602", "S605", "S608"),
    "DATA607": ("PD002", "PLW0177"),
}
_MYPY = {"name-defined": "F821", "used-before-def": "F821", "syntax": "invalid-syntax"}


def merged(
    judged: Mapping[Path, Judged], tools: Sequence[str]
) -> tuple[Mapping[Path, Judged], Mapping[Path, Nb2ProdError]]:
    """Add what other tools find; see `adapters.run`. A file that one cannot judge gets an error.

    Suppressions hold for them too, and `select` and `ignore` do not: the tools have their own.
    """
    programs: dict[Path, Program] = {}
    texts: dict[Path, str] = {}
    for path in judged:
        texts[path] = text_of(data_of(path), path)
        notebook = loads(texts[path], path)
        if notebook.language == "python":
            programs[path] = parse(notebook)
    others, errors = run(programs, tools)
    made = dict(judged)
    for path, program in programs.items():
        ours = judged[path]
        kept, _ = suppressions(program).apply(_fresh(ours.findings, others[path]))
        kept = _open(kept, program)
        if not kept:
            continue
        more = located(kept, program.notebook, texts[path], ours.min_confidence)
        made[path] = _joined(ours, more, program)
    return made, errors


def _joined(ours: Judged, more: Judged, program: Program) -> Judged:
    findings = (*ours.findings, *more.findings)
    spots = dict(zip(map(id, findings), (*ours.spots, *more.spots), strict=True))
    ordered = in_order(findings, program.notebook)
    return Judged(ordered, tuple(spots[id(f)] for f in ordered), ours.min_confidence)


def _fresh(ours: Sequence[Finding], others: Iterable[Finding]) -> list[Finding]:
    """The findings of the tools that neither we nor a tool before say at the same line."""
    said = {(f.cell_id, f.line, same) for f in ours for same in _SAME.get(f.code, ())}
    fresh = list[Finding]()
    for _, findings in groupby(others, key=lambda f: f.code.partition(":")[0]):
        told = [(f, (f.cell_id, f.line, _common(f.code))) for f in findings]
        fresh += [finding for finding, place in told if place not in said]
        said.update(place for _, place in told)
    return fresh


def _common(code: str) -> str:
    """The name that ruff has for a tool's code, where it has one."""
    tool, _, written = code.partition(":")
    if tool == "bandit":
        return f"S{written[1:]}"
    return _MYPY.get(written, written) if tool == "mypy" else written


def _open(findings: Iterable[Finding], program: Program) -> list[Finding]:
    """Other tools' findings without the secrets that they quote."""
    values = secrets(code.tree for code in program.codes if code.tree is not None)

    def cleaned(message: str) -> str:
        for value in values:
            message = message.replace(value, "***")
        return message

    return [replace(finding, message=cleaned(finding.message)) for finding in findings]
