"""Notebooks to files: changed cell sources go back, and everything else stays as it was."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from ..errors import NotebookError
from .cells import Cell, Notebook
from .read import loads


def write(path: Path, notebook: Notebook) -> None:
    """Put the sources of `notebook` into the file at `path`.

    Outputs, counts, metadata, key order, indent and line ends stay; unchanged cells stay to the
    byte. The file is replaced as a whole, or not at all.

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
    replaced = (_percent if path.suffix == ".py" else _ipynb)(text, path, notebook)
    if replaced != text:
        _replace(path, replaced)


def _ipynb(text: str, path: Path, notebook: Notebook) -> str:
    data: dict[str, Any] = json.loads(text)
    cells = data.get("cells")
    if data.get("nbformat") != 4 or not isinstance(cells, list):
        raise NotebookError(
            "is of a format before 4, which is read but not written",
            where=str(path),
            hint="Open it in JupyterLab and save it once.",
        )
    changed = _changed(text, path, notebook)
    for cell in changed:
        held = cells[cell.index].get("source")
        lines = cell.source.splitlines(keepends=True)
        cells[cell.index]["source"] = lines if isinstance(held, list) else cell.source
    if not changed:
        return text
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


def _percent(text: str, path: Path, notebook: Notebook) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    now = {cell.index: cell for cell in loads(text, path).cells}
    for cell in sorted(_changed(text, path, notebook), key=lambda c: -c.line):
        length = len(now[cell.index].source.split("\n"))
        first = cell.line - 1
        old = lines[first : first + length]
        new = cell.source.split("\n")
        if any(re.match(r"# ?[%!]", line) for line in old):
            new = [f"# {line}" if line.startswith(("%", "!")) else line for line in new]
        lines[first : first + length] = new
    return _ends(text, "\n".join(lines))


def _changed(text: str, path: Path, notebook: Notebook) -> list[Cell]:
    """The cells whose source differs from the file's."""
    now = loads(text, path).cells
    if [c.kind for c in now] != [c.kind for c in notebook.cells]:
        raise NotebookError(
            "the file has other cells than were read",
            where=str(path),
            hint="It was changed in between: run the command again.",
        )
    return [new for old, new in zip(now, notebook.cells, strict=True) if old.source != new.source]


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
