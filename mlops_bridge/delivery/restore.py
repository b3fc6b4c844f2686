"""Restore: the data of an earlier run or version, brought back into a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..convert.manifest import load
from ..environment import workplace
from ..errors import ProjectError
from ..notebook.history import repository
from ..notebook.surroundings import ask_git, show_git
from . import dvc

SECONDS = 600


@dataclass(frozen=True)
class Wanted:
    """A file as it was: its name in the data folder, its sha256, and what keeps its versions."""

    name: str
    digest: str
    revision: Mapping[str, str] = field(default_factory=dict)


def restore(wanted: Iterable[Wanted], data: Path, out: Path) -> dict[str, str]:
    """Put files into `out` as they were; `data` is the folder that has them today.

    Taken is what still has the digest, else what git or DVC has of that revision; nothing in
    `data` is changed.

    Returns
    -------
    dict
        For each file that could not be brought back, why.
    """
    missing: dict[str, str] = {}
    for file in wanted:
        if "://" in file.name:
            continue  # the job reads it from its source again
        target = out / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        source = data / file.name
        if source.is_file() and workplace.digest(source) == file.digest:
            shutil.copyfile(source, target)
            continue
        why = _bring(file, source, target)
        pinned = file.digest.startswith("{")  # by its revision alone, see `datasets`
        if not why and not pinned and workplace.digest(target) != file.digest:
            why = "what its revision holds has another digest"
        if why:
            target.unlink(missing_ok=True)
            missing[file.name] = why
    return missing


def _bring(file: Wanted, source: Path, target: Path) -> str:
    """Fetch one file from its revision; "" when it is there, else why not."""
    commit = file.revision.get("git", "")
    if "dvc" in file.revision:
        return _from_dvc(file.revision["dvc"], commit, source, target)
    if not commit:
        changed = "changed" if source.is_file() else "gone"
        return f"it is {changed}, and neither DVC nor git kept the version"
    content = show_git(source.parent, commit, source.name)
    if content is None:
        return f"git has no `{file.name}` at {commit[:12]}"
    target.write_bytes(content)
    return ""


def _from_dvc(md5: str, commit: str, source: Path, target: Path) -> str:
    for cached in _caches(source.parent, md5):
        if cached.is_file():
            shutil.copyfile(cached, target)
            return ""
    tool = dvc.command()
    if not tool:
        return 'it is in no cache of DVC here; to fetch it, run: pip install "mlops-bridge[dvc]"'
    top = ask_git(source.parent, "rev-parse", "--show-toplevel").strip()
    if not top or not commit:
        return "it is in no cache of DVC here, and no commit names its version"
    inside = source.resolve().relative_to(Path(top).resolve()).as_posix()
    target.unlink(missing_ok=True)
    done = subprocess.run(
        [*tool, "get", top, inside, "--rev", commit, "--out", str(target.resolve())],
        cwd=source.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        env={**os.environ, "DVC_NO_ANALYTICS": "1"},
    )
    if done.returncode:
        lines = (done.stderr.strip() or "no message").splitlines()
        return f"dvc get: {lines[-1]}"
    return ""


def data_folder(project: Path) -> Path:
    """The folder of a project's notebook; the folder itself where it is no project."""
    try:
        return (project / load(project).notebook).resolve().parent
    except ProjectError:
        return project.resolve()


def _caches(folder: Path, md5: str) -> Iterable[Path]:
    top = repository(folder)
    if top:
        for part in ("files/md5", ""):
            yield Path(top, ".dvc", "cache", part, md5[:2], md5[2:])
