"""Contents: whether two files hold the same, where their bytes need not be the same."""

from __future__ import annotations

import gzip
import io
import json
import pickletools
import re
import zipfile
from pathlib import Path
from typing import Any

_DATED = re.compile(r"docProps/|META-INF/")


def same_content(one: Path, two: Path, package: str) -> bool:
    """Whether two files hold the same, but for times in archives and where a class lives.

    Parameters
    ----------
    package : name of the package whose classes were the notebook's own
    """
    try:
        return bool(_content(one.read_bytes(), package) == _content(two.read_bytes(), package))
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return False


def _content(data: bytes, package: str) -> Any:
    if data[:2] == b"\x1f\x8b":
        return _content(gzip.decompress(data), package)
    if data[:4] == b"PK\x03\x04":
        return _archive(data, package)
    if data[:1] == b"\x80" and data[-1:] == b".":
        return [
            (code.name, _home(argument, package))
            for code, argument, _ in pickletools.genops(data)
            if code.name not in ("FRAME", "PROTO", "MEMOIZE")
        ]
    if data[:1] in (b"{", b"["):
        return json.loads(_home(data.decode(), package))
    return _home(data.decode("utf-8"), package) if b"\0" not in data[:1000] else data


def _archive(data: bytes, package: str) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: _content(archive.read(name), package)
            for name in archive.namelist()
            if not _DATED.match(name)
        }


def _home(value: Any, package: str) -> Any:
    """A text in which the package's own modules are the notebook's."""
    if not isinstance(value, str):
        return value
    return re.sub(rf"\b{re.escape(package)}\.(?:lib|steps|verbatim)\b", "__main__", value)
