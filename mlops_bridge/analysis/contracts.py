"""Contracts: what says which inputs a served model takes, and where nothing does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from ..finding import Fix, Place
from .program import Code, Program
from .promotions import Promotion
from .repairs import argument, before
from .serving import Route
from .trace import Call, Calls, Fit
from .trees import walk

_REQUEST = re.compile(
    r"\brequest\s*\.\s*(?:json|get_json|form|args|values|data|get_data|body|query_params|forms|params)\b"
    r"|\breq\s*\.\s*(?:get_json|json|params|media)\b"
)
_BUILDS = ("DataFrame", "Series", "array", "asarray", "json_normalize", "from_dict")
_MORE_BUILDS = ("from_records", "tensor", "FloatTensor", "DMatrix", "read_json", "fromiter")
_CHECKS = re.compile(
    r"valid|schema|check|verify|model_validate|parse_obj|from_json|reindex|isinstance|issubset"
    r"|deserialize|\babort\b|expected",
    re.IGNORECASE,
)
_RAW = frozenset(["dict", "Dict", "Request", "Any", "object", "list", "Mapping", "JSON"])


class Missing(NamedTuple):
    """A model without a contract: a route that trusts its input, or a model without signature."""

    place: Place
    what: Literal["route", "signature"]
    name: str
    evidence: tuple[Place, ...]
    fix: Fix | None


class View(NamedTuple):
    """A function that may answer a route: it reads `raw` input, it `checks` something."""

    raw: bool
    checks: bool
    calls: frozenset[str]
    node: ast.FunctionDef | ast.AsyncFunctionDef


def missing(
    program: Program,
    calls: Calls,
    routes: tuple[Route, ...],
    fits: tuple[Fit, ...],
    steps: tuple[Promotion, ...],
) -> tuple[Missing, ...]:
    """Where a served or a registered model does not say what it takes."""
    return (*_trusting(program, calls, routes), *_unsigned(calls, fits, steps))


def _trusting(program: Program, calls: Calls, routes: tuple[Route, ...]) -> Iterator[Missing]:
    """(a) routes that make a table of what the request brings, as it is."""
    serving = [route for route in routes if route.predicts]
    if not serving or calls.role("validator"):
        return
    views: dict[str, View] = {}
    for code in program.codes:
        views.update(code.memo(_views))
    for route in serving:
        view = views.get(route.function)
        if view is None or not view.raw or view.checks:
            continue
        if any(name in views and views[name].checks for name in view.calls):
            continue
        body = list(calls.inside(route.function))
        built = next((call for call in body if _builds(call)), None)
        if built is not None:
            name = route.path or route.function
            fix = _check_first(body, built, view)
            yield Missing(built.place, "route", name, (route.place,), fix)


def _builds(call: Call) -> bool:
    """Whether a call makes a table of data, or predicts for a list written in place."""
    if call.written in _BUILDS or call.written in _MORE_BUILDS:
        return True
    if call.written.startswith("predict") and call.node.args:
        first = call.node.args[0]
        return isinstance(first, ast.List) or bool(_REQUEST.search(call.code.segment(first)))
    return False


def _check_first(body: list[Call], built: Call, view: View) -> Fix | None:
    """Refuse a request whose names are not those the model was fitted on, in Flask."""
    predict = next((call for call in body if call.written.startswith("predict")), None)
    given = built.node.args[0] if built.node.args else None
    statement = next(
        (s for s in view.node.body if s.lineno <= built.node.lineno <= (s.end_lineno or 0)), None
    )
    if predict is None or not isinstance(given, ast.Name) or statement is None:
        return None
    if built.written != "DataFrame":
        return None
    model = predict.code.segment(predict.node.func).rpartition(".")[0]
    flask = "request." in "".join(built.code.segment(s) for s in view.node.body)
    if not model.isidentifier() or not flask or isinstance(view.node, ast.AsyncFunctionDef):
        return None
    text = (
        f"if set({given.id}) != set({model}.feature_names_in_):\n"
        f'    return {{"expected": list({model}.feature_names_in_)}}, 400'
    )
    above = before(built.code, statement, text)
    return Fix("Refuse other columns", "S", (above,)) if above is not None else None


def _views(code: Code) -> Mapping[str, View]:
    """The functions of a cell that read a request, and those that check something."""
    if code.tree is None or "def " not in code.text:
        return {}
    return {
        node.name: _view(code, node)
        for node in code.nodes
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }


def _view(code: Code, node: ast.FunctionDef | ast.AsyncFunctionDef) -> View:
    text = "\n".join(code.segment(statement) for statement in node.body)
    raw = bool(_REQUEST.search(text)) or any(map(_untyped, _parameters(node)))
    called = {
        part.func.id
        for part in walk(node)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)
    }
    refuses = any(
        isinstance(part, (ast.Assert, ast.Raise))
        or (isinstance(part, ast.If) and _refuses(part.body))
        for part in walk(node)
    )
    return View(raw, refuses or bool(_CHECKS.search(text)), frozenset(called), node)


def _refuses(body: list[ast.stmt]) -> bool:
    return any(isinstance(node, (ast.Return, ast.Raise)) for node in body)


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _untyped(parameter: ast.arg) -> bool:
    """Whether a parameter says that it takes just any JSON."""
    kind = parameter.annotation
    if isinstance(kind, ast.Subscript):
        kind = kind.value
        return isinstance(kind, ast.Name) and kind.id in ("dict", "Dict", "Mapping")
    return isinstance(kind, ast.Name) and kind.id in _RAW


def _unsigned(
    calls: Calls, fits: tuple[Fit, ...], steps: tuple[Promotion, ...]
) -> Iterator[Missing]:
    """(b) models that are logged without a signature, and registered."""
    logs = [c for c in calls.written("log_model", "save_model") if c.name.startswith("mlflow.")]
    if not logs or _signed_by_autolog(calls):
        return
    registered = [step for step in steps if step.call not in logs and step.what != "stage"]
    for call in logs:
        known = {"signature", "input_example", "**"} & set(call.keywords)
        if known or (call.api is not None and "signed" in call.api.facts):
            continue
        own = call.keywords.get("registered_model_name")
        if (own is not None and own.const is not None) or registered:
            evidence = tuple(step.place for step in registered[:2])
            yield Missing(call.place, "signature", call.written, evidence, _sign(calls, call, fits))


def _signed_by_autolog(calls: Calls) -> bool:
    for call in calls.written("autolog"):
        said = (call.keywords.get(name) for name in ("log_models", "log_model_signatures"))
        if call.role == "tracker" and all(v is None or v.const is not False for v in said):
            return True
    return False


def _sign(calls: Calls, log: Call, fits: tuple[Fit, ...]) -> Fix | None:
    """`signature=infer_signature(X_train, model.predict(X_train))`, if the names are at hand."""
    model = log.node.args[0] if log.node.args else None
    for keyword in log.node.keywords:
        if keyword.arg in ("sk_model", "model", "xgb_model", "lgb_model"):
            model = keyword.value
    if not isinstance(model, ast.Name) or not log.code.segment(log.node.func).startswith("mlflow."):
        return None
    for call in reversed(calls.written("fit")):
        made = isinstance(call.node.func, ast.Attribute) and call.node.args
        if not made or call.function != log.function or call.order > log.order:
            continue
        held = call.code.segment(call.node.func).rpartition(".")[0]
        data = call.node.args[0]
        own = held == model.id or "(" in held
        fitted = {("fit", call.key)} & {fit.key for fit in fits}
        given = log.argument(0, "sk_model", "model", "xgb_model", "lgb_model")
        same = given is not None and bool(given.fits & fitted)
        if own and same and isinstance(data, ast.Name):
            text = f"mlflow.models.infer_signature({data.id}, {model.id}.predict({data.id}))"
            edit = argument(log.code, log.node, f"signature={text}")
            return Fix("Add the signature", "A", (edit,)) if edit is not None else None
    return None
