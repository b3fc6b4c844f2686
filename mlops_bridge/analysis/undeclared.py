"""Undeclared: what a notebook imports and no dependency file of its project names."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..finding import Place
from ..notebook.cells import Notebook
from ..notebook.surroundings import Surroundings
from .installs import Install
from .knowledge import distributions, words
from .pins import Pins, normal
from .program import Code, Program
from .trace import Import, Trace

_PLATFORMS = ("colab", "kaggle", "application/vnd.databricks.v1+notebook")


class Undeclared(NamedTuple):
    """A module imported, and the distribution that is missing. `place`: its first import."""

    module: str
    distribution: str
    place: Place


def undeclared(
    program: Program,
    trace: Trace,
    around: Surroundings,
    pins: Pins,
    installs: Iterable[Install],
) -> tuple[Undeclared, ...]:
    """The third-party modules without a declaration; empty if the project declares nothing."""
    if around.root is None or not pins.exact:
        return ()
    needed = dict(_imported(program, trace, around))
    if not needed:
        return ()
    named = _names(around, pins, installs)
    provided = _provided(program.notebook)
    if any(code.memo(_looks_elsewhere) for code in program.codes):
        # any name may be a module of the folder that was added: well-known ones are not
        needed = {m: entry for m, entry in needed.items() if m in words("platform_packages")}
    return tuple(
        Undeclared(module, distributions(module)[0], entry.place)
        for module, entry in needed.items()
        if module not in provided and not _is_declared(module, named)
    )


def _imported(program: Program, trace: Trace, around: Surroundings) -> Iterator[tuple[str, Import]]:
    """Each module that has to be installed, with an import that nothing guards."""
    seen = set[str]()
    for entry in trace.imports:
        module = entry.module.partition(".")[0]
        if not module or module in seen or entry.guarded:
            continue
        if module in sys.stdlib_module_names or module in around.modules:
            continue
        if module in words("removed_modules") | words("kernel_modules"):
            continue
        place = entry.place
        if place.line in program.codes[place.cell - 1].memo(_typing_lines):
            continue
        seen.add(module)
        yield module, entry


def _looks_elsewhere(code: Code) -> bool:
    """Whether a cell adds a folder to those that modules come from, or fetches modules."""
    return bool(
        re.search(r"\bsys\.path\b|\bgit clone\b|^\s*%cd\b|\bos\.chdir\b", code.cell.source, re.M)
    )


def _typing_lines(code: Code) -> frozenset[int]:
    """The lines that only a type checker reads."""
    if code.tree is None or "TYPE_CHECKING" not in code.text:
        return frozenset()
    return frozenset(
        line
        for node in code.nodes
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for line in range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    )


def _provided(notebook: Notebook) -> frozenset[str]:
    """What the hosted platform that the metadata names brings."""
    if not any(name in notebook.metadata for name in _PLATFORMS):
        return frozenset()
    return words("platform_packages") | words("platform_modules")


def _names(around: Surroundings, pins: Pins, installs: Iterable[Install]) -> frozenset[str]:
    """The distributions that are declared, locked, installed by a cell, or the project itself."""
    own = {normal(around.root.name)} if around.root is not None else set()
    installed = {normal(r.name) for install in installs for r in install.requirements}
    return frozenset(own | pins.own | set(pins.exact) | set(pins.versions) | installed)


def _is_declared(module: str, named: frozenset[str]) -> bool:
    """Whether one of the names may bring the module: in doubt it does."""
    wanted = {normal(name) for name in (module, *distributions(module))}
    if wanted & named:
        return True
    own = normal(module)
    return any(
        own in re.split(r"-|^py(?:thon)?-?", name) or name.replace("-", "") == own.replace("-", "")
        for name in named
    )
