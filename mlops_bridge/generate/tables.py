"""Tables: what stored outputs say about the columns of a frame."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Kind = Literal["integer", "number", "boolean", "datetime", "text", ""]
_MOST_VALUES = 30
_DTYPES: tuple[tuple[str, Kind], ...] = (
    (r"u?int\d*", "integer"),
    (r"float\d*", "number"),
    (r"bool(?:ean)?", "boolean"),
    (r"datetime64.*|date\d*", "datetime"),
    (r"object|str(?:ing)?(?:\[\w+\])?|category|large_string", "text"),
)
_INFO = re.compile(r"^\s*(?:\d+\s+)?(?P<name>\S.*?)\s+(?P<full>\d+) non-null\s+(?P<dtype>\S+)\s*$")
_ENTRIES = re.compile(r"(?:Index|MultiIndex): (?P<rows>\d+) entries")
_ROW = re.compile(r"<tr\b.*?</tr>", re.S)
_FIELD = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.S)
_PAIR = re.compile(r"^(?P<name>\S.*?)\s{2,}(?P<value>\S+)\s*$")
_ARRAY = re.compile(r"array\((\[.*?\])", re.S)


@dataclass(frozen=True)
class Column:
    """What is known of a column; None and "" are for what is not."""

    name: str
    kind: Kind = ""
    nullable: bool | None = None
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """The columns in their order; `whole`: no other columns are there."""

    columns: Mapping[str, Column]
    whole: bool = False

    def with_column(self, name: str, **known: Any) -> Frame:
        """The frame with more said of a column; what was said before stays."""
        held = self.columns.get(name, Column(name))
        if held.kind == "number" and known.get("kind") == "integer":
            held = replace(held, kind="integer")  # printed integers were only a guess
        fresh = {k: v for k, v in known.items() if getattr(held, k) in (None, "", ())}
        return replace(self, columns={**self.columns, name: replace(held, **fresh)})


def kind_of(dtype: str) -> Kind:
    """The kind of a column with this dtype."""
    return next((kind for form, kind in _DTYPES if re.fullmatch(form, dtype, re.I)), "")


def read(frame: Frame, what: str, column: str, outputs: Iterable[Mapping[str, Any]]) -> Frame:
    """The frame with what the outputs of a cell say that shows it.

    `what` is the method whose result is shown: info, dtypes, describe, head, isna, or
    value_counts and unique of a `column`.
    """
    for text, table in _texts(outputs):
        if what == "info":
            frame = _info(frame, text)
        elif what == "dtypes":
            frame = _dtypes(frame, text)
        elif what == "describe":
            frame = _describe(frame, table)
        elif what == "isna":
            frame = _isna(frame, text)
        elif what in ("value_counts", "unique"):
            values = _counted(text) if what == "value_counts" else _listed(text)
            if 0 < len(values) <= _MOST_VALUES:
                frame = frame.with_column(column, values=tuple(values))
        elif table:
            frame = _head(frame, table)
    return frame


def _texts(outputs: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, list[list[str]]]]:
    for output in outputs:
        data = output.get("data")
        held = data if isinstance(data, dict) else {"text/plain": output.get("text", "")}
        yield _whole(held.get("text/plain")), _table(_whole(held.get("text/html")))


def _whole(text: object) -> str:
    return "".join(map(str, text)) if isinstance(text, list) else str(text or "")


def _table(text: str) -> list[list[str]]:
    rows = [_FIELD.findall(row) for row in _ROW.findall(text)] if "dataframe" in text else []
    return [[html.unescape(re.sub(r"<[^>]+>", "", f)).strip() for f in row] for row in rows]


def _info(frame: Frame, text: str) -> Frame:
    entries = _ENTRIES.search(text)
    for match in filter(None, map(_INFO.match, text.split("\n"))):
        gaps = int(match["full"]) < int(entries["rows"]) if entries else None
        frame = frame.with_column(match["name"], kind=kind_of(match["dtype"]), nullable=gaps)
        frame = replace(frame, whole=True)
    return frame


def _dtypes(frame: Frame, text: str) -> Frame:
    if not text.rstrip().endswith("dtype: object"):
        return frame
    for match in filter(None, map(_PAIR.match, text.split("\n"))):
        if kind := kind_of(match["value"]):
            frame = frame.with_column(match["name"], kind=kind)
            frame = replace(frame, whole="..." not in text)
    return frame


def _describe(frame: Frame, table: list[list[str]]) -> Frame:
    if not table:
        return frame
    names = table[0][1:]
    rows = {row[0]: row[1:] for row in table[1:] if row}
    if "min" not in rows or "max" not in rows:
        return frame
    most = max(filter(None, map(_number, rows.get("count", ()))), default=None)
    for index, name in enumerate(names):
        low, high = _number(_at(rows["min"], index)), _number(_at(rows["max"], index))
        count = _number(_at(rows.get("count", ()), index))
        gaps = True if count is not None and most is not None and count < most else None
        if name and name != "..." and low is not None and high is not None:
            frame = frame.with_column(name, low=low, high=high, nullable=gaps)
    return frame


def _head(frame: Frame, table: list[list[str]]) -> Frame:
    names = table[0][1:]
    if len(table) > 1 and {"count", "mean", "min"} <= {row[0] for row in table[1:] if row}:
        return _describe(frame, table)
    body = [row[1:] for row in table[1:] if len(row) == len(names) + 1]
    if not body or any(not name for name in names) or len(set(names)) < len(names):
        return frame  # two rows of headers, or the same name twice
    for index, name in enumerate(names):
        if name == "...":
            continue
        shown = [row[index] for row in body]
        gaps = (
            True if any(v in ("NaN", "NaT", "None", "&lt;NA&gt;", "<NA>") for v in shown) else None
        )
        frame = frame.with_column(name, kind=_guess(shown), nullable=gaps)
    return replace(frame, whole=frame.whole or "..." not in names)


def _guess(shown: Sequence[str]) -> Kind:
    """The kind that printed values have; integers may stand in a column of numbers."""
    held = [value for value in shown if value not in ("NaN", "NaT", "None", "<NA>")]
    if not held:
        return ""
    if all(value in ("True", "False") for value in held):
        return "boolean"
    if all(_number(value) is not None for value in held):
        return "number"
    return "" if all(re.match(r"\d{4}-\d\d-\d\d", value) for value in held) else "text"


def _isna(frame: Frame, text: str) -> Frame:
    if "dtype: int64" not in text:
        return frame
    for match in filter(None, map(_PAIR.match, text.split("\n"))):
        if match["name"] in frame.columns and match["value"].isdigit():
            frame = frame.with_column(match["name"], nullable=match["value"] != "0")
    return frame


def _counted(text: str) -> list[str]:
    if "dtype:" not in text or "\n..." in text:
        return []
    pairs = filter(None, map(_PAIR.match, text.split("\n")))
    return [match["name"] for match in pairs if match["value"].isdigit()]


def _listed(text: str) -> list[str]:
    match = _ARRAY.search(text)
    try:
        values = ast.literal_eval(match[1]) if match and "..." not in match[1] else []
    except (ValueError, SyntaxError):
        return []
    return [value for value in values if isinstance(value, str)]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _at(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""
