"""Which imports go to the top, and the modules a notebook imports at all."""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from ..analysis.names import Names
from ..analysis.program import Code, Program, Unit
from ..analysis.trees import callee, walk

_BUILTINS = frozenset(dir(builtins))
_TRANSLATED = frozenset({"os", "subprocess", "pathlib", "contextlib", "io", "IPython"})


@dataclass(frozen=True)
class Imports:
    """The result of `hoist`.

    Attributes
    ----------
    top : indices of the units that move up, in order; settings that must precede them included
    repeated : indices of import units that only say again what stands above
    names : names that the moved imports bind
    stay : names whose import stays in its step, with the statement that brings each
    futures : names of ``from __future__`` imports
    """

    top: tuple[int, ...]
    repeated: tuple[int, ...]
    names: frozenset[str]
    stay: Mapping[str, str]
    futures: tuple[str, ...]


def hoist(
    units: Sequence[Unit],
    names: Sequence[Names],
    kept: frozenset[int],
    installed: Callable[[str], bool] = lambda module: True,
    own: Collection[str] = (),
    dropped: Collection[int] = (),
) -> Imports:
    """Find the imports that may move to the top of a module without changing what they do.

    An import moves if only imports of the same object bind its names, nothing above it reads
    them, and nothing above it changes where or how modules are found. Lines that set the
    environment or ``sys.path`` to literals move with the imports they stand before, if nothing
    has run before them.

    Parameters
    ----------
    kept : cells whose imports stay
    installed : whether a top-level module is there before the notebook runs
    dropped : indices of units that are left out
    own : modules beside the notebook, which may do anything when they are imported
    """
    sources: dict[str, set[str]] = {}
    others: set[str] = set()
    for unit, found in zip(units, names, strict=True):
        if is_import(unit):
            for name, source in _bindings(unit):
                sources.setdefault(name, set()).add(source)
        else:
            others |= found.all_bound | found.deletes
    for found in names:
        others |= found.declared
    top: list[int] = []
    settings: list[int] = []
    repeated: list[int] = []
    stay: dict[str, str] = {}
    futures: list[str] = []
    moved: set[str] = set()
    seen: set[str] = set()
    blocked = wrote = worked = False
    read: set[str] = set()
    bound_above: set[str] = set()
    patched: set[str] = set()
    imported_as: dict[str, str] = {}
    for index, unit in enumerate(units):
        if index in dropped:
            continue
        if not is_import(unit):
            effect = _effect(unit)
            if effect == "literal" and not worked:
                settings.append(index)
            else:
                blocked = blocked or bool(effect)
                worked = worked or not _is_still(unit)
            wrote = wrote or _may_write(unit)
            patched |= {imported_as[n] for n in _patched(unit) if n in imported_as}
            patched |= {imported_as[n] for n in _called(unit) if imported_as.get(n) in own}
            bound_above |= names[index].all_bound
            # what a translated magic reads is not the notebook's
            if not (effect == "literal" and settings):  # that line goes up with what follows
                read |= names[index].reads - _TRANSLATED
            read |= names[index].late & _BUILTINS
            continue
        node = unit.nodes[0]
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            futures += [alias.name for alias in node.names]
            repeated.append(index)
            continue
        bound = {name for name, _ in _bindings(unit)}
        imported_as.update((name, what.split(".")[0]) for name, what in _bindings(unit))
        text = ";".join(ast.unparse(n) for n in unit.nodes)
        single = all(len(sources[name]) == 1 for name in bound) and not bound & (others | read)
        if star(unit) and (worked or read or bound_above):
            single = False  # it may bind what is read or bound above
        if wrote and not all(installed(module) for module in _modules(unit)):
            single = False  # it may be a module that the notebook has written
        taken = isinstance(node, ast.ImportFrom)
        if taken and any(module in patched or module in own for module in _modules(unit)):
            if worked or any(module in patched for module in _modules(unit)):
                continue  # what it takes from the module may be another object before or after
        if text in seen:
            repeated.append(index)
        elif (
            single
            and not blocked
            and unit.cell not in kept
            and not (worked and any(module in own for module in _modules(unit)))
        ):
            top += [*settings, index]
            settings = []
            moved |= bound
            seen.add(text)
        elif single:
            stay.update(dict.fromkeys(bound, text))
    return Imports(
        tuple(top), tuple(repeated), frozenset(moved), stay, tuple(dict.fromkeys(futures))
    )


