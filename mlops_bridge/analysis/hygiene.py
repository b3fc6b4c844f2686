"""Hygiene: what makes a notebook hard to name, to read or to keep."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from ..finding import Fix, Place
from ..notebook.cells import Cell, Notebook
from .clearing import clearing, deletion
from .knowledge import threshold
from .program import Code, Program
from .trace import Calls

Habit = Literal["copy", "name", "prose", "long", "many", "empty", "output", "commented", "debugger"]

_COPY = re.compile(r"^Untitled\d*(?:[ _.-].*)?$|-Copy\d+|^Copy of ")
_PORTABLE = re.compile(r"[\w.\-]+")
_COMMENT = re.compile(r"^[ \t]*#+(?P<text>.*)$")
_MARKUP = re.compile(r"<[^>]*>|!?\[[^\]]*\]\([^)]*\)|https?://\S+|[#*_`|=\-]")
_LONGEST = 40  # lines of a commented statement
_CODE_NODES = (ast.Assign, ast.AugAssign, ast.Import, ast.ImportFrom, ast.Return, ast.Delete)
_BLOCK_NODES = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.FunctionDef, ast.ClassDef)


class Untidy(NamedTuple):
    """A habit seen in the notebook, at its first place; `detail` is a number or a name."""

    habit: Habit
    place: Place
    detail: str
    others: tuple[Place, ...] = ()
    fix: Fix | None = None


def hygiene(program: Program, calls: Calls) -> tuple[Untidy, ...]:
    """The habits found, each once."""
    if not program.codes:
        return ()
    found = (
        *_named(program),
        *_introduced(program.notebook),
        *_sized(program),
        *_empty(program.notebook),
        *_output(program.notebook),
        *_commented(program),
        *_debugged(program, calls),
    )
    return tuple(found)


def _start(cell: Cell) -> Place:
    first = cell.source.split("\n", 1)[0]
    return Place(cell.number, cell.id, 1, 1, 1, len(first) + 1)


def _named(program: Program) -> Iterator[Untidy]:
    stem = program.notebook.path.stem
    place = _start(program.codes[0].cell)
    if _COPY.search(stem):
        yield Untidy("copy", place, stem)
    elif not (stem.isascii() and _PORTABLE.fullmatch(stem)) or stem.startswith("-"):
        yield Untidy("name", place, stem)


def _introduced(notebook: Notebook) -> Iterator[Untidy]:
    """Whether somebody is told what the notebook is for."""
    code = notebook.code
    if len(code) < threshold("headed-cells"):
        return
    for cell in notebook.cells[:3]:
        if cell.kind == "markdown" and _says_something(cell.source):
            return
        if cell.kind == "code" and _opens_with_prose(cell.source):
            return
    yield Untidy("prose", _start(code[0]), str(len(code)))


def _says_something(source: str) -> bool:
    heading = re.search(r"^\s{0,3}#{1,6}\s*\S|<h\d|^(?:===+|---+)$", source, re.MULTILINE)
    return bool(heading) or len(re.findall(r"\w+", _MARKUP.sub(" ", source))) >= 3


def _opens_with_prose(source: str) -> bool:
    text = source.lstrip()
    if text.startswith(('"""', "'''")):
        return True
    lines = text.split("\n")
    comments = [line.lstrip("# ") for line in lines[:2] if line.startswith("#")]
    return len(comments) == 2 and sum(len(line.split()) for line in comments) >= 6


def _sized(program: Program) -> Iterator[Untidy]:
    limit = threshold("cell-lines")
    long = [(code, lines) for code in program.codes if (lines := code.memo(_statements)) > limit]
    if long:
        others = tuple(_start(code.cell) for code, _ in long[1:])
        yield Untidy("long", _start(long[0][0].cell), str(long[0][1]), others)
    if len(program.codes) > threshold("code-cells"):
        yield Untidy("many", _start(program.codes[0].cell), str(len(program.codes)))


def _statements(code: Code) -> int:
    """The logical lines of a cell."""
    if code.tree is None or len(code.lines) <= 1:
        return 0
    return sum(isinstance(node, ast.stmt) for node in code.nodes)


