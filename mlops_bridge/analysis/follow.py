"""Follow: make the trace of a program."""

from __future__ import annotations

import ast
from contextlib import suppress

from .expressions import evaluate
from .machine import Machine
from .program import Program
from .statements import execute
from .trace import Trace
from .values import UNKNOWN, Value


def follow(program: Program) -> Trace:
    """Follow all cells in document order, and then the functions that nothing called.

    Nothing runs: names, constants, tables and models are followed as abstract values. A cell
    that nests too deep for the Python that runs us is followed as far as possible.
    """
    m = Machine(execute, evaluate)
    for code in program.codes:
        if code.tree is not None:
            m.enter(code)
            with suppress(RecursionError):
                m.run(code.tree.body)
    for code, node, name in list(m.defined.values()):
        if id(node) not in m.followed:
            m.enter(code)
            m.function = name
            with suppress(RecursionError):
                _alone(m, node)
    return m.trace()


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