def _patched(unit: Unit) -> set[str]:
    """Names of which an attribute is set."""
    return {
        part.value.id
        for part in unit.parts
        if isinstance(part, ast.Attribute)
        and not isinstance(part.ctx, ast.Load)
        and isinstance(part.value, ast.Name)
    }


def _called(unit: Unit) -> set[str]:
    """Names of which an attribute is called: a module's function may change the module."""
    return {
        part.func.value.id
        for part in unit.parts
        if isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and isinstance(part.func.value, ast.Name)
    }


def _is_still(unit: Unit) -> bool:
    """Whether a unit only makes definitions or binds literals, so that nothing has run yet."""
    return all(
        isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Pass))
        or (
            isinstance(node, (ast.Assign, ast.AnnAssign))
            and not any(isinstance(part, ast.Call) for part in walk(node))
        )
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in unit.nodes
    )


def _may_write(unit: Unit) -> bool:
    """Whether a unit may write a file or start a program that does."""
    text = " ".join(ast.unparse(node) for node in unit.nodes)
    return any(word in text for word in ("open(", "write", "subprocess", "os.system", "exec("))


def _modules(unit: Unit) -> list[str]:
    """The top-level modules that a unit imports."""
    found = []
    for statement in unit.nodes:
        for node in walk(statement):
            if isinstance(node, ast.Import):
                found += [alias.name.split(".")[0] for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.append(node.module.split(".")[0])
    return found


def is_import(unit: Unit) -> bool:
    """Whether a unit only imports; ``try: import a`` with ``except ImportError`` counts."""
    return all(_imports(node) for node in unit.nodes)


def _imports(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import):
        return True
    if isinstance(node, ast.ImportFrom):
        return not node.level
    if isinstance(node, ast.Try) and node.handlers and not node.orelse and not node.finalbody:
        inner = [*node.body, *(s for h in node.handlers for s in h.body)]
        return all(isinstance(s, (ast.Import, ast.ImportFrom)) for s in node.body) and all(
            isinstance(s, (ast.Import, ast.ImportFrom, ast.Pass)) or _flag(s) for s in inner
        )
    return False


def _flag(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)


def _bindings(unit: Unit) -> list[tuple[str, str]]:
    """(name, what it is) for each import of a unit; a module is the same however it is imported."""
    found = []
    for statement in unit.nodes:
        alternatives = isinstance(statement, ast.Try)
        for node in walk(statement):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    top = alias.name.split(".")[0]
                    what = alias.name if alias.asname else top
                    name = alias.asname or top
                    found.append((name, f"try {name}" if alternatives else what))
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if alias.name != "*":
                        name = alias.asname or alias.name
                        what = f"{node.module}.{alias.name}"
                        found.append((name, f"try {name}" if alternatives else what))
            elif isinstance(node, ast.Assign) and alternatives:
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        found.append((target.id, f"try {target.id}"))
    return found


def star(unit: Unit) -> bool:
    return any(
        isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
        for node in unit.nodes
    )


def _effect(unit: Unit) -> str:
    """ "literal" for a line that sets the environment or the path to literals, "other" for code
    that may change where modules are found, else ""."""
    for node in unit.nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        for part in walk(node):
            if not isinstance(part, ast.Attribute):
                continue
            text = ast.unparse(part)
            if text in ("sys.path", "os.chdir", "os.putenv", "site.addsitedir", "sys.modules"):
                return "literal" if text == "sys.path" and _only_literals(unit) else "other"
            if text == "os.environ" and _writes(node):
                return "literal" if _only_literals(unit) else "other"
    return ""


def _writes(node: ast.stmt) -> bool:
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.Delete)):
        return True
    return isinstance(node, ast.Expr) or not isinstance(node, ast.AnnAssign)


