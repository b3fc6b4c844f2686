"""Paths: strings that name a place of one machine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import NamedTuple

from ..finding import Fix, Place
from .knowledge import words
from .program import Code, Program
from .repairs import imported, replace
from .trace import Call, Calls

_DRIVE = re.compile(r"^[A-Za-z]:[\\/]|^\\\\[\w.]+\\|^file://+/(?:home|Users)/")
_SHELL_WORD = re.compile(
    r"(?<![\w./~-])(?:~/|/(?:home|Users|root|mnt|content|kaggle)/)[^\s'\"|&;)]*|"
    r"(?<![\w])[A-Za-z]:\\[^\s'\"|&;]*"
)
_HOME = re.compile(r"^(?:~/|/(?:home|Users)/[^/]+/|/\w+/)")  # what DATA_DIR stands for
_METHODS = ("to_", "save", "load", "read_")
_READS = ("loader", "table_saver", "open", "path", "path_use", "unpickle", "saver", "copy")


class MachinePath(NamedTuple):
    """A path of one machine, or a change of the working folder or the search path.

    `does` names the change; `mild`: a folder of a hosted platform, or a relative search path.
    """

    path: str
    place: Place
    does: str
    mild: bool
    fix: Fix | None


def machine_paths(program: Program, calls: Calls) -> tuple[MachinePath, ...]:
    """The paths in path positions that exist on one machine only."""
    found: dict[tuple[str, int, int], MachinePath] = {}
    roots = set[str]()
    candidates = (
        *calls.role("chdir", "search_path", *_READS),
        *(c for c in calls.starting(*_METHODS) if c.receiver is not None),
    )
    for call in candidates:
        for path, place, node in _arguments(call):
            does = {"chdir": "os.chdir", "search_path": "sys.path"}.get(call.role, "")
            if is_machine(path) or does:
                if node is None and not does and _root(path) in roots:
                    continue  # the same folder, kept in a variable, was reported where first used
                roots.add(_root(path))
                fix = _fix(program, call.code, node, path) if not does else None
                mild = _platform(path) or (call.role == "search_path" and path.startswith("."))
                entry = MachinePath(path, place, does, mild, fix)
                found.setdefault((place.cell_id, place.line, place.column), entry)
    for code in program.codes:
        for path, place in code.memo(_in_magics):
            entry = MachinePath(path, place, "", _platform(path), None)
            found.setdefault((place.cell_id, place.line, place.column), entry)
    return tuple(found.values())


def is_machine(path: str) -> bool:
    """Whether a path is absolute in a way that only its author's machine has."""
    if "\n" in path or len(path) > 300:
        return False
    if _DRIVE.match(path) or path.startswith("~/") or path.startswith("~\\"):
        return True
    if any(path == root or path.startswith(root + "/") for root in words("allowed_roots")):
        return False
    return any(path.startswith(root + "/") for root in words("machine_roots"))


def _root(path: str) -> str:
    """The first folders of a path, which a variable usually holds."""
    return "/".join([part for part in re.split(r"[\\/]+", path) if part][:3])


def _platform(path: str) -> bool:
    return path.startswith(("/content/", "/kaggle/"))


def _arguments(call: Call) -> Iterable[tuple[str, Place, ast.expr | None]]:
    """(path, where it stands, its literal) for the arguments in a path position."""
    if call.role in ("chdir", "search_path", *_READS) and call.api is not None:
        position = int(call.api.facts.get("path", call.api.facts.get("target", 0)))
        value = call.argument(position, "path", "filepath_or_buffer", "path_or_buf", "file", "f")
        if value is not None and value.text and call.written != "extend":
            if call.role in _READS and not is_machine(value.text):
                return
            yield value.text, *_literal(call, position)
    elif call.receiver is not None and call.written.startswith(_METHODS):
        for position, value in enumerate(call.args[:1]):
            if value.text and is_machine(value.text):
                yield value.text, *_literal(call, position)


def _literal(call: Call, position: int) -> tuple[Place, ast.expr | None]:
    given = list(call.node.args)
    node = given[position] if position < len(given) else None
    if node is None and call.node.keywords:
        named = [k.value for k in call.node.keywords if k.arg and ("path" in k.arg or k.arg == "f")]
        node = named[0] if named else None
    if isinstance(node, ast.Constant):
        return call.code.place(node), node
    return call.code.place(node) if node is not None else call.place, None


def _fix(program: Program, code: Code, node: ast.expr | None, path: str) -> Fix | None:
    if node is None or _DRIVE.match(path):
        return None
    rest = _HOME.sub("", path, count=1).strip("/")
    if not rest:
        return None
    text = f'os.path.join(os.environ["DATA_DIR"], "{rest}")'
    extra = imported(program, "os", code)
    edits = (replace(code, node, text), *([extra] if extra else []))
    return Fix("Take the folder from the environment (`DATA_DIR`)", "S", edits)


def _in_magics(code: Code) -> tuple[tuple[str, Place], ...]:
    return tuple(_shell_paths(code)) if code.magics else ()


def _shell_paths(code: Code) -> Iterable[tuple[str, Place]]:
    lines = code.cell.source.split("\n")
    for magic in code.magics:
        if magic.kind not in ("line", "shell") or magic.name in ("pip", "conda", "env"):
            continue
        if magic.name not in ("!", "cd", "run", "sx", "system", "load", "cp", "mv", "ls", "cat"):
            continue
        for number in range(magic.line, min(magic.end_line, len(lines)) + 1):
            for match in _SHELL_WORD.finditer(lines[number - 1]):
                start, end = match.start() + 1, match.end() + 1
                place = Place(code.cell.number, code.cell.id, number, start, number, end)
                yield match[0], place
