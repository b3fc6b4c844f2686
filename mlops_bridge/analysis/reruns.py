"""Reruns: cells that do more each time they run, because they change what another cell made."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ..finding import Fix, Place
from .knowledge import words
from .program import Code, Program
from .repairs import keyword
from .scopes import scopes
from .trace import Call, Calls
from .trees import walk

How = Literal["drop", "grow", "arithmetic", "scale", "map", "dummies", "merge", "index", "take"]

_GROW = ("append", "extend", "insert", "appendleft")
_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.FloorDiv, ast.MatMult)
_FUNCTIONS: dict[str, How] = {"get_dummies": "dummies", "merge": "merge", "concat": "grow"}
_METHODS: dict[str, How] = {"set_index": "index", "merge": "merge", "join": "merge"}


class Rerun(NamedTuple):
    """A change that a second run of the cell repeats: of which name, how, and where."""

    name: str
    how: How
    place: Place
    others: tuple[Place, ...]
    fix: Fix | None


class Step(NamedTuple):
    """One such change, as written. `call` is the call whose receiver or function decides."""

    name: str
    how: How
    node: ast.AST
    call: ast.Call | None


def reruns(program: Program, calls: Calls) -> tuple[Rerun, ...]:
    """The changes of names that another cell made first, one for each cell and name."""
    made: dict[str, Code] = {}
    found = list[Rerun]()
    for code in program.codes:
        steps = [s for s in code.memo(_steps) if s.name in made]
        kept: dict[str, list[Step]] = {}
        for step in steps:
            if step.call is None or _confirmed(step, calls.of(step.call)):
                kept.setdefault(step.name, []).append(step)
        for name, same in kept.items():
            first = same[0]
            others = tuple(code.place(step.node) for step in same[1:])
            place = code.place(first.node)
            found.append(Rerun(name, first.how, place, others, _fix(code, same)))
        for name in code.memo(_made):
            made.setdefault(name, code)
    return tuple(found)


def _confirmed(step: Step, call: Call | None) -> bool:
    """Whether what the engine knows of a call agrees with how it is written."""
    if call is None:
        return False
    receiver = call.receiver
    kind = receiver.kind if receiver is not None else ""
    if step.how == "take":
        return kind in ("list", "dict", "frame")
    if step.how == "grow" and call.written in _GROW:
        return kind in ("list", "tuple")
    if step.how == "scale" and receiver is not None:
        return kind in ("transformer", "composite", "pipeline")
    if call.written in _FUNCTIONS and step.how in ("dummies", "grow", "merge") and kind == "":
        return call.name.partition(".")[0] in words("frame_packages")
    return kind in ("frame", "series", "groupby") or (
        kind in ("unknown", "attr") and _only_frame(call)
    )


def _only_frame(call: Call) -> bool:
    """Whether only tables have such a call: `drop(columns=...)`, `map({...})`."""
    given = {k.arg for k in call.node.keywords}
    if call.written == "drop":
        return bool(given & {"columns", "axis", "inplace"})
    if call.written == "set_index":
        return bool(given & {"inplace", "drop"}) or bool(call.node.args)
    if call.written == "merge":
        return bool(given & {"on", "how", "left_on", "left_index"})
    return call.written == "map"


def _made(code: Code) -> tuple[str, ...]:
    """The names that a cell binds, other than by import or definition."""
    uses = scopes(code.tree).uses if code.tree is not None else ()
    return tuple(
        dict.fromkeys(
            use.name for use in uses if use.kind == "bind" and isinstance(use.node, ast.Name)
        )
    )


def _steps(code: Code) -> tuple[Step, ...]:
    """The changes that a second run repeats, of names that the cell does not make itself."""
    if code.tree is None:
        return ()
    return tuple(_in_block(code.tree.body, set(), set()))


def _in_block(body: Sequence[ast.stmt], own: set[str], stored: set[str]) -> Iterator[Step]:
    for node in body:
        if isinstance(node, (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.Try)):
            yield from _inside(node, own, stored)
            continue
        for step in _of(node, stored):
            if step.name not in own:
                yield step
        steps = isinstance(node, ast.AugAssign)
        for name in () if steps else _names_made(node):
            own.add(name)
        stored |= _columns_made(node)


def _inside(node: ast.stmt, own: set[str], stored: set[str]) -> Iterator[Step]:
    guarded = set(own)
    if isinstance(node, (ast.For, ast.AsyncFor)):
        own |= _names_in(node.target)
        guarded |= _names_in(node.target)
    elif isinstance(node, ast.With):
        for item in node.items:
            own |= _names_in(item.optional_vars) if item.optional_vars is not None else set()
        guarded |= own
    elif isinstance(node, (ast.If, ast.While)):
        # whoever asks about the name first may have thought of the second run
        guarded |= {n.id for n in walk(node.test) if isinstance(n, ast.Name)}
    elif isinstance(node, ast.Try):
        return
    for part in (getattr(node, "body", []), getattr(node, "orelse", [])):
        before = set(guarded)
        yield from _in_block(part, guarded, stored)
        own |= guarded - before if not isinstance(node, (ast.If, ast.While)) else set()


def _names_in(node: ast.AST) -> set[str]:
    return {n.id for n in walk(node) if isinstance(n, ast.Name)}


def _names_made(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return {(a.asname or a.name).partition(".")[0] for a in node.names}
    if isinstance(node, ast.Assign):
        read = _names_in(node.value)
        made = {
            n.id
            for target in node.targets
            for n in walk(target)
            if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        }
        return made - read
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
        return {node.target.id}
    return set()


def _columns_made(node: ast.stmt) -> set[str]:
    """The columns that a statement makes: `frame["a"] = ...` as `frame|a`."""
    if not isinstance(node, ast.Assign):
        return set()
    return {
        f"{target.value.id}|{target.slice.value!s}"
        for target in node.targets
        if isinstance(target, ast.Subscript)
        and isinstance(target.value, ast.Name)
        and isinstance(target.slice, ast.Constant)
    }


def _of(node: ast.stmt, stored: set[str]) -> Iterator[Step]:
    taken = _taken(node)
    if taken is not None:
        yield taken
        return
    if isinstance(node, ast.AugAssign):
        name = _root(node.target)
        if name and isinstance(node.op, _ARITHMETIC) and not isinstance(node.target, ast.Attribute):
            yield Step(name, "arithmetic", node, None)
    elif isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        name = _root(target)
        if name and isinstance(target, (ast.Name, ast.Subscript)):
            step = _of_value(name, ast.unparse(target), node.value, stored)
            if step is not None:
                yield step._replace(node=node)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        call = node.value
        if not isinstance(call.func, ast.Attribute) or not isinstance(call.func.value, ast.Name):
            return
        name, method = call.func.value.id, call.func.attr
        if method in _GROW:
            yield Step(name, "grow", node, call)
        elif _true(call, "inplace"):
            step = _of_method(name, call, stored)
            if step is not None:
                yield step._replace(node=node)


def _taken(node: ast.stmt) -> Step | None:
    """`target = frame.pop("churned")`: what is taken out is not there the second time."""
    call = node.value if isinstance(node, (ast.Assign, ast.Expr)) else None
    if (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "pop"
        and isinstance(call.func.value, ast.Name)
        and len(call.args) < 2
    ):
        return Step(call.func.value.id, "take", node, call)
    return None


def _of_value(name: str, target: str, value: ast.expr, stored: set[str]) -> Step | None:
    """How an assignment to `target` makes it from itself, if a second time gives another thing."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, _ARITHMETIC):
        if target in _operands(value):
            return Step(name, "arithmetic", value, None)
        return None
    for call in _chain(value):
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if isinstance(call.func, ast.Attribute) and _starts(call.func.value, target):
            step = _of_method(name, call, stored)
            if step is not None and not (step.how == "map" and target == name):
                return step
        written = method or getattr(call.func, "id", "")
        first = call.args[0] if call.args else None
        if first is None:
            continue
        if written in _FUNCTIONS and not _starts(call.func, target):
            given = first.elts if isinstance(first, (ast.List, ast.Tuple)) else [first]
            if target in map(ast.unparse, given):
                return Step(name, _FUNCTIONS[written], value, call)
        if written in ("fit_transform", "transform") and ast.unparse(first) in (
            target,
            f"{target}.values",
            f"[{target}]",
            target.replace("[", "[[").replace("]", "]]"),
        ):
            return Step(name, "scale", value, call)
        if written in words("reapplied_functions") and ast.unparse(first) == target:
            return Step(name, "scale", value, None)
    return None