def _only_literals(unit: Unit) -> bool:
    return all(
        isinstance(node, (ast.Assign, ast.Expr))
        and not any(
            isinstance(part, ast.Name) and part.id not in ("os", "sys") for part in walk(node)
        )
        and sum(isinstance(part, ast.Call) for part in walk(node)) <= 1
        for node in unit.nodes
    )


def trimmed(node: ast.stmt, used: frozenset[str] | set[str]) -> str:
    """An import statement with only the names in `used`; "" when none is."""
    if isinstance(node, ast.ImportFrom) and node.module == "tqdm.notebook":
        node = ast.ImportFrom("tqdm.auto", node.names, 0)  # a bar where there is no front end
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        kept = [
            alias
            for alias in node.names
            if alias.name == "*" or (alias.asname or alias.name).split(".")[0] in used
        ]
        if not kept:
            return ""
        if isinstance(node, ast.Import):
            return "\n".join(ast.unparse(ast.Import([alias])) for alias in kept)
        if len(kept) == len(node.names):
            return ast.unparse(node)
        return ast.unparse(ast.ImportFrom(node.module, kept, node.level))
    return ast.unparse(node)


def modules(program: Program) -> dict[str, int]:
    """Every third-party module that the code imports, anywhere, with the first cell that does."""
    found: dict[str, int] = {}
    for code in program.codes:
        if any(magic.name == "capture" and magic.binds for magic in code.magics):
            found.setdefault("IPython", code.cell.number)
        unread = code.memo(_for_types)
        for node in code.nodes:
            if id(node) not in unread:
                for name in _imported(node):
                    found.setdefault(name, code.cell.number)
    return found


def members(program: Program) -> dict[str, set[str]]:
    """For each module the names taken from it; of a namespace these are modules themselves."""
    found: dict[str, set[str]] = {}
    for code in program.codes:
        for node in code.nodes:
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.setdefault(node.module, set()).update(a.name for a in node.names)
    return found


def wanted(program: Program) -> dict[str, int]:
    """The modules, and what is taken from them: all that a kernel is asked about."""
    found = modules(program)
    for module, names in members(program).items():
        if module in found:
            found.update((f"{module}.{name}", found[module]) for name in names if name != "*")
    return found


def alternatives(
    program: Program,
) -> tuple[list[tuple[tuple[str, ...], tuple[str, ...]]], set[str]]:
    """Imports that may fail, each with what is imported instead; and those that may not."""
    guarded: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    plain: set[str] = set()
    for code in program.codes:
        inside: set[int] = set()
        for node in code.nodes:
            if isinstance(node, ast.Try) and any(map(_catches, node.handlers)):
                first = [part for statement in node.body for part in walk(statement)]
                others = [part for handler in node.handlers for part in walk(handler)]
                names = tuple(name for part in first for name in _imported(part))
                if names:
                    instead = tuple(name for part in others for name in _imported(part))
                    guarded.append((names, instead))
                    inside.update(map(id, (*first, *others)))
        for node in code.nodes:
            if id(node) not in inside:
                plain.update(_imported(node))
    return guarded, plain


def _imported(node: ast.AST) -> list[str]:
    """The third-party modules that a statement imports."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        names = [node.module]
    elif isinstance(node, ast.Call) and callee(node) in ("import_module", "__import__"):
        first = node.args[0] if node.args else None
        named = isinstance(first, ast.Constant) and isinstance(first.value, str)
        names = [first.value] if named and not first.value.startswith(".") else []  # type: ignore[union-attr]
    else:
        return []
    return [name for name in names if name.split(".")[0] not in sys.stdlib_module_names]


def _catches(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes an import that fails."""
    kinds = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
    return handler.type is None or any(
        isinstance(part, ast.Name) and part.id in kinds for part in walk(handler.type)
    )


def _for_types(code: Code) -> frozenset[int]:
    """Nodes that only a type checker reads."""
    return frozenset(
        id(part)
        for node in code.nodes
        if isinstance(node, ast.If)
        and ast.unparse(node.test).rpartition(".")[2] in ("TYPE_CHECKING", "False", "0")
        for statement in node.body
        for part in walk(statement)
    )
