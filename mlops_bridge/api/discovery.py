"""Discovery: the notebooks that paths mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..errors import NotebookError

_CELL = re.compile(rb"^# ?%%(?:[\s\[]|$)", re.MULTILINE)


def notebooks(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The notebooks that `paths` mean: files as they are, folders searched, ``.gitignore`` heeded.

    Of the scripts in folders only those with percent cells count.

    Raises
    ------
    NotebookError
        If a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for inside in _walk(path):
                found.setdefault(inside)
        elif path.exists():
            found.setdefault(path)
        else:
            raise NotebookError("no such file", where=str(path), hint="Check the path.")
    return tuple(found)


def _walk(folder: Path) -> Iterator[Path]:
    import os

    import pathspec

    def rules(folder: Path) -> list[Any]:
        path = folder / ".gitignore"
        if not path.is_file():
            return []
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        return [(f"{folder}{os.sep}", pathspec.GitIgnoreSpec.from_lines(lines))]

    def ignored(path: str, specs: list[Any]) -> bool:
        return any(spec.match_file(path[len(base) :]) for base, spec in specs)

    top = folder.absolute()
    above = []
    for parent in (top, *top.parents):
        if (parent / ".git").exists():
            break
        above.append(parent.parent)
    else:
        above = []  # outside of a repository only the rules inside the folder count
    specs = {str(top): [rule for parent in reversed(above) for rule in rules(parent)]}
    for root, folders, files in os.walk(top):
        held = specs.pop(root) + (rules(Path(root)) if ".gitignore" in files else [])
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in ("node_modules", "__pycache__", "site-packages")
            and not ignored(f"{root}{os.sep}{name}/", held)
            and not os.path.exists(f"{root}{os.sep}{name}{os.sep}pyvenv.cfg")  # noqa: PTH110
        )
        specs.update((f"{root}{os.sep}{name}", held) for name in folders)
        for name in sorted(files):
            path = f"{root}{os.sep}{name}"
            if name.startswith(".") or not name.endswith((".ipynb", ".py")):
                continue
            if (name.endswith(".ipynb") or _has_cells(path)) and not ignored(path, held):
                yield folder / Path(path).relative_to(top)


def _has_cells(path: str) -> bool:
    """Whether a script is cut into percent cells."""
    try:
        with open(path, "rb") as file:
            text = file.read()
            return b"%%" in text and _CELL.search(text) is not None
    except OSError:
        return False
