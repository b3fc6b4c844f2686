"""Together: several files written at once, or none of them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def put(texts: Mapping[Path, str]) -> None:
    """Write all files beside their places, then rename them; a folder is made where it lacks.

    Raises
    ------
    OSError
        If one cannot be written: the files are as they were, and nothing lies beside them.
    """
    beside = {path: path.with_name(f".{path.name}.{uuid4().hex[:8]}.new") for path in texts}
    try:
        for path, text in texts.items():
            path.parent.mkdir(exist_ok=True)
            with beside[path].open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        for path, new in beside.items():
            new.replace(path)
    except OSError:
        for new in beside.values():
            with suppress(OSError):
                new.unlink(missing_ok=True)
        raise