def _of_method(name: str, call: ast.Call, stored: set[str]) -> Step | None:
    assert isinstance(call.func, ast.Attribute)
    method = call.func.attr
    if method == "drop" and _drops_columns(call) and not _lenient(call):
        gone = _strings(call)
        if not gone or not all(f"{name}|{column}" in stored for column in gone):
            return Step(name, "drop", call, call)
        return None
    if method == "map" and call.args and isinstance(call.args[0], ast.Dict):
        return Step(name, "map", call, call)
    if method in _METHODS and not _lenient(call):
        if method == "join" and not (call.args and isinstance(call.args[0], (ast.Name, ast.Call))):
            return None
        return Step(name, _METHODS[method], call, call)
    return None


def _drops_columns(call: ast.Call) -> bool:
    for given in call.keywords:
        if given.arg == "columns":
            return True
        if given.arg == "axis" and isinstance(given.value, ast.Constant):
            return given.value.value in (1, "columns")
    return len(call.args) > 1 and isinstance(call.args[1], ast.Constant) and call.args[1].value == 1


def _lenient(call: ast.Call) -> bool:
    return any(
        k.arg == "errors" and isinstance(k.value, ast.Constant) and k.value.value == "ignore"
        for k in call.keywords
    )


def _strings(call: ast.Call) -> list[str]:
    parts = [*call.args[:1], *(k.value for k in call.keywords if k.arg in ("columns", "labels"))]
    return [
        n.value
        for part in parts
        for n in walk(part)
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]


