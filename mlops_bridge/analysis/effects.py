"""Effects: what a statement does beside binding names, from its calls and from syntax."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from fnmatch import translate
from functools import cache
from importlib import resources

from .trees import walk

# makes a value and does nothing else, as far as is known
_PLAIN = frozenset(
    "len sum abs round sorted list dict set tuple str int float bool range zip enumerate map "
    "filter min max isinstance type repr reversed any all format hash id getattr hasattr slice "
    "ord chr frozenset bytes complex divmod pow callable vars super property".split()
)


@cache
def _table() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(kind, pattern of dotted names) in the order of the table."""
    text = resources.files(f"{__package__}.knowledge").joinpath("effects.txt").read_text("utf-8")
    found = []
    for line in text.splitlines():
        kind, _, patterns = line.partition(":")
        if patterns and not line.startswith("#"):
            joined = "|".join(translate(pattern) for pattern in patterns.split())
            found.append((kind, re.compile(joined)))
    return tuple(found)


def imported(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """What each name that an import binds stands for, as a dotted name."""
    found: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def effects(nodes: Iterable[ast.AST], known: Mapping[str, str]) -> tuple[str, ...]:
    """The kinds of effects of statements, sorted; "unknown" for a call that nothing is known of.

    Parameters
    ----------
    known : what imported names stand for, see `imported`
    """
    found: set[str] = set()
    for node in nodes:
        for part in walk(node):
            if isinstance(part, ast.Call):
                found.add(_of(part, known))
            elif isinstance(part, (ast.Attribute, ast.Subscript)):
                if not isinstance(part.ctx, ast.Load):
                    text = _dotted(part.value, known)
                    if text.startswith("os.environ"):
                        found.add("environ")
                    elif "rcParams" in ast.unparse(part):
                        found.add("option")
            elif isinstance(part, (ast.Await, ast.Yield)):
                found.add("unknown")
    return tuple(sorted(found - {""}))


def _of(call: ast.Call, known: Mapping[str, str]) -> str:
    name = _dotted(call.func, known)
    for kind, pattern in _table():
        if pattern.match(name):
            return kind
    root = name.split(".")[0]
    if root in _PLAIN or "." in name:
        return ""  # a library's function, or a method: what it changes is its receiver
    return "unknown"


def _dotted(node: ast.expr, known: Mapping[str, str]) -> str:
    """``np.random.seed`` as ``numpy.random.seed``; "?" for what is no chain of names."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, known)}.{node.attr}"
    if isinstance(node, ast.Name):
        return known.get(node.id, node.id)
    return "?"
