"""Kept: the versions that the files of the notebook's own project ask for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from ..analysis.pins import declared, locked_versions, normal
from ..notebook.surroundings import Surroundings, look

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LARGEST = 1_000_000  # bytes of a file worth reading


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
    around = look(notebook.resolve())
    exact: dict[str, tuple[str, str]] = {}
    ranges: dict[str, list[tuple[str, str]]] = {}
    files = {**around.files, **_included(around)}
    for file, text in files.items():
        for name, specifier in _asked(file, text):
            version = specifier.removeprefix("===").removeprefix("==").strip()
            if specifier.startswith("==") and is_version(version):
                exact[name] = (version, file)
            elif specifier and _is_specifier(specifier):
                ranges.setdefault(name, []).append((specifier, file))
    for file, text in around.lock_texts.items():
        exact.update((name, (v, file)) for name, v in _locked(text).items())
    return Kept(exact, {name: tuple(found) for name, found in ranges.items()})


def _included(around: Surroundings) -> dict[str, str]:
    """The files that requirements files refer to with ``-r`` and ``-c``."""
    found: dict[str, str] = {}
    for file, text in around.files.items():
        if not file.endswith((".txt", ".in")):
            continue
        for name in re.findall(r"^\s*(?:-r|-c|--requirement|--constraint)[ =]*(\S+)", text, re.M):
            folders = [around.notebook.parent, *([around.root] if around.root else [])]
            for folder in folders:
                path = folder / Path(file).parent / name
                if path.is_file() and path.stat().st_size < LARGEST:
                    found[f"requirements {name}"] = path.read_text("utf-8", errors="replace")
                    break
    return found


def _asked(file: str, text: str) -> Iterator[tuple[str, str]]:
    """What a file asks for that holds here: no other platforms, no groups that are optional."""
    base = file.rpartition("/")[2]
    if base in ("setup.py", "setup.cfg"):
        return  # not run, and not to be read for sure
    if base in ("pyproject.toml", "Pipfile"):
        yield from _main(text)
        return
    if file.endswith((".yml", ".yaml")):
        for entry in declared(file, text):
            yield entry.name, _specifier(file, entry.specifier)
    elif file.endswith((".txt", ".in")) or file.startswith("requirements "):
        for line in text.splitlines():
            yield from _line(line)


def _line(line: str) -> Iterator[tuple[str, str]]:
    """One requirement in the words of pip, if its marker holds for our platform."""
    try:
        asked = Requirement(line.partition(" #")[0].partition(" --hash")[0].strip().rstrip("\\ "))
    except InvalidRequirement:
        return
    if asked.marker is None or asked.marker.evaluate({"extra": ""}):
        yield normal(asked.name), str(asked.specifier)


def _main(text: str) -> Iterator[tuple[str, str]]:
    """The dependencies of a project itself, in ``pyproject.toml`` or a ``Pipfile``."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    for line in data.get("project", {}).get("dependencies", ()):
        yield from _line(str(line))
    poetry = data.get("tool", {}).get("poetry", {}).get("dependencies", {})
    for name, value in {**poetry, **data.get("packages", {})}.items():
        optional = isinstance(value, dict) and (value.get("optional") or value.get("markers"))
        written = value.get("version", "") if isinstance(value, dict) else value
        if name != "python" and not optional and isinstance(written, str):
            bare = re.fullmatch(r"\d[\w.]*", written)
            yield normal(name), _specifier("pyproject.toml", f"=={written}" if bare else written)


def _locked(text: str) -> dict[str, str]:
    """The versions of a lock, without those that it has in several for other platforms."""
    names = re.findall(r'^name = "([^"]+)"', text, re.M)
    several = {normal(name) for name in names if names.count(name) > 1}
    return {name: v for name, v in locked_versions(text).items() if name not in several}


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


def is_version(text: str) -> bool:
    """Whether a text is a version as Python packages have them."""
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
        is_version(one) and is_version(other) and Version(one) == Version(other)
    )
