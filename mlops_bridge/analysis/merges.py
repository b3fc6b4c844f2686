"""Merges: joins of pandas tables that leave keys, kind or number of matches to chance."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ..finding import Fix, Place
from .program import Code, Program
from .repairs import argument
from .trace import Call, Calls, Fit

_COUNTS = re.compile(
    r"^\s*(?:assert|if|elif|while)\b.*(?:\blen\(|\.shape\b|\.duplicated\(|\.is_unique\b|\.empty\b)"
    r"|assert_(?:frame_)?equal|assertEqual",
    re.MULTILINE,
)
_KEYS = ("on", "left_on", "right_on", "left_index", "right_index")


class Merge(NamedTuple):
    """A merge and what it leaves open: "keys", "how", "validate"; `trains`: it reaches a fit."""

    call: Call
    open: tuple[str, ...]
    trains: bool
    fix: Fix | None

    @property
    def place(self) -> Place:
        """From the method's name on: a chain of calls may begin lines above."""
        whole, name = self.call.place, self.call.node.func
        if not isinstance(name, ast.Attribute) or name.end_lineno == whole.line:
            return whole
        line = name.end_lineno or whole.line
        column = self.call.code.column(line, (name.end_col_offset or 0) - len(name.attr))
        return replace(whole, line=line, column=column)


def merges(program: Program, calls: Calls, fits: Sequence[Fit]) -> tuple[Merge, ...]:
    """The merges of pandas tables that leave something open."""
    found = list[Merge]()
    for call in calls.written("merge"):
        if not _of_pandas(call) or "**" in call.keywords:
            continue
        how = call.argument(_place(call, 1), "how")
        by_index = {"left_index", "right_index"} <= set(call.keywords)
        if by_index or (how is not None and how.const == "cross"):
            continue
        trains = _trains(call, fits)
        left = tuple(_left_open(program, call, trains))
        if left:
            found.append(Merge(call, left, trains, _fix(call, left)))
    return tuple(found)


def _place(call: Call, position: int) -> int:
    """Positions count from the other table: a function has one table more."""
    return position + (0 if call.receiver is not None else 1)


def _of_pandas(call: Call) -> bool:
    if call.receiver is not None:
        return call.receiver.kind == "frame" and "pandas" in call.receiver.tags
    return call.role == "merge" and call.api is not None and call.api.package == "pandas"


def _left_open(program: Program, call: Call, trains: bool) -> list[str]:
    found = list[str]()
    keyed = any(name in call.keywords for name in _KEYS)
    if not keyed and len(call.args) <= _place(call, 2):
        found.append("keys")
    if "how" not in call.keywords and len(call.args) <= _place(call, 1):
        found.append("how")
    if trains and "validate" not in call.keywords and not _counted(program, call):
        found.append("validate")
    return found


def _counted(program: Program, call: Call) -> bool:
    """Whether rows are counted from the merge's cell on."""
    later = program.codes[call.code.cell.number - 1 :]
    return any(code.memo(_counts) for code in later)


def _counts(code: Code) -> bool:
    return _COUNTS.search(code.text) is not None


def _trains(call: Call, fits: Sequence[Fit]) -> bool:
    sources = {region.source for region in call.value.rows}
    return any(
        fit.order > call.order and any(region.source in sources for region in fit.rows)
        for fit in fits
    )


def _fix(call: Call, left: tuple[str, ...]) -> Fix | None:
    """Write out what pandas does unasked; how many matches are right only the user knows."""
    texts = list[str]()
    if "keys" in left:
        one = call.receiver if call.receiver is not None else call.argument(0, "left")
        two = call.argument(_place(call, 0), "right")
        if one is None or two is None or one.cols is None or two.cols is None:
            return None
        both = sorted(one.cols & two.cols)
        if not both:
            return None
        names = ", ".join(f'"{name}"' for name in both)
        texts.append(f"on={names}" if len(both) == 1 else f"on=[{names}]")
    if "how" in left:
        texts.append('how="inner"')
    if "validate" in left:
        texts.append('validate="m:1"')
    edit = argument(call.code, call.node, ", ".join(texts))
    if edit is None:
        return None
    if "validate" in left:
        return Fix("Write the defaults out and let pandas check the matches", "S", (edit,))
    if "keys" in left:
        return Fix("Write the defaults out", "S", (edit,))
    return Fix("Write the defaults out", "A", (edit,))
