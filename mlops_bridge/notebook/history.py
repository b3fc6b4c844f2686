"""History: which revision of a file lies on disk, by DVC and git."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from .surroundings import ask_git, show_git


def revision_of(path: Path) -> tuple[dict[str, str], bool]:
    """What keeps versions of a file, and whether the file differs from the version kept.

    Returns
    -------
    dict
        ``dvc``: the md5 of the version that DVC has; ``git``: the last commit that changed the
        file, or its ``.dvc`` file. Empty where neither keeps it.
    bool
        Whether the file was changed since.
    """
    pointer = path.with_name(path.name + ".dvc")
    found: dict[str, str] = {}
    modified = False
    kept = path
    if pointer.is_file():
        text = pointer.read_text(encoding="utf-8", errors="replace")
        if match := re.search(r"^\s*-?\s*md5:\s*([0-9a-f]{32})\s*$", text, re.MULTILINE):
            found["dvc"] = match[1]
            modified = _md5(path) != match[1]
        kept = pointer
    commit = ask_git(kept.parent, "log", "-1", "--format=%H", "--", kept.name).strip()
    if commit:
        found["git"] = commit
        modified = modified or bool(
            ask_git(kept.parent, "status", "--porcelain", "--", kept.name).strip()
        )
    return found, modified


def kept(root: Path, name: str, revision: str) -> str:
    """The md5 of what DVC keeps of a file at a revision of git; "" where it keeps none."""
    text = show_git(root, revision, f"{name}.dvc") or b""
    found = re.search(rb"^\s*-?\s*md5:\s*([0-9a-f]{32})\s*$", text, re.MULTILINE)
    return found[1].decode() if found else ""


def repository(folder: Path) -> str:
    """The folder above, or at, `folder` that DVC keeps; "" without one."""
    for place in (folder.resolve(), *folder.resolve().parents):
        if (place / ".dvc").is_dir():
            return str(place)
    return ""


def _md5(path: Path) -> str:
    found = hashlib.md5(usedforsecurity=False)  # what DVC names its versions by
    with path.open("rb") as file:
        while block := file.read(2**20):
            found.update(block)
    return found.hexdigest()
