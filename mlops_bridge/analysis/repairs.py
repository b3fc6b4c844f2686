"""Repairs: edits of a cell's text, made from nodes and names."""

from __future__ import annotations

import ast

from ..finding import Edit, Place
from .program import Code, Program


def replace(code: Code, node: ast.AST, text: str) -> Edit:
    """Put `text` in the place of a node."""
    place = code.place(node)
    expect = excerpt(code, place.line, place.column, place.end_line, place.end_column)
    return Edit(
        code.cell.id, place.line, place.column, place.end_line, place.end_column, expect, text
    )


def insert(code: Code, line: int, column: int, text: str) -> Edit:
    """Put `text` before a position."""
    return Edit(code.cell.id, line, column, line, column, "", text)


def excerpt(code: Code, line: int, column: int, end_line: int, end_column: int) -> str:
    """The source text of a range (1-based, end column exclusive)."""
    lines = code.cell.source.split("\n")[line - 1 : end_line]
    if not lines:
        return ""
    lines[-1] = lines[-1][: end_column - 1]
    lines[0] = lines[0][column - 1 :]
    return "\n".join(lines)


def argument(code: Code, node: ast.Call, text: str) -> Edit | None:
    """Add `text` as the last argument of a call; None if the call ends in an unusual way."""
    place = code.place(node)
    lines = code.cell.source.split("\n")
    last = lines[place.end_line - 1][: place.end_column - 1]
    if not last.endswith(")"):
        return None
    line, column = place.end_line, place.end_column - 1
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    if not given:
        return insert(code, line, column, text)
    end = max(given, key=lambda part: (part.end_lineno or 0, part.end_col_offset or 0))
    after = code.place(end)
    between = excerpt(code, after.end_line, after.end_column, line, column)
    if between.strip() in ("", ")"):
        return insert(code, after.end_line, after.end_column, f", {text}")
    if between.strip() == ",":
        comma = between.index(",")
        if "\n" in between[:comma]:
            return None
        return insert(code, after.end_line, after.end_column + comma + 1, f" {text}")
    return None


def keyword(code: Code, node: ast.Call, name: str, text: str) -> Edit | None:
    """Give a call the keyword `name`, in the place of the one it has."""
    for given in node.keywords:
        if given.arg == name:
            return replace(code, given.value, text)
    if any(given.arg is None for given in node.keywords):
        return None
    return argument(code, node, f"{name}={text}")


def before(code: Code, node: ast.AST, text: str) -> Edit | None:
    """Put lines above the statement that `node` begins; None if it stands further right."""
    place = code.place(node)
    line = code.cell.source.split("\n")[place.line - 1]
    indent = line[: place.column - 1]
    if indent.strip():
        return None
    return insert(code, place.line, 1, _indented(text, indent))


def after(code: Code, node: ast.AST, text: str) -> Edit | None:
    """Put lines below the statement that ends with `node`; None if something follows it."""
    place = code.place(node)
    lines = code.cell.source.split("\n")
    first, last = lines[place.line - 1], lines[place.end_line - 1]
    rest = last[place.end_column - 1 :].strip()
    if rest and not rest.startswith("#"):
        return None
    indent = first[: len(first) - len(first.lstrip())]
    if first.lstrip()[:1] in ("%", "!"):
        return None
    below = "\n" + _indented(text, indent).removesuffix("\n")
    return insert(code, place.end_line, len(last) + 1, below)


def _indented(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}\n" if line else "\n" for line in text.split("\n"))


def imported(program: Program, module: str, below: Code, name: str = "") -> Edit | None:
    """An `import module` (`from module import name`) beside the first imports.

    None if a cell up to `below` has it.
    """
    text = f"from {module} import {name}" if name else f"import {module}"
    for code in program.codes[: below.cell.number]:
        for node in code.tree.body if code.tree is not None else ():
            given = isinstance(node, ast.Import) and not name
            if given or (isinstance(node, ast.ImportFrom) and node.module == module):
                wanted = name or module
                if any(a.name == wanted and a.asname is None for a in node.names):  # type: ignore[attr-defined]
                    return None
    end = Place(below.cell.number, below.cell.id, len(below.lines) + 1, 1, 1, 1)
    return import_line(program, text, end) or insert(below, 1, 1, f"{text}\n")


def import_line(program: Program, text: str, above: Place) -> Edit | None:
    """An import beside the first imports, or else on top; None if nothing stands before `above`."""
    nodes = [
        (code, node)
        for code in program.codes[: above.cell]
        for node in (code.tree.body if code.tree is not None else ())
        if getattr(node, "module", "") != "__future__"
        and (code.cell.number, node.lineno) <= (above.cell, above.line)
    ]
    imports = [(c, n) for c, n in nodes if isinstance(n, (ast.Import, ast.ImportFrom))]
    for code, first in imports or nodes:
        decorators: list[ast.expr] = getattr(first, "decorator_list", [])
        line = min(first.lineno, *(d.lineno for d in decorators)) if decorators else first.lineno
        return insert(code, line, 1, f"{text}\n")
    return None


def removed(code: Code, first: int, last: int) -> Edit:
    """Take out whole lines."""
    lines = code.cell.source.split("\n")
    start, column, end, end_column = first, 1, last + 1, 1
    if last >= len(lines):
        end, end_column = len(lines), len(lines[-1]) + 1
        if first > 1:
            start, column = first - 1, len(lines[first - 2]) + 1
    text = excerpt(code, start, column, end, end_column)
    return Edit(code.cell.id, start, column, end, end_column, text, "")


def without_keyword(code: Code, node: ast.Call, given: ast.keyword) -> Edit | None:
    """Take a keyword out of a call, with its comma; None where something stands between."""
    place = code.place(given)
    parts = [*node.args, *node.keywords]
    index = parts.index(given)
    if index > 0:
        before = code.place(parts[index - 1])
        line, column, end_line, end_column = (
            *(before.end_line, before.end_column),
            *(place.end_line, place.end_column),
        )
    elif len(parts) > 1:
        after = code.place(parts[1])
        line, column, end_line, end_column = place.line, place.column, after.line, after.column
    else:
        line, column = place.line, place.column
        end_line, end_column = place.end_line, place.end_column
    expect = excerpt(code, line, column, end_line, end_column)
    rest = expect.replace(code.segment(given), "", 1).strip()
    if rest not in ("", ","):
        return None
    return Edit(code.cell.id, line, column, end_line, end_column, expect, "")
