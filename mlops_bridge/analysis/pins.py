"""Pins: what the project's dependency files promise about versions."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ..notebook.surroundings import Surroundings
from .installs import exactness
from .knowledge import distribution
from .program import Program
from .trace import Import, Trace

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_LINE = re.compile(r"^\s*(?P<name>[A-Za-z0-9][\w.\-]*)(?:\[[^\]]*\])?\s*(?P<spec>[^#;\\]*)")
_CONDA_LINE = re.compile(
    r"^\s*-\s*['\"]?(?:[\w\-]+::)?(?P<name>[A-Za-z0-9][\w.\-]*)(?P<spec>[^'\"#]*)"
)
_STRING = re.compile(r"[\"'](?P<line>[A-Za-z0-9][\w.\-]*(?:\[[^\]\"']*\])?[^\"'\n]*)[\"']")
_REQUIREMENTS = re.compile(r"(?:.*/)?[^/]*requirements[^/]*\.(?:txt|in)$|requirements/[^/]+$")
_LOCKED_TOML = re.compile(r'^name = "(?P<name>[^"]+)"\nversion = "(?P<version>[^"]+)"', re.M)
_LOCKED_JSON = re.compile(r'"(?P<name>[\w.\-]+)": \{[^{}]*?"version": "==(?P<version>[^"]+)"', re.S)
_LOCKED_YAML = re.compile(
    r"^\s*-? ?(?:name|pypi|conda): (?P<name>[\w.\-]+)\n\s+version: ['\"]?(?P<version>[\w.]+)", re.M
)
_VERSION = re.compile(r"^={1,3}\s*v?(?P<version>\d[\w.+!\-]*)$")


@dataclass(frozen=True)
class Pins:
    """The dependency files of a project.

    `exact` maps the normalised name of each distribution they declare to whether its version is
    exact, `versions` those whose exact version is known, lock files included, to that version;
    `files` names the dependency files, `locked` says that a lock file is among them, `own` is
    what the project itself is called.
    """

    files: tuple[str, ...]
    locked: bool
    exact: Mapping[str, bool]
    versions: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    def loose(self, distributions: frozenset[str]) -> tuple[str, ...]:
        """Those of the distributions that are declared without an exact version."""
        return tuple(sorted(d for d in distributions if self.exact.get(d) is False))

    def at_least(self, distribution: str, *version: int) -> bool:
        """Whether a distribution is pinned to a version, or a later one."""
        parts = re.findall(r"\d+", self.versions.get(distribution, ""))
        return bool(parts) and tuple(map(int, parts[: len(version)])) >= version


class Declared(NamedTuple):
    """One distribution in a dependency file: its name, and its version specifier as written."""

    name: str
    specifier: str
    exact: bool


def pins(program: Program, around: Surroundings) -> Pins:
    """Read the dependency files around a notebook, and those it writes itself."""
    files = {**around.files, **written(program)}
    exact: dict[str, bool] = {}
    versions: dict[str, str] = {}
    named, hashed, own = list[str](), False, set[str]()
    for text in around.lock_texts.values():
        versions |= locked_versions(text)
    for name, text in files.items():
        found = declared(name, text)
        if found or re.match(r".*requirements.*\.(?:txt|in)$|environment.*\.ya?ml$|Pipfile$", name):
            named.append(name)
        hashed |= "--hash=sha256:" in text
        own |= project_names(name, text)
        for entry in found:
            exact[entry.name] = exact.get(entry.name, False) or entry.exact
            if entry.exact and (match := _VERSION.match(entry.specifier)):
                versions[entry.name] = match["version"]
    locked = bool(around.locks) or hashed
    return Pins((*named, *around.locks), locked, exact, versions, frozenset(own))


def written(program: Program) -> Mapping[str, str]:
    """The files that `%%writefile` cells write, by name."""
    return {
        magic.arguments.split()[-1]: magic.body
        for code in program.codes
        for magic in code.magics
        if magic.kind == "cell" and magic.name in ("writefile", "file") and magic.arguments
    }


def third_party(trace: Trace, around: Surroundings) -> tuple[tuple[str, Import], ...]:
    """The distributions a notebook imports, with the first import of each."""
    found: dict[str, Import] = {}
    for entry in trace.imports:
        top = entry.module.partition(".")[0]
        if not top or top in sys.stdlib_module_names or top in around.modules:
            continue
        found.setdefault(normal(distribution(top)), entry)
    return tuple(found.items())


def normal(name: str) -> str:
    """The name of a distribution as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@lru_cache(maxsize=256)
