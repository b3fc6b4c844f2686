"""Handwork: steps done by hand that a pipeline or a function would do."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from ..finding import Edit, Fix, Place
from .program import Code, Program
from .repairs import imported, removed, replace
from .saves import Save
from .trace import Call, Calls, Fit
from .trees import walk

_SAME = "_"  # stands for the table in statements that are compared
_SHORTEST = 3  # statements that are worth a function


class Handwork(NamedTuple):
    """Transformers applied by hand, statements repeated for a second table, or a question.

    `names` are the transformers' classes, or the two tables.
    """

    kind: Literal["transformers", "repeated", "input"]
    names: tuple[str, ...]
    place: Place
    evidence: tuple[Place, ...]
    fix: Fix | None = None


class Step(NamedTuple):
    """A statement that changes one table: the table's name, and the statement without it."""

    name: str
    text: str
    node: ast.stmt
    calls: tuple[ast.Call, ...]


def handwork(
    program: Program, calls: Calls, fits: Sequence[Fit], saves: Sequence[Save]
) -> tuple[Handwork, ...]:
    """The places where steps are done by hand."""
    return (
        *_transformers(program, calls, fits),
        *_repeated(program, calls),
        *_questions(calls, saves),
    )


def _transformers(program: Program, calls: Calls, fits: Sequence[Fit]) -> Iterator[Handwork]:
    """Two transformers or more, each fitted on the rows of a model and applied to others."""
    learns = {call.key: call for call in calls.written("fit", "fit_transform")}
    applied: dict[int, list[Call]] = {}
    for call in calls.written("transform"):
        if call.receiver is not None and call.receiver.oid:
            applied.setdefault(call.receiver.oid, []).append(call)
    seen = set[int]()
    for fit in fits:
        if fit.model.kind not in ("estimator", "search"):
            continue
        used: dict[int, Call] = {}
        for influence in fit.infl:
            call = learns.get(influence.event)  # type: ignore[call-overload]
            held = call.receiver if call is not None else None
            if call is not None and held is not None and _by_hand(call, fit, applied):
                used.setdefault(held.oid, call)
        if len(used) < 2 or seen & set(used):
            continue
        seen |= set(used)
        ordered = sorted(used.values(), key=lambda call: call.order)
        names = [c.receiver.name.rpartition(".")[2] if c.receiver else "" for c in ordered]
        places = [call.place for call in ordered[1:]]
        fix = _piped(program, calls, fit, ordered, applied)
        yield Handwork("transformers", tuple(names), ordered[0].place, (*places, fit.place), fix)


def _piped(
    program: Program,
    calls: Calls,
    fit: Fit,
    fitted: Sequence[Call],
    applied: Mapping[int, Sequence[Call]],
) -> Fix | None:
    """Take `x = t.fit_transform(x)` and `z = t.transform(z)` out, and wrap the model."""
    made = [call for call in calls.role("estimator") if call.value.oid == fit.model.oid]
    if len(made) != 1 or made[0].function or not fit.model.oid:
        return None
    steps, edits = list[str](), list[Edit]()
    for call in fitted:
        oid = call.receiver.oid if call.receiver is not None else 0
        for use in (call, *applied[oid]):
            lines = _onto_itself(use)
            if lines is None or use.order > made[0].order:
                return None
            edits.append(removed(use.code, *lines))
        holder = call.node.func.value if isinstance(call.node.func, ast.Attribute) else call.node
        steps.append(call.code.segment(holder))
    code = made[0].code
    text = f"make_pipeline({', '.join(steps)}, {code.segment(made[0].node)})"
    edits.append(replace(code, made[0].node, text))
    if edit := imported(program, "sklearn.pipeline", fitted[0].code, "make_pipeline"):
        edits.append(edit)
    return Fix("Put the steps and the model into one pipeline", "S", tuple(edits))


