"""Cache: what was found in a file, as long as nothing it depends on has changed.

An entry holds for the file's bytes and path, the configuration, the content of our own code and
tables, the versions of Python and of the libraries that read notebooks, and every answer that the
project around the notebook gave while it was linted. Nothing is judged by its age.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..config import Config
from ..errors import NotebookError
from ..notebook.surroundings import Surroundings
from .judged import Judged
from .witness import Question, still

NAME = ".nb2prod_cache"
_PACKAGE = Path(__file__).parents[1]
_ROOMS = ("analysis", "lint", "notebook", "rules")
_LIBRARIES = ("IPython/core/release.py", "nbformat/_version.py", "packaging/__init__.py")


class Cache:
    """Entries in a folder, one for each path and configuration; a folder of None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._ready = False
        self._known: dict[int, tuple[Any, str]] = {}

    def get(
        self, path: Path, data: bytes, config: Config, around: Callable[[Path], Surroundings]
    ) -> Judged | NotebookError | None:
        """What was found in the file at `path` with the content `data`, if it still holds.

        An error means that the content is no notebook.
        """
        if self._folder is None:
            return None
        try:
            entry = (self._folder / _name(path, config)).read_bytes()
            key, questions, found = entry.split(b"\n", 2)
            if key.decode() != _key(path, data, config):
                return None
            asked = json.loads(questions)
            if asked and not still(asked, around(path), self._known):
                return None
            held = json.loads(found)
            if isinstance(held, dict):
                return NotebookError(held["what"], where=f"{path}{held['in']}", hint=held["hint"])
            return Judged.of(held)
        except (OSError, ValueError, TypeError, LookupError):
            return None

    def put(
        self,
        path: Path,
        data: bytes,
        config: Config,
        questions: list[Question],
        found: Judged | NotebookError,
    ) -> None:
        """Keep what was found; a folder that cannot be written keeps nothing."""
        if self._folder is None:
            return
        held: object
        if isinstance(found, Judged):
            held = found.as_list()
        else:
            where = found.where.removeprefix(str(path))
            held = {"what": found.what, "in": where, "hint": found.hint}
        parts = [_key(path, data, config), json.dumps(questions), json.dumps(held)]
        try:
            self._prepare(self._folder)
            handle, name = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write("\n".join(parts).encode())
                Path(name).replace(self._folder / _name(path, config))
            except BaseException:
                Path(name).unlink()
                raise
        except OSError:
            return

    def _prepare(self, folder: Path) -> None:
        if self._ready:
            return
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        self._ready = True


def _name(path: Path, config: Config) -> str:
    named = f"{path.absolute()}\0{config!r}"
    return hashlib.blake2b(named.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _key(path: Path, data: bytes, config: Config) -> str:
    made = hashlib.blake2b(digest_size=24)
    for part in (engine(), str(path.absolute()), repr(config)):
        made.update(part.encode("utf-8", "surrogatepass") + b"\0")
    made.update(data)
    return made.hexdigest()


@lru_cache(maxsize=1)
def engine() -> str:
    """A hash of all code and tables that decide what is found."""
    made = hashlib.blake2b(f"{sys.version_info}".encode(), digest_size=24)
    for path in (*_PACKAGE.glob("*.py"), *_files(), *_libraries()):
        made.update(f"{path}\0".encode("utf-8", "surrogatepass"))
        made.update(path.read_bytes())
    return made.hexdigest()


def _files() -> Iterator[Path]:
    for room in _ROOMS:
        for folder, _, names in os.walk(_PACKAGE / room):
            for name in names:
                if name.endswith((".py", ".txt", ".yaml")):
                    yield Path(folder, name)


def _libraries() -> Iterator[Path]:
    """Files that tell the versions of the libraries that read notebooks; none is imported."""
    for name in _LIBRARIES:
        found = (Path(folder, name) for folder in sys.path)
        yield from [path for path in found if path.is_file()][:1]
