"""Own: the modules beside a notebook, which its project takes along."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..analysis.program import Program, parse
from ..analysis.secrets import catalogue, masked
from ..errors import NotebookError
from ..notebook.read import loads
from .imports import modules

LARGEST = 1_000_000  # bytes of a file that a project takes along
MOST = 200
"""More files than these are a library of its own, not a few helpers."""


@dataclass(frozen=True)
class Own:
    """Modules by their path below ``src``, as text and as program; `left` says what stays."""

    files: dict[str, str] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)
    left: tuple[str, ...] = ()


def own(program: Program, folder: Path, local: Collection[str]) -> Own:
    """Follow the imports of a notebook through the modules beside it; none of them is run.

    Parameters
    ----------
    folder : where the notebook lies
    local : first names of the modules there
    """
    found, left = Own(), list[str]()
    queue = [name.split(".")[0] for name in modules(program)]
    seen = set[str]()
    while queue:
        name = queue.pop()
        if name in seen or name not in local:
            continue
        seen.add(name)
        paths = list(_files(folder, name))
        if len(paths) > MOST:
            left.append(f"`{name}` has {len(paths)} files: install it as a package of its own")
            continue
        for path in paths:
            relative = path.relative_to(folder).as_posix()
            text = _text(path)
            made = _parsed(text, path) if text is not None else None
            if text is None or made is None or _secret(text, made):
                why = "is no Python of a usual size" if made is None else "holds a secret"
                left.append(f"`{relative}` {why}, so that it is not taken along: see to it")
                continue
            found.files[relative] = text
            found.programs[relative] = made
            queue += [module.split(".")[0] for module in modules(made)]
    return Own(found.files, found.programs, tuple(left))


def _files(folder: Path, name: str) -> Iterator[Path]:
    """The Python files of a module or package."""
    single = folder / f"{name}.py"
    if single.is_file():
        yield single
        return
    paths = sorted((folder / name).rglob("*.py"))
    yield from [path for path in paths if "__pycache__" not in path.parts]


def _parsed(text: str, path: Path) -> Program | None:
    try:
        return parse(loads(text, Path(path.name)))
    except NotebookError:
        return None


def _secret(text: str, program: Program) -> bool:
    trees = (code.tree for code in program.codes if code.tree is not None)
    return masked(text) != text or bool(catalogue(trees))


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8") if path.stat().st_size <= LARGEST else None
    except (OSError, UnicodeDecodeError):
        return None
