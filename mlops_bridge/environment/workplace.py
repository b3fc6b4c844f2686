"""Workplace: a fresh working directory for one run, with copies of the data beside the notebook."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..errors import ProjectError

COPIED = 64 * 2**20
"""Larger files are linked instead of copied; a job that writes to one writes to the original."""
MOST = 5000
SKIPPED = {"__pycache__", "node_modules", "mlruns", "outputs"}


@dataclass(frozen=True)
class Workplace:
    """The directory `folder` to run in; `top` is above it when the job reads from ``../``."""

    top: Path
    folder: Path
    before: dict[str, tuple[int, int]]


def prepare(data: Path, top: Path, project: Path, inputs: Iterable[str]) -> Workplace:
    """Fill a new directory with the files that lie in the data folder.

    Left out are notebooks, hidden files, virtual environments and the project itself. Inputs in
    folders above the data folder get the same place relative to the new directory.

    Raises
    ------
    ProjectError
        If the data folder does not exist, or has so many files that it cannot be meant.
    """
    if not data.is_dir():
        raise ProjectError(
            "the data folder does not exist",
            where=str(data),
            hint="Give the folder that holds the job's data with --data DIR.",
        )
    relative = [PurePosixPath(path) for path in inputs if not PurePosixPath(path).is_absolute()]
    depth = max((path.parts.count("..") for path in relative), default=0)
    folder = top.joinpath(*["in"] * depth)
    folder.mkdir(parents=True)
    for number, source in enumerate(_files(data.resolve(), project.resolve())):
        if number >= MOST:
            raise ProjectError(
                f"the data folder has more than {MOST} files",
                where=str(data),
                hint="Give the folder that holds the job's data, and little else, with --data DIR.",
            )
        _bring(source, folder / source.relative_to(data.resolve()))
    for path in relative:
        if ".." in path.parts and (data / path).is_file():
            _bring(data / path, folder / path)
    return Workplace(top, folder, {name: _state(path) for name, path in _all(top)})


def collect(place: Workplace, outputs: Path) -> list[Path]:
    """Move what the job wrote or changed into `outputs`, and remove the workplace."""
    moved = []
    inside = place.folder.relative_to(place.top).as_posix() + "/"
    for name, path in list(_all(place.top)):
        if path.is_symlink() or place.before.get(name) == _state(path):
            continue
        target = outputs / (name.removeprefix(inside) if inside != "./" else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)
        moved.append(target)
    shutil.rmtree(place.top, ignore_errors=True)
    return moved


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(2**20):
            found.update(block)
    return found.hexdigest()


def _files(folder: Path, project: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in SKIPPED or path == project:
            continue
        if path.is_dir():
            if not (path / "pyvenv.cfg").exists() and not (path / ".nb2prod").exists():
                yield from _files(path, project)
        elif path.is_file() and path.suffix != ".ipynb":
            yield path


def _bring(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.stat().st_size > COPIED:
        target.symlink_to(source.resolve())
    else:
        shutil.copy2(source, target)


def _all(top: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(f for f in folders if f not in ("__pycache__", ".ipynb_checkpoints"))
        for name in sorted(names):
            path = Path(folder) / name
            yield path.relative_to(top).as_posix(), path


def _state(path: Path) -> tuple[int, int]:
    state = path.lstat()
    return state.st_size, state.st_mtime_ns
