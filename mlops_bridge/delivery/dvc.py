"""DVC: an input put under version control, through DVC's own command."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ..environment.process import Ended, watch
from ..errors import MissingExtra, ProjectError
from ..notebook.surroundings import ask_git
from ..progress import Event, Report, silent


@dataclass(frozen=True)
class Added:
    """A file under DVC: its path from the repository's root, its md5, the commit that names it."""

    path: str
    md5: str
    revision: str
    pushed: str
    """The remote that has it now; "" when there is none."""
    notes: tuple[str, ...] = ()


def command() -> list[str]:
    """The command of DVC; empty when it is not installed."""
    if find_spec("dvc") is not None:
        return [sys.executable, "-m", "dvc"]
    found = shutil.which("dvc")
    return [found] if found else []


def add(path: Path, *, push: bool = True, report: Report = silent) -> Added:
    """Put a file, as it is now, under DVC, and commit the pointer that git keeps.

    Nothing else is committed. DVC is set up in the repository if it is not yet.

    Parameters
    ----------
    push : whether to send the file to the default remote, if there is one

    Raises
    ------
    ProjectError
        If the file does not exist, lies in no git repository, or DVC or git refuse.
    MissingExtra
        If DVC is not installed.
    """
    if not path.is_file():
        raise ProjectError("the file does not exist", where=str(path))
    path = path.resolve()
    if not command():
        raise MissingExtra("dvc", "dvc")
    top = ask_git(path.parent, "rev-parse", "--show-toplevel").strip()
    if not top:
        raise ProjectError(
            "the file lies in no git repository, which DVC needs",
            where=str(path),
            hint="Run: git init, then commit your notebook.",
        )
    root, notes = Path(top), list[str]()
    kept = [path.name + ".dvc", ".gitignore"]
    if not (root / ".dvc").is_dir():
        report(Event("data", "setting DVC up"))
        _dvc(["init", "-q"], root, report)
        _dvc(["config", "core.analytics", "false"], root, report)
        _git(["commit", "-q", "-m", "Set up DVC", "--", ".dvc", ".dvcignore"], root, report)
    if ask_git(path.parent, "ls-files", "--", path.name).strip():
        _git(["rm", "-q", "--cached", "--", path.name], path.parent, report)
        notes.append(f"git tracked `{path.name}`; from now on it tracks its pointer only")
    report(Event("data", f"adding {path.name}"))
    _dvc(["add", "-q", path.name], path.parent, report)
    _git(["add", "--", *kept], path.parent, report)
    pointer = path.with_name(kept[0])
    if ask_git(path.parent, "status", "--porcelain", "--", path.name, *kept).strip():
        gone = [path.name] if notes else []
        _commit(path.parent, kept, gone, f"Keep {path.name} with DVC", report)
    revision = ask_git(path.parent, "log", "-1", "--format=%H", "--", pointer.name).strip()
    md5 = re.search(r"md5: ([0-9a-f]{32})", pointer.read_text(encoding="utf-8"))
    remote = ""
    if push:
        lines = _dvc(["remote", "list"], root, report).stdout.split()
        if lines:
            report(Event("data", f"sending {path.name} to `{lines[0]}`"))
            _dvc(["push", "-q", str(pointer)], root, report)
            remote = lines[0]
        else:
            notes.append("DVC has no remote: only this machine has the data (see dvc remote add)")
    inside = path.relative_to(root.resolve()).as_posix()
    return Added(inside, md5[1] if md5 else "", revision, remote, tuple(notes))


def _commit(
    folder: Path, kept: Sequence[str], gone: Sequence[str], message: str, report: Report
) -> None:
    """Commit some files of a folder, and that others are gone from git, and nothing else.

    What the user has staged stays staged: the commit is made from an index of its own.
    """
    with tempfile.TemporaryDirectory(prefix="nb2prod-index-") as scratch:
        index = {"GIT_INDEX_FILE": str(Path(scratch) / "index")}
        if ask_git(folder, "rev-parse", "--verify", "-q", "HEAD").strip():
            _git(["read-tree", "HEAD"], folder, report, index)
        if gone:
            _git(["rm", "-q", "--cached", "--", *gone], folder, report, index)
        _git(["add", "--", *kept], folder, report, index)
        _git(["commit", "-q", "-m", message], folder, report, index)


def _dvc(arguments: Sequence[str], folder: Path, report: Report) -> Ended:
    return _run([*command(), *arguments], folder, report)


def _git(
    arguments: Sequence[str],
    folder: Path,
    report: Report,
    variables: Mapping[str, str] | None = None,
) -> Ended:
    return _run(["git", *arguments], folder, report, variables)


def _run(
    words: Sequence[str],
    folder: Path,
    report: Report,
    variables: Mapping[str, str] | None = None,
) -> Ended:
    event = Event("data", " ".join(words[-3:]))
    ended = watch(
        words,
        cwd=folder,
        environment={**os.environ, "DVC_NO_ANALYTICS": "1", **(variables or {})},
        beat=lambda: report(event),
    )
    if ended.code:
        said = (ended.stderr.strip() or ended.stdout.strip() or "no message").splitlines()
        errors = [line for line in said if line.startswith("ERROR")] or said[-1:]
        raise ProjectError(errors[0].removeprefix("ERROR: "), where=str(folder))
    return ended
