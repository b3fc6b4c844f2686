"""Local: functions of the notebook, followed with the arguments of a call."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any, cast

from .machine import Machine
from .program import Code
from .values import UNKNOWN, Value, join, merge

_DEEPEST = 3  # calls of local functions inside one another that are followed
_LONGEST = 200  # lines of a function that is followed


def follow_local(
    m: Machine, function: Value, args: list[Value], keywords: Mapping[str, Value], site: ast.AST
) -> Value | None:
    """The value that a function of the notebook returns; None if it is not followed."""
    _, node = _definition(function)
    if len(m.stack) >= _DEEPEST or (isinstance(node, ast.FunctionDef) and _long(node)):
        return None
    here = m.key(site)[:4]
    if any(isinstance(frame, tuple) and frame[-1] == id(node) for frame in m.stack):
        return None
    before, outer = m.stack, m.site
    if not before:
        m.site = m.place(site)
    m.stack = (*before, (*here, id(node)))
    try:
        return _call(m, function, args, keywords)
    finally:
        m.stack, m.site = before, outer


def find_member(value: Value, name: str) -> Value | None:
    """What the class of an object, or a class, or one of its bases, has under a name."""
    made = value.const if value.kind == "instance" else value
    while isinstance(made, Value) and made.kind == "class":
        if name in made.keys:
            return made.items[made.keys.index(name)]
        bases = made.const if isinstance(made.const, tuple) else ()
        made = next((base for base in bases if base.kind == "class"), None)
    return None


def follow_method(
    m: Machine,
    holder: Value,
    name: str,
    args: list[Value],
    keywords: Mapping[str, Value],
    site: ast.AST,
) -> Value | None:
    """The value of a method of a class of the notebook; None if it is not followed."""
    function = find_member(holder, name)
    if function is None and name == "fit_transform" and find_member(holder, "transform"):
        # as scikit-learn's mixin does it
        if follow_method(m, holder, "fit", args, {}, site) is None:
            return None
        return follow_method(m, m.current(holder), "transform", args[:1], {}, site)
    if function is None or function.kind != "local":
        return None
    _, node = _definition(function)
    marks = {d.id for d in getattr(node, "decorator_list", []) if isinstance(d, ast.Name)}
    first = [] if "staticmethod" in marks or holder.kind == "class" else [holder]
    return follow_local(m, function, [*first, *args], keywords, site)


def decide(m: Machine, test: ast.expr) -> bool | None:
    """Which way an `if` in a followed function goes, with the arguments of this call."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = decide(m, test.operand)
        return None if inner is None else not inner
    if isinstance(test, ast.Name):
        const = m.look_up(test.id).const
        return const if isinstance(const, bool) else None
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        other = test.comparators[0]
        if isinstance(test.ops[0], (ast.Is, ast.IsNot)) and isinstance(other, ast.Constant):
            value = m.value(test.left)
            if other.value is None and (value.known or value.kind in _OBJECTS):
                return (value.known and value.const is None) == isinstance(test.ops[0], ast.Is)
    return None


_OBJECTS = ("transformer", "composite", "estimator", "pipeline", "frame", "series", "list", "dict")


def _long(node: ast.FunctionDef) -> bool:
    return (node.end_lineno or node.lineno) - node.lineno > _LONGEST


def _definition(
    function: Value,
) -> tuple[Code, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda]:
    """The cell and the definition of a local function."""
    found: tuple[Code, ast.FunctionDef] = cast(Any, function.const)
    return found


def _call(m: Machine, function: Value, args: list[Value], keywords: Mapping[str, Value]) -> Value:
    """Follow a function of the notebook with these arguments; the value it returns."""
    code, node = _definition(function)
    arguments = node.args
    m.notes.followed.add(id(node))
    scope = _defaults(m, arguments)
    names = [a.arg for a in (*arguments.posonlyargs, *arguments.args)]
    scope.update(zip(names, args, strict=False))
    if arguments.vararg:
        scope[arguments.vararg.arg] = merge(args[len(names) :], "list")
    for name, value in keywords.items():
        scope[name] = value
    scopes, here, returns, name = m.scopes, m.code, m.returns, m.function
    m.scopes, m.code, m.returns = [*m.scopes[:1], scope], code, []
    m.function = function.name
    loops = m.loops
    state = m.ended, m.entered, m.outside
    m.ended, m.entered, m.outside = False, m.branches, len(loops)
    try:
        if isinstance(node, ast.Lambda):
            return m.value(node.body)
        m.run(node.body)
        returned = m.returns
    finally:
        m.ended, m.entered, m.outside = state
        m.loops = loops
        m.scopes, m.code, m.returns, m.function = scopes, here, returns, name
    if not returned:
        return Value("const", const=None)
    result = returned[0]
    for other in returned[1:]:
        result = join(result, other)
    return result


def _defaults(m: Machine, arguments: ast.arguments) -> dict[str, Value]:
    named = [*arguments.posonlyargs, *arguments.args]
    scope = {a.arg: UNKNOWN for a in (*named, *arguments.kwonlyargs)}
    if arguments.kwarg:
        scope[arguments.kwarg.arg] = UNKNOWN
    for name, default in zip(reversed(named), reversed(arguments.defaults), strict=False):
        scope[name.arg] = m.value(default)
    for name, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if value is not None:
            scope[name.arg] = m.value(value)
    return scope
