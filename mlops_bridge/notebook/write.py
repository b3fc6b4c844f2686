"""Notebooks to files: what changed in cells goes back, and everything else stays as it was."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import NotebookError
from .cells import Cell, Notebook
from .read import is_marker, loads


@dataclass(frozen=True)
class _Changes:
    """The cells as the file has them, by place, with the new source of those that change."""

    cells: tuple[Cell, ...]
    sources: Mapping[int, str]
    cleared: frozenset[int]
    deleted: frozenset[int]


def write(
    path: Path, notebook: Notebook, *, cleared: Sequence[str] = (), deleted: Sequence[str] = ()
) -> None:
    """Put the sources of `notebook` into the file at `path`.

    Outputs, counts, metadata, key order, indent and line ends stay; unchanged cells stay to the
    byte. The file is replaced as a whole, or not at all.

    Parameters
    ----------
    cleared : the ids of cells whose outputs and execution count go
    deleted : the ids of cells that the file has, and `notebook` has no more

    Raises
    ------
    NotebookError
        If the file has other cells by now, is of a format before 4, or cannot be written.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotebookError(
            f"cannot be read ({error})", where=str(path), hint="Check the file."
        ) from None
    data = _of_format_4(text, path) if path.suffix != ".py" else {}
    changes = _changes(loads(text, path).cells, path, notebook, {*cleared}, {*deleted})
    if not (changes.sources or changes.cleared or changes.deleted):
        return
    replaced = _percent(text, changes) if path.suffix == ".py" else _ipynb(text, data, changes)
    if replaced != text:
        _replace(path, replaced)


def _of_format_4(text: str, path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    if data.get("nbformat") != 4 or not isinstance(data.get("cells"), list):
        raise NotebookError(
            "is of a format before 4, which is read but not written",
            where=str(path),
            hint="Open it in JupyterLab and save it once.",
        )
    return data


def _ipynb(text: str, data: dict[str, Any], changes: _Changes) -> str:
    cells = data["cells"]
    for index, source in changes.sources.items():
        held = cells[index].get("source")
        lines = source.splitlines(keepends=True)
        cells[index]["source"] = lines if isinstance(held, list) else source
    for index in changes.cleared:
        cells[index] |= {"execution_count": None, "outputs": []}
    data["cells"] = [cell for index, cell in enumerate(cells) if index not in changes.deleted]
    indent = re.match(r"\{\r?\n([ \t]+)\"", text)
    ascii_only = text.isascii() and re.search(r"\\u[0-9a-fA-F]{4}", text) is not None
    written = json.dumps(
        data,
        indent=indent[1] if indent else None,
        ensure_ascii=ascii_only,
        separators=(
            "," if indent or ', "' not in text[:500] else ", ",
            ": " if '": ' in text[:500] else ":",
        ),
    )
    end = text[len(text.rstrip()) :]
    return _ends(text, written + end.replace("\r\n", "\n"))


def _percent(text: str, changes: _Changes) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    for cell in reversed(changes.cells):
        first = cell.line - 1
        if cell.index in changes.deleted:
            marks = [i for i, line in enumerate(lines) if is_marker(line)]
            start = max((i for i in marks if i < first), default=first)
            del lines[start : min((i for i in marks if i > start), default=len(lines))]
        if cell.index not in changes.sources:
            continue
        old = lines[first : first + len(cell.source.split("\n"))]
        new = changes.sources[cell.index].split("\n")
        if any(re.match(r"# ?[%!]", line) for line in old):
            new = [f"# {line}" if line.startswith(("%", "!")) else line for line in new]
        lines[first : first + len(old)] = new
    return _ends(text, "\n".join(lines))


def _changes(
    now: tuple[Cell, ...], path: Path, notebook: Notebook, cleared: set[str], deleted: set[str]
) -> _Changes:
    """What differs from the file's cells, which are those of the notebook and the deleted."""
    kept = [cell for cell in now if cell.id not in deleted]
    same = [cell.kind for cell in kept] == [cell.kind for cell in notebook.cells]
    if cleared or deleted:  # ids that nbformat made up are others at each reading
        same = same and [cell.id for cell in kept] == [cell.id for cell in notebook.cells]
        same = same and {cell.id for cell in now} >= {*cleared, *deleted}
    if not same:
        raise NotebookError(
            "the file has other cells than were read",
            where=str(path),
            hint="It was changed in between: run the command again.",
        )
    return _Changes(
        now,
        {
            old.index: new.source
            for old, new in zip(kept, notebook.cells, strict=True)
            if old.source != new.source
        },
        frozenset(cell.index for cell in now if cell.id in cleared),
        frozenset(cell.index for cell in now if cell.id in deleted),
    )


def _ends(text: str, written: str) -> str:
    return written.replace("\n", "\r\n") if "\r\n" in text else written


def _replace(path: Path, text: str) -> None:
    """Write beside the file, then rename: a crash leaves the old file or the new one."""
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8"))
            shutil.copymode(target, name)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        raise NotebookError(
            f"cannot be written ({error.strerror})",
            where=str(path),
            hint="Check the permissions of the file and its folder.",
        ) from None
