"""Inputs: data files that models learn from, and whether anything keeps their versions."""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..finding import Edit, Fix, Place
from ..notebook.surroundings import Surroundings
from .program import Code, Program
from .repairs import imported, insert, replace
from .trace import Call, Calls, Trace
from .trees import walk

_LARGEST = 20_000_000  # bytes of a file that is hashed for a repair
_REMOTE = re.compile(r"^[a-z][\w+.\-]+://", re.IGNORECASE)


class Input(NamedTuple):
    """A local data file that the notebook reads; `trains`: its rows reach a fit."""

    path: str
    call: Call
    trains: bool

    @property
    def place(self) -> Place:
        return self.call.argument_place(0, "filepath_or_buffer", "path", "io")


def inputs(calls: Calls, fitted: frozenset[object]) -> tuple[Input, ...]:
    """The local files read as tables, one entry a path; not those that the notebook makes.

    `fitted` are the sources that reach a fit.
    """
    writes = (*calls.role("table_saver", "fetch"), *calls.starting("to_"))
    written = {path for call in writes if (path := _written(call))}
    found: dict[str, Input] = {}
    for call in calls.role("loader"):
        path = _path(call)
        trains = ("file", path) in fitted
        array = call.api is not None and call.api.package == "numpy"
        if path and path not in written and path not in found and (trains or not array):
            found[path] = Input(path, call, trains)
    return tuple(found.values())


def pinned(program: Program, calls: Calls, path: str, inside: str, revision: str) -> Fix | None:
    """Read a file as DVC has it at a revision, wherever the notebook reads it as a table.

    Parameters
    ----------
    path : what the notebook calls it
    inside : its path from the repository's root
    revision : a commit
    """
    found = [call for call in calls.role("loader") if _path(call) == path]
    edits: list[Edit] = []
    codes: dict[str, Code] = {}
    for call in found:
        node = _path_node(call)
        if node is None:
            continue
        given = call.code.segment(node)
        if isinstance(node, ast.Constant):
            given = f'"{inside}"'
        elif inside != path:
            given = f'"{inside.removesuffix(path)}" + {given}'
        # the repository is that of the folder, unless a job runs elsewhere and is told of it
        repository = 'repo=os.environ.get("DVC_REPO")'
        read = f'dvc.api.read({given}, {repository}, rev="{revision}", mode="rb")'
        edits.append(replace(call.code, node, f"io.BytesIO({read})"))
        codes.setdefault(call.code.cell.id, call.code)
    if not edits:
        return None
    first = min(codes.values(), key=lambda code: code.cell.number)
    for module in ("dvc.api", "io", "os"):
        if edit := imported(program, module, first):
            edits.insert(0, edit)
    return Fix(f"Read `{path}` as it was at {revision[:12]}", "S", tuple(edits))


def _path_node(call: Call) -> ast.expr | None:
    """What a loader is told to read, as it is written."""
    index = int(call.api.facts["path"]) if call.api is not None else 0
    if index < len(call.node.args):
        return call.node.args[index]
    names = ("filepath_or_buffer", "path", "io")
    return next((k.value for k in call.node.keywords if k.arg in names), None)


def learnt_from(trace: Trace, calls: Calls) -> frozenset[object]:
    """The sources whose rows, or columns by a merge, reach a fit."""
    found = {region.source for fit in trace.fits.values() for region in fit.rows}
    merges = (*calls.role("merge"), *calls.written("merge", "join")) if found else ()
    for call in reversed(merges):
        if found.isdisjoint(region.source for region in call.value.rows):
            continue
        for value in call.values:
            found |= {region.source for region in value.rows}
    return frozenset(found)


def checked(calls: Calls) -> bool:
    """Whether the notebook itself records or verifies its data: a hash, or a tracker's input."""
    recorded = calls.written("log_input", "log_artifact", "use_artifact")
    return bool(calls.role("digest")) or any(call.role == "tracker" for call in recorded)


def hashing(program: Program, project: Surroundings, found: Sequence[Input]) -> Fix | None:
    """Assert the hashes that the files have now, above the statement that reads the first."""
    paths = [data.path for data in found if data.trains] or [data.path for data in found[:1]]
    known = {path: digest for path in paths if (digest := _digest(project, path))}
    call = found[0].call if found else None
    if call is None or len(known) < len(paths) or call.function or call.code.tree is None:
        return None
    statement = next((n for n in call.code.tree.body if _within(call.node, n)), None)
    if statement is None or call.code.place(statement).column != 1:
        return None
    lines = [
        f'assert hashlib.sha256(pathlib.Path("{path}").read_bytes()).hexdigest() == (\n'
        f'    "{digest}"\n), "{path} has changed"\n'
        for path, digest in known.items()
        if '"' not in path and "\\" not in path
    ]
    edits = [insert(call.code, statement.lineno, 1, "".join(lines))]
    for module in ("hashlib", "pathlib"):
        if edit := imported(program, module, call.code):
            edits.insert(0, edit)
    if not lines:
        return None
    return Fix("Assert the hash of the file before it is read", "S", tuple(edits))


def _within(node: ast.AST, statement: ast.stmt) -> bool:
    return any(part is node for part in walk(statement))


def _digest(project: Surroundings, path: str) -> str:
    """The sha256 of a file of the project; "" if it is not there, or large."""
    file, size = project.locate(path), project.size(path)
    if file is None or not size or size > _LARGEST or not file.is_file():
        return ""
    return _sha256(file, file.stat().st_mtime_ns, size)


@lru_cache(maxsize=64)
def _sha256(file: Path, changed: int, size: int) -> str:
    """Worked out again only when the file has changed."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _path(call: Call) -> str:
    if call.role != "loader" or call.api is None:
        return ""
    source = call.argument(int(call.api.facts["path"]), "filepath_or_buffer", "path", "io")
    text = source.text if source is not None else None
    if not text or _REMOTE.match(text) or "versioned" in source.tags:  # type: ignore[union-attr]
        return ""
    return text if "\n" not in text else ""


def _written(call: Call) -> str:
    if call.role == "fetch" and call.api is not None and "target" in call.api.facts:
        target = call.argument(int(call.api.facts["target"]), "filename", "out", "output", "fname")
        return target.text or "" if target is not None else ""
    if call.role == "table_saver" or call.written.startswith("to_"):
        target = call.argument(0, "path_or_buf", "path")
        return target.text or "" if target is not None else ""
    return ""
