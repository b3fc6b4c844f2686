"""Read the examples of a rule: percent cells with a few more headers (rules.md, part 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mlops_bridge.notebook.cells import Cell, Notebook
from mlops_bridge.notebook.read import split
from mlops_bridge.notebook.surroundings import Surroundings, look

_MARK = re.compile(r"[ \t]*# <--$", re.MULTILINE)
_FAKE = "Qx7" + "vRt2"


@dataclass(frozen=True)
class Sample:
    """An example: the notebook, its surroundings, and the marked (cell number, line) pairs."""

    notebook: Notebook
    surroundings: Surroundings
    marks: frozenset[tuple[int, int]]


def load(text: str, folder: Path) -> Sample:
    """Make a notebook in `folder` of an example."""
    cells: list[Cell] = []
    marks: set[tuple[int, int]] = set()
    text = text.replace("{{fake}}", _FAKE)
    for header, _, body in split("# %%\n" + text.strip("\n")):
        if not header and not body.strip() and not cells:
            continue
        if name := re.match(r"\[file (.+)\]", header):
            path = folder / name[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body + "\n", encoding="utf-8")
        elif header in ("[output]", "[error]"):
            cells[-1] = _with_output(cells[-1], header, body)
        else:
            cells.append(_cell(cells, header, body, marks))
    path = folder / "notebook.ipynb"
    return Sample(Notebook(path, tuple(cells)), look(path), frozenset(marks))


def _cell(cells: list[Cell], header: str, body: str, marks: set[tuple[int, int]]) -> Cell:
    markdown = "[markdown]" in header
    number = 0 if markdown else 1 + sum(cell.kind == "code" for cell in cells)
    for line, content in enumerate(body.split("\n"), 1):
        if _MARK.search(content):
            marks.add((number, line))
    count = re.match(r"\[(\d+)\]", header)
    tags = re.search(r'tags=\["([\w-]+)"\]', header)
    return Cell(
        len(cells),
        number,
        f"cell-{len(cells) + 1}",
        "markdown" if markdown else "code",
        _MARK.sub("", body),
        (tags[1],) if tags else (),
        int(count[1]) if count else None,
    )


def _with_output(cell: Cell, header: str, body: str) -> Cell:
    if header == "[error]":
        output = {"output_type": "error", "ename": body, "evalue": "", "traceback": []}
    else:
        output = {"output_type": "stream", "name": "stdout", "text": body}
    return Cell(
        cell.index,
        cell.number,
        cell.id,
        cell.kind,
        cell.source,
        cell.tags,
        cell.count,
        (*cell.outputs, output),
    )
