"""Staleness: cells whose last run used code or values that are no longer there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from ..finding import Place
from ..notebook.cells import Cell, Event
from .program import Code, Program, parse_cell
from .scopes import Use, scopes


class Stale(NamedTuple):
    """A cell to run again: itself `changed`, or a `name` that it reads.

    `place` is where the name is read (or the cell begins), `cause` the cell that defines it;
    `rerun` tells that this cell ran later, and was not changed.
    """

    place: Place
    name: str = ""
    cause: Place | None = None
    rerun: bool = False


def stale(program: Program) -> tuple[Stale, ...]:
    """The cells whose last run is out of date; a cell that never ran is not."""
    runs: dict[str, list[Event]] = {}
    for event in sorted(program.notebook.events, key=lambda event: event.order):
        runs.setdefault(event.cell_id, []).append(event)
    ran = [code for code in program.codes if code.cell.id in runs]
    changed = {
        code.cell.id for code in ran if not same(code.cell.source, runs[code.cell.id][-1].source)
    }
    makers: dict[str, Code] = {}
    found = list[Stale]()
    for code in program.codes:
        if code.cell.id in changed:
            found.append(Stale(_start(code)))
        elif code.cell.id in runs:
            found += list(_outdated(code, makers, changed, runs))[:1]
        makers |= dict.fromkeys(code.memo(_makes), code)
    return tuple(found)


def same(source: str, other: str) -> bool:
    """Whether two sources say the same to Python, comments and blanks aside."""
    return source == other or _meaning(source) == _meaning(other)


def _meaning(source: str) -> object:
    code = parse_cell(Cell(0, 1, "", "code", source))
    if code.tree is None:
        return source.strip()
    magics = [(m.kind, m.name, m.arguments, m.binds, m.body) for m in code.magics]
    return ast.dump(code.tree), magics


def _outdated(
    code: Code, makers: dict[str, Code], changed: set[str], runs: dict[str, list[Event]]
) -> Iterator[Stale]:
    last = runs[code.cell.id][-1].order
    for use in code.memo(_reads):
        maker = makers.get(use.name)
        if maker is None or maker.cell.id not in runs:
            continue
        place = code.place(use.node)
        if maker.cell.id in changed:
            yield Stale(place, use.name, _start(maker))
            continue
        again = runs[maker.cell.id]
        if again[-1].order < last:
            continue
        before = [event for event in again if event.order < last]
        if (
            before
            and use.name in maker.memo(_settled)
            and same(before[-1].source, again[-1].source)
        ):
            continue  # the same function, class or constant as before
        yield Stale(place, use.name, _start(maker), True)


def _reads(code: Code) -> tuple[Use, ...]:
    """The first read of each name that the cell takes from others."""
    found: dict[str, Use] = {}
    own: set[str] = set()
    for use in scopes(code.tree).uses if code.tree is not None else ():
        if use.kind == "bind":
            own.add(use.name)
        elif use.kind in ("read", "call") and use.name not in own:
            found.setdefault(use.name, use)
    return tuple(found.values())


def _makes(code: Code) -> tuple[str, ...]:
    """The names that a cell binds, other than by import."""
    uses = scopes(code.tree).uses if code.tree is not None else ()
    return tuple(
        use.name
        for use in uses
        if use.kind == "bind" and not isinstance(use.node, (ast.Import, ast.ImportFrom))
    )


def _settled(code: Code) -> frozenset[str]:
    """The names that come out the same at each run of a cell."""
    found = set[str]()
    for node in code.tree.body if code.tree is not None else ():
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            found |= {t.id for t in node.targets if isinstance(t, ast.Name)}
    made = code.memo(_makes)
    return frozenset(name for name in found if made.count(name) == 1)


def _start(code: Code) -> Place:
    first = code.cell.source.split("\n", 1)[0]
    return Place(code.cell.number, code.cell.id, 1, 1, 1, len(first) + 1)