def _true(call: ast.Call, name: str) -> bool:
    return any(
        k.arg == name and isinstance(k.value, ast.Constant) and k.value.value is True
        for k in call.keywords
    )


def _root(node: ast.expr) -> str:
    """The name that a target is a part of: `frame` of `frame.loc[rows, "c"]`."""
    while isinstance(node, (ast.Subscript, ast.Attribute)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _operands(node: ast.expr) -> Iterator[str]:
    """The operands of nested arithmetic, and what their methods are called on."""
    if isinstance(node, ast.BinOp):
        yield from _operands(node.left)
        yield from _operands(node.right)
        return
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    yield ast.unparse(node)
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in words("reducing_methods"):
            return
        node = node.func.value
        yield ast.unparse(node)


def _chain(node: ast.expr) -> Iterator[ast.Call]:
    """The calls of a chain of methods, outermost first."""
    while True:
        if isinstance(node, ast.Call):
            yield node
            node = node.func
        elif isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        else:
            return


def _starts(node: ast.expr, target: str) -> bool:
    """Whether a chain begins with the target."""
    while True:
        if ast.unparse(node) == target:
            return True
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        else:
            return False


def _fix(code: Code, steps: list[Step]) -> Fix | None:
    """Let a second drop of columns pass."""
    if any(step.how != "drop" or step.call is None for step in steps):
        return None
    edits = [keyword(code, s.call, "errors", '"ignore"') for s in steps if s.call is not None]
    done = tuple(edit for edit in edits if edit is not None)
    if len(done) < len(steps):
        return None
    return Fix('Give `errors="ignore"`, so that a second run passes', "S", done)
