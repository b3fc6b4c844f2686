"""Overwrites: files of models and scores that the next round, or the next run, replaces."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..finding import Fix, Place
from .guards import Guard, guarding
from .knowledge import words
from .program import Code, Program
from .repairs import imported, replace
from .results import Result
from .saves import Save
from .trace import Call, Loop

_ENDING = re.compile(
    r"(?:^|[_\-. ])(?:final|new|newest|latest|copy|old|v\d+(?:[._]\d+)?)(?:[_\-. ]?\d+)?$"
    r"|\(\d+\)$| copy$",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"[a-z](?:Final|New|Latest|Copy|Old|V\d+)\d*$")
_KEPT = re.compile(r"(?:best|check_?point|ckpt|(?<![a-z])last(?![a-z])|resume|snapshot)", re.I)


class Overwrite(NamedTuple):
    """A file that is written over. `why`: each round of a loop writes it, or its name says so."""

    place: Place
    path: str
    why: Literal["loop", "name"]
    loop: Place | None
    confidence: float
    fix: Fix | None


def overwrites(
    program: Program, saves: tuple[Save, ...], results: tuple[Result, ...]
) -> tuple[Overwrite, ...]:
    """Files of models and scores that lose what they held before."""
    found = dict[object, Overwrite]()
    for call, path, sure in _files(saves, results):
        over = _in_loop(program, call, path, sure) or _by_name(program, call, path)
        if over is not None:
            found.setdefault(over.place if over.why == "loop" else path, over)
    return tuple(found.values())


def _files(
    saves: tuple[Save, ...], results: tuple[Result, ...]
) -> Iterator[tuple[Call, str, float]]:
    for save in saves:
        if save.text and save.path is not None:
            looped = save.path.origin & {loop.key for loop in save.call.loops}
            yield save.call, save.text, 0.0 if looped else 0.9
    for result in results:
        if result.path and result.fresh:
            # a table that grows with the rounds loses nothing when it is written again
            alone = result.sure and result.call.written in ("dump", "write", "write_text")
            yield result.call, result.path, 0.75 if alone else 0.5


def _in_loop(program: Program, call: Call, path: str, sure: float) -> Overwrite | None:
    rounds = [loop for loop in call.loops if loop.statement]
    if not rounds or not sure or _opened_outside(call, rounds):
        return None
    inner = rounds[-1]
    inside = [guard for guard in guarding(program, call) if _within(guard, inner, call)]
    if any(guard.judges for guard in inside):
        return None
    stem = re.split(r"[\\/]", path)[-1]
    if _KEPT.search(stem) or "best" in call.code.segment(call.node).lower():
        sure = 0.5
    elif inside:
        sure = min(sure, 0.75)
    fix = _numbered(call, path, inner)
    return Overwrite(call.place, path, "loop", inner.place, sure, fix)


def _opened_outside(call: Call, rounds: list[Loop]) -> bool:
    """Whether a loop over one file only, or the like, stands in another cell than the call."""
    return rounds[-1].place.cell != call.code.cell.number and not call.function


def _within(guard: Guard, loop: Loop, call: Call) -> bool:
    return loop.place.cell != call.code.cell.number or guard.line >= loop.place.line


def _by_name(program: Program, call: Call, path: str) -> Overwrite | None:
    stem = re.split(r"[\\/]", path)[-1]
    stem = stem[: -len(suffix)] if (suffix := _suffix(stem)) else stem
    if not (_ENDING.search(stem) or _CAMEL.search(stem)):
        return None
    lower = stem.lower()
    if any(name in lower for name in words("architectures")):
        return None
    return Overwrite(call.place, path, "name", None, 0.9, _dated(program, call, path))


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    rest = name[dot:]
    return rest if dot > 0 and re.fullmatch(r"\.[A-Za-z]\w{0,11}", rest) else ""


def _numbered(call: Call, path: str, loop: Loop) -> Fix | None:
    """Put the loop's variable into the path."""
    name = next((name for name in loop.targets if not name.startswith("_")), "")
    literal = _literal(call.code, path)
    if literal is None or not name or loop.place.cell != call.code.cell.number or call.function:
        return None
    suffix = _suffix(path)
    stem = path[: len(path) - len(suffix)]
    edit = replace(call.code, literal, f'f"{stem}_{{{name}}}{suffix}"')
    return Fix(f"Put `{name}` into the path", "S", (edit,))


def _dated(program: Program, call: Call, path: str) -> Fix | None:
    """Put the time of the run into the path."""
    literal = _literal(call.code, path)
    suffix = _suffix(path)
    stem = _ENDING.sub("", path[: len(path) - len(suffix)])
    if literal is None or not stem or stem.endswith(("/", "\\")):
        return None
    text = f"f\"{stem}_{{time.strftime('%Y%m%d-%H%M%S')}}{suffix}\""
    above = imported(program, "time", call.code)
    edit = replace(call.code, literal, text)
    return Fix(
        "Put the time of the run into the path", "S", (edit,) if above is None else (above, edit)
    )


def _literal(code: Code, path: str) -> ast.Constant | None:
    """The one place in the cell where the path is written out plainly."""
    if code.tree is None or not re.fullmatch(r"[\w./ ()\-]+", path):
        return None
    found = [node for node in code.nodes if isinstance(node, ast.Constant) and node.value == path]
    return found[0] if len(found) == 1 else None
