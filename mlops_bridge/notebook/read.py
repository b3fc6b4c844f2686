"""Files to notebooks: ipynb of every format, and percent scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import NotebookError
from .cells import Cell, Kind, Notebook

_MARKER = re.compile(r"^# ?%%(?P<rest>.*)$")
_TAGS = re.compile(r"tags\s*=\s*\[(?P<tags>[^\]]*)\]")


def read(path: Path) -> Notebook:
    """Read a notebook (``.ipynb``) or a percent script (``.py``).

    Raises
    ------
    NotebookError
        If the file does not exist, is not UTF-8, or is not a notebook.
    """
    return loads(text_of(data_of(path), path), path)


def data_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises
    ------
    NotebookError
        If they cannot be read.
    """
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise NotebookError(
            "is a folder, not a notebook", where=str(path), hint="Name an .ipynb file."
        ) from None
    except FileNotFoundError:
        raise NotebookError(
            "no such file", where=str(path), hint="Check the path of the notebook."
        ) from None
    except OSError as error:
        raise NotebookError(
            f"cannot be read ({error.strerror})",
            where=str(path),
            hint="Check its permissions.",
        ) from None


def text_of(data: bytes, path: Path) -> str:
    """The text of a file's bytes.

    Raises
    ------
    NotebookError
        If they are not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise NotebookError(
            f"not UTF-8: byte 0x{data[error.start]:02x} in line {line}",
            where=str(path),
            hint="Open it in JupyterLab and save it again, or convert the file to UTF-8.",
        ) from None


def loads(text: str, path: Path) -> Notebook:
    """Make a notebook of the text of a file; `path` decides the format and names it in errors."""
    if path.suffix == ".py":
        return _percent(text, path)
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        place = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        hint = "It may hold merge-conflict marks, or is no notebook at all."
        if not text.strip():
            hint = "The file is empty."
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        raise NotebookError(
            f"not a notebook: not JSON ({reason})", where=f"{path}{place}", hint=hint
        ) from None
    if not isinstance(data, dict) or not ("cells" in data or "worksheets" in data):
        raise NotebookError(
            "not a notebook: the JSON holds no cells",
            where=str(path),
            hint="Name a Jupyter notebook (.ipynb).",
        )
    if not _well_formed(data):
        data = _upgraded(text, path)
    return _ipynb(data, path)


def _well_formed(data: Mapping[str, Any]) -> bool:
    """Whether this is format 4 in the shape that `_ipynb` reads."""
    cells = data.get("cells")
    return (
        data.get("nbformat") == 4
        and isinstance(cells, list)
        and isinstance(data.get("metadata", {}), dict)
        and all(
            isinstance(cell, dict)
            and cell.get("cell_type") in ("code", "markdown", "raw")
            and isinstance(cell.get("source"), (str, list))
            and isinstance(cell.get("metadata", {}), dict)
            for cell in cells
        )
    )


def _upgraded(text: str, path: Path) -> Mapping[str, Any]:
    import warnings

    import nbformat  # about a second: only older formats and odd shapes pay for it

    reason = "unknown format"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            data: Mapping[str, Any] = nbformat.reads(text, as_version=4)
        if _well_formed(data):
            return data
    except (
        nbformat.ValidationError,
        nbformat.reader.NotJSONError,
        ValueError,
        KeyError,
        AttributeError,
        TypeError,
        IndexError,
    ) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    raise NotebookError(
        f"not a valid notebook: {reason}",
        where=str(path),
        hint="Open it in JupyterLab and save it again.",
    )


def _text(source: str | list[str]) -> str:
    return lines(source if isinstance(source, str) else "".join(map(str, source)))


def lines(text: str) -> str:
    """Text whose lines all end in the same way, as Python counts lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _ipynb(data: Mapping[str, Any], path: Path) -> Notebook:
    metadata = data.get("metadata", {})
    info = metadata.get("language_info")
    info = info if isinstance(info, dict) else {}
    spec = metadata.get("kernelspec")
    spec = spec if isinstance(spec, dict) else {}
    cells, number, ids = [], 0, set[str]()
    for index, raw in enumerate(data["cells"]):
        kind: Kind = raw["cell_type"]
        number += kind == "code"
        count, outputs, tags = (
            raw.get("execution_count"),
            raw.get("outputs"),
            raw.get("metadata", {}).get("tags"),
        )
        # merged by hand, two cells may have one id: edits must still find theirs
        id_ = str(raw.get("id") or "")
        id_ = id_ if id_ and id_ not in ids else f"cell-{index + 1}"
        ids.add(id_)
        cells.append(
            Cell(
                index,
                number if kind == "code" else 0,
                id_,
                kind,
                _text(raw["source"]),
                tuple(map(str, tags)) if isinstance(tags, list) else (),
                count if isinstance(count, int) else None,
                tuple(o for o in outputs if isinstance(o, dict))
                if isinstance(outputs, list)
                else (),
            )
        )
    paired = metadata.get("jupytext")
    said = paired.get("main_language") if isinstance(paired, dict) else None
    language = str(info.get("name") or spec.get("language") or said or "python").lower()
    version = info.get("version")
    return Notebook(
        path,
        tuple(cells),
        "python" if language in ("python", "ipython", "python3", "python2") else language,
        str(spec["name"]) if spec.get("name") else None,
        version if isinstance(version, str) else None,
        metadata,
    )


def split(text: str) -> Iterator[tuple[str, int, str]]:
    """Cut a percent script: yields (what follows ``# %%``, first line, body).

    Text before the first marker is a cell of its own, with an empty header, unless it is blank
    or only comments (the header that jupytext writes).
    """
    header, start, body = "", 1, list[str]()
    first = True
    for number, line in enumerate(text.splitlines(), 1):
        match = _MARKER.match(line)
        if not match:
            if body or line:  # blank lines on top are no part of the cell
                body.append(line)
            else:
                start = number + 1
            continue
        if not first or any(b.strip() and not b.startswith("#") for b in body):
            yield header, start, "\n".join(body).rstrip("\n")
        header, start, body, first = match["rest"].strip(), number + 1, [], False
    if not first or any(b.strip() for b in body):
        yield header, start, "\n".join(body).rstrip("\n")


def is_marker(line: str) -> bool:
    """Whether a line of a percent script begins a cell."""
    return _MARKER.match(line) is not None


def _percent(text: str, path: Path) -> Notebook:
    cells, number = [], 0
    for index, (header, line, body) in enumerate(split(lines(text))):
        kind: Kind = "code"
        if "[markdown]" in header or "[md]" in header:
            kind = "markdown"
        elif "[raw]" in header:
            kind = "raw"
        number += kind == "code"
        tags = _TAGS.search(header)
        if kind == "code":
            # jupytext's convention: magics stand as comments in a script
            body = re.sub(r"^# ?(?=[%!])(?!%%\s*$)", "", body, flags=re.MULTILINE)
        else:
            body = re.sub(r"^# ?", "", body, flags=re.MULTILINE).strip("\"' \n")
        names = re.findall(r"[\w:.-]+", tags["tags"]) if tags else []
        cells.append(
            Cell(
                index,
                number if kind == "code" else 0,
                f"cell-{index + 1}",
                kind,
                body,
                tuple(names),
                line=line,
            )
        )
    return Notebook(path, tuple(cells))
