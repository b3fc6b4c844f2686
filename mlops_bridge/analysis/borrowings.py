"""Borrowings: what functions of the notebook read of its state instead of their arguments."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..finding import Edit, Fix, Place
from .functions import function
from .handoffs import MODELS
from .program import Code, Program
from .repairs import argument, insert
from .scopes import scopes
from .trace import Calls
from .trees import children

_BUILTINS = frozenset(dir(builtins)) | {"display", "get_ipython"}
_Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_DEFINES = (*_Function, ast.ClassDef, ast.Import, ast.ImportFrom)


class Borrowing(NamedTuple):
    """A function that reads names of the notebook. `why`: what each name is, or that it changes."""

    function: str
    why: Mapping[str, str]
    place: Place
    evidence: tuple[Place, ...]
    fix: Fix | None


class Definition(NamedTuple):
    """A function or method, and the names it takes from outside; `plain`: one may add arguments."""

    name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef
    free: frozenset[str]
    plain: bool


class Bind(NamedTuple):
    """A name bound outside functions: by which statement of the cell, and to what."""

    name: str
    node: ast.AST
    statement: int
    value: ast.expr | None
    fixed: bool


class Load(NamedTuple):
    """A name read: the call if it is called, and whether that stands outside functions."""

    node: ast.Name
    call: ast.Call | None
    outside: bool


class _Cell(NamedTuple):
    definitions: tuple[Definition, ...]
    binds: tuple[Bind, ...]
    names: frozenset[str]


def borrowings(program: Program, calls: Calls) -> tuple[Borrowing, ...]:
    """The functions that read a frame, a model, or a name that cells bind again."""
    cells = [(code, code.memo(_cell)) for code in program.codes]
    wanted = {name for _, cell in cells for d in cell.definitions for name in d.free}
    if not wanted:
        return ()
    binds: dict[str, list[tuple[Code, Bind]]] = {}
    for code, cell in cells:
        for bind in cell.binds if not wanted.isdisjoint(cell.names) else ():
            if bind.name in wanted:
                binds.setdefault(bind.name, []).append((code, bind))
    said = {name: _why(name, binds[name], calls) for name in binds}
    state = {name: what for name, what in said.items() if what}
    found = list[Borrowing]()
    for code, cell in cells:
        for definition in cell.definitions:
            why = {name: state[name] for name in sorted(definition.free) if name in state}
            if why:
                bound = [b for name in why for b in binds[name]]
                evidence = tuple(c.place(b.node, f"`{b.name}` is bound here") for c, b in bound[:6])
                first = max(min(_at(c, b.node) for c, b in binds[name]) for name in why)
                fix = _fix(program, code, definition, tuple(why), first)
                place = _line(code, definition.node)
                found.append(Borrowing(definition.name, why, place, evidence, fix))
    return tuple(found)


def _why(name: str, binds: Sequence[tuple[Code, Bind]], calls: Calls) -> str:
    """What makes a name state: "a table", "a model", "bound again"; "" if nothing does."""
    if any(bind.fixed for _, bind in binds):
        return ""
    statements = {(code.cell.number, bind.statement) for code, bind in binds}
    if len(statements) == 1 and name.isupper():
        return ""
    for _, bind in binds:
        call = calls.of(bind.value) if isinstance(bind.value, ast.Call) else None
        array = call is not None and call.api is not None and call.api.package == "numpy"
        if call is not None and call.value.kind == "frame" and not array:
            return "a table"
        if call is not None and call.value.kind in MODELS and call.value.kind != "module":
            return "a model"
    texts = {ast.dump(b.value) if b.value is not None else b.node for _, b in binds}
    return "bound again" if len(statements) > 1 and len(texts) > 1 else ""


def _cell(code: Code) -> _Cell:
    definitions, binds = list[Definition](), list[Bind]()
    for number, statement in enumerate(code.tree.body if code.tree is not None else ()):
        if isinstance(statement, ast.ClassDef):
            for part in statement.body:
                if isinstance(part, _Function):
                    definitions.append(_definition(f"{statement.name}.{part.name}", part, False))
        elif isinstance(statement, _Function):
            definitions.append(_definition(statement.name, statement, True))
        binds += _binds(statement, number)
    return _Cell(tuple(definitions), tuple(binds), frozenset(bind.name for bind in binds))


def _definition(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef, alone: bool) -> Definition:
    free = function(node)
    given = node.args
    simple = not (given.defaults or given.vararg or given.kwonlyargs or given.kwarg)
    plain = alone and simple and not node.decorator_list and not free.declared
    return Definition(name, node, free.free - _BUILTINS, plain)


def _binds(statement: ast.stmt, number: int) -> Iterator[Bind]:
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        if isinstance(node, _DEFINES):
            yield from (Bind(name, node, number, None, True) for name in _defined(node))
            continue
        if isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp)):
            continue
        if isinstance(node, ast.GeneratorExp):
            continue
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield Bind(target.id, target, number, node.value, False)
                else:
                    stack.append(target)
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield Bind(node.id, node, number, None, False)
        stack += children(node)


def _defined(node: ast.AST) -> list[str]:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [(a.asname or a.name).partition(".")[0] for a in node.names]
    return [node.name] if isinstance(node, (*_Function, ast.ClassDef)) else []


def _at(code: Code, node: ast.AST) -> tuple[int, int]:
    return code.cell.number, getattr(node, "lineno", 0)


def _line(code: Code, node: ast.stmt) -> Place:
    """The line of a `def`."""
    place = code.place(node)
    text = code.cell.source.split("\n")[place.line - 1]
    return Place(place.cell, place.cell_id, place.line, place.column, place.line, len(text) + 1)


def _fix(
    program: Program,
    code: Code,
    definition: Definition,
    names: tuple[str, ...],
    bound: tuple[int, int],
) -> Fix | None:
    """Make the names arguments, where all uses are calls outside functions, below the binding."""
    if not definition.plain or _bound(program, definition.name) != 1:
        return None  # calls may be of another function of this name
    uses = [(c, load) for c in program.codes for load in c.memo(_loads).get(definition.name, ())]
    if not uses or any(load.call is None or not load.outside for _, load in uses):
        return None
    if any(_at(holder, load.node) < bound for holder, load in uses):
        return None
    given = definition.node.args
    listed = ", ".join(names)
    last = [*given.posonlyargs, *given.args]
    if last:
        place = code.place(last[-1])
        edits = [insert(code, place.end_line, place.end_column, f", {listed}")]
    else:
        head = _line(code, definition.node)
        text = code.cell.source.split("\n")[head.line - 1]
        start = text.find("(", head.column - 1)
        if start < 0 or not text[start:].startswith("()"):
            return None
        edits = [insert(code, head.line, start + 2, listed)]
    for holder, load in uses:
        edit = _passed(holder, load.call, names)
        if edit is None:
            return None
        edits.append(edit)
    return Fix(f"Pass `{listed}` as an argument", "A", tuple(edits))


def _bound(program: Program, name: str) -> int:
    """How often the notebook binds a name."""
    return sum(
        use.kind == "bind" and use.name == name
        for code in program.codes
        if code.tree is not None
        for use in scopes(code.tree).uses
    )


def _passed(code: Code, call: ast.Call | None, names: tuple[str, ...]) -> Edit | None:
    if call is None or any(isinstance(arg, ast.Starred) for arg in call.args):
        return None
    if any(keyword.arg is None or keyword.arg in names for keyword in call.keywords):
        return None
    texts = [f"{name}={name}" if call.keywords else name for name in names]
    return argument(code, call, ", ".join(texts))


def _loads(code: Code) -> Mapping[str, list[Load]]:
    """The names that a cell reads, each with the calls it stands in."""
    found: dict[str, list[Load]] = {}
    stack: list[tuple[ast.AST, ast.Call | None, bool]] = []
    stack += [(node, None, True) for node in (code.tree.body if code.tree is not None else ())]
    while stack:
        node, call, outside = stack.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            found.setdefault(node.id, []).append(Load(node, call, outside))
        inner = (*_Function, ast.Lambda, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp)
        free = outside and not isinstance(node, (*inner, ast.GeneratorExp))
        for child in children(node):
            called = node if isinstance(node, ast.Call) and child is node.func else None
            stack.append((child, called, free))
    return found
