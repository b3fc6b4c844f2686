"""Config: what [tool.nb2prod] of the nearest pyproject.toml says about linting."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Literal

from .errors import ConfigError
from .finding import SEVERITIES, Severity

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

KEYS = (
    *("select", "ignore", "per-file-ignores", "severity", "min-confidence", "order"),
    *("tutorials", "thresholds", "baseline", "knowledge"),
)
# what a rule calls too long, too many or too large; docs/lint.md says which rule asks which
THRESHOLDS: Mapping[str, float] = {
    "cell-lines": 60,
    "code-cells": 100,
    "headed-cells": 5,
    "commented-lines": 5,
    "output-mb": 1,
    "git-file-mb": 10,
    "git-outputs-mb": 5,
}


@dataclass(frozen=True)
class Config:
    """Which rules are asked, and how loud they are.

    Codes may be whole (``LEAK701``) or a prefix (``LEAK``). An empty `select` means all rules.
    Findings below `min_confidence` (0 to 1) are kept, but count as possible only. With the order
    "execution" cells that ran are followed in the order of their counts. `tutorials` are patterns
    of notebooks that teach; `thresholds` replace those of `THRESHOLDS`.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    min_confidence: float = 0.7
    order: Literal["document", "execution"] = "document"
    tutorials: tuple[str, ...] = ()
    thresholds: Mapping[str, float] = field(default_factory=dict)
    baseline: str = ""
    knowledge: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    path: Path | None = None

    def asks(self, code: str, notebook: Path) -> bool:
        """Whether the rule `code` is wanted for the file `notebook`."""
        if self.select and not code.startswith(self.select):
            return False
        if self.ignore and code.startswith(self.ignore):
            return False
        return not any(
            code.startswith(codes)
            for pattern, codes in self.per_file_ignores
            if self._matches(pattern, notebook)
        )

    def teaches(self, notebook: Path) -> bool:
        """Whether the file `notebook` is called a tutorial."""
        return any(self._matches(pattern, notebook) for pattern in self.tutorials)

    def _matches(self, pattern: str, notebook: Path) -> bool:
        if fnmatch(notebook.name, pattern):
            return True
        folder = self.path.parent if self.path else Path.cwd()
        try:
            inside = notebook.absolute().relative_to(folder.absolute()).as_posix()
        except ValueError:
            return False
        return fnmatch(inside, pattern)


def read(notebook: Path, known: dict[Path, Config | None] | None = None) -> Config:
    """Read the configuration that holds for a notebook.

    Parameters
    ----------
    notebook : Path
        A notebook or a folder; its own folder and those above are searched, and the first
        pyproject.toml with a ``[tool.nb2prod]`` table counts.
    known : dict, optional
        The configuration of each folder looked into before, in a run over many files.

    Raises
    ------
    ConfigError
        If the table holds an unknown key or a value of the wrong type, or the file is not TOML.
    """
    start = notebook.absolute()
    found: Config | None = None
    for folder in (start, *start.parents):
        if known is not None and folder in known:
            found = known[folder]
        else:
            path = folder / "pyproject.toml"
            table = _table(path) if path.is_file() else None
            found = parse(table, path) if table is not None else None
            if known is not None:
                known[folder] = found
        if found is not None:
            return found
    return Config()


def project(folder: Path) -> Path:
    """The project that a folder belongs to: the nearest with .git or pyproject.toml, or itself."""
    start = folder.absolute()
    for candidate in (start, *start.parents):
        if (candidate / ".git").exists() or (candidate / "pyproject.toml").is_file():
            return candidate
    return start


def parse(table: Mapping[str, Any], path: Path) -> Config:
    """Make a Config of the table `[tool.nb2prod]`; `path` names the file in errors.

    Raises
    ------
    ConfigError
        If the table holds an unknown key or a value of the wrong type.
    """
    _known(table, KEYS, "[tool.nb2prod]", path)
    severity = _mapping(table, "severity", path)
    for code, level in severity.items():
        if level not in SEVERITIES:
            raise ConfigError(
                f"severity of `{code}` is {level!r}",
                where=str(path),
                hint=f"Use one of {', '.join(SEVERITIES)}.",
            )
    confidence = table.get("min-confidence", 0.7)
    if isinstance(confidence, bool) or not isinstance(confidence, (int, float)):
        raise _wrong("min-confidence", "a number from 0 to 1", path)
    if not 0 <= confidence <= 1:
        raise _wrong("min-confidence", "a number from 0 to 1", path)
    order = table.get("order", "document")
    if order not in ("document", "execution"):
        raise _wrong("order", '"document" or "execution"', path)
    baseline = table.get("baseline", "")
    if not isinstance(baseline, str):
        raise _wrong("baseline", "the path of a file", path)
    thresholds = _mapping(table, "thresholds", path)
    _known(thresholds, tuple(THRESHOLDS), "[tool.nb2prod.thresholds]", path)
    for name, value in thresholds.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            raise _wrong(name, "a number of 0 or more", path)
    files = _mapping(table, "per-file-ignores", path)
    knowledge = _mapping(table, "knowledge", path)
    return Config(
        _words(table, "select", path),
        _words(table, "ignore", path),
        tuple((pattern, _words(files, pattern, path)) for pattern in files),
        severity,
        float(confidence),
        order,
        _words(table, "tutorials", path),
        thresholds,
        baseline,
        {name: _words(knowledge, name, path) for name in knowledge},
        path,
    )


def _table(path: Path) -> Mapping[str, Any] | None:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"not TOML ({error})", where=str(path), hint="Correct the file."
        ) from None
    except OSError as error:
        raise ConfigError(
            f"cannot be read ({error.strerror})", where=str(path), hint="Check its permissions."
        ) from None
    tool = data.get("tool")
    table = tool.get("nb2prod") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise _wrong("tool.nb2prod", "a table", path)
    return table


def _known(table: Mapping[str, Any], keys: tuple[str, ...], name: str, path: Path) -> None:
    for key in table:
        if key not in keys:
            import difflib

            near = difflib.get_close_matches(key, keys, 1)
            raise ConfigError(
                f"unknown key `{key}` in {name}",
                where=str(path),
                hint=f"Did you mean `{near[0]}`?" if near else f"Known keys: {', '.join(keys)}.",
            )


def _words(table: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _wrong(key, "a list of strings", path)
    return tuple(value)


def _mapping(table: Mapping[str, Any], key: str, path: Path) -> Mapping[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise _wrong(key, "a table", path)
    return value


def _wrong(key: str, wanted: str, path: Path) -> ConfigError:
    return ConfigError(
        f"`{key}` must be {wanted}", where=str(path), hint="Correct it under [tool.nb2prod]."
    )
