"""Copies: notebooks as plain Python cells beside the files, for tools that know no magics."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..analysis.program import Code, Program
from ..errors import NotebookError

# the first cell of a copy: nbqa lays blank lines out anew unless it is told not to
AS_IS = "# autopep8: off"


@contextmanager
def copies_of(programs: Mapping[Path, Program]) -> Iterator[Mapping[Path, Path]]:
    """A plain copy beside each file, for as long as the block runs."""
    made: dict[Path, Path] = {}
    try:
        for path, program in programs.items():
            stem = re.sub(r"\W", "_", path.stem)
            try:
                handle, name = tempfile.mkstemp(".ipynb", f"{stem}_", path.absolute().parent)
            except OSError as error:
                raise NotebookError(
                    f"no copy for nbqa can stand beside it ({error.strerror})",
                    where=str(path),
                    hint="Leave --with out, or only ask ruff.",
                ) from None
            made[Path(name)] = path
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(_plain(program), file)
        yield made
    finally:
        for copy in made:
            copy.unlink(missing_ok=True)


def parsing(program: Program) -> Mapping[str, object]:
    """A notebook of the same cells as written; those that do not parse are left empty."""
    broken = {code.cell.index for code in program.codes if code.tree is None}
    return _notebook(
        (cell.kind, "" if cell.index in broken else cell.source) for cell in program.notebook.cells
    )


def _plain(program: Program) -> Mapping[str, object]:
    """A notebook of the code cells in plain Python; those that do not parse are left empty."""
    return _notebook(
        ("code", source) for source in (AS_IS, *(_source(code) for code in program.codes))
    )


def _notebook(cells: Iterable[tuple[str, str]]) -> Mapping[str, object]:
    """A notebook of cells of these kinds and sources."""
    made: list[dict[str, object]] = []
    for kind, source in cells:
        ran: dict[str, object] = {"execution_count": None, "outputs": []} if kind == "code" else {}
        lines = source.splitlines(keepends=True)
        made.append({"cell_type": kind, "metadata": {}, **ran, "source": lines})
    return {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


def _source(code: Code) -> str:
    if code.tree is None:
        return ""
    lines = code.text.split("\n")
    for magic in code.magics:
        line = lines[magic.line - 1] if magic.line <= len(lines) else ""
        if magic.binds and line.endswith("= ..."):  # of a type that nobody knows
            lines[magic.line - 1] = f"{line[:-3]}vars()['{magic.binds}']"
    return "\n".join(lines)
