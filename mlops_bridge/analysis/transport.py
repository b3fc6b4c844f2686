"""Transport: connections whose other end is not checked, or that anybody on the way can change."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..finding import Edit, Fix, Place
from .knowledge import words
from .program import Code, Program
from .repairs import without_keyword
from .trace import Call, Calls

_PLAIN = re.compile(r"^(?P<scheme>http|ftp)://(?P<host>\[[^\]]*\]|[^/:?#\s]+)", re.IGNORECASE)
_OWN = re.compile(r"^(?:localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\]|.*\.localhost)$", re.IGNORECASE)
_PRIVATE = re.compile(
    r"^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|^[^.]+$|\.(?:local|internal|lan|svc)$",
    re.IGNORECASE,
)
_WORTH_A_LOOK = re.compile(r"verify|ssl|cert|insecure|CERT_NONE", re.IGNORECASE)
_UNCHECKED = re.compile(
    r"\bcurl\b[^|;&\n]*\s(?:-[a-zA-Z]*k[a-zA-Z]*|--insecure)\b|\bwget\b[^|;&\n]*--no-check-certificate"
    r"|http\.sslVerify=false|ssl_verify\s+(?:false|no)\b"
)
_FETCHED = re.compile(
    r"\b(?:wget|curl|gdown)\b[^|;&\n]*?\s['\"]?(?P<url>(?:http|ftp)://[^\s'\"|;&]+)"
)


class Insecure(NamedTuple):
    """One connection. `what` is the flag, or the address without its path."""

    kind: str
    what: str
    private: bool
    place: Place
    fix: Fix | None


def insecure(program: Program, calls: Calls) -> tuple[Insecure, ...]:
    """Checks that are switched off, and data or models over plain HTTP or FTP."""
    found = [entry for code in program.codes for entry in code.memo(_in_cell)]
    heads: dict[str, tuple[str, Code, ast.Constant]] = {}
    for code in program.codes:
        heads |= {name: (text, code, node) for name, text, node in code.memo(_addresses)}
    if heads or any(code.memo(_mentions_plain) for code in program.codes):
        found += _fetches(calls, heads)
    once = {(e.place.cell_id, e.place.line, e.what): e for e in reversed(found)}
    return tuple(sorted(once.values(), key=lambda e: (e.place.cell, e.place.line, e.place.column)))


def _mentions_plain(code: Code) -> bool:
    return "http://" in code.text or "ftp://" in code.text


def _in_cell(code: Code) -> tuple[Insecure, ...]:
    found = list(_commands(code))
    if code.tree is not None and _WORTH_A_LOOK.search(code.text):
        for node in code.nodes:
            if isinstance(node, ast.Call):
                found += _flags(code, node)
            elif isinstance(node, ast.Assign):
                found += _switches(code, node)
    return tuple(found)


def _flags(code: Code, node: ast.Call) -> Iterator[Insecure]:
    written = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if written == "_create_unverified_context":
        yield Insecure("check", "_create_unverified_context", False, code.place(node), None)
    for given in node.keywords:
        off = isinstance(given.value, ast.Constant) and given.value.value is False
        named = given.arg in words("verifying_arguments")
        if off and (named or (given.arg == "verify" and written in words("requesting_methods"))):
            edit = without_keyword(code, node, given)
            fix = Fix(f"Drop `{given.arg}=False`", "S", (edit,)) if edit else None
            yield Insecure("check", f"{given.arg}=False", False, code.place(given), fix)


def _switches(code: Code, node: ast.Assign) -> Iterator[Insecure]:
    """`session.verify = False` and the like."""
    target = node.targets[0]
    name = target.attr if isinstance(target, ast.Attribute) else ""
    value = code.segment(node.value)
    off = isinstance(node.value, ast.Constant) and node.value.value is False
    if off and name in ("verify", "check_hostname", "verify_ssl"):
        yield Insecure("check", f"{name} = False", False, code.place(node), None)
    elif name == "verify_mode" and value.endswith("CERT_NONE"):
        yield Insecure("check", "CERT_NONE", False, code.place(node), None)
    elif name == "_create_default_https_context" and "unverified" in value:
        if not isinstance(node.value, ast.Call):
            yield Insecure("check", "_create_unverified_context", False, code.place(node), None)
    elif isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        key, text = target.slice.value, value.strip("'\"")
        if (key, text) in (("PYTHONHTTPSVERIFY", "0"), ("CURL_CA_BUNDLE", "")):
            yield Insecure("check", str(key), False, code.place(node), None)


def _commands(code: Code) -> Iterator[Insecure]:
    lines = code.cell.source.split("\n")
    for magic in code.magics:
        shell = magic.kind == "shell" or magic.name in ("sx", "system", "bash", "sh")
        if not shell and not (magic.kind == "line" and magic.name in ("pip", "conda")):
            continue
        for number in range(magic.line, min(magic.end_line, len(lines)) + 1):
            line = lines[number - 1]
            start = len(line) - len(line.lstrip()) + 1
            place = Place(code.cell.number, code.cell.id, number, start, number, len(line) + 1)
            if line.lstrip().startswith("#"):
                continue
            if match := _UNCHECKED.search(line):
                yield Insecure("check", match[0].split()[-1], False, place, None)
            elif match := _FETCHED.search(line):
                yield from _plain(match["url"], place, _secured(code, number, line))


def _addresses(code: Code) -> tuple[tuple[str, str, ast.Constant], ...]:
    """(name, text, literal) of the names that a cell binds to a plain address."""
    if code.tree is None or not _mentions_plain(code):
        return ()
    found = list[tuple[str, str, ast.Constant]]()
    for node in code.nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            values = (
                node.value.elts if isinstance(node.value, (ast.List, ast.Tuple)) else [node.value]
            )
            head = next((h for value in values if (h := _head(value)) is not None), None)
            if head is not None and _PLAIN.match(str(head.value)):
                found.append((node.targets[0].id, str(head.value), head))
    return tuple(found)


def _head(node: ast.expr) -> ast.Constant | None:
    """The literal that a text begins with."""
    while True:
        if isinstance(node, ast.BinOp):
            node = node.left
        elif isinstance(node, ast.JoinedStr) and node.values:
            node = node.values[0]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr != "format":
                return None
            node = node.func.value
        else:
            break
    return node if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _fetches(calls: Calls, heads: dict[str, tuple[str, Code, ast.Constant]]) -> Iterator[Insecure]:
    """The calls that fetch from a plain address, written out or kept in a name."""
    for call in calls:
        if not _reads(call):
            continue
        for position, node in enumerate(_given(call)):
            value = call.args[position] if position < len(call.node.args) else None
            head = _head(node)
            name = _first_name(node)
            text, place, fix = "", call.place, None
            if head is not None and _PLAIN.match(str(head.value)):
                text, place, fix = str(head.value), call.code.place(node), _https(call.code, head)
            elif value is not None and value.text and _PLAIN.match(value.text):
                text, place = value.text, call.code.place(node)
                fix = _https(*heads[name][1:]) if name in heads else None
            elif name in heads and (value is None or not value.known):
                text, code, literal = heads[name]
                place, fix = call.code.place(node), _https(code, literal)
            elif name and (text := _looped(call, name, heads)):
                place = call.code.place(node)
            if text:
                yield from _plain(text, place, fix)
                break


def _looped(call: Call, name: str, heads: dict[str, tuple[str, Code, ast.Constant]]) -> str:
    """The plain address among those that a loop runs over."""
    for loop in call.loops:
        if name in loop.targets:
            texts = [item.text or "" for item in loop.iterable.items]
            return next((text for text in texts if _PLAIN.match(text)), "")
    return ""


def _reads(call: Call) -> bool:
    if call.role in ("fetch", "loader", "unpickle", "hub_load", "query"):
        return True
    if call.api is not None and call.role:
        return False
    parts = re.split(r"_|(?<=[a-z])(?=[A-Z])", call.written)
    return any(part.lower() in words("reading_words") for part in parts)


def _given(call: Call) -> list[ast.expr]:
    return [*call.node.args[:2], *(k.value for k in call.node.keywords if k.arg in _NAMES)]


_NAMES = ("url", "uri", "origin", "filepath_or_buffer", "path", "io", "src", "address")


def _first_name(node: ast.expr) -> str:
    while True:
        if isinstance(node, ast.BinOp):
            node = node.left
        elif isinstance(node, ast.JoinedStr) and node.values:
            node = node.values[0]
        elif isinstance(node, (ast.FormattedValue, ast.Subscript)):
            node = node.value
        else:
            break
    return node.id if isinstance(node, ast.Name) else ""


def _plain(url: str, place: Place, fix: Fix | None) -> Iterator[Insecure]:
    match = _PLAIN.match(url)
    if match is None or _OWN.match(match["host"]) or "{" in match["host"]:
        return
    host = match["host"].rpartition("@")[2]
    private = bool(_PRIVATE.search(host))
    yield Insecure("plain", f"{match['scheme'].lower()}://{host}", private, place, fix)


def _https(code: Code, literal: ast.Constant) -> Fix | None:
    """`http` becomes `https` in a literal; FTP servers need more than that."""
    place = code.place(literal)
    line = code.cell.source.split("\n")[place.line - 1]
    at = line.find("http://", place.column - 1)
    if not str(literal.value).startswith("http://") or at < 0:
        return None
    return _secured(code, place.line, line[: at + 7], at)


def _secured(code: Code, number: int, line: str, at: int = -1) -> Fix | None:
    at = line.find("http://") if at < 0 else at
    if at < 0:
        return None
    edit = Edit(code.cell.id, number, at + 1, number, at + 5, "http", "https")
    return Fix("Use `https`", "S", (edit,))
