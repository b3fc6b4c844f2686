"""Pins: what the project's dependency files promise about versions."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..notebook.surroundings import Surroundings
from .installs import exactness
from .knowledge import distribution
from .program import Program
from .trace import Import, Trace

_LINE = re.compile(r"^\s*(?P<name>[A-Za-z0-9][\w.\-]*)(?:\[[^\]]*\])?\s*(?P<spec>[^#;\\]*)")
_CONDA_LINE = re.compile(
    r"^\s*-\s*['\"]?(?:[\w\-]+::)?(?P<name>[A-Za-z0-9][\w.\-]*)(?P<spec>[^'\"#]*)"
)
_TOML_STRING = re.compile(r"[\"'](?P<line>[A-Za-z0-9][\w.\-]*(?:\[[^\]]*\])?[^\"']*)[\"']")


@dataclass(frozen=True)
class Pins:
    """The dependency files of a project.

    `exact` maps a normalised distribution name to whether its version is exact; `files` names
    the dependency files, `locked` says that a lock file is among them.
    """

    files: tuple[str, ...]
    locked: bool
    exact: Mapping[str, bool]

    def loose(self, distributions: frozenset[str]) -> tuple[str, ...]:
        """Those of the distributions that are declared without an exact version."""
        return tuple(sorted(d for d in distributions if self.exact.get(d) is False))


def pins(program: Program, around: Surroundings) -> Pins:
    """Read the dependency files around a notebook, and those it writes itself."""
    files = {**around.files, **written(program)}
    exact: dict[str, bool] = {}
    named, hashed = list[str](), False
    for name, text in files.items():
        found = dict(_declared(name, text))
        if found or re.match(r".*requirements.*\.(?:txt|in)$|environment.*\.ya?ml$|Pipfile$", name):
            named.append(name)
        hashed |= "--hash=sha256:" in text
        for distribution_name, sure in found.items():
            exact[distribution_name] = exact.get(distribution_name, False) or sure
    return Pins((*named, *around.locks), bool(around.locks) or hashed, exact)


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


def _declared(name: str, text: str) -> Iterator[tuple[str, bool]]:
    if name.endswith((".yml", ".yaml")) and name != "dvc.yaml":
        for match in map(_CONDA_LINE.match, text.split("\n")):
            if match and not match["spec"].strip().startswith(":"):
                tool = "pip" if "==" in match["spec"] else "conda"
                yield normal(match["name"]), exactness(tool, match["spec"]) == "exact"
    elif name == "pyproject.toml":
        for block in re.findall(
            r"dependencies\s*=\s*\[(.*?)^\s*\]|dependencies\s*=\s*\[(.*?)\]", text, re.S | re.M
        ):
            for found in _TOML_STRING.finditer("".join(block)):
                yield from _of_line(found["line"])
    elif re.match(r".*requirements.*\.(?:txt|in)$", name):
        for line in text.split("\n"):
            if not line.lstrip().startswith(("#", "-")):
                yield from _of_line(line)


def _of_line(line: str) -> Iterator[tuple[str, bool]]:
    match = _LINE.match(line)
    if match:
        exact = exactness("pip", match["spec"]) == "exact" or "@" in match["spec"]
        yield normal(match["name"]), exact
