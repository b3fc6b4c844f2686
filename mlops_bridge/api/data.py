"""Data under version control."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import NotebookError
from ..progress import Report, silent

if TYPE_CHECKING:
    from ..delivery.dvc import Added


@dataclass(frozen=True)
class Pinned:
    """A file under DVC, and the notebook's change that reads it at that revision; `diff` is empty
    where nothing changes, and `written` tells whether it was written."""

    added: Added
    diff: str
    written: bool
    notes: tuple[str, ...] = ()


def add_data(
    path: Path,
    *,
    notebook: Path | None = None,
    push: bool = True,
    write: bool = True,
    report: Report = silent,
) -> Pinned:
    """Put an input under DVC, and let the notebook read the revision that it has now.

    Parameters
    ----------
    notebook : the notebook that reads it; None adds the data only
    push : whether to send it to DVC's default remote
    write : whether to change the notebook; else the change is only shown

    Raises
    ------
    ProjectError, MissingExtra, NotebookError
    """
    import os

    from ..analysis.follow import follow
    from ..analysis.inputs import pinned
    from ..analysis.program import parse
    from ..analysis.trace import Calls
    from ..delivery.dvc import add
    from ..lint.fixes import apply, diff
    from ..notebook import read
    from ..notebook.write import write as put

    book = read(notebook) if notebook is not None else None  # before anything is changed
    added = add(path, push=push, report=report)
    if book is None or notebook is None:
        return Pinned(added, "", False, added.notes)
    program = parse(book)
    name = Path(os.path.relpath(path.resolve(), notebook.resolve().parent)).as_posix()
    calls = Calls(follow(program).calls)
    fix = None
    for spelling in (name, f"./{name}"):
        fix = fix or pinned(program, calls, spelling, added.path, added.revision)
    after = apply(book, fix.edits) if fix is not None else None
    if after is None:
        note = f"no table is read from `{name}` in a way that could be rewritten: read it with "
        note += f'dvc.api.open("{added.path}", rev="{added.revision[:12]}")'
        return Pinned(added, "", False, (*added.notes, note))
    if write:
        try:
            put(notebook, after)
        except NotebookError as error:
            return Pinned(added, diff(book, after), False, (*added.notes, error.what))
    return Pinned(added, diff(book, after), write, added.notes)
