"""Flow: which version of each name a statement reads, binds and changes, and what it does beside.

The graph of a notebook, for people to look at: statements are its nodes, versions its edges.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from .effects import effects, imported
from .names import Names
from .program import Unit
from .secrets import masked


@dataclass(frozen=True)
class Version:
    """One binding of a name; `certain` is False when it happens on some paths only."""

    name: str
    number: int
    certain: bool = True

    def __str__(self) -> str:
        return f"{self.name}#{self.number}" + ("" if self.certain else "?")


@dataclass(frozen=True)
class Statement:
    """One unit of the notebook.

    Attributes
    ----------
    reads : versions that it reads at once
    late : versions that functions made here may read when they are called
    binds, deletes : versions that begin, names that end
    mutates : versions whose object is changed, by syntax or by what is known of the call
    aliases : pairs of names that are one object after it
    effects : kinds of hidden state that it draws on or changes, see ``knowledge/effects.txt``
    """

    cell: int
    line: int
    end: int
    text: str
    reads: tuple[str, ...]
    late: tuple[str, ...]
    binds: tuple[str, ...]
    deletes: tuple[str, ...]
    mutates: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...]
    effects: tuple[str, ...]


@dataclass(frozen=True)
class Flow:
    """The statements in order, and (from, to, version) for each version that one hands another."""

    statements: tuple[Statement, ...]
    edges: tuple[tuple[int, int, str], ...]

    def as_json(self) -> dict[str, object]:
        """Plain lists and dicts."""
        return asdict(self)


def follow(units: Sequence[Unit], names: Sequence[Names]) -> Flow:
    """Number the versions of all names over the notebook, top down."""
    current: dict[str, tuple[Version, int]] = {}
    counts: dict[str, int] = {}
    known: dict[str, str] = {}
    statements: list[Statement] = []
    edges: dict[tuple[int, int, str], None] = {}
    for index, (unit, found) in enumerate(zip(units, names, strict=True)):
        known.update(imported(unit.nodes))
        held = {n: current[n] for n in found.reads | found.late | found.mutates if n in current}
        for name in sorted(held):
            version, maker = held[name]
            edges.setdefault((maker, index, str(version)))
        begun = []
        for name in sorted(found.all_bound):
            counts[name] = counts.get(name, 0) + 1
            certain = name in found.binds
            version = Version(name, counts[name], certain)
            if not certain and name in current:  # on the other path the old version goes on
                edges.setdefault((current[name][1], index, str(current[name][0])))
            current[name] = (version, index)
            begun.append(str(version))
        for name in found.deletes - found.all_bound:
            current.pop(name, None)
        first = masked(unit.text[:2000].strip().split("\n")[0])
        statements.append(
            Statement(
                unit.cell,
                unit.first,
                unit.end,
                first if not first.startswith("#") else masked(ast.unparse(unit.nodes[0])[:80]),
                _shown(found.reads, held),
                _shown(found.late - found.reads, held),
                tuple(begun),
                tuple(sorted(found.deletes)),
                _shown(found.mutates, held),
                _aliases(unit),
                effects(unit.nodes, known),
            )
        )
    return Flow(tuple(statements), tuple(edges))


def _shown(names: frozenset[str], held: dict[str, tuple[Version, int]]) -> tuple[str, ...]:
    return tuple(str(held[name][0]) for name in sorted(names) if name in held)


def _aliases(unit: Unit) -> tuple[tuple[str, str], ...]:
    """Names that an assignment makes one object: ``b = a``, ``a = b = []``."""
    found = []
    for node in unit.nodes:
        if isinstance(node, ast.Assign):
            targets = [t.id for t in node.targets if isinstance(t, ast.Name)]
            if isinstance(node.value, ast.Name):
                targets.append(node.value.id)
            found += [(targets[0], other) for other in targets[1:]]
    return tuple(found)
