"""Follow: make the trace of a program."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from .expressions import evaluate
from .machine import Machine, Notes, Stretch
from .program import Code, Program
from .statements import execute
from .trace import Trace
from .values import UNKNOWN, Value

K = TypeVar("K")
V = TypeVar("V")
_ROOM = 1_000_000  # numbers for the objects and calls of one cell
_ALONE = 1_000_000_000_000  # those of functions that nothing calls come after all cells


@dataclass
class Memory:
    """What is kept of an open notebook from one edit to the next; one for each document.

    `codes` are its parsed cells by id, `cells` what following each gave, by number, and
    `functions` the same of each function that nothing called, by its node. `pause` is called
    before each cell that is followed; what it raises ends the work, and what is done is kept.
    """

    codes: dict[str, Code] = field(default_factory=dict)
    cells: dict[int, tuple[Code, Stretch]] = field(default_factory=dict)
    functions: dict[int, tuple[ast.AST, Stretch]] = field(default_factory=dict)
    pause: Callable[[], None] = lambda: None


def follow(program: Program, memory: Memory | None = None) -> Trace:
    """Follow all cells in document order, and then the functions that nothing called.

    Nothing runs: names, constants, tables and models are followed as abstract values. A cell
    that nests too deep for the Python that runs us is followed as far as possible. With a memory
    a cell is followed again only if it was edited, or if something that it reads has changed.
    """
    m = Machine(execute, evaluate)
    memory = memory or Memory()
    done = list[Stretch]()
    for index, code in enumerate(program.codes, 1):
        if code.tree is None:
            continue
        known, held = memory.cells.get(index, (None, None))
        if held is None or known is not code or not m.repeat(held):
            memory.pause()
            held = _stretch(m, code, index * _ROOM, held, partial(m.run, code.tree.body))
            memory.cells[index] = code, held
        done.append(held)
    followed = {node for stretch in done for node in stretch.notes.followed}
    alone = dict[int, tuple[ast.AST, Stretch]]()
    for stretch in tuple(done):
        for code, node, name in stretch.notes.defined.values():
            if id(node) in followed:
                continue
            known_node, held = memory.functions.get(id(node), (None, None))
            if held is None or known_node is not node or not m.repeat(held):
                first = _ALONE + code.cell.number * _ROOM + getattr(node, "lineno", 0) * 1000
                held = _stretch(m, code, first, held, partial(_alone, m, node, name))
            alone[id(node)] = node, held
            followed.add(id(node))
            followed |= held.notes.followed
            done.append(held)
    memory.functions = alone
    return _trace([stretch.notes for stretch in done])


def _stretch(
    m: Machine, code: Code, first: int, before: Stretch | None, run: Callable[[], None]
) -> Stretch:
    """Follow one stretch. What it leaves as it did before keeps its identity."""
    m.enter(code, first)
    with suppress(RecursionError):
        run()
    found = m.end()
    if before is None:
        return found
    left = {
        name: old if (old := before.left.get(name)) == value else value
        for name, value in found.left.items()
    }
    found = found._replace(left=left)
    m.leave_behind(found)
    return found


def _alone(m: Machine, node: ast.AST, name: str) -> None:
    """Follow a function that nothing calls: its parameters are unknown."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return
    arguments = node.args
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    rest = [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
    scope: dict[str, Value] = {a.arg: UNKNOWN for a in (*named, *rest)}
    m.function, m.scopes, m.stack = name, [m.names, scope], ("alone",)
    if isinstance(node, ast.Lambda):
        m.value(node.body)
    else:
        m.run(node.body)


def _trace(notes: Sequence[Notes]) -> Trace:
    """All notes together."""
    return Trace(
        tuple(_merged(part.calls for part in notes).values()),
        tuple(_merged(part.loops for part in notes).values()),
        tuple(_merged(part.stores for part in notes).values()),
        _merged(part.learns for part in notes),
        _merged(part.fits for part in notes),
        tuple(_merged(part.evals for part in notes).values()),
        tuple(_merged(part.comparisons for part in notes).values()),
        tuple(entry for part in notes for entry in part.imports),
        tuple(_merged(part.decorated for part in notes).values()),
        tuple(_merged(part.columns for part in notes).values()),
        _merged(part.sources for part in notes),
    )


def _merged(parts: Iterable[Mapping[K, V]]) -> dict[K, V]:
    """What several stretches note: under one key, the first counts."""
    found: dict[K, V] = {}
    for part in parts:
        for key, value in part.items():
            found.setdefault(key, value)
    return found
