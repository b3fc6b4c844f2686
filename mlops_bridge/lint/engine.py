"""The engine: facts in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..analysis.facts import Draft, Facts, Memory, analyze
from ..analysis.knowledge import extended
from ..config import Config
from ..finding import Finding, Severity
from ..notebook.cells import Notebook
from ..notebook.surroundings import Surroundings
from ..rules import Rule, catalogue
from .mask import Mask
from .precedence import settle
from .suppressions import UNUSED, Suppressions, suppressions, unused

# what a notebook that teaches is not asked for (rules.md 3.5)
_OF_PRODUCTION = ("TRK", "DEP", "ETH", "DATA601", "DATA602", "DATA603")


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
    facts = analyze(_arranged(notebook, config), surroundings, memory)
    wanted = [rule for rule in catalogue() if _wanted(rule, facts, config)]
    with extended(config.knowledge, config.thresholds):
        found = [
            _finding(rule.code, rule.severity, draft, config)
            for rule in wanted
            for draft in rule.check(facts)
        ]
    waived = suppressions(facts.program)
    _, used = waived.apply(found)
    kept, _ = waived.apply(settle(found))
    if waived.marks and config.asks(UNUSED, notebook.path):
        kept += _idle(waived, used, config, facts.notebook)
    if config.order == "execution":
        kept = list(_numbered(kept, notebook))
    return in_order(_discreet(kept, Mask(facts.program)), notebook)


def _discreet(found: Iterable[Finding], mask: Mask) -> Iterator[Finding]:
    """Findings whose words hold no secret of the notebook, whatever a rule took them from."""
    if not mask.values:
        yield from found
        return
    for finding in found:
        evidence = tuple(replace(e, text=mask.hide(e.text)) for e in finding.evidence)
        fix = finding.fix
        if fix is not None:
            fix = replace(fix, title=mask.hide(fix.title))
        yield replace(finding, message=mask.hide(finding.message), evidence=evidence, fix=fix)


def in_order(found: Iterable[Finding], notebook: Notebook) -> tuple[Finding, ...]:
    """Findings in reading order: by cell, line, column and code."""
    order = {cell.id: cell.index for cell in notebook.cells}
    return tuple(sorted(found, key=lambda f: (order.get(f.cell_id, 0), f.line, f.column, f.code)))


def _wanted(rule: Rule, facts: Facts, config: Config) -> bool:
    if facts.tutorial and rule.code.startswith(_OF_PRODUCTION):
        return False
    return config.asks(rule.code, facts.notebook.path)


def _arranged(notebook: Notebook, config: Config) -> Notebook:
    """The notebook as the configuration has it read: a tutorial, or in the order of its run."""
    if config.teaches(notebook.path):
        said = notebook.metadata.get("nb2prod")
        said = {**(said if isinstance(said, dict) else {}), "kind": "tutorial"}
        notebook = replace(notebook, metadata={**notebook.metadata, "nb2prod": said})
    if config.order == "document":
        return notebook
    ran = [cell for cell in notebook.code if cell.count is not None]
    queue = iter(sorted(ran, key=lambda cell: (cell.count or 0, cell.index)))
    cells, number = [], 0
    for index, cell in enumerate(notebook.cells):
        now = next(queue) if cell.number and cell.count is not None else cell
        number += cell.kind == "code"
        cells.append(replace(now, index=index, number=number if now.kind == "code" else 0))
    return replace(notebook, cells=tuple(cells))


def _numbered(found: Iterable[Finding], notebook: Notebook) -> Iterator[Finding]:
    """Findings with the numbers that the cells have in the notebook as written."""
    numbers = {cell.id: cell.number for cell in notebook.cells}
    for finding in found:
        places = [finding.place, *finding.evidence]
        if all(numbers.get(place.cell_id, place.cell) == place.cell for place in places):
            yield finding
            continue
        evidence = (replace(e, cell=numbers.get(e.cell_id, e.cell)) for e in finding.evidence)
        number = numbers.get(finding.cell_id, finding.cell)
        yield replace(finding, cell=number, evidence=tuple(evidence))


def _idle(
    waived: Suppressions,
    used: frozenset[tuple[int, str]],
    config: Config,
    notebook: Notebook,
) -> list[Finding]:
    """Findings about suppressions that silence nothing."""
    codes = [rule.code for rule in catalogue()]
    families = {code.rstrip("0123456789") for code in codes}

    def judged(written: str) -> bool:
        if not written:
            return not config.select
        meant = [code for code in codes if code.startswith(written)]
        if not meant:  # of nobody, or of another tool that does not run now
            return written.rstrip("0123456789") in families
        return written != UNUSED and all(config.asks(code, notebook.path) for code in meant)

    found = [
        _finding(UNUSED, "info", Draft(place, message, fix=fix), config)
        for place, message, fix in unused(waived, used, judged)
    ]
    plain = replace(waived, marks=tuple(m for m in waived.marks if UNUSED in m.codes))
    kept, _ = plain.apply(found)
    return kept


def _finding(code: str, usual: Severity, draft: Draft, config: Config) -> Finding:
    place = draft.place
    return Finding(
        code,
        config.severity.get(code, draft.severity or usual),
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
        f"docs/rules/{code}.md",
    )
