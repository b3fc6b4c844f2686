"""Trees: walks of syntax trees, quicker than those of `ast`, without load and store marks."""

from __future__ import annotations

import ast

_fields: dict[type[ast.AST], tuple[str, ...]] = {}


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly inside a node, in the order of the source."""
    kind = type(node)
    names = _fields.get(kind)
    if names is None:
        names = _fields[kind] = tuple(name for name in kind._fields if name != "ctx")
    found: list[ast.AST] = []
    for name in names:
        value = getattr(node, name, None)
        if isinstance(value, ast.AST):
            found.append(value)
        elif isinstance(value, list):
            found += [part for part in value if isinstance(part, ast.AST)]
    return found


def callee(call: ast.Call) -> str:
    """The last part of the name that is called; "" for what is no name."""
    found: str = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return found


def walk(tree: ast.AST) -> list[ast.AST]:
    """All nodes of a tree, outer ones first, as `ast.walk` has them."""
    found = [tree]
    for node in found:
        found += children(node)
    return found
