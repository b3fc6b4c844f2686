"""Moved: the rows that say what became of the units that left their place."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..analysis.names import Names
from ..analysis.program import Unit
from ..analysis.secrets import masked
from .definitions import Definitions
from .plan import Moved
from .proposals import Proposal


def ordered(rows: Iterable[Moved], secrets: Iterable[str]) -> tuple[Moved, ...]:
    """Rows by cell and line; a secret in what they quote is masked."""
    values = sorted(secrets, key=len, reverse=True)

    def hidden(text: str) -> str:
        for value in values:
            text = text.replace(value, "***")
        return masked(text)

    shown = (replace(row, what=hidden(row.what)) for row in rows)
    return tuple(sorted(shown, key=lambda row: (row.cell, row.line, row.what)))


def parameters(proposals: Iterable[Proposal]) -> Iterator[Moved]:
    for proposal in proposals:
        found = proposal.parameter
        why = "a parameter, in place of its literal" if proposal.inline else "a parameter"
        yield Moved(found.cell, found.line, found.name, "params.py", why)


def tagged(
    units: Sequence[Unit], cells: Collection[int], taken: Collection[int]
) -> Iterator[Moved]:
    """Names of a parameters cell that are no parameters: derived, or of no known type."""
    for index, unit in enumerate(units):
        if unit.cell in cells and index not in taken:
            for node in unit.nodes:
                if isinstance(node, ast.Assign):
                    names = ", ".join(ast.unparse(target) for target in node.targets)
                    yield _of(unit, names, "kept", "no parameter: not a typed literal")


def dropped(units: Sequence[Unit], why: Mapping[int, tuple[str, str]]) -> Iterator[Moved]:
    """Units left out: index to (what, why), where an empty `what` is not worth a row."""
    for index, (what, reason) in why.items():
        if what:
            yield _of(units[index], what, "dropped", reason)


def imports(units: Sequence[Unit], top: Iterable[int]) -> Iterator[Moved]:
    for index in top:
        what = ast.unparse(units[index].nodes[0]).split("\n")[0][:60]
        yield _of(units[index], what, "top of the module", "an import")


def definitions(
    units: Sequence[Unit], names: Sequence[Names], found: Definitions
) -> Iterator[Moved]:
    for name, index in found.lib.items():
        gained = ", ".join(f"`{need}`" for need in found.threaded.get(name, ()))
        why = f"takes {gained} at each call" if gained else "a definition"
        yield _of(units[index], name, "lib.py", why)
    for name, index in found.constants.items():
        yield _of(units[index], name, "lib.py", "a constant that functions read")
    for name in sorted(found.shared):
        index = next(i for i, each in enumerate(names) if name in each.all_bound | each.declared)
        why = "read by functions when they are called"
        yield _of(units[index], name, f"lib.{name}", why)


def _of(unit: Unit, what: str, where: str, why: str) -> Moved:
    return Moved(unit.cell, unit.first, what, where, why)
