"""Promotions: models that are registered, staged, given an alias or deployed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..finding import Fix, Place
from .guards import judged
from .knowledge import words
from .program import Code, Program
from .repairs import before
from .trace import Call, Calls
from .trees import walk

_LATEST = re.compile(r"\bmodels:/[^\s\"'/]+/latest(?=[\s\"']|$)")
_LOSS = re.compile(r"loss|error|mae|mse|rmse|mape|brier|perplexity", re.IGNORECASE)


class Promotion(NamedTuple):
    """A step of a model towards use. `judged`: a comparison decides whether it happens."""

    call: Call
    what: Literal["register", "stage", "deploy"]
    judged: bool

    @property
    def place(self) -> Place:
        return self.call.place


def promotions(program: Program, calls: Calls) -> tuple[Promotion, ...]:
    """The steps of models towards use, in the order of the run."""
    found = {p.call.key: p for p in _promotions(program, calls)}
    return tuple(sorted(found.values(), key=lambda p: p.call.order))


def _promotions(program: Program, calls: Calls) -> Iterator[Promotion]:
    for call in calls.written(*words("registering_methods")):
        if call.role == "tracker":
            yield Promotion(call, "register", judged(program, call))
    for call in calls.written("log_model", "save_model", "autolog"):
        own = call.keywords.get("registered_model_name")
        if own is not None and own.const is not None:
            yield Promotion(call, "register", judged(program, call))
    for call in calls.written(*words("staging_methods")):
        stage = call.argument(2, "stage")
        if stage is None or (stage.text or "").lower() not in ("archived", "none"):
            yield Promotion(call, "stage", judged(program, call))
    for call in calls.written(*words("deploying_methods")):
        known = call.role == "tracker" and call.written in ("deploy", "deploy_model")
        if known or set(call.keywords) & words("deploying_arguments"):
            yield Promotion(call, "deploy", judged(program, call))


def newest(program: Program, calls: Calls) -> tuple[Place, ...]:
    """Where a model is served, or loaded to serve, from an address that ends in `latest`."""
    found = [
        call.place
        for call in calls.written("load_model")
        if call.args and _LATEST.search(call.args[0].text or "")
    ]
    for code in program.codes:
        found += code.memo(_served)
    return tuple(found)


def _served(code: Code) -> tuple[Place, ...]:
    """Commands of a cell that serve the newest version of a model."""
    found = list[Place]()
    lines = code.cell.source.split("\n")
    for magic in code.magics:
        if "serve" in magic.arguments and _LATEST.search(magic.arguments):
            line = lines[magic.line - 1]
            start = len(line) - len(line.lstrip()) + 1
            number, name = code.cell.number, code.cell.id
            found.append(Place(number, name, magic.line, start, magic.line, len(line) + 1))
    return tuple(found)


def bar(calls: Calls, promotion: Promotion) -> Fix | None:
    """Raise above a promotion if the score is not good enough; the bar is for the user to set."""
    call = promotion.call
    name = _score(calls, call)
    if name is None:
        return None
    worse = ">" if _LOSS.search(name) else "<"
    least = "0.2" if worse == ">" else "0.8"
    text = (
        f"if {name} {worse} {least}:  # set the bar\n"
        f'    raise ValueError(f"not promoted: {name} is {{{name}}}")'
    )
    statement = _statement(call)
    above = before(call.code, statement, text) if statement is not None else None
    return Fix("Promote only above a bar", "S", (above,)) if above is not None else None


def _score(calls: Calls, promotion: Call) -> str | None:
    """The name of the score that was used last before a call, in the same function."""
    for call in reversed(calls):
        if call.order >= promotion.order or call.function != promotion.function:
            continue
        nodes = [*call.node.args, *(keyword.value for keyword in call.node.keywords)]
        for node, value in zip(nodes, call.values, strict=False):
            if isinstance(node, ast.Name) and "metric" in value.tags and not value.items:
                return node.id
    return None


def _statement(call: Call) -> ast.stmt | None:
    """The statement that a call stands in."""
    tree = call.code.tree
    if tree is None:
        return None
    around = [
        node
        for node in walk(tree)
        if isinstance(node, ast.stmt)
        and node.lineno <= call.node.lineno
        and (node.end_lineno or node.lineno) >= (call.node.end_lineno or call.node.lineno)
    ]
    return max(around, key=lambda node: (node.lineno, node.col_offset)) if around else None
