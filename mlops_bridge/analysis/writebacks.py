"""Writebacks: files and tables that are read as a source and then written over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from os.path import normpath
from pathlib import PurePosixPath
from typing import NamedTuple

from ..finding import Edit, Fix, Place
from .knowledge import words
from .program import Code
from .repairs import replace
from .trace import Call, Calls
from .trees import walk
from .values import Value

_FROM = re.compile(r"\bfrom\s+([\w.\"`\[\]]+)", re.IGNORECASE)
_ASKS = ("exists", "isfile", "is_file", "getsize", "getmtime", "stat")


class Writeback(NamedTuple):
    """A source written over: its path or table, and where it was read before."""

    what: str
    place: Place
    read: Place
    confidence: float
    fix: Fix | None


def writebacks(calls: Calls) -> tuple[Writeback, ...]:
    """The writes to a path or a table that was read first, once each source."""
    reads = [(call, name) for call in calls.role("loader", "query") if (name := _source(call))]
    writes = list(_writes(calls)) if reads else []
    if not writes:
        return tuple(_in_loops(calls))
    asked = {text for call in calls.written(*_ASKS) for text in _texts(call)}
    found: dict[str, Writeback] = {}
    for read, name in reads:
        if name in found or name in asked or _alone(read):
            continue
        over = [call for call, target in writes if target == name]
        if not over or any(call.order < read.order for call in over):
            continue
        after = [c for c in over if not _alone(c) and not _apart(read, c)]
        if after:
            later = [r for r, n in reads if n == name and r.order > after[0].order]
            fix = _fix(name, [*after, *later])
            found[name] = Writeback(_shown(name), after[0].place, read.place, 0.9, fix)
    return (*found.values(), *_in_loops(calls))


def _source(call: Call) -> str:
    """The path that a call reads, or `table t`."""
    if call.role == "loader" and call.api is not None:
        return _path(_given(call))
    text = call.args[0].text if call.args else None
    if not text or call.written in ("read_html", "read_clipboard"):
        return ""
    tables = [text] if re.fullmatch(r"[\w.]+", text) else _FROM.findall(text)
    return f"table {tables[0]}" if len(tables) == 1 else ""


def _given(call: Call) -> Value | None:
    position = int(call.api.facts.get("path", 0)) if call.api is not None else 0
    return call.argument(
        position, "filepath_or_buffer", "path_or_buf", "path", "io", "fname", "file"
    )


def _path(value: Value | None) -> str:
    text = value.text if value is not None else None
    if not text or "\n" in text or ("://" in text and text.startswith("http")):
        return ""
    return text if "://" in text else normpath(text)


def _writes(calls: Calls) -> Iterator[tuple[Call, str]]:
    for call in calls.role("table_saver"):
        mode = call.keywords.get("mode")
        if mode is None or not str(mode.const).startswith("a"):
            yield call, _path(_given(call))
    for call in calls.role("saver"):
        position = int(call.api.facts.get("target", 1)) if call.api is not None else 1
        yield call, _path(call.argument(position, "file", "filename", "f"))
    for call in calls.role("open"):
        mode = call.argument(1, "mode")
        if mode is not None and str(mode.const).startswith("w"):
            yield call, _path(call.argument(0, "file", "filename"))
    for call in calls.written(*words("writing_methods")):
        if call.role != "table_saver":
            yield call, _path(_given(call))
    for call in calls.written("to_sql"):
        name, policy = call.argument(0, "name"), call.keywords.get("if_exists")
        if name is not None and name.text and policy is not None and policy.const == "replace":
            yield call, f"table {name.text}"


def _texts(call: Call) -> Iterator[str]:
    for value in (*call.args[:1], *([call.receiver] if call.receiver is not None else [])):
        if value.text:
            yield normpath(value.text)


def _alone(call: Call) -> bool:
    """Whether the call stands in a function that nothing calls: then no order is known."""
    return call.key[-1] == ("alone",)


def _apart(read: Call, write: Call) -> bool:
    """Whether the calls stand in two arms of one `if` or `try`."""
    tree = read.code.tree
    if tree is None or read.code is not write.code:
        return False
    for node in walk(tree):
        arms: list[list[ast.stmt]] = []
        if isinstance(node, ast.If):
            arms = [node.body, node.orelse]
        elif isinstance(node, ast.Try):
            arms = [node.body, *(handler.body for handler in node.handlers)]
        held = [_holding(arms, call.node) for call in (read, write)]
        if None not in held and held[0] != held[1]:
            return True
    return False


def _holding(arms: Sequence[list[ast.stmt]], node: ast.Call) -> int | None:
    for number, arm in enumerate(arms):
        if arm and arm[0].lineno <= node.lineno <= (arm[-1].end_lineno or 0):
            return number
    return None


def _in_loops(calls: Calls) -> Iterator[Writeback]:
    """`for path in paths: frame = read(path); ...; frame.to_csv(path)`."""
    loaders = [call for call in calls.role("loader") if call.loops and call.node.args]
    for write in calls.role("table_saver") if loaders else ():
        name = write.node.args[0] if write.node.args else None
        mode = write.keywords.get("mode")
        if not isinstance(name, ast.Name) or not write.loops or mode is not None:
            continue
        if name.id not in write.loops[-1].targets:
            continue
        for read in loaders:
            one = read.node.args[0]
            same = isinstance(one, ast.Name) and one.id == name.id
            if same and _loop(read) == _loop(write) and read.order < write.order:
                yield Writeback(f"{name.id}", write.place, read.place, 0.85, None)
                break


def _loop(call: Call) -> object:
    return call.loops[-1].key if call.loops else None


def _shown(name: str) -> str:
    return name.removeprefix("table ")


def _fix(name: str, uses: Sequence[Call]) -> Fix | None:
    """Write, and from then on read, another file beside the source."""
    path = PurePosixPath(name)
    if name.startswith("table ") or not path.suffix:
        return None
    target = name.removesuffix(path.suffix) + f"_processed{path.suffix}"
    edits = list[Edit]()
    for call in uses:
        literal = _literal(call, name)
        if literal is None:
            return None
        quote = literal[0].segment(literal[1])[:1]
        if quote not in "'\"":
            return None
        edits.append(replace(literal[0], literal[1], f"{quote}{target}{quote}"))
    return Fix(f"Write to `{target}`, and read from there", "S", tuple(edits))


def _literal(call: Call, name: str) -> tuple[Code, ast.Constant] | None:
    parts = (*call.node.args, *(keyword.value for keyword in call.node.keywords))
    for node in parts:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if normpath(node.value) == name:
                return call.code, node
    return None
