"""Requirements: the distributions behind a notebook's imports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..analysis.program import Program
from ..environment.kernel import Environment
from ..environment.knowledge import system_packages as system_packages_of
from .plan import Requirement


def requirements(
    program: Program, modules: Mapping[str, int], environment: Environment
) -> tuple[tuple[Requirement, ...], tuple[str, ...]]:
    """Name the distribution of each module at the version that the kernel has.

    Returns
    -------
    requirements
        One per distribution, with the first cell that needs it; ``pip install`` lines of the
        notebook add what the kernel has installed.
    unresolved
        Modules that nothing is known to bring. A name is never guessed.
    """
    versions = {_normal(name): (name, version) for name, version in environment.installed.items()}
    found: dict[str, Requirement] = {}
    unresolved: dict[str, None] = {}
    for module, cell in modules.items():
        owners = environment.imports.get(module, ())
        if not owners:
            unresolved.setdefault(module.split(".")[0])
            continue
        owner = _preferred(owners, versions)
        name, version = versions.get(_normal(owner), (owner, None))
        found.setdefault(_normal(owner), Requirement(name, version, module, cell))
    for code in program.codes:
        for magic in code.magics:
            if magic.action == "require":
                for word in _installs(
                    magic.arguments if magic.name == "!" else f"{magic.name} {magic.arguments}"
                ):
                    key = _normal(word)
                    if key in versions:
                        name, version = versions[key]
                        found.setdefault(key, Requirement(name, version, word, code.cell.number))
    ordered = sorted(found.values(), key=lambda r: _normal(r.distribution))
    return tuple(ordered), tuple(unresolved)


def _preferred(owners: Iterable[str], versions: Mapping[str, tuple[str, str]]) -> str:
    installed = [owner for owner in owners if _normal(owner) in versions]
    return (installed or list(owners))[0]


def _installs(command: str) -> list[str]:
    """The names that an install command asks for, without versions and options."""
    words = command.split()
    if "install" not in words:
        return []
    names, skip = [], False
    for word in words[words.index("install") + 1 :]:
        if skip:
            skip = False
        elif word.startswith("-"):
            skip = word in (
                "-r",
                "-c",
                "-i",
                "--index-url",
                "-e",
                "-f",
                "--requirement",
                "--constraint",
            )
        elif match := re.match(r"['\"]?([A-Za-z0-9][\w.-]*)", word):
            names.append(match[1])
    return names


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def system_packages(needed: Iterable[Requirement]) -> tuple[str, ...]:
    """Debian packages that the distributions load and a slim image lacks."""
    return system_packages_of(r.distribution for r in needed)
