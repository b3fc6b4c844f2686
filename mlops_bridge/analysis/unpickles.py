"""Unpickles: loads of files that can run code, and where those files come from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from ..finding import Fix, Place
from ..notebook.surroundings import Surroundings
from .installs import Install
from .knowledge import words
from .pins import Pins, normal
from .program import Code, Program
from .repairs import keyword, replace
from .trace import Call, Calls
from .trees import walk
from .values import Value

_REMOTE = re.compile(r"^(?:https?|ftp|s3|gs|gcs|hf|abfss?|az|wasbs?)://", re.IGNORECASE)
_FETCHED = re.compile(r"\b(?:wget|curl|gdown|aws\s+s3\s+cp|gsutil(?:\s+-m)?\s+cp)\b")
_SAFE_LOADERS = re.compile(r"Safe|Base|Full")
_FIRST_SAFE_TORCH = (2, 6)
_HUB = ("hub_load", "pretrained", "bundled")

Origin = Literal["local", "remote", "versioned"]


class Unpickle(NamedTuple):
    """A load that can run code. `how` says through what; `origin` where the file comes from."""

    name: str
    how: Literal["always", "weights_only", "allow_pickle", "loader", "safe_mode", "remote_code"]
    origin: Origin
    place: Place
    confidence: float
    fix: Fix | None


def unpickles(
    program: Program,
    calls: Calls,
    around: Surroundings,
    pins: Pins,
    installs: Iterable[Install],
) -> tuple[Unpickle, ...]:
    """The loads that trust what they read, apart from files that the notebook wrote itself."""
    found = list[Unpickle]()
    suspects = [call for call in calls.role("unpickle", "loader") if call.api and _opens(call)]
    if suspects:
        files = _Files(program, calls)
        safe_torch = pins.at_least("torch", *_FIRST_SAFE_TORCH) or _installs_safe_torch(installs)
        for call in suspects:
            how = call.api.facts["unsafe"] if call.api else ""
            if how == "weights_only" and safe_torch and "weights_only" not in call.keywords:
                continue
            if (loaded := files.loaded(call)) is None:
                continue
            origin, sure = loaded
            path = _path(call)
            if origin == "local" and path and around.versioning(path) in ("dvc", "lfs", "git"):
                origin = "versioned"
            confidence = 0.9 if sure else 0.6
            found.append(
                Unpickle(call.written, how, origin, call.place, confidence, _fix(call, how))  # type: ignore[arg-type]
            )
    return (*found, *_remote_code(calls))


def _opens(call: Call) -> bool:
    """Whether the arguments of a load let it run code."""
    how = call.api.facts.get("unsafe", "") if call.api else ""
    if how == "weights_only":
        given = call.keywords.get(how)
        return given is None or (given.const in (False, None) and given.known)
    if how in ("allow_pickle", "safe_mode"):
        given = call.argument(2 if how == "allow_pickle" else -1, how)
        return given is not None and given.known and given.const is (how == "allow_pickle")
    if how == "loader":
        if call.args and call.args[0].kind == "const" and call.args[0].text is not None:
            return False  # a text of the notebook itself
        loader = call.argument(1, "Loader")
        return loader is None or (loader.kind == "name" and not _SAFE_LOADERS.search(loader.name))
    return how == "always"


def _remote_code(calls: Calls) -> Iterator[Unpickle]:
    """Models and data sets whose own code runs: `trust_remote_code=True`."""
    for call in calls.written(*words("hub_loaders"), "from_config"):
        given = call.keywords.get("trust_remote_code")
        if given is not None and given.const is True and call.api is not None:
            pinned = call.keywords.get("revision")
            if pinned is not None and re.fullmatch(r"[0-9a-f]{7,40}", pinned.text or "0" * 40):
                continue
            yield Unpickle(call.written, "remote_code", "remote", call.place, 0.9, None)


class _Files:
    """The files that a notebook writes and fetches, by path or by the text of the path."""

    def __init__(self, program: Program, calls: Calls) -> None:
        self.written, self.fetched = set[str](), set[str]()
        self.dumps = bool(calls.role("pickled"))
        self.remote = {id(c.node) for c in calls.role("fetch", *_HUB)}
        self.opened = dict[tuple[int, str], str]()
        for call in calls.written("open"):
            name = _text(call, 0)
            mode = call.argument(1, "mode") if call.receiver is None else call.argument(0, "mode")
            if mode is not None and set(mode.text or "") & set("wax"):
                self.written.add(name)
        for call in calls.role("saver", "safe_saver", "table_saver"):
            position = int(call.api.facts.get("target", call.api.facts.get("path", 0)))  # type: ignore[union-attr]
            self.written.add(_text(call, position))
        for call in calls.written("to_pickle", "save", "save_model", "dump", "copy", "move"):
            self.written.update(_text(call, i) for i in range(len(call.node.args)))
        for call in calls.role("fetch"):
            target = call.api.facts.get("target") if call.api else None
            if target is not None:
                self.fetched.add(_text(call, int(target), "filename", "out", "fname"))
        for code in program.codes:
            self.fetched |= code.memo(_fetched_names)
            for name, path in code.memo(_handles):
                self.opened[code.cell.number, name] = path
        for known in (self.written, self.fetched):
            known.discard("")

    def loaded(self, call: Call) -> tuple[Origin, bool] | None:
        """Where a file comes from, and whether that is sure; None if the notebook made it."""
        value = call.argument(0, "file", "f", "filename", "filepath_or_buffer", "path")
        node = call.node.args[0] if call.node.args else None
        if node is None and call.node.keywords:
            node = call.node.keywords[0].value
        if value is None or node is None:
            return None
        if _REMOTE.match(value.text or "") or "untrusted" in value.tags:
            return "remote", True
        if any(id(part) in self.remote for part in walk(node)):
            return "remote", True
        if call.written == "loads":
            return None if self.dumps else ("local", True)
        names = self._names(call, node, value)
        if names & self.written:
            return None
        last = {name.rpartition("/")[2].strip("'\"") for name in names}
        if (names | last) & self.fetched:
            return "remote", True
        return "local", bool(value.text) or not self.written

    def _names(self, call: Call, node: ast.expr, value: Value) -> set[str]:
        """The path of what is loaded, as a constant and as it is written."""
        names = {call.code.segment(node)}
        if value.text:
            names.add(value.text)
        for part in walk(node):
            if isinstance(part, ast.Call) and part.args:
                names.add(call.code.segment(part.args[0]))
            elif isinstance(part, ast.Name):
                names.add(self.opened.get((call.code.cell.number, part.id), ""))
        return names - {""}


def _text(call: Call, position: int, *names: str) -> str:
    """An argument as its constant, or else as it is written."""
    value = call.argument(position, *names)
    if value is not None and value.text:
        return value.text
    if position < len(call.node.args):
        return call.code.segment(call.node.args[position])
    return call.code.segment(call.node.func).rpartition(".")[0]


def _path(call: Call) -> str:
    value = call.argument(0, "file", "f", "filename", "filepath_or_buffer", "path")
    return value.text or "" if value is not None else ""


def _handles(code: Code) -> tuple[tuple[str, str], ...]:
    """(name, text of the path) of the files opened for reading in a cell."""
    found = list[tuple[str, str]]()
    for node in code.nodes if "open" in code.text else ():
        pairs = list[tuple[ast.expr | None, ast.expr]]()
        if isinstance(node, ast.With):
            pairs = [(item.optional_vars, item.context_expr) for item in node.items]
        elif isinstance(node, ast.Assign):
            pairs = [(node.targets[0], node.value)]
        for target, value in pairs:
            if isinstance(target, ast.Name) and isinstance(value, ast.Call):
                written = getattr(value.func, "attr", getattr(value.func, "id", ""))
                path = value.args[0] if value.args else None
                if written == "open" and isinstance(value.func, ast.Attribute) and path is None:
                    path = value.func.value
                if written.endswith("open") and path is not None:
                    found.append((target.id, code.segment(path)))
    return tuple(found)


def _fetched_names(code: Code) -> frozenset[str]:
    """The last parts of the addresses, and the targets, of downloads by a command."""
    found = set[str]()
    for magic in code.magics:
        text = f"{magic.arguments}\n{magic.body}" if magic.kind in ("shell", "cell") else ""
        if _FETCHED.search(text):
            for word in text.split():
                found.add(word.strip("'\"").partition("?")[0].rpartition("/")[2])
    return frozenset(found - {""})


def _installs_safe_torch(installs: Iterable[Install]) -> bool:
    for install in installs:
        for requirement in install.requirements:
            match = re.search(r"[=>]=\s*(\d+)\.(\d+)", requirement.text)
            if match and normal(requirement.name) == "torch":
                return (int(match[1]), int(match[2])) >= _FIRST_SAFE_TORCH
    return False


def _fix(call: Call, how: str) -> Fix | None:
    if how == "weights_only":
        edit = keyword(call.code, call.node, "weights_only", "True")
        return Fix("Load tensors only (`weights_only=True`)", "S", (edit,)) if edit else None
    if how == "safe_mode":
        edit = keyword(call.code, call.node, "safe_mode", "True")
        return Fix("Keep the safe mode", "S", (edit,)) if edit else None
    if how == "allow_pickle":
        edit = keyword(call.code, call.node, "allow_pickle", "False")
        return Fix("Load plain arrays only (`allow_pickle=False`)", "S", (edit,)) if edit else None
    function = call.node.func
    if isinstance(function, ast.Attribute) and call.name.startswith("yaml."):
        plain = len(call.node.args) == 1 and not call.node.keywords
        if plain:
            module = call.code.segment(function.value)
            name = "safe_load_all" if call.written.endswith("_all") else "safe_load"
            edit = replace(call.code, function, f"{module}.{name}")
            return Fix("Load plain data only (`safe_load`)", "S", (edit,))
        edit = keyword(
            call.code, call.node, "Loader", f"{call.code.segment(function.value)}.SafeLoader"
        )
        if edit is not None and any(k.arg == "Loader" for k in call.node.keywords):
            return Fix("Load plain data only (`SafeLoader`)", "S", (edit,))
    return None
