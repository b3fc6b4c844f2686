"""Handoffs: models written to files as they are, and what tells where they came from."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from ..finding import Fix, Place
from .knowledge import distribution, package_role, words
from .pins import Pins, normal
from .program import Program
from .repairs import after, imported
from .trace import Call, Calls
from .values import Value

MODELS = ("estimator", "pipeline", "search", "keras_model", "module", "trainer")
_VERSION_KEY = re.compile(r"version|requirements|environment|commit", re.IGNORECASE)


class Handoff(NamedTuple):
    """A model dumped raw. `sure` is False where only the names say that it is a model."""

    call: Call
    path: str
    library: str
    sure: bool

    @property
    def place(self) -> Place:
        return self.call.place


def handoffs(calls: Calls) -> tuple[Handoff, ...]:
    """The models that go through pickle, joblib and the like."""
    return tuple(found for call in calls.role("saver") if (found := _handoff(call)) is not None)


def _handoff(call: Call) -> Handoff | None:
    if call.role != "saver" or call.api is None:
        return None
    saved = call.argument(int(call.api.facts["object"]), "obj", "value")
    target = call.argument(int(call.api.facts["target"]), "file", "filename", "f")
    if saved is None:
        return None
    path = target.text or "" if target is not None else ""
    model = _model(saved)
    if model is not None:
        if saved.kind == "dict" and any(_VERSION_KEY.search(str(key)) for key in saved.keys):
            return None
        return Handoff(call, path, model.name.partition(".")[0], True)
    if saved.kind != "unknown" or saved.tags & {"prediction", "metric"}:
        return None
    name = call.code.segment(call.node.args[0]) if call.node.args else ""
    last = re.split(r"[._\d]+", name.lower())
    looks = bool(words("model_words") & set(last)) or "model" in path.lower()
    suffix = "." + path.rpartition(".")[2].lower()
    if name.isidentifier() and looks and (not path or suffix in words("model_suffixes")):
        return Handoff(call, path, "", False)
    return None


def sidecar(program: Program, handoff: Handoff) -> Fix | None:
    """The versions that a dumped model needs, written to a file beside it."""
    call = handoff.call
    library = _library(program, handoff.library)
    if call.function or not library or call.loops:
        return None
    body = call.code.tree.body if call.code.tree is not None else []
    line = call.node.lineno
    inside = (node for node in body if node.lineno <= line <= (node.end_lineno or node.lineno))
    statement = next(inside, None)
    stem = handoff.path.rpartition(".")[0] or "model"
    if statement is None or not re.fullmatch(r"[\w./ -]+", stem):
        return None
    needed = distribution(library)
    edit = after(
        call.code,
        statement,
        f'versions = {{name: importlib.metadata.version(name) for name in ["{needed}"]}}\n'
        f'with open("{stem}.versions.json", "w") as file:\n'
        "    json.dump(versions, file)",
    )
    if edit is None:
        return None
    extra = [imported(program, module, call.code) for module in ("importlib.metadata", "json")]
    edits = (edit, *(e for e in extra if e is not None))
    return Fix(f"Write the version of `{needed}` beside the model", "S", edits)


def _library(program: Program, name: str) -> str:
    """The library of a model; for a class of the notebook that of its bases, "" if unknown."""
    if not name.startswith("<"):
        return name
    bound, classes = dict[str, str](), dict[str, ast.ClassDef]()
    for code in program.codes:
        for node in code.tree.body if code.tree is not None else ():
            if isinstance(node, ast.ClassDef):
                classes[node.name] = node
            elif isinstance(node, ast.Import):
                for a in node.names:
                    top = a.name.partition(".")[0]
                    bound[a.asname or top] = top
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                bound |= {a.asname or a.name: node.module.partition(".")[0] for a in node.names}
    wanted, seen = [name.strip("<>")], set[str]()
    while wanted:
        made = wanted.pop(0)
        if made in classes and made not in seen:
            seen.add(made)
            wanted += [ast.unparse(base).partition(".")[0] for base in classes[made].bases]
        elif normal(distribution(bound.get(made, ""))) in words("training_distributions"):
            return bound[made]
    return ""


def saved_models(calls: Calls) -> frozenset[str]:
    """The paths that models are dumped to."""
    return frozenset(found.path for found in handoffs(calls) if found.path)


def _model(value: Value) -> Value | None:
    """The fitted model that a value is or holds."""
    if value.kind in MODELS:
        return value
    if value.kind in ("dict", "list", "tuple"):
        return next((found for item in value.items if (found := _model(item))), None)
    fitted = any(isinstance(key, tuple) and key[0] != "module" for key in value.fits)
    if value.kind == "unknown" and fitted and "prediction" not in value.tags:
        return value
    return None


def recorded(program: Program, calls: Calls, pins: Pins, handoff: Handoff) -> bool:
    """Whether the environment of a dumped model is recorded anywhere."""
    for call in calls.role("versions", "safe_saver", "tracker", "command"):
        if call.role in ("versions", "safe_saver"):
            return True
        if call.role == "tracker" and re.search(
            r"log_model|save_model|log_artifact|autolog|save$|log_state|upload", call.written
        ):
            return True
        if call.role == "command" and any("freeze" in (v.text or "") for v in call.args):
            return True
    for code in program.codes:
        if any(re.search(r"\bfreeze\b|env export", magic.arguments) for magic in code.magics):
            return True
        if _writes_versions(code.cell.source):
            return True
    library = _library(program, handoff.library)
    if library:
        return pins.exact.get(normal(distribution(library)), False)
    return any(
        exact and package_role(name) == "" and name in words("training_distributions")
        for name, exact in pins.exact.items()
    )


def _writes_versions(source: str) -> bool:
    return any(
        "__version__" in line
        and not line.lstrip().startswith(("print", "#", "assert"))
        and not line.strip().endswith("__version__")
        for line in source.split("\n")
    )
