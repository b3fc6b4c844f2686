"""Import statements in the order of isort: the standard library first, then by name."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Sequence

from .plan import Line

_WIDTH = 88


def tidied(lines: Sequence[Line]) -> list[Line]:
    """Plain imports sorted and joined; as they are when something else stands among them.

    A ``from __future__`` import stays first. The order of plain imports does not matter, but for
    lines that set something up between them, stars and alternatives.
    """
    futures = [line for line in lines if line.text.startswith("from __future__")]
    rest = [line for line in lines if line not in futures]
    nodes = []
    for line in rest:
        found = ast.parse(line.text).body
        star = any(alias.name == "*" for node in found for alias in getattr(node, "names", []))
        if "#" in line.text or star or not all(map(_is_import, found)):
            return list(lines)
        nodes += found
    sections: dict[bool, list[str]] = {True: [], False: []}
    for text, module in (*_plain(nodes), *_from(nodes)):
        sections[module.split(".")[0] in sys.stdlib_module_names].append(text)
    made = futures + ([Line("")] if futures and rest else [])
    for standard in (True, False):
        if sections[standard]:
            made += [Line("")] if made and made[-1].text else []
            made += [Line(text) for text in sections[standard]]
    return made


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not node.level)


def _plain(nodes: Iterable[ast.stmt]) -> list[tuple[str, str]]:
    """``import a`` and ``import a as b``, each with its module."""
    found = {
        (alias.name, alias.asname or "")
        for node in nodes
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    ordered = sorted(found, key=lambda item: (item[0].lower(), item[0], item[1]))
    return [(f"import {m} as {a}" if a else f"import {m}", m) for m, a in ordered]


def _from(nodes: Iterable[ast.stmt]) -> list[tuple[str, str]]:
    """``from a import b, c``, one statement a module."""
    members: dict[str, set[tuple[str, str]]] = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            names = {(alias.name, alias.asname or "") for alias in node.names}
            members.setdefault(node.module or "", set()).update(names)
    found = []
    for module in sorted(members, key=lambda m: (m.lower(), m)):
        plain = sorted((m for m in members[module] if not m[1]), key=lambda m: _rank(m[0]))
        renamed = sorted((m for m in members[module] if m[1]), key=lambda m: _rank(m[0]))
        if plain:
            found.append((_written(module, [name for name, _ in plain]), module))
        found += [(_written(module, [f"{name} as {other}"]), module) for name, other in renamed]
    return found


def _rank(name: str) -> tuple[int, str, str]:
    """Constants, then classes, then the rest."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name.lower(), name


def _written(module: str, names: Sequence[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= _WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"
