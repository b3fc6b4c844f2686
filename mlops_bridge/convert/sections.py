"""Sections: where a step can start, and what a run of cells is called."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from ..analysis.program import Program, Unit
from ..analysis.secrets import masked
from ..analysis.trees import walk
from . import titles
from .cuts import LARGE, LONG, Atom, phase
from .interfaces import Interfaces, Piece
from .manifest import Ladder


def atoms(
    program: Program,
    units: Sequence[Unit],
    pieces: Sequence[Piece],
    whole: Collection[int] = (),
) -> list[Atom]:
    """The cells that still have pieces, each with the headings since the one before.

    A cell that is longer than a step should be, or most of the notebook, comes in parts.

    Parameters
    ----------
    whole : cells that stay in one part
    """
    tags = {code.cell.number: code.cell.tags for code in program.codes}
    total = sum(statements(units[piece.index].nodes) for piece in pieces)
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
        tag = next((tag for tag in tags[number] if tag.startswith("step:")), "")
        starts = [start]
        inside = [units[piece.index] for piece in pieces[start:position]]
        magic = any(found.kind == "cell" for found in code.magics)
        if number not in whole and not tag and not magic and _is_long(inside, total):
            starts += [
                start + i
                for i, (above, unit) in enumerate(pairwise(inside), 1)
                if unit.text.startswith(("\n", "#")) or _note(unit) or _is_dense(inside)
                if unit.start > above.end or unit.index > above.index
            ]
        for first, last in pairwise([*starts, position]):
            part = [units[piece.index] for piece in pieces[first:last]]
            head = first == start
            found.append(
                Atom(
                    number,
                    first,
                    last,
                    sum(unit.end - unit.first + 1 for unit in part),
                    sum(statements(unit.nodes) for unit in part),
                    phase(callees(node for unit in part for node in unit.nodes)),
                    tag,
                    pending if head else (),
                    masked(_note(part[0])),
                    0 if head else part[0].first,
                    frozenset(n for piece in pieces[last:position] for n in _changes(piece, units)),
                )
            )
        pending = ()
    return found


def _is_long(units: Sequence[Unit], total: int) -> bool:
    lines = sum(unit.end - unit.first + 1 for unit in units)
    share = sum(statements(unit.nodes) for unit in units) / max(total, 1)
    return len(units) > 3 and (lines > LONG or (share > LARGE and lines > 8))


def _is_dense(units: Sequence[Unit]) -> bool:
    """Whether neither comments nor blank lines part the statements of a cell."""
    return not any(unit.text.startswith("\n") or _note(unit) for unit in units[1:])


def _changes(piece: Piece, units: Sequence[Unit]) -> frozenset[str]:
    """Names that a piece binds, or whose objects it changes or may change."""
    touched: set[str] = set()
    for node in units[piece.index].nodes:
        for part in walk(node):
            if isinstance(part, ast.Expr) and isinstance(part.value, ast.Call):
                call = part.value
                arguments = [*call.args, *(k.value for k in call.keywords)]
                for named in [call.func, *arguments]:
                    while isinstance(named, (ast.Attribute, ast.Subscript)):
                        named = named.value
                    if isinstance(named, ast.Name):
                        touched.add(named.id)
            elif isinstance(part, ast.Call) and getattr(part.func, "id", "") == "next":
                touched |= {a.id for a in part.args if isinstance(a, ast.Name)}
    return frozenset(touched) | frozenset(piece.bound) | piece.deletes | piece.mutates


def _note(unit: Unit) -> str:
    """The comment above a statement, without its sign; the last block counts, by its first line."""
    block: list[str] = []
    for line in unit.text.split("\n")[: unit.first - unit.start]:
        text = line.strip()
        if not text:
            block = []
        elif text.strip("#-=*~_ "):
            block.append(text.lstrip("#").strip(" -=*~#"))
    return block[0] if block else ""


def statements(nodes: Iterable[ast.AST]) -> int:
    """The number of statements, those inside others included."""
    return sum(isinstance(part, ast.stmt) for node in nodes for part in walk(node))


def reason(
    cells: Sequence[Atom], run: tuple[int, int], interfaces: Interfaces, ladder: Ladder
) -> str:
    """Why a step is not cut further, or "" when it is no longer or larger than a step should be."""
    inside = cells[slice(*run)]
    total = sum(cell.statements for cell in cells)
    lines = sum(cell.lines for cell in inside)
    if lines <= LONG and sum(cell.statements for cell in inside) <= LARGE * total:
        return ""
    first, last = inside[0].start, inside[-1].end
    if last - first == 1:
        return "one statement"
    for cell in inside[1:]:
        if why := interfaces.uncuttable.get(cell.start):
            return why
    if any(cell.cell in ladder.joined | ladder.whole for cell in inside):
        return "`verify --repair` joined it"
    kept = next((cell for cell in inside if cell.changes), None)
    if kept is not None:
        names = kept.changes & interfaces.known(first, kept.end)
        if names:
            return f"cell {kept.cell} works on `{min(names)}` to its end"
    return ""


def named(
    runs: Sequence[tuple[int, int]],
    cells: Sequence[Atom],
    interfaces: Interfaces,
    taken: frozenset[str],
    title: str,
    units: Sequence[Unit],
    imported: Collection[str],
) -> list[tuple[str, str]]:
    """A (name, title) for each run of cells; the name is "" where nothing says what it does.

    Parameters
    ----------
    taken : names that no step may have
    title : the notebook's, which says nothing of its first step
    """
    used = set(taken)
    found = []
    section = ""
    for start, end in runs:
        heading = masked(cells[start].headings[-1][1]) if cells[start].headings else ""
        if titles.plain(heading) == title:
            heading = ""
        first, last = cells[start].start, cells[end - 1].end
        kinds = [cell.phase for cell in cells[start:end] if cell.phase]
        main = max(kinds, key=kinds.count) if kinds else ""
        made = interfaces.of(first, last).outputs or _last(interfaces.pieces[first:last])
        words = ""
        if cells[start].tag:
            name = titles.identifier(cells[start].tag.removeprefix("step:"))
            name = "" if name in used else name
        else:
            inside = [units[piece.index] for piece in interfaces.pieces[first:last]]
            groups = doing(inside, imported)
            clues = titles.Clues(heading, cells[start].note, section, main, made, *groups)
            name, words = titles.name(clues, frozenset(used))
        used.add(name)
        section = heading or section
        shown = titles.plain(heading) or titles.plain(words)
        found.append((name, shown or name.replace("_", " ").capitalize()))
    return found


def _last(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The name that was bound or changed last."""
    return tuple(n for piece in reversed(pieces) for n in sorted(piece.binds | piece.mutates))[:1]


