"""Credentials: secrets written into cells, and where they should come from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..finding import Edit, Fix, Place
from . import secrets
from .program import Code, Program
from .repairs import excerpt, imported

_ENV = re.compile(r"^(?P<name>\w+)\s*[= ]\s*(?P<value>.+)$")
_QUERY = re.compile(
    r"[?&](?:access_|api_?|auth_)?(?:token|key|secret|password)=(?P<value>[^&\s'\"{}<>]{8,})"
)


@dataclass(frozen=True)
class Credential:
    """A secret literal; `hint` shows no more than its first two characters."""

    variable: str
    hint: str
    place: Place
    fix: Fix | None


def credentials(program: Program) -> tuple[Credential, ...]:
    """The secrets that stand in code cells."""
    return tuple(found for code in program.codes for found in _in_cell(program, code))


def _in_cell(program: Program, code: Code) -> Iterator[Credential]:
    for magic in code.magics:
        match = _ENV.match(magic.arguments) if magic.name in ("env", "set_env") else None
        if match and secrets.is_secret(match["name"], match["value"].strip("'\"")):
            value = match["value"].strip("'\"")
            yield Credential(match["name"], value[:2], _line(code, magic.line), None)
    if code.tree is None:
        return
    seen = set[tuple[int, int]]()
    for secret in secrets.find(code.tree):
        seen.add(secret.key)
        node = _Span(*secret.key, *secret.end)
        place = code.place(node)
        yield Credential(
            secret.variable, secret.value[:2], place, _fix(program, code, place, secret.look_up)
        )
    for node in ast.walk(code.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "=" in node.value:
            found = _QUERY.search(node.value)
            if found and "://" in node.value and (node.lineno, node.col_offset) not in seen:
                yield Credential("API_TOKEN", found["value"][:2], code.place(node), None)


class _Span(ast.AST):
    """Positions as `ast` gives them, of a node that is not at hand any more."""

    def __init__(self, line: int, column: int, end_line: int, end_column: int) -> None:
        super().__init__()
        self.lineno, self.col_offset = line, column
        self.end_lineno, self.end_col_offset = end_line, end_column


def _fix(program: Program, code: Code, place: Place, look_up: str) -> Fix:
    expect = excerpt(code, place.line, place.column, place.end_line, place.end_column)
    edit = Edit(
        place.cell_id, place.line, place.column, place.end_line, place.end_column, expect, look_up
    )
    extra = imported(program, "os", code)
    title = f"Read it from the environment: `{look_up}`"
    return Fix(title, "S", (edit, *([extra] if extra else [])))


def _line(code: Code, line: int) -> Place:
    text = code.cell.source.split("\n")[line - 1]
    start = len(text) - len(text.lstrip()) + 1
    return Place(code.cell.number, code.cell.id, line, start, line, len(text) + 1)
