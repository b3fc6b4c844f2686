"""Read the examples of a rule: percent cells with a few more headers (rules.md, part 4)."""

from __future__ import annotations

import base64
import random
import re
import string
from dataclasses import dataclass, replace
from pathlib import Path

from mlops_bridge.notebook.cells import Cell, Event, Notebook
from mlops_bridge.notebook.read import split
from mlops_bridge.notebook.surroundings import Surroundings, look

_MARK = re.compile(r"[ \t]*# <--$", re.MULTILINE)
_FAKE = "Qx7" + "vRt2"
_DRAW = random.Random(7)
_ALNUM = string.ascii_letters + string.digits


def _drawn(length: int, letters: str = _ALNUM) -> str:
    return "".join(_DRAW.choices(letters, k=length))


def _base64(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _card(digits: str) -> str:
    """A card number with its check digit, in groups of four."""
    doubled = (int(d) * 2 if i % 2 == 0 else int(d) for i, d in enumerate(digits))
    whole = digits + str(-sum(n - 9 if n > 9 else n for n in doubled) % 10)
    return " ".join(whole[i : i + 4] for i in range(0, 16, 4))


def _iban(country: str, account: str) -> str:
    number = int(account + "".join(str(ord(letter) - 55) for letter in country) + "00")
    return f"{country}{98 - number % 97:02}{account}"


# keys as providers shape them, made here so that no file holds one: {{fake:github}}
_FAKES = {
    "aws": "AKIA" + _drawn(16, string.ascii_uppercase + "234567"),
    "github": "ghp" + "_" + _drawn(36),
    "gitlab": "glpat" + "-" + _drawn(20),
    "openai": "sk" + "-" + _drawn(48),
    "anthropic": "sk-ant" + "-api03-" + _drawn(93),
    "slack": "xoxb" + "-" + _drawn(12, string.digits) + "-" + _drawn(24),
    "google": "AIza" + _drawn(35),
    "huggingface": "hf" + "_" + _drawn(34, string.ascii_letters),
    "jwt": ".".join([_base64('{"alg": "HS256"}'), _base64('{"user": "etl"}'), _drawn(43)]),
    "pem": "-----BEGIN RSA PRIVATE" + " KEY-----\\n" + _drawn(64),
    "card": _card("453957876362148"),
    "ssn": "-".join(["536", "22", "8726"]),
    "iban": _iban("DE", "500105175407324931"),
}


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
    events: list[Event] = []
    tracked: set[Path] = set()
    text = text.replace("{{fake}}", _FAKE)
    text = re.sub(r"\{\{fake:(\w+)\}\}", lambda match: _FAKES[match[1]], text)
    path = folder / "notebook.ipynb"
    for header, _, body in split("# %%\n" + text.strip("\n")):
        if not header and not body.strip() and not cells:
            continue
        if called := re.match(r"\[name (.+)\]", header):
            path = folder / called[1]
        elif name := re.match(r"\[file (.+)\]", header):
            file = folder / name[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body + "\n", encoding="utf-8")
        elif kept := re.match(r"\[tracked (.+) (\d+)\]", header):
            file = folder / kept[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            if int(kept[2]):
                with file.open("wb") as empty:
                    empty.truncate(int(kept[2]) * 1_000_000)
            tracked.add(file)
        elif large := re.match(r"\[output (\d+) MB\]", header):
            cells[-1] = _with_output(cells[-1], "[output]", "lines\n" * (int(large[1]) * 166_667))
        elif event := re.match(r"\[event (run|edit) (\d+)\]", header):
            at = next(i for i, cell in enumerate(cells) if cell.number == int(event[2]))
            if event[1] == "run":
                events.append(Event(cells[at].id, len(events) + 1, cells[at].source))
            else:
                cells[at] = replace(cells[at], source=_MARK.sub("", body))
                marks = {mark for mark in marks if mark[0] != cells[at].number}
                marks |= _marks(cells[at].number, body)
        elif header in ("[output]", "[output html]", "[error]"):
            cells[-1] = _with_output(cells[-1], header, body)
        else:
            cells.append(_cell(cells, header, body, marks))
    notebook = Notebook(path, tuple(cells), events=tuple(events))
    around = look(path)
    if tracked and around.root is not None:
        around.told[around.root] = frozenset(tracked)
    return Sample(notebook, around, frozenset(marks))


def _marks(number: int, body: str) -> set[tuple[int, int]]:
    lines = enumerate(body.split("\n"), 1)
    return {(number, line) for line, content in lines if _MARK.search(content)}


def _cell(cells: list[Cell], header: str, body: str, marks: set[tuple[int, int]]) -> Cell:
    markdown = "[markdown]" in header
    number = 0 if markdown else 1 + sum(cell.kind == "code" for cell in cells)
    marks |= _marks(number, body)
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
        name, *trace = body.split("\n")
        output = {"output_type": "error", "ename": name, "evalue": "", "traceback": trace}
    elif header == "[output html]":
        output = {"output_type": "execute_result", "data": {"text/html": body}}
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
