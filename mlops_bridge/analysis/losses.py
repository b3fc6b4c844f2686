"""Losses: statements on pandas tables whose effect is lost, and comparisons that are never true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ..finding import Fix, Place
from ..notebook.surroundings import Surroundings
from .knowledge import api, words
from .program import Code, Program
from .repairs import insert, replace
from .trace import Call, Calls
from .trees import children
from .values import Value

_NEWER = re.compile(r"^\W*pandas\W{0,4}(?:==|>=|~=|=|\^)\W{0,2}[3-9]", re.MULTILINE)
_INDEXERS = ("loc", "iloc", "at", "iat")
_NOT_DISPLAYED = ("timeit", "prun", "memit", "mprun", "lprun")
_Function = (ast.FunctionDef, ast.AsyncFunctionDef)
Scope = ast.FunctionDef | ast.AsyncFunctionDef | None


class Loss(NamedTuple):
    """A statement without the effect it seems to have. `sure`: in every version of pandas."""

    kind: Literal["result", "chain", "column", "nan"]
    what: str
    place: Place
    sure: bool
    fix: Fix | None


class Spot(NamedTuple):
    """A statement that may lose something, as its cell alone shows it."""

    kind: Literal["result", "chain", "column", "nan"]
    node: ast.expr
    scope: Scope


class Bind(NamedTuple):
    """A name assigned in a scope, and the expression it gets."""

    name: str
    value: ast.expr | None
    scope: Scope


class _Cell(NamedTuple):
    spots: tuple[Spot, ...]
    binds: tuple[Bind, ...]
    modules: tuple[tuple[str, str], ...]
    echoes: bool


def losses(program: Program, calls: Calls, project: Surroundings) -> tuple[Loss, ...]:
    """What is lost on tables known to be pandas', and what is compared with NaN."""
    cells = [code.memo(_cell) for code in program.codes]
    echoes = any(cell.echoes for cell in cells)
    found = list[Loss]()
    for code, cell in zip(program.codes, cells, strict=True):
        for spot in cell.spots:
            if spot.kind == "result" and not echoes:
                found += _result(code, cell, spot, calls)
            elif spot.kind == "column":
                found += _column(code, spot, calls)
            elif spot.kind == "chain":
                binds = cell.binds if spot.scope else [b for c in cells for b in c.binds]
                if _is_frame(spot, binds, calls):
                    found.append(_chain(code, spot))
            elif spot.kind == "nan":
                found += _never(code, spot, [pair for c in cells for pair in c.modules])
    if not any(loss.kind in ("chain", "column") for loss in found) or not _copies(program, project):
        return tuple(found)
    return tuple(Loss(lost.kind, lost.what, lost.place, True, lost.fix) for lost in found)


def _copies(program: Program, project: Surroundings) -> bool:
    """Whether pandas is 3 or later here, or copies on write."""
    return any(_NEWER.search(text) for text in project.files.values()) or any(
        "copy_on_write" in code.text for code in program.codes
    )


def _cell(code: Code) -> _Cell:
    if code.tree is None or any(m.kind == "cell" and m.name in _NOT_DISPLAYED for m in code.magics):
        return _Cell((), (), (), False)
    spots, binds, modules = list[Spot](), list[Bind](), list[tuple[str, str]]()
    shown = _shown(code, code.tree)
    stack: list[tuple[ast.AST, Scope, bool]] = [(n, None, False) for n in reversed(code.tree.body)]
    while stack:
        node, scope, quiet = stack.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            spots += _of_call(node.value, scope, node is shown or quiet)
        elif isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            value = node.value if not isinstance(node, ast.AugAssign) else None
            for target in targets:
                if isinstance(target, ast.Name) and not isinstance(node, ast.AugAssign):
                    binds.append(Bind(target.id, value, scope))
                elif isinstance(target, ast.Subscript) and _chained(target):
                    spots.append(Spot("chain", target, scope))
        elif isinstance(node, ast.Compare) and _with_nan(node):
            spots.append(Spot("nan", node, scope))
        elif isinstance(node, ast.Import):
            modules += [(a.asname or a.name, a.name) for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules += [(a.asname or a.name, f"{node.module}.{a.name}") for a in node.names]
        inner = node if isinstance(node, _Function) else scope
        tried = isinstance(node, ast.Try) and bool(node.handlers)
        still = quiet or tried or isinstance(node, (ast.With, ast.AsyncWith))
        stack += [(child, inner, still) for child in reversed(list(children(node)))]
    return _Cell(tuple(spots), tuple(binds), tuple(modules), "ast_node_interactivity" in code.text)


def _shown(code: Code, tree: ast.Module) -> ast.stmt | None:
    """The last expression of a cell, which is displayed unless a semicolon ends it."""
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        return None
    line = code.lines[(last.end_lineno or 1) - 1].encode()[last.end_col_offset or 0 :].decode()
    return None if line.lstrip().startswith(";") else last


def _of_call(node: ast.Call, scope: Scope, shown: bool) -> Iterator[Spot]:
    if not isinstance(node.func, ast.Attribute):
        return
    inplace = next((k.value for k in node.keywords if k.arg == "inplace"), None)
    if isinstance(inplace, ast.Constant) and inplace.value is True:
        if isinstance(node.func.value, (ast.Subscript, ast.Attribute)):
            yield Spot("column", node, scope)
    elif not shown and node.func.attr in words("pure_methods"):
        given = inplace is None or (isinstance(inplace, ast.Constant) and inplace.value is False)
        if given and all(keyword.arg for keyword in node.keywords):
            yield Spot("result", node, scope)


def _chained(target: ast.Subscript) -> bool:
    """`frame["c"][rows]`, `frame[rows]["c"]`, with `.loc` in either place."""
    outer = _without_indexer(target.value)
    if isinstance(outer, ast.Attribute):
        return isinstance(outer.value, ast.Name) and outer.attr not in words("frame_attributes")
    if not isinstance(outer, ast.Subscript):
        return False
    return isinstance(_without_indexer(outer.value), ast.Name)


def _without_indexer(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Attribute) and node.attr in _INDEXERS else node


def _with_nan(node: ast.Compare) -> bool:
    if len(node.ops) != 1 or not isinstance(node.ops[0], (ast.Eq, ast.NotEq)):
        return False
    sides = (node.left, node.comparators[0])
    return sum(_nan_like(side) for side in sides) == 1 and not any(
        isinstance(side, ast.Constant) for side in sides
    )


def _nan_like(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr.lower() in ("nan", "nat", "na") and isinstance(node.value, ast.Name)
    if isinstance(node, ast.Name):
        return node.id in ("nan", "NaN", "NAN")
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "float"
        and len(node.args) == 1
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).lower() == "nan"
    )


