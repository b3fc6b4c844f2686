"""Definitions: how a name that is not defined where it is read comes to be."""

from __future__ import annotations

import ast
import builtins
import difflib
from collections.abc import Iterator, Sequence

from ..finding import Edit, Fix
from .knowledge import usual_import, words
from .program import Code, Program, Unit
from .repairs import import_line, insert, removed
from .scopes import bound, scopes
from .trees import walk
from .unbound import Unbound

_PLAIN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
Position = tuple[int, int]


def completed(program: Program, name: Unbound) -> Fix | None:
    """What gives a missing name: the usual import, or else the name that was meant."""
    text = usual_import(name.name)
    if text is not None:
        edit = import_line(program, text, name.place)
        return Fix(f"Add `{text}`", "S", (edit,)) if edit is not None else None
    near = _nearest(program, name)
    if near is None:
        return None
    edits = tuple(
        Edit(p.cell_id, p.line, p.column, p.end_line, p.end_column, name.name, near)
        for p in (name.place, *name.again)
    )
    return Fix(f"Write `{near}`", "S", edits)


def _nearest(program: Program, name: Unbound) -> str | None:
    if len(name.name) < 4 or name.why == "deleted":
        return None
    above = {
        use.name
        for code in program.codes[: name.place.cell]
        if code.tree is not None
        for use in scopes(code.tree).uses
        if use.kind == "bind"
        and (code.cell.number, getattr(use.node, "lineno", 0)) < (name.place.cell, name.place.line)
    }
    near = difflib.get_close_matches(name.name, sorted(above), 1, 0.8)
    return near[0] if near else None


def moved_up(program: Program, name: Unbound) -> Fix | None:
    """The one statement that defines a name, moved above its first use; None if that may do harm.

    Certain (A) for a function, a class, an import or a literal; to be looked at (S) for a call,
    which may do more than give a value.
    """
    if name.definition is None or name.doubt:
        return None
    home, below = program.codes[name.definition.cell - 1], program.codes[name.place.cell - 1]
    unit = _unit(home, name.definition.line)
    target = _unit(below, name.place.line)
    if unit is None or target is None or len(unit.nodes) > 1:
        return None
    node = unit.nodes[0]
    if not isinstance(node, (*_PLAIN, ast.Assign, ast.AnnAssign)):
        return None
    places = dict(_places(program))
    made = bound([node])
    if name.name not in made or any(len(places.get(one, ())) != 1 for one in made):
        return None
    here = (below.cell.number, target.first)
    if any(not _settled(read, places, here) for read in _reads(node)):
        return None
    last = node.end_lineno or unit.first
    lines = home.cell.source.split("\n")
    if any(line in home.shifts for line in range(unit.first, last + 1)):
        return None
    rest = [*lines[: unit.start - 1], *lines[last:]]
    filled = [code.cell.number for code in program.codes if code.cell.source.strip()]
    if not any(line.strip() for line in rest) and home.cell.number != filled[-1]:
        return None  # an empty cell would be left
    text = "\n".join(lines[unit.start - 1 : last]).strip("\n")
    edits = insert(below, target.first, 1, f"{text}\n"), removed(home, unit.start, last)
    sure = isinstance(node, _PLAIN) or not any(isinstance(n, ast.Call) for n in walk(node))
    return Fix(f"Move the definition of `{name.name}` up", "A" if sure else "S", edits)


def _unit(code: Code, line: int) -> Unit | None:
    return next((u for u in code.units if u.first <= line <= u.end), None)


def _places(program: Program) -> Iterator[tuple[str, Sequence[Position]]]:
    """Where each name is bound or deleted."""
    found: dict[str, list[Position]] = {}
    for code in program.codes:
        for use in scopes(code.tree).uses if code.tree is not None else ():
            if use.kind in ("bind", "delete"):
                at = (code.cell.number, getattr(use.node, "lineno", 0))
                found.setdefault(use.name, []).append(at)
    yield from found.items()


def _reads(node: ast.stmt) -> set[str]:
    seen = scopes(ast.Module([node], []))
    uses = (*seen.uses, *seen.late, *(use for uses in seen.bodies.values() for use in uses))
    return {use.name for use in uses if use.kind in ("read", "call")} - bound([node])


def _settled(name: str, places: dict[str, Sequence[Position]], here: Position) -> bool:
    """Whether a name has its value at a position, and keeps it."""
    if name in places:
        return all(at < here for at in places[name])
    return hasattr(builtins, name) or name in words("session_names")
