"""Gradients: training loops that never clear them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..finding import Fix, Place
from .program import Code, Program
from .repairs import before
from .trace import Call, Calls
from .trees import children, walk

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Uncleared(NamedTuple):
    """A loop that steps an optimiser and never clears its gradients.

    `place` is the backward pass, `step` the optimiser's step; `sure` is False where a loop around
    it clears them.
    """

    optimizer: str
    place: Place
    step: Place
    sure: bool
    fix: Fix | None


class Body(NamedTuple):
    """What stands in a loop or a function, its own loops included.

    `calls` are names of functions and methods of `self` that it calls; `inner` tells that a loop
    inside holds both passes by itself.
    """

    code: Code
    backward: tuple[ast.Call, ...]
    steps: tuple[ast.Call, ...]
    clears: bool
    calls: frozenset[str]
    inner: bool


class Parts(NamedTuple):
    """The loops of a cell, each with the bodies around it, and its functions by name."""

    loops: tuple[tuple[Body, tuple[Body, ...]], ...]
    functions: Mapping[str, Body]


def uncleared(program: Program, calls: Calls) -> tuple[Uncleared, ...]:
    """The training loops in which nothing clears the gradients."""
    steps = {id(call.node): call for call in calls.written("step") if _optimizer(call)}
    if not steps:
        return ()
    parts = [code.memo(_parts) for code in program.codes]
    functions = {name: body for part in parts for name, body in part.functions.items()}
    found: dict[int, Uncleared] = {}
    cleared: set[int] = set()
    for part in parts:
        for loop, around in part.loops:
            bodies = [loop, *_called(loop, functions)]
            backward = [(body.code, node) for body in bodies for node in body.backward]
            stepped = [(b.code, node) for b in bodies for node in b.steps if id(node) in steps]
            if loop.inner or not backward or not stepped:
                continue
            node = stepped[0][1]
            if any(body.clears for body in bodies):
                cleared.add(id(node))
            elif id(node) not in found:
                found[id(node)] = _uncleared(
                    steps[id(node)], *stepped[0], *backward[0], any(b.clears for b in around)
                )
    return tuple(seen for name, seen in found.items() if name not in cleared)


def _optimizer(call: Call) -> str:
    """How the optimiser that a call steps is written; "" for one that clears by itself."""
    receiver = call.receiver
    if receiver is not None and receiver.kind == "optimizer" and not call.node.args:
        closes = receiver.name.endswith("LBFGS")
        return "" if closes else call.code.segment(call.node.func).rpartition(".")[0]
    if call.args and call.args[0].kind == "optimizer":
        return call.code.segment(call.node.args[0])
    return ""


def _uncleared(
    call: Call, code: Code, step: ast.Call, home: Code, backward: ast.Call, around: bool
) -> Uncleared:
    optimizer = _optimizer(call)
    fix = None
    if home is code:
        edit = before(home, backward, f"{optimizer}.zero_grad()")
        fix = Fix(f"Clear the gradients of `{optimizer}`", "A", (edit,)) if edit else None
    return Uncleared(optimizer, home.place(backward), code.place(step), not around, fix)


def _called(body: Body, functions: Mapping[str, Body]) -> Iterator[Body]:
    """The notebook's functions that a body calls, and those that they call."""
    seen, queue = set[str](), sorted(body.calls)
    while queue:
        name = queue.pop()
        if name in functions and name not in seen:
            seen.add(name)
            yield functions[name]
            queue += sorted(functions[name].calls)


def _parts(code: Code) -> Parts:
    if code.tree is None or not any(w in code.text for w in ("step", "backward", "zero_grad")):
        return Parts((), {})
    loops = list[tuple[Body, tuple[Body, ...]]]()
    functions = dict[str, Body]()

    def visit(node: ast.AST, around: tuple[Body, ...]) -> None:
        for child in children(node):
            inside = around
            if isinstance(child, _FUNCTIONS):
                functions[child.name] = _body(code, child)
                inside = ()
            elif isinstance(child, _LOOPS):
                body = _body(code, child)
                loops.append((body, around))
                inside = (*around, body)
            visit(child, inside)

    visit(code.tree, ())
    return Parts(tuple(loops), functions)


def _body(code: Code, top: ast.AST) -> Body:
    backward, steps = list[ast.Call](), list[ast.Call]()
    names, clears = set[str](), False
    for node in walk(top):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            written = node.func.attr
            if written == "backward" and not node.args:
                backward.append(node)
            elif written == "step":
                steps.append(node)
            clears |= written == "zero_grad" or (
                written == "zero_" and "grad" in ast.unparse(node.func)
            )
            if isinstance(node.func.value, ast.Name) and node.func.value.id in ("self", "cls"):
                names.add(written)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names.add(node.func.id)
        elif isinstance(node, ast.Assign):
            clears |= any(isinstance(t, ast.Attribute) and t.attr == "grad" for t in node.targets)
    inner = any(
        isinstance(node, _LOOPS) and node is not top and _has_both(node) for node in walk(top)
    )
    # a step that is taken now and then lets gradients add up on purpose
    rare = {id(c) for n in walk(top) if isinstance(n, ast.If) for c in _without_backward(n)}
    kept = tuple(step for step in steps if id(step) not in rare)
    return Body(code, tuple(backward), kept, clears, frozenset(names), inner)


def _attributes(node: ast.AST) -> set[str]:
    return {n.attr for n in walk(node) if isinstance(n, ast.Attribute)}


def _has_both(node: ast.AST) -> bool:
    return {"backward", "step"} <= _attributes(node)


def _without_backward(node: ast.If) -> list[ast.Call]:
    if "backward" in _attributes(node):
        return []
    return [n for n in walk(node) if isinstance(n, ast.Call)]
