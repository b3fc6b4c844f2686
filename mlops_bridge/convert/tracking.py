"""Tracking: where a job says what it trained and measured, for a notebook that never did.

The marks are calls of the generated module ``tracking``, which does nothing unless a tracker
listens; they name only what stands beside them, and change nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..analysis.follow import follow
from ..analysis.program import Code, Program, Unit
from ..analysis.sweeps import Sweep, sweeps
from ..analysis.trace import Call, Calls, Trace

MODULE = "tracking"
Key = tuple[int, int]
"""A unit's cell and first line."""


class Mark(NamedTuple):
    """A call to put after a line of a cell, at an indentation; `inside` of a loop or not."""

    line: int
    indent: int
    text: str
    inside: bool = False


def marks(program: Program, units: Sequence[Unit], alias: str) -> dict[Key, tuple[Mark, ...]]:
    """The calls to put into each unit: models after their training, scores, rounds of a search.

    Parameters
    ----------
    alias : what the module is called where the notebook has the name itself
    """
    trace = follow(program)
    module = f"{alias}{MODULE}"
    found: dict[Key, list[Mark]] = {}
    trained = {(fit.place.cell, fit.place.line) for fit in trace.fits.values() if fit.model.name}
    measured = _measured(trace)
    names: dict[str, int] = {}
    for unit in units:
        if len(unit.nodes) != 1:
            continue
        node, own = unit.nodes[0], list[Mark]()
        last = node.end_lineno or unit.end
        for name, data in _fitted(unit, node, trained):
            names[name] = names.get(name, 0) + 1
            label = name if names[name] == 1 else f"{name}_{names[name]}"
            more = f", {data}" if data else ""
            own.append(Mark(last, 0, f'{module}.model("{label}", {name}{more})'))
        if scores := _scored(unit.cell, node, measured):
            said = ", ".join(f"{name}={name}" for name in scores)
            own.append(Mark(last, 0, f"{module}.metrics({said})"))
        if own:
            found[unit.cell, unit.start] = own
    for sweep in sweeps(trace, Calls(trace.calls)):
        code = next(c for c in program.codes if c.cell.number == sweep.place.cell)
        for unit in units:
            if unit.cell == sweep.place.cell and unit.start <= sweep.place.line <= unit.end:
                own = [_trial(inner, module) for inner in _rounds(code, sweep, measured)]
                found.setdefault((unit.cell, unit.start), []).extend(own)
    return {key: tuple(own) for key, own in found.items()}


def put(text: str, start: int, own: Sequence[Mark], later: Sequence[int]) -> str:
    """A unit's text with its marks; `later` are the cell's lines that must keep their numbers."""
    lines = text.split("\n")
    for mark in sorted(own, key=lambda m: -m.line):
        at = mark.line - start + 1
        if mark.inside and (at > len(lines) or any(line > mark.line for line in later)):
            continue
        place = at if mark.inside else len(lines)
        lines.insert(place, " " * mark.indent + mark.text)
    return "\n".join(lines)


def _fitted(unit: Unit, node: ast.stmt, trained: set[tuple[int, int]]) -> list[tuple[str, str]]:
    """The names of models that a plain statement trains, each with the data's name or ""."""
    value = getattr(node, "value", None)
    if not isinstance(node, (ast.Expr, ast.Assign)) or not isinstance(value, ast.Call):
        return []
    func = value.func
    if not isinstance(func, ast.Attribute) or func.attr not in ("fit", "partial_fit"):
        return []
    lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    if not any((unit.cell, line) in trained for line in lines):
        return []
    target = node.targets[0] if isinstance(node, ast.Assign) else func.value
    if not isinstance(target, ast.Name) or (isinstance(node, ast.Assign) and len(node.targets) > 1):
        return []
    first = value.args[0] if value.args else None
    keyword = next((k.value for k in value.keywords if k.arg in ("X", "x")), None)
    data = first if isinstance(first, ast.Name) else keyword
    return [(target.id, data.id if isinstance(data, ast.Name) else "")]


def _measured(trace: Trace) -> dict[tuple[int, int, int], Call]:
    """The calls that give a score, by cell, line and column."""
    return {
        (call.code.cell.number, call.node.lineno, call.node.col_offset): call
        for call in trace.calls
        if "metric" in call.value.tags and call.value.kind == "scalar" and not call.function
    }


def _scored(cell: int, node: ast.stmt, measured: Mapping[tuple[int, int, int], Call]) -> list[str]:
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return []
    target, value = node.targets[0], node.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        if value.func.id in ("round", "float") and value.args:
            value = value.args[0]
    if not isinstance(value, ast.Call) or not isinstance(target, ast.Name):
        return []
    return [target.id] if (cell, value.lineno, value.col_offset) in measured else []


class _Round(NamedTuple):
    """The innermost loop of a search, the settings of a round, and its scores."""

    loop: ast.For
    settings: tuple[str, ...]
    scores: tuple[str, ...]


def _rounds(
    code: Code, sweep: Sweep, measured: Mapping[tuple[int, int, int], Call]
) -> list[_Round]:
    outer = next(
        (n for n in code.nodes if isinstance(n, ast.For) and code.place(n.target) == sweep.place),
        None,
    )
    found: list[_Round] = []

    def look(loop: ast.For, settings: tuple[str, ...]) -> None:
        named = [n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)]
        settings = (*settings, *(name for name in named if not name.startswith("_")))
        scores = [s for node in loop.body for s in _scored(code.cell.number, node, measured)]
        if scores and settings and loop.body[0].lineno > loop.lineno:
            found.append(_Round(loop, settings, tuple(dict.fromkeys(scores))))
        for node in loop.body:
            if isinstance(node, ast.For):
                look(node, settings)

    if outer is not None:
        look(outer, ())
    return found


def _trial(found: _Round, module: str) -> Mark:
    settings = ", ".join(f'"{name}": {name}' for name in dict.fromkeys(found.settings))
    scores = ", ".join(f"{name}={name}" for name in found.scores)
    last = found.loop.body[-1]
    text = f"{module}.trial({{{settings}}}, {scores})"
    return Mark(last.end_lineno or last.lineno, found.loop.body[0].col_offset, text, inside=True)
