"""Sections: the cells that can start a step, and what a run of them is called."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from ..analysis.program import Program, Unit
from ..analysis.secrets import masked
from . import titles
from .cuts import Atom, phase
from .interfaces import Interfaces, Piece


def atoms(program: Program, units: Sequence[Unit], pieces: Sequence[Piece]) -> list[Atom]:
    """The cells that still have pieces, each with the headings since the one before."""
    tags = {code.cell.number: code.cell.tags for code in program.codes}
    found: list[Atom] = []
    pending: tuple[tuple[int, str], ...] = ()
    position = 0
    for code in program.codes:
        number = code.cell.number
        pending += program.headings.get(number, ())
        start = position
        while position < len(pieces) and pieces[position].cell == number:
            position += 1
        if position == start:
            continue
        inside = [units[piece.index] for piece in pieces[start:position]]
        found.append(
            Atom(
                number,
                start,
                position,
                sum(unit.end - unit.first + 1 for unit in inside),
                phase(callees(node for unit in inside for node in unit.nodes)),
                next((tag for tag in tags[number] if tag.startswith("step:")), ""),
                pending,
            )
        )
        pending = ()
    return found


def named(
    runs: Sequence[tuple[int, int]],
    cells: Sequence[Atom],
    interfaces: Interfaces,
    taken: frozenset[str],
    title: str,
) -> list[tuple[str, str]]:
    """A (name, title) for each run of cells; the name is "" where nothing says what it does.

    Parameters
    ----------
    taken : names that no step may have
    title : the notebook's, which says nothing of its first step
    """
    used = set(taken)
    found = []
    for start, end in runs:
        heading = masked(cells[start].headings[-1][1]) if cells[start].headings else ""
        if titles.plain(heading) == title:
            heading = ""
        first, last = cells[start].start, cells[end - 1].end
        kinds = [cell.phase for cell in cells[start:end] if cell.phase]
        main = max(kinds, key=kinds.count) if kinds else ""
        made = interfaces.of(first, last).outputs or _last(interfaces.pieces[first:last])
        if cells[start].tag:
            name = titles.identifier(cells[start].tag.removeprefix("step:"))
            name = "" if name in used else name
        else:
            name = titles.name(heading, main, made, frozenset(used))
        used.add(name)
        found.append((name, titles.plain(heading) or name.replace("_", " ").capitalize()))
    return found


def _last(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The name that was bound or changed last."""
    return tuple(n for piece in reversed(pieces) for n in sorted(piece.binds | piece.mutates))[:1]


def callees(nodes: Iterable[ast.AST]) -> list[str]:
    """The last parts of the names that are called, in any order."""
    found = []
    for node in nodes:
        for part in ast.walk(node):
            if isinstance(part, ast.Call):
                if isinstance(part.func, ast.Attribute):
                    found.append(part.func.attr)
                elif isinstance(part.func, ast.Name):
                    found.append(part.func.id)
    return found
