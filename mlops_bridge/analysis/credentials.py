"""Credentials: secrets written into cells, and where they should come from."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..finding import Edit, Fix, Place
from ..notebook.cells import Cell
from . import secrets
from .program import Code, Program
from .repairs import excerpt, imported, replace
from .tokens import Token, tokens
from .trees import walk

_ENVIRON = re.compile(r"\bos\.environ\[[^\]]+\]\s*=\s*$")
_SHORTEST = 4  # characters: "x" under the key "token" is no secret
_ABOUT = re.compile(
    r"(?<!^CONNECTION)_(?:NAME|COLUMN|COLS?|FIELD|FILE|PATH|URL|ID|TYPE|COUNT|LENGTH|HEADER|PREFIX|LABEL)S?$"
)
# every cell that `secrets.find` could find something in has one of these words
_WORTH_A_LOOK = re.compile(
    r"pass|pwd|secret|token|key|cred|conn|client|log_?in|auth|sign|create_engine|session|://"
    r"|AKIA|gh[pousr]_|github_pat|sk-|xox|AIza|hf_|-----BEGIN",
    re.IGNORECASE,
)
_ENV = re.compile(r"^(?P<name>\w+)\s*[= ]\s*(?P<value>.+)$")
_QUERY = re.compile(
    r"[?&](?:access_|api_?|auth_)?(?:token|key|secret|password)=(?P<value>[^&\s'\"{}<>]{8,})"
)


@dataclass(frozen=True)
class Credential:
    """A secret literal; it is never shown: `hint` is its first two characters."""

    variable: str
    value: str = field(repr=False)
    place: Place
    fix: Fix | None

    @property
    def hint(self) -> str:
        return self.value[:2]


def credentials(program: Program) -> tuple[Credential, ...]:
    """The secrets that stand in code cells."""
    found = [one for code in program.codes for one in _in_cell(program, code)]
    values: dict[str, set[str]] = {}
    for one in found:
        values.setdefault(one.variable, set()).add(one.value)
    # two secrets under one name: the user has to find a second name
    return tuple(
        dataclasses.replace(one, fix=None) if len(values[one.variable]) > 1 else one
        for one in found
    )


class ProviderToken(NamedTuple):
    """A key of a known provider, in code, a comment or a text cell."""

    token: Token
    place: Place
    fix: Fix | None


def provider_tokens(program: Program) -> tuple[ProviderToken, ...]:
    """The keys that are recognised by their own form."""
    found = [
        ProviderToken(token, place, _environment(program, code, token, place))
        for code in program.codes
        for token, place in code.memo(_tokens)
    ]
    for cell in program.notebook.cells:
        if cell.kind == "markdown":
            found += [
                ProviderToken(t, span(cell, t.start, t.end), None) for t in tokens(cell.source)
            ]
    return tuple(found)


def span(cell: Cell, start: int, end: int) -> Place:
    """The place of a range of offsets in a cell's text."""
    before, inside = cell.source[:start], cell.source[start:end]
    line, column = before.count("\n") + 1, start - before.rfind("\n")
    last = inside.rfind("\n")
    end_column = column + len(inside) if last < 0 else len(inside) - last
    return Place(cell.number, cell.id, line, column, line + inside.count("\n"), end_column)


def _tokens(code: Code) -> tuple[tuple[Token, Place], ...]:
    return tuple((t, span(code.cell, t.start, t.end)) for t in tokens(code.cell.source))


def _environment(program: Program, code: Code, token: Token, place: Place) -> Fix | None:
    """The look-up in place of a literal that is the token, and nothing else."""
    for node in code.nodes:
        if isinstance(node, ast.Constant) and node.value == token.value:
            at = code.place(node)
            if at.line == place.line and code.segment(node)[:1] in ("'", '"'):
                look_up = secrets.look_up(token.variable)
                extra = imported(program, "os", code)
                edits = (replace(code, node, look_up), *([extra] if extra else []))
                title = f"Read it from the environment: `{look_up}`"
                return Fix(title, "S", edits, "environment")
    return None


