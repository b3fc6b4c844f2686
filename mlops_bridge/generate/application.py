"""Application: the part of a notebook that is its service, and what that needs from the rest."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from ..analysis import secrets
from ..analysis.facts import Facts
from ..analysis.names import Names, names
from ..analysis.program import Code, Unit
from ..convert.flat import without_secrets
from ..convert.imports import is_import, trimmed

FRAMEWORKS = ("fastapi", "flask")
_HEALTH = "/health"
_LOADERS = {
    "pickle": "pickle.loads(path.read_bytes())",
    "cloudpickle": "cloudpickle.loads(path.read_bytes())",
    "dill": "dill.loads(path.read_bytes())",
    "torch": "torch.load(path, weights_only=False)",
    "keras": "keras.models.load_model(path)",
    "tensorflow": "keras.models.load_model(path)",
}


@dataclass(frozen=True)
class Artifact:
    """An object that the service reads from a file. `saved`: the notebook writes the file."""

    name: str
    path: str
    library: str
    saved: bool

    @property
    def loader(self) -> str:
        return _LOADERS.get(self.library, "joblib.load(path)")


@dataclass(frozen=True)
class Application:
    """A web application of a notebook: its variable, framework, code, and what it loads.

    `units` are the statements that make it, in order; `own` of them are of no use to the rest of
    the notebook; `health`: a route of the notebook's own was left out for ours; `undefined` are
    names that the notebook defines nowhere.
    """

    name: str
    framework: str
    routes: tuple[str, ...]
    imports: tuple[str, ...]
    code: tuple[str, ...]
    artifacts: tuple[Artifact, ...]
    own: tuple[Unit, ...]
    health: bool
    undefined: tuple[str, ...]


def find(facts: Facts) -> Application | None:
    """The first FastAPI or Flask application of the notebook."""
    for call in facts.calls.role("server"):
        if call.api is None or call.api.package not in FRAMEWORKS or "router" in call.api.facts:
            continue
        for unit in call.code.units:
            node = unit.nodes[-1]
            if isinstance(node, ast.Assign) and node.value is call.node:
                target = node.targets[0]
                if isinstance(target, ast.Name):
                    return _Search(facts, target.id, call.api.package).application()
    return None


class _Search:
    """The statements that an application consists of, found from its variable outwards."""

    def __init__(self, facts: Facts, name: str, framework: str) -> None:
        self.facts, self.name, self.framework = facts, name, framework
        self.units = [unit for code in facts.codes for unit in code.units]
        self.names: Mapping[Unit, Names] = {unit: names(unit.nodes) for unit in self.units}

    @cached_property
    def runs(self) -> frozenset[Unit]:
        """The statements that start the server."""
        places = [(s.place.cell, s.place.line) for s in self.facts.servers]
        return frozenset(
            u for u in self.units if any(u.cell == c and u.start <= n <= u.end for c, n in places)
        )

    @cached_property
    def binders(self) -> Mapping[str, Unit]:
        """The last statement that binds each name."""
        return {name: unit for unit in self.units for name in self.names[unit].all_bound}

    def application(self) -> Application:
        roots = [unit for unit in self.units if unit not in self.runs and self._of_app(unit)]
        health = [unit for unit in roots if _HEALTH in _paths(unit, self.name)]
        roots = [unit for unit in roots if unit not in health]
        taken, imports, artifacts = set(roots), list[str](), dict[str, Artifact]()
        queue = [name for unit in roots for name in self._needs(unit)]
        wanted = set[str]()
        while queue:
            name = queue.pop()
            if name in wanted:
                continue
            wanted.add(name)
            binder = self.binders.get(name)
            if binder is None or hasattr(builtins, name) or is_import(binder) or binder in taken:
                continue
            if self._is_code(binder):
                taken.add(binder)
                queue += self._needs(binder)
            else:
                artifacts[name] = self._artifact(name, binder)
        for unit in self.units:
            for node in unit.nodes if is_import(unit) else ():
                if text := trimmed(node, wanted):
                    imports.append(text)
        found = [path for unit in roots for path in _paths(unit, self.name)]
        return Application(
            self.name,
            self.framework,
            tuple(found),
            tuple(dict.fromkeys(imports)),
            tuple(self._text(unit) for unit in self.units if unit in taken),
            tuple(artifacts[name] for name in sorted(artifacts)),
            tuple(self._own({*roots, *health, *self.runs})),
            bool(health),
            tuple(sorted(n for n in wanted if n not in self.binders and not hasattr(builtins, n))),
        )

    def _of_app(self, unit: Unit) -> bool:
        """Whether a statement makes the application, a route of it, or sets it up."""
        if self.binders.get(self.name) is unit:
            return True
        for node in unit.nodes:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if any(_root(d) == self.name for d in node.decorator_list):
                    return True
            elif isinstance(node, ast.Expr) and _root(node.value) == self.name:
                return True
            elif isinstance(node, ast.Assign) and any(_root(t) == self.name for t in node.targets):
                return not isinstance(node.targets[0], ast.Name)
        return False

    def _needs(self, unit: Unit) -> list[str]:
        held = self.names[unit]
        return sorted(held.reads | held.late | held.captured | held.strings)

    def _is_code(self, unit: Unit) -> bool:
        """Whether a statement can stand in a module: a definition, or a constant."""
        for node in unit.nodes:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                continue
            if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
                return False
            if not _plain(node.value) and not self._environment(node.value):
                return False
        return True

    def _environment(self, value: ast.expr) -> bool:
        """Whether a value comes from the environment, or makes a part of the application."""
        call = self.facts.calls.of(value)
        if call is not None and call.role == "server":
            return True
        return ast.unparse(value).startswith(("os.environ", "os.getenv", "logging.getLogger"))

    def _artifact(self, name: str, binder: Unit) -> Artifact:
        for call in self.facts.calls.role("saver", "safe_saver"):
            first = call.node.args[0] if call.node.args else None
            if isinstance(first, ast.Name) and first.id == name and call.api is not None:
                place = int(call.api.facts.get("target", "1"))
                path = call.argument(place, "file", "filename", "f")
                if path is not None and path.text:
                    return Artifact(name, _relative(path.text), call.api.package, True)
        for node in ast.walk(binder.nodes[-1]):
            loaded = self.facts.calls.of(node)
            if loaded is not None and "load" in loaded.written:
                for path in loaded.values:
                    if path.text:
                        package = loaded.name.partition(".")[0]
                        return Artifact(name, _relative(path.text), package, True)
        return Artifact(name, f"{name}.joblib", "joblib", False)

    def _own(self, units: set[Unit]) -> Iterator[Unit]:
        """Those of the statements that nothing else in the notebook needs."""
        bound = {name for unit in units for name in self.names[unit].all_bound}
        rest = [unit for unit in self.units if unit not in units]
        needed = any(bound & {*self._needs(unit)} for unit in rest)
        yield from (u for u in self.units if u in (self.runs if needed else units))

    def _text(self, unit: Unit) -> str:
        code = self.facts.code(unit.cell)
        trees = [held.tree for held in self.facts.codes if held.tree is not None]
        path = self.facts.notebook.path
        whole = without_secrets(code.text, code, path, secrets.catalogue(trees))
        whole = whole.replace('__import__("os").environ', "os.environ")  # app.py imports os
        return "\n".join(whole.split("\n")[unit.start - 1 : unit.end]).strip("\n")


def _paths(unit: Unit, app: str) -> list[str]:
    """The paths of the routes that a statement defines."""
    found = []
    for node in unit.nodes:
        for made in getattr(node, "decorator_list", []):
            if isinstance(made, ast.Call) and _root(made) == app and made.args:
                if isinstance(made.args[0], ast.Constant):
                    found.append(str(made.args[0].value))
    return found


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Call, ast.Attribute, ast.Subscript)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _plain(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, RecursionError):
        return False
    return True


def _relative(path: str) -> str:
    """The path below the service's folder; only the name of one that leads elsewhere."""
    pure = PurePosixPath(path.replace("\\", "/"))
    outside = pure.is_absolute() or ".." in pure.parts or ":" in path
    return pure.name if outside else pure.as_posix()


def emptied(code: Code, units: tuple[Unit, ...], comment: str) -> str:
    """The source of a cell without some of its statements; a comment where nothing is left."""
    lines = code.cell.source.split("\n")
    gone = {line for unit in units for line in range(unit.first, _last(unit) + 1)}
    left = [line for number, line in enumerate(lines, 1) if number not in gone]
    text = "\n".join(left).strip("\n")
    return f"{comment}\n{text}" if text.strip() else comment


def _last(unit: Unit) -> int:
    return unit.nodes[-1].end_lineno or unit.end
