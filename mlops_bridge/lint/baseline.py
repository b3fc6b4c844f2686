"""Baseline: the findings that a project has accepted, so that only new ones are told.

A finding is known by its rule, its cell and its statement (`keys`), never by a line; an equal one
more than were accepted is new.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import ConfigError
from .judged import Judged
from .results import Asked, Listed

NAME = ".nb2prod-baseline.json"
_VERSION = 1

Key = tuple[str, str, str]
"""Code, cell, statement."""


@dataclass(frozen=True)
class Baseline:
    """What is accepted, by notebook (its path from the baseline's folder)."""

    path: Path
    notebooks: Mapping[str, Mapping[Key, int]] = field(default_factory=dict)

    def match(self, judged: Judged, asked: Asked) -> tuple[frozenset[int], int]:
        """Which findings of a file are known, by number; and how many entries occur no more.

        Of entries whose code was not looked for nobody knows: they are not counted.
        """
        held = self.notebooks.get(self.name(asked.path), {})
        left = Counter({key: count for key, count in held.items() if asked.covers(key[0])})
        keys, known = _keys(judged), set[int]()
        for number, key in enumerate(keys):
            if left[key] > 0:
                left[key] -= 1
                known.add(number)
        # a statement that was moved to another cell
        for number, (code, _, statement) in enumerate(keys):
            if number in known:
                continue
            moved = next((k for k in +left if (k[0], k[2]) == (code, statement)), None)
            if moved is not None:
                left[moved] -= 1
                known.add(number)
        return frozenset(known), (+left).total()

    def updated(self, files: Mapping[Path, Listed]) -> tuple[Baseline, int, int]:
        """The baseline with what these files hold now, how many entries are new, how many gone.

        Other files keep their entries while they exist, and these files keep those whose code was
        not looked for.
        """
        now = {
            name: held
            for name, held in self.notebooks.items()
            if (self.path.absolute().parent / name).exists()
        }
        for path, listed in files.items():
            name = self.name(path)
            unasked = {
                key: count
                for key, count in self.notebooks.get(name, {}).items()
                if not listed.asked.covers(key[0])
            }
            now[name] = {**unasked, **Counter(_keys(listed.judged))}
        made = {name: held for name, held in sorted(now.items()) if held}
        before, after = _flat(self.notebooks), _flat(made)
        return Baseline(self.path, made), (after - before).total(), (before - after).total()

    def name(self, path: Path) -> str:
        """How a file is called in here."""
        return Path(os.path.relpath(path.absolute(), self.path.absolute().parent)).as_posix()

    @property
    def count(self) -> int:
        return _flat(self.notebooks).total()


def read(path: Path, *, missing: bool = False) -> Baseline:
    """Read a baseline; with `missing` a file that is not there is an empty one.

    Raises
    ------
    ConfigError
        If the file is not there or is no baseline.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            raise ValueError(f"version {data['version']}")
        notebooks = {name: _entries(rows) for name, rows in data["notebooks"].items()}
    except FileNotFoundError:
        if missing:
            return Baseline(path)
        raise ConfigError(
            "no such baseline",
            where=str(path),
            hint="`nb2prod lint --update-baseline` writes it.",
        ) from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ConfigError(
            f"not a baseline ({error})",
            where=str(path),
            hint="Restore it, or delete it and run `nb2prod lint --update-baseline`.",
        ) from None
    return Baseline(path, notebooks)


def write(baseline: Baseline) -> None:
    """Write a baseline, one entry a line, as a whole or not at all.

    Raises
    ------
    ConfigError
        If it cannot be written.
    """
    notebooks = [
        f"    {json.dumps(name)}: [\n"
        + ",\n".join(f"      {json.dumps([*key, count])}" for key, count in sorted(held.items()))
        + "\n    ]"
        for name, held in baseline.notebooks.items()
    ]
    text = (
        f'{{\n  "version": {_VERSION},\n  "notebooks": {{\n' + ",\n".join(notebooks) + "\n  }\n}\n"
    )
    try:
        handle, name = tempfile.mkstemp(dir=baseline.path.absolute().parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(baseline.path)
    except OSError as error:
        raise ConfigError(
            f"cannot be written ({error.strerror})",
            where=str(baseline.path),
            hint="Check the folder and its permissions.",
        ) from None


def _entries(rows: list[list[str | int]]) -> Mapping[Key, int]:
    return {(str(code), str(cell), str(text)): int(count) for code, cell, text, count in rows}


def _keys(judged: Judged) -> list[Key]:
    return [
        (finding.code, spot.cell, spot.statement)
        for finding, spot in zip(judged.findings, judged.spots, strict=True)
    ]


def _flat(notebooks: Mapping[str, Mapping[Key, int]]) -> Counter[tuple[str, Key]]:
    return Counter(
        {(name, key): count for name, held in notebooks.items() for key, count in held.items()}
    )