_Groups = tuple[tuple[str, ...], ...]


def doing(units: Iterable[Unit], imported: Collection[str]) -> tuple[_Groups, _Groups]:
    """Word groups for what statements do: titles of plots, calls and what they are on; the rest.

    Parameters
    ----------
    imported : names of modules and what was imported from them: they are no objects
    """
    titled: dict[tuple[str, ...], None] = {}
    found: dict[tuple[str, ...], None] = {}
    rest: dict[tuple[str, ...], None] = {}
    for unit in units:
        for part in unit.parts:
            if isinstance(part, ast.Call):
                if words := _plot_title(part):
                    titled.setdefault(("plot", words))
                elif group := _deed(part, imported):
                    found.setdefault(group)
                elif group := _use(part):
                    rest.setdefault(group)
    return (*titled, *found), tuple(rest)


def _plot_title(call: ast.Call) -> str:
    """The literal text given as a figure's title."""
    if getattr(call.func, "attr", "") in ("title", "set_title", "suptitle") and call.args:
        text = call.args[0]
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            return masked(text.value)
    return ""


def _deed(call: ast.Call, imported: Collection[str]) -> tuple[str, ...]:
    """A verb and its object: the method and its owner, a function, what is printed."""
    if isinstance(call.func, ast.Attribute):
        base = call.func.value
        while isinstance(base, (ast.Attribute, ast.Subscript, ast.Call)):
            base = base.func if isinstance(base, ast.Call) else base.value
        owner = base.id if isinstance(base, ast.Name) and base.id not in imported else ""
        return (call.func.attr, owner) if titles.is_verb(call.func.attr) and owner else ()
    if isinstance(call.func, ast.Name) and call.func.id in ("print", "display"):
        parts = [part for argument in call.args for part in walk(argument)]
        name = next((p.id for p in parts if isinstance(p, ast.Name) and len(p.id) > 2), "")
        return ("report", name) if name and not hasattr(builtins, name) else ()
    if isinstance(call.func, ast.Name) and not hasattr(builtins, call.func.id):
        return () if call.func.id in imported else ("run", call.func.id)
    return ()


def _use(call: ast.Call) -> tuple[str, ...]:
    """What is left to say of a call: the class that is made, or the function that is used."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    name = call.func.id if isinstance(call.func, ast.Name) else name
    if len(name) < 3 or hasattr(builtins, name):
        return ()
    if titles.is_verb(name):
        return (name,)
    return ("create" if name[:1].isupper() else "use", name)


def callees(nodes: Iterable[ast.AST]) -> list[str]:
    """The last parts of the names that are called, in any order."""
    found = []
    for node in nodes:
        for part in walk(node):
            if isinstance(part, ast.Call):
                if isinstance(part.func, ast.Attribute):
                    found.append(part.func.attr)
                elif isinstance(part.func, ast.Name):
                    found.append(part.func.id)
    return found
