"""Requirements: the distributions behind a notebook's imports, and those behind what it calls."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..analysis.installs import commands
from ..analysis.installs import requirements as asked_by
from ..analysis.knowledge import needs, words
from ..analysis.pins import normal
from ..analysis.program import Code, Program
from ..environment.kernel import Environment
from .imports import alternatives, members
from .imports import modules as imported_modules
from .plan import Requirement

NO_PROGRAMS: Mapping[str, Program] = {}


def requirements(
    program: Program,
    modules: Mapping[str, int],
    environment: Environment,
    own: Mapping[str, Program] = NO_PROGRAMS,
) -> tuple[tuple[Requirement, ...], tuple[str, ...]]:
    """Name the distribution of each module at the version that the kernel has.

    Beside the imports, what the notebook installs itself (with its extras) is named, and what
    calls load by themselves, such as the engine of ``read_parquet``, if the kernel has it. An
    import with an alternative (``try``, ``except ImportError``) is named if it is installed, its
    alternative if it is not. `own` are the modules beside the notebook, by path: what they need
    counts as well.

    Returns
    -------
    requirements
        One per distribution, with the first cell that needs it.
    unresolved
        Modules that nothing is known to bring. A name is never guessed.
    """
    versions = {normal(name): (name, version) for name, version in environment.installed.items()}
    found: dict[str, Requirement] = {}
    unresolved: dict[str, None] = {}

    def add(owner: str, why: str, cell: int, file: str = "", extras: Iterable[str] = ()) -> None:
        name, version = versions.get(normal(owner), (owner, None))
        here = found.setdefault(normal(owner), Requirement(name, version, why, cell, (), file))
        if set(extras) - set(here.extras):
            every = tuple(sorted({*here.extras, *extras}))
            found[normal(owner)] = replace(here, extras=every)

    files = {id(code): path for path, each in own.items() for code in each.codes}
    whole = Program(program.notebook, (*program.codes, *(c for p in own.values() for c in p.codes)))
    beside = _imported_by(own, modules)
    modules = {**modules, **dict.fromkeys(beside, 0)}
    needless = _needless(whole, modules, environment, versions)
    taken = members(whole)
    for module, cell in modules.items():
        if module in needless or module not in environment.imports:
            continue  # the latter is of the kernel's own standard library, if not of ours
        owners, missing = _owners(module, taken.get(module, ()), environment, versions)
        unresolved.update(dict.fromkeys(missing))
        for owner in owners:
            add(owner, module, cell, beside.get(module, ""))
    for name, extras, why, cell in _installed_by(program):
        if normal(name) in versions and normal(name) not in words("working_tools"):
            add(name, why, cell, extras=extras)
    imported = {m for m in modules if m not in needless}
    for owner, why, code in _called(whole, imported, frozenset(versions)):
        add(owner, why, code.cell.number, files.get(id(code), ""))
    ordered = sorted(found.values(), key=lambda r: normal(r.distribution))
    return tuple(ordered), tuple(unresolved)


def _imported_by(own: Mapping[str, Program], modules: Mapping[str, int]) -> dict[str, str]:
    """What only the modules beside the notebook import, with the first of them that does."""
    local = {Path(path).parts[0].removesuffix(".py") for path in own}
    found: dict[str, str] = {}
    for path, program in own.items():
        for name in imported_modules(program):
            if name not in modules and name.split(".")[0] not in local:
                found.setdefault(name, path)
    return found


def _owners(
    module: str,
    taken: Collection[str],
    environment: Environment,
    versions: Mapping[str, tuple[str, str]],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The distributions of a module, and the modules nobody is known to bring.

    What is taken from a name that distributions share (``google.cloud``) are modules themselves.
    """
    if module in environment.namespaces:
        parts = [f"{module}.{name}" for name in sorted(taken) if name != "*"] or [module]
    elif environment.namespaces & {module.split(".")[0]}:
        parts = [module]
    else:
        owners = environment.imports.get(module, ())
        installed = [owner for owner in owners if normal(owner) in versions]
        return tuple((installed or list(owners))[:1]), () if owners else (module.split(".")[0],)
    found = {part: environment.imports.get(part, ()) for part in parts}
    known = [owners[0] for owners in found.values() if len(owners) == 1]
    return tuple(known), tuple(part for part, owners in found.items() if len(owners) != 1)


def _needless(
    program: Program,
    modules: Mapping[str, int],
    environment: Environment,
    versions: Mapping[str, tuple[str, str]],
) -> frozenset[str]:
    """Guarded imports that are not there, and alternatives that are not reached."""

    def there(module: str) -> bool:
        owners = environment.imports.get(module, ())
        return module not in modules or any(normal(owner) in versions for owner in owners)

    guarded, plain = alternatives(program)
    needless: set[str] = set()
    for first, others in guarded:
        if not environment.probed or all(map(there, first)):
            needless.update(others)
        elif not others or any(map(there, others)):
            needless.update(m for m in (*first, *others) if not there(m))
    return frozenset(needless - plain)


def _installed_by(program: Program) -> Iterator[tuple[str, tuple[str, ...], str, int]]:
    """What the notebook installs itself: distribution, extras, how it is said, and the cell."""
    for code in program.codes:
        for magic in code.magics:
            if magic.action != "require":
                continue
            text = magic.arguments if magic.name == "!" else f"{magic.name} {magic.arguments}"
            for tool, given in commands(text):
                for asked in asked_by(tool, given):
                    extras = re.search(r"\[([\w,.\- ]+)\]", asked.text)
                    names = tuple(re.findall(r"[\w.\-]+", extras[1])) if extras else ()
                    yield asked.name, names, f"{tool} install", code.cell.number


def _called(
    program: Program, imported: Collection[str], installed: Collection[str]
) -> Iterator[tuple[str, str, Code]]:
    """What calls and texts of the notebook load by themselves, as far as it is installed."""
    tops = {module.split(".")[0] for module in imported} | set(imported)
    texts = {text for code in program.codes for text in code.memo(_texts)}
    for library, names, mark, owners in needs():
        if library not in tops:
            continue
        if mark and not any(_marked(text, mark) for text in texts):
            continue
        for code in program.codes:
            said = code.memo(_names)
            name = next((n for n in names if n in said or n == "*"), None)
            if name is None:
                continue
            for choice in owners:
                there = [owner for owner in choice if normal(owner) in installed]
                chosen = [o for o in there if o.lower() in texts] or there
                if chosen:
                    yield chosen[0], library if name == "*" else name, code
            break


def _marked(text: str, mark: str) -> bool:
    """Whether a text has the scheme (``s3://``), the ending (``.xls``), or is the word."""
    if mark.endswith("://"):
        return text.startswith(mark)
    return text.endswith(mark) if mark.startswith(".") else text == mark


def _texts(code: Code) -> frozenset[str]:
    return frozenset(
        node.value.lower()
        for node in code.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 500
    )


def _names(code: Code) -> frozenset[str]:
    """Attributes, names, and what is imported from modules."""
    found = set()
    for node in code.nodes:
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.name for alias in node.names}
    return frozenset(found)


def plain(needed: Iterable[Requirement]) -> list[str]:
    """The requirements without their versions, as their metadata would ask for them."""
    return [replace(r, version=None).line for r in needed]