def _never(code: Code, spot: Spot, modules: Sequence[tuple[str, str]]) -> Iterator[Loss]:
    node = spot.node
    if not isinstance(node, ast.Compare):
        return
    names = dict(modules)
    sides = (node.left, node.comparators[0])
    nan, other = sides if _nan_like(sides[0]) else sides[::-1]
    if isinstance(nan, ast.Call):
        dotted = "float('nan')"
    elif isinstance(nan, ast.Attribute) and isinstance(nan.value, ast.Name):
        dotted = f"{names.get(nan.value.id, '')}.{nan.attr}"
    else:
        dotted = names.get(nan.id, "") if isinstance(nan, ast.Name) else ""
    entry = api(dotted)
    if not isinstance(nan, ast.Call) and (entry is None or entry.role != "nan"):
        return
    pandas = next((alias for alias, module in modules if module == "pandas"), "")
    equal = isinstance(node.ops[0], ast.Eq)
    fix = None
    if pandas:
        text = f"{pandas}.{'isna' if equal else 'notna'}({code.segment(other)})"
        fix = Fix(f"Ask with `{pandas}.isna`", "A", (replace(code, node, text),))
    sign = "==" if equal else "!="
    yield Loss("nan", f"{sign} {code.segment(nan)}", code.place(node), True, fix)


def _frame_of(value: Value | None) -> bool:
    return value is not None and value.kind == "frame" and "pandas" in value.tags


def _result(code: Code, cell: _Cell, spot: Spot, calls: Calls) -> Iterator[Loss]:
    call = calls.of(spot.node)
    held = call.receiver if call is not None else None
    if call is None or held is None or "pandas" not in held.tags:
        return
    column = held.kind == "attr" and bool(held.items) and _frame_of(held.items[0])
    if held.kind not in ("frame", "series") and not (column and held.name not in _ACCESSORS):
        return
    yield Loss("result", f".{call.written}()", call.place, True, _kept(code, cell, spot, call))


_ACCESSORS = frozenset(["str", "dt", "cat", "plot", "index", "columns", "style", "at", "iat"])


def _kept(code: Code, cell: _Cell, spot: Spot, call: Call) -> Fix | None:
    """Assign the result to the table, or to its column."""
    base = call.node.func.value if isinstance(call.node.func, ast.Attribute) else call.node
    place = code.place(spot.node)
    root: ast.expr = base
    while isinstance(root, ast.Call) and isinstance(root.func, ast.Attribute):
        if root.func.attr not in words("pure_methods"):
            return None
        root = root.func.value
    target = ""
    if isinstance(root, ast.Name) and call.receiver is not None and call.receiver.kind == "frame":
        target = root.id
    elif root is base and call.written in words("cell_keeping_methods"):
        target = _column_target(code, base)
    owner = root if isinstance(root, ast.Name) else getattr(root, "value", None)
    if not target or not isinstance(owner, ast.Name):
        return None
    if spot.scope is not None and not _local(owner.id, spot.scope, cell):
        return None
    edit = insert(code, place.line, place.column, f"{target} = ")
    return Fix("Assign the result", "A" if spot.scope is None else "S", (edit,))


