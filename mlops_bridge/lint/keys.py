"""Keys: what names a cell and a statement whatever moves around them, and no secret in it.

A key is a hash of the syntax with every literal blanked: reformatting, comments, other cells and
other values leave it as it is, and nobody can try secrets against it.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator

from ..analysis.program import Code, Program
from ..finding import Finding
from ..notebook.cells import Cell

_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")
_WORD = re.compile(r"\s*([%!]*[A-Za-z_]+)")


class Keys:
    """The keys of the findings of one notebook."""

    def __init__(self, program: Program) -> None:
        self._codes = {code.cell.id: code for code in program.codes}
        self._cells = {cell.id: self._cell(cell) for cell in program.notebook.cells}

    def cell(self, finding: Finding) -> str:
        """The cell's own id, or else a hash of its syntax."""
        return self._cells.get(finding.cell_id, "")

    def statement(self, finding: Finding) -> str:
        """A hash of the smallest statement, or head of a block, that holds the finding's line."""
        code = self._codes.get(finding.cell_id)
        return _hash(_statement(code, finding.line)) if code is not None else ""

    def _cell(self, cell: Cell) -> str:
        if cell.id != f"cell-{cell.index + 1}":  # the id that reading gives to a cell without one
            return cell.id
        code = self._codes.get(cell.id)
        return _hash(_whole(code)) if code is not None else ""


def _statement(code: Code, line: int) -> str:
    magic = next((m for m in code.magics if m.line <= line <= m.end_line), None)
    if magic is not None:
        return f"{magic.kind} {magic.name}"
    if code.tree is None:
        lines = code.cell.source.split("\n")
        return _word(lines[line - 1]) if line <= len(lines) else ""
    best: ast.stmt | None = None
    for node in code.nodes:
        if isinstance(node, ast.stmt) and _start(node) <= line <= (node.end_lineno or node.lineno):
            best = node  # the walk goes inwards
    return " ".join(_shape(best, blocks=False)) if best is not None else ""


def _whole(code: Code) -> str:
    if code.tree is None:
        return "\n".join(map(_word, code.cell.source.split("\n")))
    magics = (f"{magic.kind} {magic.name}" for magic in code.magics)
    return " ".join([*magics, *_shape(code.tree, blocks=True)])


def _word(line: str) -> str:
    """The first word of a line that is not Python: the rest may be anything, a secret too."""
    match = _WORD.match(line)
    return match[1] if match else ""


def _shape(node: ast.AST, blocks: bool) -> Iterator[str]:
    """The syntax in words; literals are blank, and what is empty is left out."""
    if isinstance(node, ast.Constant):
        yield str(node.value) if node.value is None or isinstance(node.value, bool) else "?"
        return
    yield f"({type(node).__name__}"
    for name, value in ast.iter_fields(node):
        if name == "ctx" or (not blocks and isinstance(node, ast.stmt) and name in _BLOCKS):
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                yield from _shape(part, blocks)
            elif isinstance(part, str):
                yield part
    yield ")"


def _start(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16] if text else ""
