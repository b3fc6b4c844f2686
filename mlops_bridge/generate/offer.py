"""Offer: files made from a notebook, what they would change in a folder, and their writing."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..analysis.facts import Facts
from ..environment.kernel import Environment
from ..errors import ProjectError
from ..finding import Edit

Status = Literal["new", "grown", "changed", "unchanged", "kept"]


@dataclass(frozen=True)
class Source:
    """What a generator looks at: the facts, the files beside the notebook, the kernel's record.

    `environment` asks the kernel when it is first called.
    """

    facts: Facts
    beside: Mapping[str, str]
    environment: Callable[[], Environment]


@dataclass(frozen=True)
class Offer:
    """Files by path, beside the notebook; edits of the notebook that go with them; notes."""

    files: Mapping[str, str]
    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What would happen to a file. "grown": it only gets more lines; "kept": it is the user's."""

    path: str
    before: str | None
    after: str
    status: Status

    @property
    def diff(self) -> str:
        """A unified diff from what is there, or from nothing."""
        old = [] if self.before is None else self.before.splitlines(keepends=True)
        name = "/dev/null" if self.before is None else self.path
        lines = difflib.unified_diff(old, self.after.splitlines(keepends=True), name, self.path)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def compare(folder: Path, files: Mapping[str, str], *, force: bool = False) -> tuple[Change, ...]:
    """What writing the files would do; without `force` a file that differs is kept.

    Raises
    ------
    ProjectError
        If something stands there that is not a text file.
    """
    return tuple(_change(folder, path, files[path], force) for path in sorted(files))


def _change(folder: Path, path: str, after: str, force: bool) -> Change:
    try:
        before = (folder / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Change(path, None, after, "new")
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(
            f"`{path}` cannot be read ({error})",
            where=str(folder),
            hint="Move it away: a file of this name is to be written.",
        ) from None
    if before == after:
        return Change(path, before, after, "unchanged")
    if after.startswith(before):
        return Change(path, before, after, "grown")
    return Change(path, before, after, "changed" if force else "kept")


def write(folder: Path, changes: Iterable[Change]) -> None:
    """Write what is new, grown or changed: all of it, or nothing.

    Raises
    ------
    ProjectError
        If a file cannot be written, or was changed since it was looked at.
    """
    wanted = [change for change in changes if change.status in ("new", "grown", "changed")]
    done = list[Change]()
    try:
        for change in wanted:
            scratch = _scratch(folder, change)
            scratch.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_text(change.after, encoding="utf-8", newline="\n")
        for change in wanted:
            _unmoved(folder, change)
            _scratch(folder, change).replace(folder / change.path)
            done.append(change)
    except OSError as error:
        _take_back(folder, done)
        raise ProjectError(
            f"cannot be written ({error.strerror})",
            where=str(error.filename or folder),
            hint="Check the permissions and the space of the disk.",
        ) from None
    except ProjectError:
        _take_back(folder, done)
        raise
    finally:
        for change in wanted:
            _scratch(folder, change).unlink(missing_ok=True)


def _scratch(folder: Path, change: Change) -> Path:
    path = folder / change.path
    return path.with_name(f".{path.name}.new")


def _unmoved(folder: Path, change: Change) -> None:
    path = folder / change.path
    now = path.read_text(encoding="utf-8") if path.exists() else None
    if now != change.before:
        raise ProjectError(
            f"`{change.path}` was changed meanwhile", where=str(folder), hint="Run it again."
        )


def _take_back(folder: Path, done: Iterable[Change]) -> None:
    for change in done:
        path = folder / change.path
        if change.before is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(change.before, encoding="utf-8", newline="\n")
