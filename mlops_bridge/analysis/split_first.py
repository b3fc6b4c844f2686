"""Split first: the edit that moves a transformer's fit below the split of its rows."""

from __future__ import annotations

import ast
from itertools import pairwise

from ..finding import Edit, Fix
from .program import Code, Program
from .scopes import scopes
from .trace import Learn


def split_first(program: Program, learn: Learn) -> Fix | None:
    """Move `X = s.fit_transform(X)` below the split of X that directly follows it."""
    for code in program.codes:
        if code.cell.number != learn.place.cell or code.tree is None:
            continue
        body = code.tree.body
        for first, second in pairwise(body):
            if first.lineno == learn.place.line:
                return _moved(program, code, first, second)
    return None


def _moved(program: Program, code: Code, first: ast.stmt, second: ast.stmt) -> Fix | None:
    match first, second:
        case (
            ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id=scaler), attr="fit_transform"),
                    args=[ast.Name(id=same)],
                    keywords=[],
                ),
            ),
            ast.Assign(
                targets=[ast.Tuple(elts=[ast.Name(id=train), ast.Name(id=test), *_])],
                value=ast.Call(args=[ast.Name(id=split), *_]),
            ),
        ) if name == same == split and name not in (train, test):
            pass
        case _:
            return None
    if _read_later(program, code, name, second) or not _alone(code, first, second):
        return None
    lines = code.cell.source.split("\n")
    gone = (first.end_lineno or first.lineno) + 1
    expect = "\n".join(lines[first.lineno - 1 : gone - 1]) + "\n"
    last = second.end_lineno or second.lineno
    text = f"\n{train} = {scaler}.fit_transform({train})\n{test} = {scaler}.transform({test})"
    end = len(lines[last - 1]) + 1
    edits = (
        Edit(code.cell.id, first.lineno, 1, gone, 1, expect, ""),
        Edit(code.cell.id, last, end, last, end, "", text),
    )
    return Fix("Split first, then fit on the training part only", "A", edits)


def _alone(code: Code, first: ast.stmt, second: ast.stmt) -> bool:
    """Whether both statements have their lines for themselves."""
    spans = [(s.lineno, s.end_lineno or s.lineno) for s in (code.tree.body if code.tree else ())]
    mine = [(s.lineno, s.end_lineno or s.lineno) for s in (first, second)]
    shared = [
        span
        for span in spans
        if span not in mine and any(span[0] <= end and start <= span[1] for start, end in mine)
    ]
    return not shared and first.col_offset == 0 and mine[0][1] < mine[1][0]


def _read_later(program: Program, code: Code, name: str, after: ast.stmt) -> bool:
    """Whether the name is read below `after` before it gets another value."""
    seen = [(other, scopes(other.tree)) for other in program.codes if other.tree is not None]
    if any(use.name == name for _, s in seen for uses in s.bodies.values() for use in uses):
        return True
    for other, scope in seen:
        if other.cell.number < code.cell.number:
            continue
        for use in scope.uses:
            line = other.place(use.node).line
            if use.name != name or (other is code and line <= after.lineno):
                continue
            if use.kind != "bind":
                return True
            if use.sure:
                return False
    return False