def _empty(notebook: Notebook) -> Iterator[Untidy]:
    cells = notebook.code
    filled = [cell.index for cell in cells if cell.source.strip()]
    blank = [c for c in cells if not c.source.strip() and filled]
    blank = [cell for cell in blank if filled[0] < cell.index < filled[-1]]
    if blank:
        others = tuple(map(_start, blank[1:]))
        yield Untidy("empty", _start(blank[0]), "", others, deletion(blank))


def _output(notebook: Notebook) -> Iterator[Untidy]:
    limit = threshold("output-mb") * 1_000_000
    large = [(cell, size) for cell in notebook.code if (size := _size(cell.outputs)) > limit]
    if large:
        others = tuple(_start(cell) for cell, _ in large[1:])
        fix = clearing([cell.id for cell, _ in large])
        yield Untidy("output", _start(large[0][0]), f"{large[0][1] / 1e6:.1f}", others, fix)


def _size(value: Any) -> int:
    """About the characters that a stored output takes in the file."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, (list, tuple)) else 8


def _commented(program: Program) -> Iterator[Untidy]:
    limit = threshold("commented-lines")
    places = []
    for code in program.codes:
        lines = code.memo(_commented_lines)
        if len(lines) > limit:
            text = code.cell.source.split("\n")[lines[0] - 1]
            column = len(text) - len(text.lstrip()) + 1
            cell = code.cell
            at = Place(cell.number, cell.id, lines[0], column, lines[0], len(text) + 1)
            places.append((at, len(lines)))
    if places:
        yield Untidy("commented", places[0][0], str(places[0][1]), tuple(p for p, _ in places[1:]))


def _commented_lines(code: Code) -> tuple[int, ...]:
    """The lines of comments that are code, 1-based."""
    if code.cell.source.count("#") < 4:
        return ()
    found, run = list[int](), list[tuple[int, str]]()
    inside = _strings(code)
    for number, line in enumerate([*code.cell.source.split("\n"), ""], 1):
        match = _COMMENT.match(line) if number not in inside else None
        if match:
            run.append((number, match["text"]))
        else:
            found += _code_in(run)
            run = []
    return tuple(found)


def _strings(code: Code) -> frozenset[int]:
    """The lines that stand in a string of several lines."""
    if code.tree is None:
        return frozenset()
    return frozenset(
        line
        for node in code.nodes
        if isinstance(node, (ast.Constant, ast.JoinedStr))
        and (node.end_lineno or node.lineno) > node.lineno
        for line in range(node.lineno + 1, (node.end_lineno or node.lineno) + 1)
    )


def _code_in(run: list[tuple[int, str]]) -> list[int]:
    """The lines of a block of comments that are code."""
    found = list[int]()
    index = 0
    while index < len(run):
        opens = run[index][1].rstrip().endswith((":", "(", "[", "{", ",", "\\"))
        longest = min(len(run), index + _LONGEST if opens else index + 1)
        for end in range(index + 1, longest + 1):
            if _is_code([text for _, text in run[index:end]]):
                found += [number for number, text in run[index:end] if text.strip()]
                index = end
                break
        else:
            index += 1
    return found


def _is_code(texts: list[str]) -> bool:
    if not texts[0].strip() or not re.search(r"[=(\[:]|import ", texts[0]):
        return False
    indent = len(texts[0]) - len(texts[0].lstrip())
    if any(text.strip() and not text.startswith(" " * indent) for text in texts):
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse("\n".join(text[indent:] for text in texts))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return bool(tree.body) and all(
        isinstance(node, (*_CODE_NODES, *_BLOCK_NODES))
        or (isinstance(node, ast.Expr) and isinstance(node.value, (ast.Call, ast.Await)))
        for node in tree.body
    )


def _debugged(program: Program, calls: Calls) -> Iterator[Untidy]:
    found = [(call.place, call.written) for call in calls.role("debugger")]
    for code in program.codes:
        for magic in code.magics:
            if magic.name in ("debug", "pdb") and magic.arguments.strip() not in ("off", "0"):
                text = code.cell.source.split("\n")[magic.line - 1]
                at = Place(code.cell.number, code.cell.id, magic.line, 1, magic.line, len(text) + 1)
                found.append((at, text.split()[0]))
    found.sort(key=lambda item: (item[0].cell, item[0].line))
    if found:
        yield Untidy("debugger", found[0][0], found[0][1], tuple(place for place, _ in found[1:]))