def _local(name: str, scope: Scope, cell: _Cell) -> bool:
    if scope is not None and any(a.arg == name for a in scope.args.args):
        return True
    return any(bind.name == name and bind.scope is scope for bind in cell.binds)


def _column_target(code: Code, node: ast.expr) -> str:
    """`frame["c"]` as one assigns to it; "" if it is something else."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        plain = isinstance(node.slice, (ast.Constant, ast.Name, ast.List))
        return code.segment(node) if plain else ""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f'{node.value.id}["{node.attr}"]'
    return ""


def _column(code: Code, spot: Spot, calls: Calls) -> Iterator[Loss]:
    """A method with `inplace=True` on a part of a frame."""
    call = calls.of(spot.node)
    held = call.receiver if call is not None else None
    if call is None or held is None or "pandas" not in held.tags:
        return
    base = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
    if isinstance(base, ast.Attribute):
        part = held.kind == "series" or (bool(held.items) and _frame_of(held.items[0]))
        part = part and base.attr not in words("frame_attributes")
    else:
        index = base.slice if isinstance(base, ast.Subscript) else None
        named = isinstance(index, ast.Constant)
        part = held.kind == "series" or (held.kind == "frame" and not named and index is not None)
    if not part or base is None:
        return
    fix = None
    target = _column_target(code, base)
    given = next((k for k in call.node.keywords if k.arg == "inplace"), None)
    if target and call.written in words("cell_keeping_methods") and given is not None:
        place = code.place(call.node)
        without = _without(code, call.node, given)
        if without:
            edit = insert(code, place.line, place.column, f"{target} = ")
            text = replace(code, call.node, without)
            whole = text.text if not edit.text else edit.text + text.text
            fix = Fix("Assign the result", "A", (replace(code, call.node, whole),))
    yield Loss("column", f"{code.segment(base)}", call.place, False, fix)


def _without(code: Code, node: ast.Call, keyword: ast.keyword) -> str:
    """The text of a call without one of its keywords; "" if it is not the last argument."""
    text = code.segment(node)
    cut = re.sub(r",?\s*inplace\s*=\s*True\s*,?\s*(?=\)$)", "", text)
    if cut == text:
        cut = re.sub(r"(?<=[(,])\s*inplace\s*=\s*True\s*,\s*", "", text, count=1)
        cut = re.sub(r",(?=\S)", ",", cut) if cut != text else ""
    return cut if cut and text.count("inplace") == 1 and keyword.arg else ""


def _is_frame(spot: Spot, binds: Sequence[Bind], calls: Calls) -> bool:
    """Whether the table assigned into is bound to pandas frames only, as far as calls tell."""
    root: ast.AST = spot.node
    while isinstance(root, (ast.Subscript, ast.Attribute)):
        root = root.value
    if not isinstance(root, ast.Name):
        return False
    frames = 0
    for bind in binds:
        if bind.name != root.id or bind.scope is not spot.scope:
            continue
        if isinstance(bind.value, ast.Call):
            call = calls.of(bind.value)
            if call is None or not _frame_of(call.value):
                return False
            if call.written in words("leaving_methods"):
                return False
            frames += 1
        elif not isinstance(bind.value, (ast.Subscript, ast.Name)):
            return False
    return frames > 0


def _chain(code: Code, spot: Spot) -> Loss:
    target = spot.node
    assert isinstance(target, ast.Subscript)
    fix = None
    rows, column, root = _parts(target)
    if rows is not None and column is not None and isinstance(root, ast.Name):
        text = f"{root.id}.loc[{code.segment(rows)}, {code.segment(column)}]"
        fix = Fix("Write with one `.loc`", "A", (replace(code, target, text),))
    return Loss("chain", code.segment(target), code.place(target), False, fix)


def _parts(target: ast.Subscript) -> tuple[ast.expr | None, ast.expr | None, ast.expr | None]:
    """The rows, the column and the table of a chained index, where they are plain."""
    first = _without_indexer(target.value)
    if not isinstance(first, ast.Subscript):
        return None, None, None
    indexers = [n.attr for n in (target.value, first.value) if isinstance(n, ast.Attribute)]
    root = _without_indexer(first.value)
    if any(name in ("iloc", "iat") for name in indexers):
        return None, None, root
    one, two = first.slice, target.slice
    if isinstance(one, ast.Constant) and isinstance(one.value, str) and "loc" not in indexers:
        one, two = two, one
    elif isinstance(one, ast.Constant) and isinstance(one.value, str):
        one, two = (two, one) if isinstance(target.value, ast.Attribute) else (one, two)
    named = isinstance(two, ast.Constant) and isinstance(two.value, str)
    plain = not isinstance(one, (ast.Slice, ast.Tuple))
    return (one, two, root) if named and plain else (None, None, root)
