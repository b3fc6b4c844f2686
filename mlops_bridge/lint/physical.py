"""Physical lines: where the source lines of a notebook's cells stand in its JSON text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

_BLANK = re.compile(r"[ \t\r\n]*")
_VALUE = json.JSONDecoder(strict=False).raw_decode


def physical(text: str) -> Mapping[int, tuple[int, ...]]:
    """For each cell (by its index) the 1-based line in `text` of each of its source lines.

    Empty for a text that is not a notebook of format 4; values are skipped by the decoder of the
    standard library, so the cost is that of reading the JSON once more.
    """
    found: dict[int, tuple[int, ...]] = {}
    lines = _Lines(text)
    try:
        for key, at in _members(text, 0):
            if key != "cells":
                continue
            for index, cell in enumerate(_elements(text, at)):
                for name, place in _members(text, cell):
                    if name == "source":
                        found[index] = tuple(_source(text, place, lines))
    except (ValueError, IndexError, RecursionError):
        return {}
    return found


class _Lines:
    """Line numbers of growing offsets."""

    def __init__(self, text: str) -> None:
        self.text, self.offset, self.line = text, 0, 1

    def at(self, offset: int) -> int:
        self.line += self.text.count("\n", self.offset, offset)
        self.offset = offset
        return self.line


def _source(text: str, at: int, lines: _Lines) -> Iterator[int]:
    """The line of each source line; a source is one string, or a list of them."""
    starts = list(_elements(text, at)) if text[at] == "[" else [at]
    fresh = True  # whether the next string begins a line
    for start in starts:
        value, _ = _VALUE(text, start)
        line = lines.at(start)
        pieces = str(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        yield from (line for _ in pieces[0 if fresh else 1 : -1])
        if pieces[-1]:
            if fresh or len(pieces) > 1:
                yield line
            fresh = False
        else:
            fresh = len(pieces) > 1 or fresh


def _members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys of the object at an offset, each with the offset of its value."""
    at = _after(text, at, "{")
    while text[at] != "}":
        key, at = _VALUE(text, at)
        at = _after(text, at, ":")
        yield key, at
        at = _next(text, at)


def _elements(text: str, at: int) -> Iterator[int]:
    """The offsets of the elements of the array at an offset."""
    at = _after(text, at, "[")
    while text[at] != "]":
        yield at
        at = _next(text, at)


def _next(text: str, at: int) -> int:
    """The offset behind a value, its comma and the blanks."""
    _, at = _VALUE(text, at)
    at = _blank(text, at)
    return _blank(text, at + 1) if text[at] == "," else at


def _after(text: str, at: int, mark: str) -> int:
    at = _blank(text, at)
    if text[at] != mark:
        raise ValueError(mark)
    return _blank(text, at + 1)


def _blank(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
