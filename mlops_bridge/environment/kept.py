"""Kept: the versions that the files of the notebook's own project ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from ..analysis.pins import declared, locked_versions, normal
from ..notebook.surroundings import look

NOTHING: Mapping[str, str] = {}


class Conflict(NamedTuple):
    """A locked version that a file of the project does not allow."""

    distribution: str
    version: str
    file: str
    asked: str

    def __str__(self) -> str:
        return (
            f"`{self.distribution}`: {self.file} says {self.asked}, the kernel has {self.version}"
        )


@dataclass(frozen=True)
class Kept:
    """What the project's dependency files say, by normalised distribution name.

    `exact` maps to version and file, lock files last, so that they count; `ranges` to pairs of
    specifier and file.
    """

    exact: Mapping[str, tuple[str, str]]
    ranges: Mapping[str, tuple[tuple[str, str], ...]]

    @property
    def versions(self) -> dict[str, str]:
        """The exact versions alone."""
        return {name: version for name, (version, _) in self.exact.items()}

    def conflicts(self, versions: Mapping[str, str]) -> list[Conflict]:
        """Where versions are others than the files allow; builds of one version are the same."""
        found = []
        for name, version in versions.items():
            key, public = normal(name), version.partition("+")[0]
            exact, file = self.exact.get(key, (public, ""))
            if not _same(exact.partition("+")[0], public):
                found.append(Conflict(name, version, file, f"=={exact}"))
                continue
            for specifier, where in self.ranges.get(key, ()):
                if not SpecifierSet(specifier).contains(public, prereleases=True):
                    found.append(Conflict(name, version, where, specifier))
                    break
        return found


def kept(notebook: Path) -> Kept:
    """Read the dependency files and locks around a notebook.

    requirements files, ``pyproject.toml``, ``environment.yml``, ``Pipfile``, and the locks of uv,
    Poetry, PDM, Pipenv and conda-lock.
    """
    around = look(notebook)
    exact: dict[str, tuple[str, str]] = {}
    ranges: dict[str, list[tuple[str, str]]] = {}
    for file, text in around.files.items():
        if file.rpartition("/")[2] in ("setup.py", "setup.cfg"):
            continue  # not run, and not to be read for sure
        for entry in declared(file, text):
            specifier = _specifier(file, entry.specifier)
            if entry.exact and (version := specifier.lstrip("=").strip()) and _is_version(version):
                exact[entry.name] = (version, file)
            elif specifier and not entry.exact and _is_specifier(specifier):
                ranges.setdefault(entry.name, []).append((specifier, file))
    for file, text in around.lock_texts.items():
        exact.update((name, (v, file)) for name, v in locked_versions(text).items())
    return Kept(exact, {name: tuple(found) for name, found in ranges.items()})


def _specifier(file: str, text: str) -> str:
    """A version specifier in the words of pip: conda's ``=1.2`` and Poetry's ``^1.2`` are not."""
    text = text.partition(";")[0].strip().strip("()")
    if file.endswith((".yml", ".yaml")) and text.startswith("=") and not text.startswith("=="):
        version, _, build = text[1:].partition("=")
        return f"=={version}" if build or version.count(".") >= 2 else f"=={version}.*"
    if text.startswith(("^", "~")) and not text.startswith("~="):
        return _caret(text)
    return "" if text == "*" else text


def _caret(text: str) -> str:
    """Poetry's ``^1.2.3`` (up to 2) and ``~1.2.3`` (up to 1.3) as a range."""
    parts = [int(part) for part in text[1:].strip().split(".") if part.isdigit()]
    if not parts:
        return ""
    fixed = next((i for i, part in enumerate(parts) if part), len(parts) - 1)
    last = fixed if text[0] == "^" else min(1, len(parts) - 1)
    upper = [*parts[:last], parts[last] + 1]
    return f">={'.'.join(map(str, parts))},<{'.'.join(map(str, upper))}"


def _is_version(text: str) -> bool:
    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def _is_specifier(text: str) -> bool:
    try:
        SpecifierSet(text)
    except InvalidSpecifier:
        return False
    return True


def _same(one: str, other: str) -> bool:
    return one == other or (
        _is_version(one) and _is_version(other) and Version(one) == Version(other)
    )
