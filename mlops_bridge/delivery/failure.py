"""Failure: what stopped a job, and where that stands in the notebook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..convert.manifest import Manifest

ANSI = re.compile(r"\x1b\[[0-9;]*m")
FRAME = re.compile(r'(?:File )?"?([^\s":]+\.py)"?(?::|, line )(\d+)(?:, in (\w+))?')


@dataclass(frozen=True)
class Failure:
    """The exit code of a job, its error in one line, and the place; code 0 is no failure."""

    code: int
    error: str = ""
    where: str = ""


def locate(manifest: Manifest, traceback: str, cell: int, source: str) -> str:
    """Return notebook, cell, line and step of a failure.

    The place is the innermost frame of the traceback that lies in the package, translated by the
    manifest; without one, the cell of the job notebook.
    """
    found = ""
    for path, line, function in FRAME.findall(ANSI.sub("", traceback)):
        for name, lines in manifest.cells.items():
            if not path.endswith(name):
                continue
            before = [entry for entry in lines if entry[0] <= int(line)]
            if before and max(before)[1]:
                _, number, row = max(before)
                step = f" (step `{function}`)" if function in _steps(manifest) else ""
                found = f"{PurePosixPath(manifest.notebook).name}: cell {number}, line {row}{step}"
    return found or f"notebooks/job.ipynb: cell {cell}{_label(manifest, source)}"


def step(manifest: Manifest, source: str) -> str:
    """Return the step that a cell of the job notebook calls; empty when it calls none."""
    for name in _steps(manifest):
        if re.search(rf"\bsteps\.{re.escape(name)}\(", source):
            return name
    return ""


def _steps(manifest: Manifest) -> tuple[str, ...]:
    return tuple(step.name for step in manifest.steps)


def _label(manifest: Manifest, source: str) -> str:
    name = step(manifest, source)
    return f" (step `{name}`)" if name else ""