def _in_cell(program: Program, code: Code) -> Iterator[Credential]:
    for magic in code.magics:
        match = _ENV.match(magic.arguments) if magic.name in ("env", "set_env") else None
        if match and secrets.is_secret(match["name"], match["value"].strip("'\"")):
            value = match["value"].strip("'\"")
            fix = _prompted(program, code, magic.line, match["name"])
            yield Credential(match["name"], value, _line(code, magic.line), fix)
    if code.tree is None or not code.memo(_worth_a_look):
        return
    for where, variable, value, look_up in code.memo(_literals):
        place = code.place(where)
        asked = _asks(program, code)
        if look_up and asked:
            look_up = f'{asked}("{variable}: ")'
        fix = _fix(program, code, place, look_up, bool(asked)) if look_up else None
        if _ENVIRON.search(code.cell.source.split("\n")[place.line - 1][: place.column - 1]):
            fix = None  # `os.environ["KEY"] = os.environ["KEY"]` says nothing
        yield Credential(variable, value, place, fix)


def _worth_a_look(code: Code) -> bool:
    return _WORTH_A_LOOK.search(code.text) is not None


def _literals(code: Code) -> tuple[tuple[_Span, str, str, str], ...]:
    """The secret literals of a cell: where, for which variable, the text, the look-up."""
    if code.tree is None:
        return ()
    found = {
        secret.key: (
            _Span(*secret.key, *secret.end),
            secret.variable,
            secret.value,
            secret.look_up,
        )
        for secret in secrets.find(code.tree)
        if len(secret.value) >= _SHORTEST and not _ABOUT.search(secret.variable)
    }
    for node in walk(code.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "=" in node.value:
            match = _QUERY.search(node.value)
            place = (node.lineno, node.col_offset)
            if match and "://" in node.value and place not in found:
                end = (node.end_lineno or 0, node.end_col_offset or 0)
                found[place] = (_Span(*place, *end), "API_TOKEN", match["value"], "")
    return tuple(found.values())


class _Span(ast.AST):
    """Positions as `ast` gives them, of a node that is not at hand any more."""

    def __init__(self, line: int, column: int, end_line: int, end_column: int) -> None:
        super().__init__()
        self.lineno = line
        self.col_offset = column
        self.end_lineno = end_line
        self.end_col_offset = end_column


def _fix(program: Program, code: Code, place: Place, look_up: str, asked: bool) -> Fix:
    expect = excerpt(code, place.line, place.column, place.end_line, place.end_column)
    edit = Edit(
        place.cell_id, place.line, place.column, place.end_line, place.end_column, expect, look_up
    )
    extra = imported(program, "os", code) if not asked else None
    edits = (edit, *([extra] if extra else []))
    if asked:
        return Fix(f"Ask for it: `{look_up}`", "S", edits)
    return Fix(f"Read it from the environment: `{look_up}`", "S", edits, "environment")


def _asks(program: Program, code: Code) -> str:
    """How the notebook asks for passwords up to a cell: `getpass.getpass`, `getpass`, or ""."""
    for other in program.codes[: code.cell.number]:
        if found := other.memo(_getpass):
            return found
    return ""


def _getpass(code: Code) -> str:
    for node in code.tree.body if code.tree is not None and "getpass" in code.text else ():
        if isinstance(node, ast.Import) and any(a.name == "getpass" for a in node.names):
            return "getpass.getpass"
        if isinstance(node, ast.ImportFrom) and node.module == "getpass":
            return "getpass"
    return ""


def _prompted(program: Program, code: Code, line: int, name: str) -> Fix | None:
    """`%env NAME=secret` becomes a question."""
    text = code.cell.source.split("\n")[line - 1]
    if not re.match(r"%(?:set_)?env\b", text):
        return None
    asked = _asks(program, code) or "getpass.getpass"
    made = f'os.environ["{name}"] = {asked}("{name}: ")'
    extra = [imported(program, "os", code)]
    if not _asks(program, code):
        extra.append(imported(program, "getpass", code))
    edit = Edit(code.cell.id, line, 1, line, len(text) + 1, text, made)
    return Fix(f"Ask for `{name}`", "S", (edit, *(e for e in extra if e is not None)))


def _line(code: Code, line: int) -> Place:
    text = code.cell.source.split("\n")[line - 1]
    start = len(text) - len(text.lstrip()) + 1
    return Place(code.cell.number, code.cell.id, line, start, line, len(text) + 1)
