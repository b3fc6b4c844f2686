"""History: ``_``, ``_3`` and ``Out[3]``, which IPython binds to what cells have shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from ..analysis.program import Code, Program, parse_cell
from ..analysis.trees import walk
from .blockers import EXPECTED

_NUMBERED = re.compile(r"_(\d+)")
_CERTAIN = (
    ast.BinOp, ast.Compare, ast.JoinedStr, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp,
    ast.SetComp, ast.DictComp,
)  # fmt: skip
# builtins that never return None
_MAKERS = frozenset(
    "len sum abs round sorted list dict set tuple str int float bool range repr".split()
)
_SCOPES = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.ListComp, ast.SetComp,
    ast.DictComp, ast.GeneratorExp,
)  # fmt: skip


def resolved(program: Program) -> Program:
    """The program with names for what the history stands for, where that is certain.

    The tail that is meant is bound to ``out_3``, 3 being the number in IPython's prompt. What is
    not certain (a tail that may be None, ``In``) is left as it is.
    """
    running = [code for code in program.codes if code.cell.source.strip()]
    if any(_binds_or_hides(node) for code in running for node in code.nodes):
        return program
    texts: dict[int, str] = {}
    taken = {node.id for code in running for node in code.nodes if isinstance(node, ast.Name)}
    for index, code in enumerate(running):
        for node, number in _reads(code, index, running):
            if not 0 < number <= index:
                continue
            source = running[number - 1]
            tail = _tail(source)
            name = f"out_{number}"
            plain = isinstance(node, ast.Name) and node.id == "_"
            if tail is None or name in taken or (plain and not _is_something(tail)):
                return program
            if source.magics or code.magics or EXPECTED in (*source.cell.tags, *code.cell.tags):
                return program
            text = texts.get(source.cell.number, source.text)
            texts[source.cell.number] = _prefixed(text, tail.lineno, tail.col_offset, name)
            text = texts.get(code.cell.number, code.text)
            texts[code.cell.number] = _replaced(text, node, name)
    if not texts:
        return program
    codes = [
        parse_cell(replace(code.cell, source=texts[code.cell.number]))
        if code.cell.number in texts
        else code
        for code in program.codes
    ]
    return Program(program.notebook, tuple(codes))


def _binds_or_hides(node: ast.AST) -> bool:
    """Whether a node binds ``_`` in any scope, or reads the history in a scope of its own."""
    if isinstance(node, (ast.arg, ast.Name)) and not isinstance(
        getattr(node, "ctx", None), ast.Load
    ):
        return getattr(node, "id", getattr(node, "arg", "")) == "_"
    return isinstance(node, _SCOPES) and any(
        isinstance(part, ast.Name) and (part.id in ("_", "Out") or _NUMBERED.fullmatch(part.id))
        for part in walk(node)
    )


def _reads(code: Code, index: int, running: list[Code]) -> Iterator[tuple[ast.expr, int]]:
    """Each use of the history, the last first, and the prompt's number that it means."""
    found: list[tuple[ast.expr, int]] = []
    for node in code.nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            if match := _NUMBERED.fullmatch(node.id):
                found.append((node, int(match[1])))
            elif node.id == "_":
                shown = [i for i in range(index) if _tail(running[i]) is not None]
                found.append((node, shown[-1] + 1 if shown else 0))
        elif (
            isinstance(node, ast.Subscript)
            and getattr(node.value, "id", "") == "Out"
            and isinstance(node.slice, ast.Constant)
            and isinstance(node.slice.value, int)
        ):
            found.append((node, node.slice.value))
    return iter(sorted(found, key=lambda item: (item[0].lineno, item[0].col_offset), reverse=True))


def _tail(code: Code) -> ast.Expr | None:
    """The expression whose value the cell shows."""
    if code.tree is None or not code.tree.body:
        return None
    last = code.tree.body[-1]
    after = code.lines[(last.end_lineno or 1) - 1 :]
    text = "\n".join(after).encode()[last.end_col_offset or 0 :].decode(errors="ignore")
    hidden = re.match(r"\s*;", text) is not None
    return last if isinstance(last, ast.Expr) and not hidden else None


def _is_something(tail: ast.Expr) -> bool:
    """Whether the value is certainly not None, which IPython neither shows nor keeps."""
    value = tail.value
    if isinstance(value, ast.Constant):
        return value.value is not None
    if isinstance(value, ast.Call):
        return getattr(value.func, "id", "") in _MAKERS
    return isinstance(value, _CERTAIN)


def _prefixed(text: str, line: int, column: int, name: str) -> str:
    lines = text.split("\n")
    if not lines[line - 1].startswith(f"{name} = "):
        row = lines[line - 1].encode()
        lines[line - 1] = (row[:column] + f"{name} = ".encode() + row[column:]).decode()
    return "\n".join(lines)


def _replaced(text: str, node: ast.expr, name: str) -> str:
    lines = text.split("\n")
    row = lines[node.lineno - 1].encode()
    end = node.end_col_offset or 0
    lines[node.lineno - 1] = (row[: node.col_offset] + name.encode() + row[end:]).decode()
    return "\n".join(lines)
