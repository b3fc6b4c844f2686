"""Recordings: repairs that put training and searches into the runs of a tracker."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..finding import Edit, Fix
from .handoffs import MODELS
from .knowledge import words
from .program import Code, Program
from .repairs import imported
from .sweeps import Sweep
from .trace import Call, Calls, Eval, Fit, Loop, Trace
from .trees import walk

_LOGGED = ("sklearn", "xgboost", "lightgbm", "tensorflow", "keras", "statsmodels", "catboost")


def recorded_training(program: Program, fit: Fit, evals: Sequence[Eval]) -> Fix | None:
    """Wrap the training, and the scores right after it, in a run with autolog."""
    code = program.codes[fit.place.cell - 1]
    if fit.model.name.partition(".")[0] not in _LOGGED or code.tree is None:
        return None
    first = _around(code, fit.place.line)
    if first is None or isinstance(first, (ast.FunctionDef, ast.ClassDef)):
        return None
    scored = [e.place.line for e in evals if e.place.cell == fit.place.cell]
    last = _around(code, max([fit.place.line, *scored])) or first
    body = [n for n in code.tree.body if first.lineno <= n.lineno <= last.lineno]
    if body[-1] is code.tree.body[-1] and len(body) > 1 and _displayed(body[-1]):
        body = body[:-1]
    edit = _wrapped(code, body, ["mlflow.autolog()", "with mlflow.start_run():"], [], [])
    return _with_import(program, code, edit, "Record the training with MLflow")


def recorded_sweep(program: Program, trace: Trace, calls: Calls, sweep: Sweep) -> Fix | None:
    """Open a nested run in each round of a search, with its settings and its score."""
    noted: list[tuple[tuple[Loop, ...], str | None]] = [
        (store.loops, store.target)
        for store in trace.stores
        if "metric" in store.value.tags and store.value.kind == "scalar" and "[" in store.target
    ]
    noted += [(c.loops, _score(c)) for c in calls.written(*words("noting_methods"))]
    code = program.codes[sweep.place.cell - 1]
    for around, score in noted:
        loops = [loop for loop in around if loop.statement]
        outer = [index for index, loop in enumerate(loops) if loop.place == sweep.place]
        if not outer or score is None:
            continue
        nodes = [_loop(code, loop) for loop in loops[outer[0] :]]
        inner = nodes[-1]
        if inner is None:
            continue
        params = [
            text
            for loop, node in zip(loops[outer[0] :], nodes, strict=True)
            if node is not None
            for text in _params(loop, node.target)
        ]
        metric = [f'mlflow.log_metric("score", {score})']
        heads = ["with mlflow.start_run(nested=True):"]
        edit = _wrapped(code, inner.body, heads, params, metric)
        return _with_import(program, code, edit, "Log each round to MLflow")
    return None


def _params(loop: Loop, target: ast.expr) -> list[str]:
    """What a round of a loop is about, logged: its settings, or the class of its model."""
    items = loop.iterable.items
    if isinstance(target, ast.Name):
        model = any(item.kind in MODELS for item in items)
        value = f"type({target.id}).__name__" if model else target.id
        return [f'mlflow.log_param("{target.id}", {value})']
    parts = target.elts if isinstance(target, ast.Tuple) else []
    found = list[str]()
    for index, part in enumerate(parts):
        held = [i.items[index] for i in items if i.kind == "tuple" and index < len(i.items)]
        if isinstance(part, ast.Name) and part.id[:1] != "_":
            if not any(item.kind in MODELS for item in held):
                found.append(f'mlflow.log_param("{part.id}", {part.id})')
    return found


def _score(call: Call) -> str | None:
    """The name, or the call of `score`, that a call prints or collects."""
    for node, value in zip(call.node.args, call.args, strict=False):
        parts = node.elts if isinstance(node, ast.Tuple) else [node]
        values = value.items if isinstance(node, ast.Tuple) else (value,)
        for part, inner in zip(parts, values, strict=False):
            cheap = isinstance(part, ast.Name) or (
                isinstance(part, ast.Call)
                and isinstance(part.func, ast.Attribute)
                and part.func.attr == "score"
            )
            if cheap and "metric" in inner.tags and inner.kind == "scalar":
                return call.code.segment(part)
    return None


def _loop(code: Code, loop: Loop) -> ast.For | None:
    if code.tree is None:
        return None
    for node in code.nodes:
        if isinstance(node, ast.For) and code.place(node.target) == loop.place:
            return node
    return None


def _around(code: Code, line: int) -> ast.stmt | None:
    """The statement of the cell that a line belongs to."""
    body = code.tree.body if code.tree is not None else []
    return next((n for n in body if n.lineno <= line <= (n.end_lineno or n.lineno)), None)


def _displayed(node: ast.stmt) -> bool:
    """Whether a statement that stands last in its cell shows a value."""
    if not isinstance(node, ast.Expr):
        return False
    called = node.value.func if isinstance(node.value, ast.Call) else None
    return not (isinstance(called, ast.Name) and called.id == "print")


def _wrapped(
    code: Code, body: Sequence[ast.stmt], heads: list[str], first: list[str], last: list[str]
) -> Edit | None:
    """The lines of some statements, one level deeper, below the heads."""
    start, end = body[0].lineno, body[-1].end_lineno or body[-1].lineno
    lines = code.cell.source.split("\n")
    held = lines[start - 1 : end]
    indent = held[0][: len(held[0]) - len(held[0].lstrip())]
    if len(indent) != code.place(body[0]).column - 1 or any(map(_spans, body)):
        return None
    deeper = [f"{indent}    {text}" for text in first]
    deeper += [f"    {line}" if line.strip() else line for line in held]
    deeper += [f"{indent}    {text}" for text in last]
    text = "\n".join([*(f"{indent}{head}" for head in heads), *deeper])
    return Edit(code.cell.id, start, 1, end, len(held[-1]) + 1, "\n".join(held), text)


def _spans(node: ast.stmt) -> bool:
    """Whether a string in a statement spans lines: it would change when it is indented."""
    return any(
        isinstance(part, (ast.Constant, ast.JoinedStr))
        and isinstance(getattr(part, "value", ""), (str, bytes))
        and part.lineno != part.end_lineno
        for part in walk(node)
    )


def _with_import(program: Program, code: Code, edit: Edit | None, title: str) -> Fix | None:
    if edit is None:
        return None
    above = imported(program, "mlflow", code)
    same = above is not None and (above.cell_id, above.line) == (edit.cell_id, edit.line)
    if above is None or same:
        text = f"import mlflow\n{edit.text}" if same else edit.text
        whole = Edit(
            *(edit.cell_id, edit.line, edit.column, edit.end_line, edit.end_column, edit.expect),
            text,
        )
        return Fix(title, "S", (whole,))
    return Fix(title, "S", (above, edit))