def _onto_itself(call: Call) -> tuple[int, int] | None:
    """The lines of `name = object.method(name)` outside functions, where it stands alone there."""
    tree = call.code.tree
    body = tree.body if tree is not None else []
    if len(body) < 2 or call.written not in ("fit_transform", "transform"):
        return None
    for node in body:
        if not isinstance(node, ast.Assign) or node.value is not call.node:
            continue
        target, given = node.targets[0], call.node.args
        holder = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
        same = (
            len(given) == len(node.targets) == 1
            and isinstance(target, ast.Name)
            and isinstance(given[0], ast.Name)
            and isinstance(holder, ast.Name)
            and target.id == given[0].id
        )
        lines = (node.lineno, node.end_lineno or node.lineno)
        alone = sum(n.lineno <= lines[1] and (n.end_lineno or 0) >= lines[0] for n in body) == 1
        return lines if same and alone else None
    return None


def _by_hand(call: Call, fit: Fit, applied: dict[int, list[Call]]) -> bool:
    held = call.receiver
    if held is None or held.kind not in ("transformer", "composite") or not held.oid:
        return False
    learnt = call.argument(0, "X")
    others = [c.argument(0, "X") for c in applied.get(held.oid, ()) if c.node is not call.node]
    return learnt is not None and any(o is not None and o.rows != learnt.rows for o in others)


def _repeated(program: Program, calls: Calls) -> Iterator[Handwork]:
    """The same statements, three or more, for two tables."""
    steps: dict[str, dict[str, tuple[Code, Step]]] = {}
    for code in program.codes:
        for step in code.memo(_steps):
            steps.setdefault(step.text, {}).setdefault(step.name, (code, step))
    pairs: dict[tuple[str, str], list[tuple[tuple[Code, Step], tuple[Code, Step]]]] = {}
    for tables in steps.values():
        names = list(tables)
        for index, second in enumerate(names[1:], 1):
            first = names[index - 1]
            pair = tables[first], tables[second]
            pairs.setdefault((min(first, second), max(first, second)), []).append(pair)
    for (first, second), both in pairs.items():
        if len(both) < _SHORTEST:
            continue
        found = [
            later
            for earlier, later in both
            if _on_table(earlier[1], calls) and _on_table(later[1], calls)
        ]
        if len(found) >= _SHORTEST:
            places = [code.place(step.node) for code, step in found]
            yield Handwork("repeated", (first, second), places[0], tuple(places[1:]))


def _steps(code: Code) -> tuple[Step, ...]:
    """The statements of a cell that change one table, at its top level."""
    found = list[Step]()
    for node in code.tree.body if code.tree is not None else ():
        name = _changed(node)
        if not name:
            continue
        blank = copy.deepcopy(node)
        for part in walk(blank):
            if isinstance(part, ast.Name) and part.id == name:
                part.id = _SAME
        inner = tuple(part for part in walk(node) if isinstance(part, ast.Call))
        found.append(Step(name, ast.dump(blank), node, inner))
    return tuple(found)


def _changed(node: ast.stmt) -> str:
    """The table that a statement changes by a method, or ""."""
    target: ast.expr | None = None
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        calls = isinstance(node.value, (ast.Call, ast.BinOp, ast.Subscript, ast.Attribute))
        target = target if calls else None
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        inplace = any(k.arg == "inplace" for k in node.value.keywords)
        target = node.value.func if inplace else None
    while isinstance(target, (ast.Attribute, ast.Subscript)):
        target = target.value
    if not isinstance(target, ast.Name):
        return ""
    value = node.value if isinstance(node, (ast.Assign, ast.Expr)) else node
    reads = any(isinstance(p, ast.Name) and p.id == target.id for p in walk(value))
    return target.id if reads else ""


def _on_table(step: Step, calls: Calls) -> bool:
    """Whether a call in the statement is one of a pandas table."""
    for part in step.calls:
        call = calls.of(part)
        values = [call.receiver, *call.args] if call is not None else []
        if any(v is not None and "pandas" in v.tags and v.kind != "scalar" for v in values):
            return True
    return False


def _questions(calls: Calls, saves: Sequence[Save]) -> Iterator[Handwork]:
    """`input()` before a model is saved: nobody answers in production."""
    last = max((save.call.order for save in saves), default=-1)
    for call in calls.written("input"):
        if call.name == "input" and call.order < last and call.key[-1] != ("alone",):
            yield Handwork("input", (), call.place, ())
            return
