"""Bulk: data, models and outputs too large for git, which git keeps all the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ..finding import Place
from ..notebook.cells import Cell
from ..notebook.surroundings import Surroundings
from .knowledge import threshold, words
from .program import Program
from .trace import Calls

_USES = ("loader", "table_saver", "saver", "unpickle", "open", "path", "path_use")


class Bulk(NamedTuple):
    """A large file in git, or the outputs of the notebook; `path` is from the project's root."""

    what: Literal["data", "model", "outputs"]
    path: str
    megabytes: float
    place: Place


def bulk(program: Program, calls: Calls, project: Surroundings) -> tuple[Bulk, ...]:
    """What of the notebook, and of the files it uses or stands above, is too large for git."""
    if project.root is None or not program.codes:
        return ()
    return (*_files(program, calls, project), *_outputs(program, project))


def _files(program: Program, calls: Calls, project: Surroundings) -> Iterator[Bulk]:
    root = (project.root or Path()).absolute()
    folder = project.notebook.parent.absolute()
    suffixes = words("data_suffixes") | words("model_suffixes")
    heavy = _heavy(project.tracked, suffixes, threshold("git-file-mb") * 1_000_000)
    if not heavy:
        return
    used: dict[Path, Place] = {}
    for call in calls.role(*_USES):
        for value in call.values:
            if value.text and "\0" not in value.text and len(value.text) < 300:
                target = Path(os.path.normpath(folder / value.text))
                used.setdefault(target, call.place)
    for path, size in heavy:
        full = Path(os.path.normpath(root / path))
        if full not in used and not full.is_relative_to(folder):
            continue
        if project.versioning(str(full)) != "git":
            continue
        name = full.relative_to(root).as_posix() if full.is_relative_to(root) else full.name
        model = full.suffix.lower() in words("model_suffixes")
        place = used.get(full) or _start(program.codes[0].cell)
        yield Bulk("model" if model else "data", name, size / 1e6, place)


@lru_cache(maxsize=8)
def _heavy(
    tracked: frozenset[Path], suffixes: frozenset[str], limit: float
) -> tuple[tuple[Path, int], ...]:
    """The files with these suffixes above a size; a project is weighed once, not at each edit."""
    found = list[tuple[Path, int]]()
    for path in sorted(tracked):
        if path.suffix.lower() in suffixes:
            with suppress(OSError):
                size = path.stat().st_size
                if size > limit:
                    found.append((path, size))
    return tuple(found)


def _outputs(program: Program, project: Surroundings) -> Iterator[Bulk]:
    notebook = project.notebook.absolute()
    if not project.tracked or notebook not in project.tracked:
        return
    sizes = [(cell, _size(cell.outputs)) for cell in program.notebook.code if cell.outputs]
    total = sum(size for _, size in sizes)
    if total > threshold("git-outputs-mb") * 1_000_000:
        largest = max(sizes, key=lambda pair: pair[1])[0]
        yield Bulk("outputs", notebook.name, total / 1e6, _start(largest))


def _start(cell: Cell) -> Place:
    return Place(cell.number, cell.id, 1, 1, 1, len(cell.source.split("\n", 1)[0]) + 1)


def _size(value: Any) -> int:
    """About the characters that a stored output takes in the file."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, (list, tuple)) else 8
