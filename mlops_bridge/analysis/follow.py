"""Follow: make the trace of a program."""

from __future__ import annotations

import ast
from collections import OrderedDict
from contextlib import suppress
from threading import Lock

from .expressions import evaluate
from .machine import Machine, Saved
from .program import Program
from .statements import execute
from .trace import Trace
from .values import UNKNOWN, Value

_EVERY = 5  # cells between two saved states
_MOST = 64  # saved states kept, of all notebooks together
_LONGEST = 500  # cells of a notebook whose states are kept: they grow with it
_saved: OrderedDict[int, Saved] = OrderedDict()
_lock = Lock()


def follow(program: Program) -> Trace:
    """Follow all cells in document order, and then the functions that nothing called.

    Nothing runs: names, constants, tables and models are followed as abstract values. A cell
    that nests too deep for the Python that runs us is followed as far as possible. States on
    the way are kept, so that after an edit only the cells from there on are followed again.
    """
    m = Machine(execute, evaluate)
    names = _prefixes(program)
    start = 0
    for index in range(len(names) - len(names) % _EVERY, 0, -_EVERY):
        with _lock:
            held = _saved.get(names[index - 1])
        if held is not None:
            m.resume(held)
            start = index
            break
    for index, code in enumerate(program.codes[start:], start + 1):
        if code.tree is not None:
            m.enter(code)
            with suppress(RecursionError):
                m.run(code.tree.body)
        if index % _EVERY == 0 and len(names) <= _LONGEST:
            _keep(names[index - 1], m.save())
    for code, node, name in list(m.defined.values()):
        if id(node) not in m.followed:
            m.enter(code)
            m.function = name
            with suppress(RecursionError):
                _alone(m, node)
    return m.trace()


def _prefixes(program: Program) -> list[int]:
    """For each cell, a hash of what stands in the cells up to it."""
    found, last = list[int](), 0
    for code in program.codes:
        last = hash((last, code.cell.id, code.cell.number, code.cell.source))
        found.append(last)
    return found


def _keep(name: int, saved: Saved) -> None:
    with _lock:
        _saved[name] = saved
        _saved.move_to_end(name)
        if len(_saved) > _MOST:
            _saved.popitem(last=False)


def _alone(m: Machine, node: ast.AST) -> None:
    """Follow a function that nothing calls: its parameters are unknown."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return
    arguments = node.args
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    rest = [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
    scope: dict[str, Value] = {a.arg: UNKNOWN for a in (*named, *rest)}
    m.scopes, m.loops, m.stack, m.returns = [m.scopes[0], scope], (), ("alone",), []
    if isinstance(node, ast.Lambda):
        m.value(node.body)
    else:
        m.run(node.body)
