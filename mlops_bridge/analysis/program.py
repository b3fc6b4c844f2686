"""Program: one syntax tree per cell, and the statements as units of their own lines."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, TypeVar

from ..finding import Place
from ..notebook.cells import Cell, Notebook
from ..notebook.magics import Magic, python
from .trees import walk

T = TypeVar("T")


class ParseError(NamedTuple):
    """Why a cell does not parse; line and column are 1-based."""

    message: str
    line: int
    column: int


@dataclass(frozen=True)
class Unit:
    """Top-level statements that share physical lines, with the comments above them.

    `start` and `end` are the first and last line of `text` in the cell, 1-based; `first` is the
    line where the code itself begins.
    """

    cell: int
    index: int
    start: int
    first: int
    end: int
    nodes: tuple[ast.stmt, ...]
    text: str

    @cached_property
    def parts(self) -> tuple[ast.AST, ...]:
        """All nodes of its statements, walked once."""
        return tuple(part for node in self.nodes for part in walk(node))


@dataclass(frozen=True)
class Code:
    """One code cell, parsed. `tree` is None when it does not parse; then `error` says why.

    `elided` are the lines where a block of comments only stands for code left out; when the
    cell is only read, such a block gets a `pass`.
    """

    cell: Cell
    text: str
    tree: ast.Module | None
    error: ParseError | None
    magics: tuple[Magic, ...]
    shifts: Mapping[int, int]
    elided: tuple[int, ...] = ()

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def column(self, line: int, offset: int) -> int:
        """The 1-based code-point column of the UTF-8 `offset` that `ast` gives, in the source."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        if not text.isascii():
            offset = len(text.encode()[:offset].decode(errors="ignore"))
        return offset + 1 + self.shifts.get(line, 0)

    def place(self, node: ast.AST, text: str = "") -> Place:
        """Where a node of this cell's tree stands."""
        line = getattr(node, "lineno", 1)
        end = getattr(node, "end_lineno", None) or line
        return Place(
            self.cell.number,
            self.cell.id,
            line,
            self.column(line, getattr(node, "col_offset", 0)),
            end,
            self.column(end, getattr(node, "end_col_offset", None) or 0),
            text,
        )

    def segment(self, node: ast.AST) -> str:
        """The text of a node as written."""
        return ast.get_source_segment(self.text, node) or ""

    def memo(self, make: Callable[[Code], T]) -> T:
        """`make(self)`, worked out once: an edit of another cell does not repeat it.

        `make` is a function of a module, not a lambda made at the call; it looks at this cell only.
        """
        held: dict[object, T] = self._memo
        try:
            return held[make]
        except KeyError:
            found = held[make] = make(self)
            return found

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All nodes of the tree, outer ones first; none if the cell does not parse."""
        return tuple(walk(self.tree)) if self.tree is not None else ()

    @cached_property
    def _memo(self) -> dict[object, Any]:
        return {}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The cell's top-level statements in order, each with the comments above it."""
        return _units(self)


@dataclass(frozen=True)
class Program:
    """A notebook with every code cell parsed apart; broken cells stay in it as data."""

    notebook: Notebook
    codes: tuple[Code, ...]

    @cached_property
    def headings(self) -> Mapping[int, tuple[tuple[int, str], ...]]:
        """For each code cell's number, the Markdown headings between it and the code cell above."""
        found: dict[int, tuple[tuple[int, str], ...]] = {}
        pending: list[tuple[int, str]] = []
        for cell in self.notebook.cells:
            if cell.kind == "markdown":
                pending += _headings(cell.source)
            elif cell.kind == "code":
                if pending:
                    found[cell.number] = tuple(pending)
                pending = []
        return found


def parse(
    notebook: Notebook, *, translate: bool = False, known: dict[str, Code] | None = None
) -> Program:
    """Parse every code cell apart; a cell that does not parse gets an error, the rest goes on.

    Parameters
    ----------
    translate : bool
        Whether magics become the Python that does their work (for conversion) or inert lines
        (for reading what the notebook says).
    known : dict, optional
        The cells as parsed before, by id: those that did not change are taken over, and the
        dict is brought up to date.
    """
    if known is None:
        hidden = tuple(parse_cell(cell) for cell in notebook.code)
    else:
        hidden = tuple(_again(cell, known.get(cell.id)) for cell in notebook.code)
        known.clear()
        known.update((code.cell.id, code) for code in hidden)
    if not translate or not any(code.magics for code in hidden):
        return Program(notebook, hidden)
    # arguments and locals of functions too: a command may stand in one
    bound = frozenset(
        name
        for code in hidden
        if code.tree
        for part in code.nodes
        for name in (_bound_name(part), *_imported_names(part))
        if name
    )
    return Program(notebook, tuple(parse_cell(cell, True, bound) for cell in notebook.code))


