"""The engine: facts in, findings out."""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis.facts import Draft, Facts, Memory, analyze
from ..analysis.knowledge import extended
from ..config import Config
from ..finding import Finding
from ..notebook.cells import Notebook
from ..notebook.surroundings import Surroundings
from ..rules import Rule, catalogue
from .precedence import settle
from .suppressions import suppressions


def lint(
    notebook: Notebook,
    config: Config | None = None,
    surroundings: Surroundings | None = None,
    memory: Memory | None = None,
) -> tuple[Finding, ...]:
    """Ask every rule that the configuration wants; runs no code of the notebook.

    Parameters
    ----------
    notebook : Notebook
        Any content: cells that do not parse become findings.
    config : Config, optional
        Findings below its `min_confidence` are returned too; who shows them decides.
    surroundings : Surroundings, optional
        The project files around it; without, the rules see a notebook on its own.
    memory : Memory, optional
        Kept by the caller for an open notebook, so that an edit costs only what it changes.

    Returns
    -------
    tuple of Finding
        Sorted by cell, line, column and code.
    """
    config = config or Config()
    if notebook.language != "python":
        return ()
    facts = analyze(notebook, surroundings, memory)
    with extended(config.knowledge):
        found = [
            _finding(rule, draft, config)
            for rule in catalogue()
            for draft in _ask(rule, facts, config)
        ]
    waived = suppressions(facts.program)
    order = {cell.id: cell.index for cell in notebook.cells}
    kept = [
        finding
        for finding in settle(found)
        if not waived.silence(finding.code, finding.cell_id, finding.line)
    ]
    kept.sort(key=lambda f: (order.get(f.cell_id, 0), f.line, f.column, f.code))
    return tuple(kept)


def _ask(rule: Rule, facts: Facts, config: Config) -> Iterable[Draft]:
    return rule.check(facts) if config.asks(rule.code, facts.notebook.path) else ()


def _finding(rule: Rule, draft: Draft, config: Config) -> Finding:
    place = draft.place
    severity = config.severity.get(rule.code, draft.severity or rule.severity)
    return Finding(
        rule.code,
        severity,
        draft.confidence,
        draft.message,
        place.cell,
        place.cell_id,
        place.line,
        place.column,
        place.end_line,
        place.end_column,
        draft.evidence,
        draft.fix,
        f"docs/rules/{rule.code}.md",
    )
