"""Config: what [tool.nb2prod] of the nearest pyproject.toml says about linting."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from .errors import ConfigError
from .finding import SEVERITIES, Severity

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

KEYS = ("select", "ignore", "per-file-ignores", "severity", "min-confidence", "knowledge")


@dataclass(frozen=True)
class Config:
    """Which rules are asked, and how loud they are.

    Codes may be whole (``LEAK701``) or a prefix (``LEAK``). An empty `select` means all rules.
    Findings below `min_confidence` (0 to 1) are kept, but count as possible only.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    min_confidence: float = 0.7
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

    def _matches(self, pattern: str, notebook: Path) -> bool:
        if fnmatch(notebook.name, pattern):
            return True
        folder = self.path.parent if self.path else Path.cwd()
        try:
            inside = notebook.absolute().relative_to(folder.absolute()).as_posix()
        except ValueError:
            return False
        return fnmatch(inside, pattern)


def read(notebook: Path) -> Config:
    """Read the configuration that holds for a notebook.

    Parameters
    ----------
    notebook : Path
        A notebook or a folder; its own folder and those above are searched, and the first
        pyproject.toml with a ``[tool.nb2prod]`` table counts.

    Raises
    ------
    ConfigError
        If the table holds an unknown key or a value of the wrong type, or the file is not TOML.
    """
    start = notebook.absolute()
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if not path.is_file():
            continue
        table = _table(path)
        if table is not None:
            return parse(table, path)
    return Config()


def parse(table: Mapping[str, Any], path: Path) -> Config:
    """Make a Config of the table `[tool.nb2prod]`; `path` names the file in errors.

    Raises
    ------
    ConfigError
        If the table holds an unknown key or a value of the wrong type.
    """
    for key in table:
        if key not in KEYS:
            raise ConfigError(
                f"unknown key `{key}` in [tool.nb2prod]",
                where=str(path),
                hint=f"Known keys: {', '.join(KEYS)}.",
            )
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
    files = _mapping(table, "per-file-ignores", path)
    knowledge = _mapping(table, "knowledge", path)
    return Config(
        _words(table, "select", path),
        _words(table, "ignore", path),
        tuple((pattern, _words(files, pattern, path)) for pattern in files),
        severity,
        float(confidence),
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