def declared(name: str, text: str) -> tuple[Declared, ...]:
    """The distributions that a dependency file declares, in all its groups."""
    base = name.rpartition("/")[2]
    if base.endswith((".yml", ".yaml")) and base != "dvc.yaml":
        return tuple(_of_conda(text))
    if base in ("pyproject.toml", "Pipfile"):
        return tuple(_of_toml(text, base == "Pipfile"))
    if base in ("setup.py", "setup.cfg"):
        return tuple(_of_setup(text, quoted=base == "setup.py"))
    if _REQUIREMENTS.match(name):
        lines = [line for line in text.split("\n") if not line.lstrip().startswith(("#", "-"))]
        return tuple(found for line in lines for found in _of_line(line))
    return ()


@lru_cache(maxsize=64)
def locked_versions(text: str) -> Mapping[str, str]:
    """The versions in a lock file, by distribution."""
    found: dict[str, str] = {}
    for pattern in (_LOCKED_TOML, _LOCKED_JSON, _LOCKED_YAML):
        found |= {normal(match["name"]): match["version"] for match in pattern.finditer(text)}
    return found


@lru_cache(maxsize=256)
def project_names(name: str, text: str) -> frozenset[str]:
    """What the project calls itself in a file that describes it."""
    base = name.rpartition("/")[2]
    if base not in ("pyproject.toml", "setup.cfg", "setup.py"):
        return frozenset()
    found = re.findall(r"^\s*name\s*=\s*[\"']?([\w.\-]+)", text, re.M)
    return frozenset(map(normal, found))


def _of_conda(text: str) -> Iterator[Declared]:
    for match in map(_CONDA_LINE.match, text.split("\n")):
        if match and not match["spec"].strip().startswith(":"):
            tool = "pip" if "==" in match["spec"] else "conda"
            specifier = match["spec"].strip()
            exact = exactness(tool, specifier) == "exact"
            yield Declared(normal(match["name"]), specifier, exact)


def _of_toml(text: str, pipfile: bool) -> Iterator[Declared]:
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    if pipfile:
        groups = ("packages", "dev-packages")
        data = {f"{group}-dependencies": data.get(group, {}) for group in groups}
    yield from _of_tables(data, "", pipfile)


def _of_tables(table: Mapping[str, object], key: str, pipfile: bool) -> Iterator[Declared]:
    """Every list or table of dependencies, however deep: `optional-dependencies`, groups, ..."""
    grouped = key.endswith(("dependencies", "dependency-groups", "requires"))
    for name, value in table.items():
        if isinstance(value, list) and (grouped or name.endswith("dependencies")):
            yield from (d for line in value if isinstance(line, str) for d in _of_line(line))
            if any(isinstance(line, dict) for line in value):  # one version for each platform
                yield Declared(normal(name), "", False)
        elif isinstance(value, dict) and not (grouped and _SPECIFIED & set(value)):
            yield from _of_tables(value, name if not grouped else key, pipfile)
        elif grouped and isinstance(value, (str, dict)) and name != "python":
            specifier = str(value.get("version", "") if isinstance(value, dict) else value)
            bare = bool(re.fullmatch(r"\d+(?:\.\d+)+", specifier)) and not pipfile
            specifier = f"=={specifier}" if bare else specifier
            exact = exactness("pip", specifier) == "exact"
            yield Declared(normal(name), specifier, exact)


_SPECIFIED = frozenset(["version", "git", "path", "url", "extras", "optional", "editable"])


def _of_setup(text: str, quoted: bool) -> Iterator[Declared]:
    """Requirements in a setup file, which is not run: whatever has the form of one."""
    if quoted:
        lines = [match["line"] for match in _STRING.finditer(text)]
    else:
        lines = [line for line in text.split("\n") if line[:1].isspace()]
    for line in lines:
        if re.fullmatch(r"\s*[A-Za-z][\w.\-]*(?:\[[\w,\- ]*\])?\s*(?:[<>=!~][^/]*)?(?:;.*)?", line):
            yield from _of_line(line)


def _of_line(line: str) -> Iterator[Declared]:
    match = _LINE.match(line)
    if match:
        specifier = match["spec"].strip()
        exact = exactness("pip", specifier) == "exact" or "@" in specifier
        yield Declared(normal(match["name"]), specifier, exact)
