"""Content: what makes two projects the same job, as one sha256."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from ..convert.manifest import Manifest

JOB = "notebooks/job.ipynb"
LOCKS = ("requirements.txt", "requirements-job.txt")
LEFT_OUT = {"__pycache__", "outputs", "mlruns", "build", "dist"}


def digest(project: Path, manifest: Manifest) -> str:
    """Return the sha256 of the job: notebook source, package, parameters and lock.

    Times, paths, outputs of notebooks and the files about the job (README, Dockerfile, tests) do
    not count.
    """
    parts = {
        "notebook": manifest.source,
        "parameters": json.dumps([asdict(p) for p in manifest.parameters], sort_keys=True),
        **code(project),
        **locks(project),
    }
    return summed(parts)


def code(project: Path) -> dict[str, str]:
    """The sha256 of each file that a run executes; of the job notebook, that of its cells."""
    found = {}
    for path in files(project):
        name = path.relative_to(project).as_posix()
        if name == JOB:
            found[name] = _sources(path)
        elif name.startswith("src/"):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def locks(project: Path) -> dict[str, str]:
    """The sha256 of each lock that is there."""
    there = [project / name for name in LOCKS if (project / name).is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in there}


def summed(parts: Mapping[str, str]) -> str:
    """One sha256 of several; "" of none."""
    text = json.dumps(dict(parts), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest() if parts else ""


def files(project: Path) -> Iterator[Path]:
    """Yield the project's own files, sorted: no hidden ones, no caches, no outputs."""
    for path in sorted(project.iterdir()):
        hidden = path.name.startswith(".") and path.name != ".dockerignore"
        if hidden or path.name in LEFT_OUT or path.name.endswith((".pyc", ".egg-info")):
            continue
        if path.is_dir():
            yield from files(path)
        elif path.is_file():
            yield path


def copy(project: Path, out: Path) -> None:
    """Copy the project's own files."""
    for path in files(project):
        target = out / path.relative_to(project)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _sources(path: Path) -> str:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [
        (
            cell.get("cell_type"),
            "".join(cell.get("source", "")),
            cell.get("metadata", {}).get("tags"),
        )
        for cell in notebook.get("cells", ())
    ]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()
