"""Imports: those scattered below other code, and those of all names of a module."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..finding import Edit, Fix, Place
from .knowledge import words
from .program import Code, Program
from .repairs import insert, removed, replace
from .scopes import scopes
from .trees import walk
from .unbound import Unbound

_PREPARES = re.compile(
    r"\binstall\b|\bsys\.path\b|\bchdir\b|\benviron\b|%cd\b|%%writefile|\bgit clone\b|\baddpath\b"
)
_BUILTINS = frozenset(dir(builtins))
_SIMPLE = (ast.Import, ast.ImportFrom)
Statement = ast.Import | ast.ImportFrom


class Scattered(NamedTuple):
    """Imports below other code: the modules, one place, the others, and the edit that moves them.

    The edit leaves out cells whose imports cannot be moved; then the place is the first of those.
    """

    modules: tuple[str, ...]
    place: Place
    others: tuple[Place, ...]
    fix: Fix | None


class Star(NamedTuple):
    """A `from module import *`, and the edit that names what the notebook reads of it."""

    module: str
    place: Place
    fix: Fix | None


class Outline(NamedTuple):
    """What a cell does at its top level, for judging imports.

    `works`: it does something other than import and set options; `settings` are the names that
    its options rest on; `prepares`: it changes what can be imported (an install, the path);
    `apart`: it defines something and reads no name of another cell, as a script of its own does.
    """

    imports: tuple[Statement, ...]
    works: bool
    settings: frozenset[str]
    prepares: bool
    apart: bool


def scattered(program: Program) -> Scattered | None:
    """The imports after the first cell that does other things than import."""
    found, imported = list[tuple[Code, list[Statement]]](), set[str](_BUILTINS)
    known = set[tuple[str, ...]]()
    home: Code | None = None
    started, prepared = False, False
    for code in program.codes:
        outline = code.memo(_outline)
        early = outline.prepares or outline.apart or prepared or not started
        late = [] if early else [n for n in _late(outline) if not known.issuperset(_parts(n))]
        if late:
            found.append((code, late))
        known |= {part for node in outline.imports for part in _parts(node)}
        imported |= {n for node in outline.imports for n in _names(node)}
        if outline.imports and home is None and not started:
            home = code
        started |= outline.works or not outline.settings <= imported
        # what an install or a new path makes possible is imported right after it
        if code.cell.source.strip():
            prepared = outline.prepares
    if not found:
        return None
    movable = [home is not None and _movable(program, home, *each) for each in found]
    moved = [each for each, can in zip(found, movable, strict=True) if can]
    at = movable.index(False) if False in movable else 0
    first = found[at][1][0]
    return Scattered(
        tuple(dict.fromkeys(name for _, late in found for node in late for name in modules(node))),
        found[at][0].place(first),
        tuple(code.place(node) for code, late in found for node in late if node is not first),
        _hoist(home, moved) if home is not None and moved else None,
    )


def stars(program: Program, missing: tuple[Unbound, ...]) -> tuple[Star, ...]:
    """The imports of all names of a module; `missing` are the names that nothing else defines."""
    found = [
        (code, node)
        for code in program.codes
        for node in code.memo(_outline).imports
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    ]
    names = sorted(m.name for m in missing if m.doubt and m.why == "never")
    result = []
    for code, node in found:
        fix = None
        if len(found) == 1 and 0 < len(names) <= 12:
            edit = replace(code, node.names[0], ", ".join(names))
            fix = Fix("Import the names that are used", "S", (edit,))
        result.append(Star("." * node.level + (node.module or ""), code.place(node), fix))
    return tuple(result)


def modules(node: Statement) -> Iterator[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.ImportFrom):
        yield "." * node.level + (node.module or "")
    else:
        yield from (alias.name for alias in node.names)


def _parts(node: Statement) -> Iterator[tuple[str, ...]]:
    """What a statement imports, piece by piece: repeated further down, it brings nothing new."""
    kind = next(modules(node)) if isinstance(node, ast.ImportFrom) else ""
    yield from ((kind, alias.name, alias.asname or "") for alias in node.names)


def _names(node: Statement) -> Iterator[str]:
    for alias in node.names:
        yield alias.asname or alias.name.partition(".")[0]


def _late(outline: Outline) -> list[Statement]:
    return [
        node
        for node in outline.imports
        if not all(_of_session(module) for module in modules(node))
        and not (isinstance(node, ast.ImportFrom) and node.names[0].name == "*")
    ]


def _of_session(module: str) -> bool:
    parts = module.split(".")
    known = words("session_packages")
    return any(".".join(parts[:end]) in known for end in range(1, len(parts) + 1))


def _outline(code: Code) -> Outline:
    if code.tree is None:
        return Outline((), bool(code.cell.source.strip()), frozenset(), False, False)
    settings: set[str] = set()
    works = False
    for node in code.tree.body:
        names = _setting(node)
        if names is None:
            works = True
        else:
            settings |= names
    return Outline(
        tuple(node for node in code.tree.body if isinstance(node, _SIMPLE)),
        works,
        frozenset(settings),
        _PREPARES.search(code.cell.source) is not None,
        _apart(code.tree),
    )


def _apart(tree: ast.Module) -> bool:
    if not any(
        isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) for n in tree.body
    ):
        return False
    seen = scopes(tree)
    late = (*seen.late, *(use for uses in seen.bodies.values() for use in uses))
    made = {use.name for use in seen.uses if use.kind == "bind"} | _BUILTINS
    return all(use.name in made for use in (*seen.uses, *late))


def _setting(node: ast.stmt) -> set[str] | None:
    """The names that an option or a constant rests on; None for a statement that does work."""
    if isinstance(node, (*_SIMPLE, ast.Pass)):
        return set()
    if isinstance(node, (ast.Expr, ast.Assert)):
        return _read(node)
    if isinstance(node, ast.Assign):
        if all(isinstance(t, (ast.Attribute, ast.Subscript)) for t in node.targets):
            return _read(node)
        if all(isinstance(t, ast.Name) and t.id.isupper() for t in node.targets):
            return {name for name in _read(node.value) if not name.isupper()}
        return None
    if isinstance(node, (ast.If, ast.Try)):
        parts = [*node.body, *node.orelse]
        if isinstance(node, ast.Try):
            parts += [*node.finalbody, *(s for h in node.handlers for s in h.body)]
        found = _read(node.test) if isinstance(node, ast.If) else set[str]()
        for part in parts:
            names = _setting(part)
            if names is None:
                return None
            found |= names
        return found
    return None


def _read(node: ast.AST) -> set[str]:
    return {
        n.id
        for n in walk(node)
        if isinstance(n, ast.Name) and not (n.id.isupper() and len(n.id) > 1)
    }


def _movable(program: Program, home: Code, code: Code, late: list[Statement]) -> bool:
    """Whether the imports of a cell can go to the first cell with imports without harm."""
    assert code.tree is not None
    if len(late) == len(code.tree.body):
        return False  # nothing would be left of the cell
    between = program.codes[home.cell.number : code.cell.number]
    if any(c.memo(_outline).prepares for c in (home, *between)):
        return False
    if any(_bound_otherwise(program, node) for node in late):
        return False
    units = [next((u for u in code.units if node in u.nodes), None) for node in late]
    alone = all(unit is not None and len(unit.nodes) == 1 for unit in units)
    return alone and not code.shifts and not any(node.col_offset for node in late)


def _hoist(home: Code, found: list[tuple[Code, list[Statement]]]) -> Fix:
    """Move the imports to the end of the imports of the first cell."""
    edits, moved = list[Edit](), list[str]()
    known = {ast.dump(node) for node in home.memo(_outline).imports}
    for code, late in found:
        gone = set[int]()
        for node in late:
            first, last = node.lineno, node.end_lineno or node.lineno
            lines = code.cell.source.split("\n")
            if all(n in gone or not lines[n - 1].strip() for n in range(1, first)):
                first = next(n for n in range(1, first + 1) if n not in gone)
                while last < len(lines) and not lines[last].strip():  # nothing stands above
                    last += 1
            gone |= set(range(first, last + 1))
            edits.append(removed(code, first, last))
            if ast.dump(node) not in known:
                known.add(ast.dump(node))
                lines = code.cell.source.split("\n")[node.lineno - 1 : node.end_lineno]
                moved.append("\n".join(lines))
    if moved:
        last = home.memo(_outline).imports[-1].end_lineno or 1
        width = len(home.cell.source.split("\n")[last - 1])
        edits.append(insert(home, last, width + 1, "".join("\n" + text for text in moved)))
    return Fix("Move to the imports at the top", "A", tuple(edits))


def _bound_otherwise(program: Program, node: Statement) -> bool:
    """Whether something else than the same import binds one of its names, builtins included."""
    names, same = set(_names(node)), ast.dump(node)
    return bool(names & _BUILTINS) or any(
        name in (*names, "*") and text != same
        for code in program.codes
        for name, text in code.memo(_bindings)
    )


def _bindings(code: Code) -> tuple[tuple[str, str], ...]:
    """The names that a cell binds or deletes, each with the import that does it, or ""."""
    if code.tree is None:
        return ()
    return tuple(
        ("*" if use.kind == "star" else use.name, _text(use.node))
        for use in scopes(code.tree).uses
        if use.kind in ("bind", "delete", "star")
    )


def _text(node: ast.AST) -> str:
    return ast.dump(node) if isinstance(node, _SIMPLE) else ""
