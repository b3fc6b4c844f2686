"""Guards: the tests that decide whether a call is reached."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .program import Code, Program
from .trace import Call
from .trees import walk

_ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_VERDICT = re.compile(
    r"better|best|improv|pass|good|accept|approv|gate|valid|ready|promot|meet|exceed|beat|win|^ok$"
    r"|acceptable|should|eligible|success",
    re.IGNORECASE,
)


class Guard(NamedTuple):
    """An `if` (or a loop's or an assertion's test) that stands before a statement.

    `judges`: it compares sizes, or asks a name or a function that gives a verdict; `line` is
    where it stands in its cell.
    """

    line: int
    judges: bool


class Guards(NamedTuple):
    """The guards of one cell: over each call, by its position, and over all cells below."""

    over: Mapping[tuple[int, int, int], tuple[Guard, ...]]
    below: tuple[Guard, ...]


def guards(code: Code) -> Guards:
    """The guards of a cell."""
    over: dict[tuple[int, int, int], tuple[Guard, ...]] = {}
    below = tuple(_block(code.tree.body, (), over)) if code.tree is not None else ()
    return Guards(over, below)


def guarding(program: Program, call: Call) -> tuple[Guard, ...]:
    """The guards over a call in its own cell, its function included."""
    return call.code.memo(guards).over.get(_position(call.node), ())


def judged(program: Program, call: Call) -> bool:
    """Whether a comparison decides if a call is reached: there, at the calls that lead there,
    or in a cell above that stops the run."""
    if any(guard.judges for guard in guarding(program, call)):
        return True
    for frame in _frames(call):
        code = program.codes[frame[0] - 1]
        if any(g.judges for g in code.memo(guards).over.get(frame[1:], ())):
            return True
    number = min([call.code.cell.number, *(frame[0] for frame in _frames(call))])
    return any(
        guard.judges
        for code in program.codes[: number - 1]
        if "assert" in code.text or "raise" in code.text or "exit" in code.text
        for guard in code.memo(guards).below
    )


def _frames(call: Call) -> list[tuple[int, int, int, int]]:
    """The calls of local functions that led to a call: cell, line, column, end column."""
    stack = call.key[-1]
    frames = stack if isinstance(stack, tuple) else ()
    return [frame[:4] for frame in frames if isinstance(frame, tuple) and len(frame) == 5]


def _position(node: ast.AST) -> tuple[int, int, int]:
    return (
        getattr(node, "lineno", 0),
        getattr(node, "col_offset", 0),
        getattr(node, "end_col_offset", 0) or 0,
    )


def _block(
    body: Sequence[ast.stmt],
    held: tuple[Guard, ...],
    over: dict[tuple[int, int, int], tuple[Guard, ...]],
) -> list[Guard]:
    """Note what guards the calls of a block; returns what guards the statements after it."""
    after = list[Guard]()
    for node in body:
        now = (*held, *after)
        if isinstance(node, ast.If):
            guard = Guard(node.lineno, _judges(node.test))
            _calls(node.test, now, over)
            _block(node.body, (*now, guard), over)
            _block(node.orelse, (*now, guard), over)
            if _stops(node.body) or _stops(node.orelse):
                after.append(guard)
        elif isinstance(node, ast.Assert):
            after.append(Guard(node.lineno, _judges(node.test)))
        elif isinstance(node, ast.While):
            _block(node.body, (*now, Guard(node.lineno, False)), over)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                _calls(item.context_expr, now, over)
            after += _block(node.body, now, over)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            _calls(node.iter, now, over)
            _block(node.body, now, over)
            _block(node.orelse, now, over)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for decorator in node.decorator_list:
                _calls(decorator, now, over)
            _block(node.body, (), over)
        elif isinstance(node, ast.Try):
            after += _block(node.body, now, over)
            for handler in node.handlers:
                _block(handler.body, now, over)
            _block(node.orelse, now, over)
            _block(node.finalbody, now, over)
        elif isinstance(node, ast.Match):
            for case in node.cases:
                _block(case.body, (*now, Guard(node.lineno, False)), over)
        elif now:
            _calls(node, now, over)
    return after


def _calls(
    node: ast.AST,
    held: tuple[Guard, ...],
    over: dict[tuple[int, int, int], tuple[Guard, ...]],
) -> None:
    if held:
        for part in walk(node):
            if isinstance(part, ast.Call):
                over[_position(part)] = held


def _stops(body: Sequence[ast.stmt]) -> bool:
    """Whether a block ends the run, the function or the round."""
    if not body:
        return False
    last = body[-1]
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
        name = ast.unparse(last.value.func)
        return name in ("sys.exit", "exit", "quit", "os._exit", "dbutils.notebook.exit")
    return isinstance(last, (ast.Raise, ast.Return, ast.Continue, ast.Break))


def _judges(test: ast.expr) -> bool:
    """Whether a test weighs something: a comparison of sizes, or a verdict by name."""
    for part in walk(test):
        if isinstance(part, ast.Compare):
            sides = [part.left, *part.comparators]
            if any(isinstance(op, _ORDERS) for op in part.ops) and not any(map(_length, sides)):
                return True
        elif _VERDICT.search(_said(part)):
            return True
    return False


def _said(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    text = node.value if isinstance(node, ast.Constant) else ""
    return text if isinstance(text, str) else ""


def _length(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"
