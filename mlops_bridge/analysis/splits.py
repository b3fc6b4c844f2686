"""Splits: where rows are parted for training and judging, and what speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..finding import Edit, Fix, Place
from .knowledge import words
from .program import Program
from .rows import Rows
from .trace import Call, Calls, Trace
from .values import UNKNOWN, Value, names_in

_IN_TIME = {"order": 0.9, "sorted": 0.75, "dated": 0.75}
_ENTITY = re.compile(
    r"(?:^|_)(?:patient|user|subject|customer|client|device|student|player|driver|person|member"
    r"|household|animal|speaker|author|account|participant|employee|athlete|vehicle|machine|sensor"
    r"|engine|unit|uid|pid|guest|session|store|shop)(?:s|_?id|_?no|_?number|_?key)?$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?![\w.])")


class Parting(NamedTuple):
    """A split or cross-validation: the call, and the tables it parts."""

    call: Call
    tables: tuple[Value, ...]
    folds: Value | None
    shuffles: bool


class Shuffled(NamedTuple):
    """Rows in the order of time, parted at random."""

    place: Place
    confidence: float
    why: str
    fix: Fix | None


class Ungrouped(NamedTuple):
    """Rows of entities that come again, parted without regard to them."""

    place: Place
    column: str
    evidence: Place


def shuffled(trace: Trace, calls: Calls) -> tuple[Shuffled, ...]:
    """The random splits of rows that have an order in time, one entry a place."""
    found: dict[Place, Shuffled] = {}
    for parting in _partings(calls):
        if not parting.shuffles:
            continue
        marks = {tag for table in parting.tables for tag in table.tags if tag in _IN_TIME}
        if not marks:
            continue
        mark = max(marks, key=lambda name: _IN_TIME[name])
        why = "features of earlier rows" if mark == "order" else "rows in the order of time"
        place = parting.call.place
        found.setdefault(place, Shuffled(place, _IN_TIME[mark], why, _unshuffled(parting, marks)))
    return tuple(found.values())


def ungrouped(program: Program, trace: Trace, calls: Calls) -> tuple[Ungrouped, ...]:
    """The splits that part the rows of one entity, one entry a column."""
    if calls.written(*words("group_splitters")) or calls.given("groups"):
        return ()
    found: dict[str, Ungrouped] = {}
    repeated = dict(_repeated(program, calls))
    if not repeated:
        return ()
    for parting in _partings(calls):
        sources = {region.source for table in parting.tables for region in table.rows}
        for (column, rows), place in repeated.items():
            if column in found or not {region.source for region in rows} & sources:
                continue
            if not any(_reaches(table, rows) for table in parting.tables):
                continue
            found[column] = Ungrouped(parting.call.place, column, place)
    parted = {name for p in _partings(calls) for t in p.tables if t.cols for name in _only(t)}
    return tuple(one for column, one in found.items() if column not in parted)


def _only(table: Value) -> frozenset[str]:
    """The column, where a table is one column: the entities themselves are parted."""
    return table.cols if table.cols is not None and len(table.cols) == 1 else frozenset()


def _reaches(table: Value, rows: Rows) -> bool:
    """Whether a table has the rows in which the entity comes again, or most of them."""
    return any(
        region.source == other.source and not region.may for region in table.rows for other in rows
    )


def _partings(calls: Calls) -> Iterator[Parting]:
    for call in calls.role("split"):
        shuffle = call.keywords.get("shuffle", UNKNOWN).const is not False
        yield Parting(call, call.args, None, shuffle)
    for call in calls.role("cross"):
        folds = call.argument(3, "cv")
        yield Parting(call, _tables(call, 1), folds, _in_any_order(folds))
    for call in calls.written("fit"):
        if call.receiver is not None and call.receiver.kind == "search":
            made = _maker(calls, call.receiver)
            folds = made.argument(4, "cv") if made is not None else None
            yield Parting(call, _tables(call, 0), folds, _in_any_order(folds))
    for call in calls.written("split"):
        if call.receiver is not None and call.receiver.kind == "folds":
            shuffles = "shuffles" in call.receiver.tags
            yield Parting(call, _tables(call, 0), call.receiver, shuffles)


def _tables(call: Call, first: int) -> tuple[Value, ...]:
    found = (call.argument(first, "X"), call.argument(first + 1, "y"))
    return tuple(value for value in found if value is not None)


def _maker(calls: Calls, value: Value) -> Call | None:
    return next((c for c in calls.role("search") if c.value.oid == value.oid), None)


def _in_any_order(folds: Value | None) -> bool:
    """Whether folds train on rows after those they judge: all but those by time or by group."""
    if folds is None or folds.kind in ("const", "literal"):
        return True
    return folds.kind == "folds" and "apart" not in folds.tags


def _repeated(program: Program, calls: Calls) -> Iterator[tuple[tuple[str, Rows], Place]]:
    """The entity columns whose values come again, as the notebook itself shows."""
    single = {
        name
        for call in calls.written("drop_duplicates", "unique")
        for name in _keys(call, 0, "subset")
        if call.written == "drop_duplicates"
    }
    for call in calls.written("groupby", "group_by", "duplicated"):
        names = _keys(call, 0, "by", "subset")
        if call.receiver is None or not call.receiver.rows:
            continue
        if call.written == "duplicated" and not names:
            names = call.receiver.cols or frozenset()
        for name in names:
            if _ENTITY.search(name) and name not in single:
                yield (name, call.receiver.rows), call.place
    for call in calls.written("nunique"):
        base = call.receiver
        for name in (base.cols if base is not None and base.kind == "series" else None) or ():
            if base is not None and _ENTITY.search(name) and name not in single:
                if _fewer(program, call):
                    yield (name, base.rows), call.place


def _keys(call: Call, position: int, *names: str) -> frozenset[str]:
    value = call.argument(position, *names)
    return (names_in(value) if value is not None else None) or frozenset()


def _fewer(program: Program, call: Call) -> bool:
    """Whether stored outputs show fewer different values than rows."""
    own = _printed(program, call.code.cell.number)
    rows = [
        number
        for code in program.codes
        if re.search(r"\.shape|\blen\(|\.info\(", code.text)
        for number in _printed(program, code.cell.number)
    ]
    return bool(own and rows) and min(own) < max(rows) and min(own) > 1


def _printed(program: Program, cell: int) -> list[int]:
    found = list[int]()
    for output in program.codes[cell - 1].cell.outputs:
        data = output.get("data")
        text = output.get("text") or (data.get("text/plain") if isinstance(data, dict) else "")
        text = "".join(text) if isinstance(text, list) else str(text or "")
        found += [int(match.replace(",", "")) for match in _NUMBER.findall(text[:2000])]
    return found


def _unshuffled(parting: Parting, marks: set[str]) -> Fix | None:
    """`shuffle=False` for a split of sorted rows."""
    call = parting.call
    if call.role != "split" or not marks & {"sorted", "dated"}:
        return None
    if {"shuffle", "stratify", "**"} & set(call.keywords):
        return None
    place = call.place
    column = place.end_column - 1
    edit = Edit(
        place.cell_id, place.end_line, column, place.end_line, column, "", ", shuffle=False"
    )
    return Fix("Judge on the latest rows: `shuffle=False`", "A", (edit,))
