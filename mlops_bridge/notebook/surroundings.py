"""Surroundings: the project files around a notebook, read once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

Versioning = Literal["dvc", "lfs", "git", ""]

_MARKERS = (".git", "pyproject.toml", "dvc.yaml")
_READ = re.compile(
    r"(?:.*requirements.*\.(?:txt|in)|environment.*\.ya?ml|conda.*\.ya?ml|pyproject\.toml|Pipfile"
    r"|setup\.(?:py|cfg)|advisories\.json|dvc\.yaml|\.gitattributes|Dockerfile.*|.*\.dockerfile"
    r"|.*model.?card.*\.(?:md|json|ya?ml|html))$",
    re.IGNORECASE,
)
_LOCK = re.compile(
    r"(?:uv\.lock|poetry\.lock|pdm\.lock|Pipfile\.lock|conda-lock\.ya?ml|.*\.lock)$", re.IGNORECASE
)
_LOCKS_READ = ("uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "conda-lock.yml", "pixi.lock")
_REQUIREMENT_FOLDERS = ("requirements", "binder", ".binder")
_LARGEST = 1_000_000  # bytes of a project file worth reading
_LARGEST_LOCK = 5_000_000


@dataclass(frozen=True)
class Surroundings:
    """What stands around a notebook.

    `root` is the nearest folder upwards with a sign of a project, or None. `files` holds the
    text of dependency, container and DVC files by name, with the folder before it where two
    have one name; `locks` the names of lock files, `lock_texts` what stands in those whose format
    is known; `modules` the import names of local code.
    """

    notebook: Path
    root: Path | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    locks: tuple[str, ...] = ()
    modules: frozenset[str] = frozenset()
    lock_texts: Mapping[str, str] = field(default_factory=dict)
    told: dict[Path, frozenset[Path]] = field(default_factory=dict, compare=False, repr=False)
    """What git tracks, by root: asked once for all notebooks that share this."""

    @property
    def tracked(self) -> frozenset[Path]:
        """The files git tracks under the root; empty without git. Asked on first use only."""
        if self.root is None:
            return frozenset()
        if self.root not in self.told:
            self.told[self.root] = _tracked(self.root)
        return self.told[self.root]

    def locate(self, path: str) -> Path | None:
        """The file or folder that the notebook means by `path`, or None if there is none."""
        try:
            found = (self.notebook.parent / path).resolve()
            return found if found.exists() else None
        except (OSError, ValueError):
            return None

    def versioning(self, path: str) -> Versioning:
        """What keeps versions of a data file: DVC, git-LFS, git, or nothing ("")."""
        if "\0" in path:
            return ""
        target = Path(os.path.normpath(self.notebook.parent.absolute() / path))
        if target.with_name(target.name + ".dvc").is_file():
            return "dvc"
        if self.root is None:
            return ""
        root = self.root.absolute()
        if not target.is_relative_to(root):
            return ""
        for part in (target, *target.parents):
            if part == root:
                break
            if part.with_name(part.name + ".dvc").is_file():
                return "dvc"
        inside = target.relative_to(root).as_posix()
        if any(
            name.endswith("dvc.yaml") and re.search(rf"(?<![\w/]){re.escape(inside)}(?!\w)", text)
            for name, text in self.files.items()
        ):
            return "dvc"
        if target in self.tracked:
            return "lfs" if _is_pointer(target) or self._by_lfs(inside) else "git"
        return ""

    def module(self, name: str) -> str:
        """The text of a local module beside the notebook, or at the root; "" without one."""
        for folder in (
            self.notebook.parent,
            *([self.root, self.root / "src"] if self.root else []),
        ):
            for path in (folder / f"{name}.py", folder / name / "__init__.py"):
                try:
                    if path.is_file() and path.stat().st_size <= _LARGEST:
                        return path.read_text(encoding="utf-8", errors="replace")
                except OSError:
                    continue
        return ""

    def _by_lfs(self, inside: str) -> bool:
        """Whether a line of .gitattributes gives the file to git-LFS."""
        patterns = [
            line.split()[0].lstrip("/")
            for name, text in self.files.items()
            if name.endswith(".gitattributes")
            for line in text.splitlines()
            if "filter=lfs" in line.split()[1:]
        ]
        name = inside.rpartition("/")[2]
        return any(fnmatch(inside, p) or fnmatch(name, p) for p in patterns)

    def size(self, path: str) -> int | None:
        """Bytes of a file, or None if it is not there."""
        found = self.locate(path)
        try:
            return found.stat().st_size if found else None
        except OSError:
            return None


def look(path: Path, told: dict[Path, frozenset[Path]] | None = None) -> Surroundings:
    """Read what stands around the notebook at `path`; a missing folder gives empty surroundings.

    `told` holds what git said before, in a run over many files.
    """
    notebook = path.absolute()
    root = _root(notebook.parent)
    files: dict[str, str] = {}
    locks: dict[str, str] = {}
    modules: set[str] = set()
    for folder in dict.fromkeys(_folders(notebook.parent, root)):
        apart = folder.name in _REQUIREMENT_FOLDERS
        for entry in _entries(folder):
            name = entry.name
            if _LOCK.match(name):
                text = _text(entry, _LARGEST_LOCK) if name in _LOCKS_READ else None
                locks.setdefault(name, text or "")
            elif _READ.match(name) or (apart and name.endswith((".txt", ".in"))):
                if (text := _text(entry, _LARGEST)) is not None:
                    key = f"{folder.name}/{name}" if apart or name in files else name
                    files.setdefault(key, text)
            elif name.endswith(".py") and not apart:
                modules.add(name[:-3])
            elif name.isidentifier() and entry.is_dir() and not apart:
                modules.add(name)
    texts = {name: text for name, text in locks.items() if text}
    shared = {} if told is None else told
    return Surroundings(notebook, root, files, tuple(locks), frozenset(modules), texts, shared)


def _tracked(root: Path) -> frozenset[Path]:
    names = ask_git(root, "ls-files", "-z").split("\0")
    return frozenset(root / name for name in names if name)


def revision(folder: Path) -> str:
    """The git commit that a folder is at, with ``-dirty`` for uncommitted changes; "" without."""
    if not folder.is_dir():
        return ""
    # the commit, whatever tags are near
    return ask_git(folder, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*").strip()


def ask_git(folder: Path, *arguments: str) -> str:
    """What git says, or nothing: it is not there, does not answer, or this is no repository."""
    return os.fsdecode(_git(folder, *arguments) or b"")


def show_git(folder: Path, commit: str, name: str) -> bytes | None:
    """A file of a folder as it was at a commit; None where git has none."""
    return _git(folder, "show", f"{commit}:./{name}")


def _git(folder: Path, *arguments: str) -> bytes | None:
    import subprocess  # only notebooks that read data below a root pay for it

    try:
        done = subprocess.run(
            ["git", "-c", "core.fsmonitor=false", *arguments],  # no program of theirs runs
            cwd=folder,
            capture_output=True,
            timeout=10,
            check=False,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _folders(folder: Path, root: Path | None) -> Iterator[Path]:
    """The notebook's folder, those above it up to the root, and where projects keep such files."""
    yield folder
    if root is not None:
        for above in folder.parents:
            if not above.is_relative_to(root):
                break
            yield above
        yield root / "src"
        yield from (root / name for name in _REQUIREMENT_FOLDERS)


def _root(folder: Path) -> Path | None:
    for candidate in (folder, *folder.parents):
        if any((candidate / marker).exists() for marker in _MARKERS):
            return candidate
        if any(
            e.name.startswith("requirements") and e.name.endswith((".txt", ".in"))
            for e in _entries(candidate)
        ):
            return candidate
    return None


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _text(entry: os.DirEntry[str], largest: int) -> str | None:
    try:
        if not entry.is_file() or entry.stat().st_size > largest:
            return None
        return Path(entry.path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _is_pointer(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(40).startswith(b"version https://git-lfs.github.com/")
    except OSError:
        return False