def _again(cell: Cell, code: Code | None) -> Code:
    return code if code is not None and code.cell == cell else parse_cell(cell)


def _bound_name(node: ast.AST) -> str:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return node.name
    return node.arg if isinstance(node, ast.arg) else ""


def _imported_names(node: ast.AST) -> list[str]:
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return []
    return [(alias.asname or alias.name).split(".")[0] for alias in node.names]


def parse_cell(cell: Cell, translate: bool = False, bound: frozenset[str] = frozenset()) -> Code:
    """Parse one cell; see `parse`. `bound` are the names that commands may be filled with."""
    mentioned = bound & set(re.findall(r"\w+", cell.source)) if bound else bound
    return Code(cell, *_parsed(cell.source, translate, mentioned))


_Parsed = tuple[
    str,
    "ast.Module | None",
    "ParseError | None",
    tuple[Magic, ...],
    Mapping[int, int],
    tuple[int, ...],
]


@lru_cache(maxsize=512)
def _parsed(source: str, translate: bool, bound: frozenset[str]) -> _Parsed:
    tree, error = _tree(source)
    if error is None:  # Python never starts a statement with `%` or `!`: no magic in here
        return source, tree, None, (), {}, ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and the like are the user's affair
        form = python(source, bound)
    text = form.translated if translate else form.hidden
    if text != source:
        tree, error = _tree(text)
    elided: tuple[int, ...] = ()
    if error and not translate:
        filled, lines = _filled(text, error)
        if lines:
            tree, error = _tree(filled)
            text, elided = filled, lines
    return text, tree, error, form.magics, form.shifts, elided


def _tree(text: str) -> tuple[ast.Module | None, ParseError | None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes and the like are the user's affair
            return ast.parse(text), None
    except SyntaxError as error:
        return None, ParseError(error.msg, error.lineno or 1, error.offset or 1)
    except (ValueError, RecursionError, MemoryError) as error:
        return None, ParseError(str(error), 1, 1)


_EMPTY_BLOCK = re.compile(r"expected an indented block.* on line (\d+)")


def _filled(text: str, error: ParseError | None) -> tuple[str, tuple[int, ...]]:
    """Give blocks that hold only comments a `pass`; returns the text and the lines changed."""
    lines, changed = text.split("\n"), list[int]()
    while error and (match := _EMPTY_BLOCK.match(error.message)):
        header = int(match[1]) - 1
        block = range(header + 1, min(error.line, len(lines)))
        comment = next((i for i in block if lines[i].lstrip().startswith("#")), None)
        if comment is None:
            break
        indent = lines[header][: len(lines[header]) - len(lines[header].lstrip())]
        lines[comment] = f"{indent}    pass"
        changed.append(comment + 1)
        if len(changed) > 50:
            break
        _, error = _tree("\n".join(lines))
    return "\n".join(lines), tuple(changed)


def _headings(source: str) -> list[tuple[int, str]]:
    found, fenced = [], False
    for line in source.split("\n"):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and (match := re.match(r"\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$", line)):
            found.append((len(match[1]), match[2]))
    return found


_INDENTED_COMMENT = re.compile(r"[ \t]+#")


def _units(code: Code) -> tuple[Unit, ...]:
    if code.tree is None:
        return ()
    groups: list[list[ast.stmt]] = []
    for node in code.tree.body:
        if groups and _first_line(node) <= (groups[-1][-1].end_lineno or 0):
            groups[-1].append(node)
        else:
            groups.append([node])
    units, above = [], 0
    for index, group in enumerate(groups):
        end = group[-1].end_lineno or 0
        while end < len(code.lines) and _INDENTED_COMMENT.match(code.lines[end]):
            end += 1  # a comment at the end of a block
        if index == len(groups) - 1:
            end = len(code.lines)  # comments at the end of the cell belong to its last unit
        text = "\n".join(code.lines[above:end])
        units.append(
            Unit(code.cell.number, index, above + 1, _first_line(group[0]), end, tuple(group), text)
        )
        above = end
    return tuple(units)


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])
