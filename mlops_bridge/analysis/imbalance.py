"""Imbalance: classes of unequal size, and whether the scores of a classifier see them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from typing import NamedTuple

from ..finding import Fix, Place
from .knowledge import words
from .program import Code, Program
from .repairs import after, imported
from .trace import Call, Calls, Fit
from .trees import walk
from .values import Value

_CLASSWISE = re.compile(
    r"(?<![a-z])f1|fbeta|recall|precision(?!\s*=\s*\d|['\"]\s*,)|\broc(?![a-z])|roccurve|rocauc"
    r"|(?<![a-z])auc|confusion|classification_?report|balanced_acc|matthews|\bmcc\b|kappa|log_loss"
    r"|brier|crosstab|sensitivity|specificity|jaccard|discriminationthreshold|top_k|hamming",
    re.IGNORECASE,
)
_WEIGHTS = (
    "class_weight",
    "class_weights",
    "scale_pos_weight",
    "is_unbalance",
    "auto_class_weights",
)
_LINE = re.compile(r"^(?!Name:|dtype|Length)\S.*?\s+(\d+(?:\.\d+)?)$")
_PAIR = re.compile(r":\s*(\d+)")
_UNEVEN, _EVEN = 0.8, 0.65  # share of the largest class


class Blind(NamedTuple):
    """A classifier that only accuracy judges, though its classes are uneven."""

    place: Place
    sign: str
    evidence: tuple[Place, ...]
    confidence: float
    fix: Fix | None


def blind(program: Program, calls: Calls, fits: tuple[Fit, ...]) -> Blind | None:
    """The first accuracy of a classifier with uneven classes, if nothing else is computed."""
    scored = _accuracies(calls)
    if not scored or any(code.memo(_classwise) for code in program.codes):
        return None
    sign = _sign(program, calls, fits)
    if sign is None:
        return None
    text, place, confidence = sign
    return Blind(scored[0].place, text, (place,), confidence, _report(program, scored[0]))


def _classwise(code: Code) -> bool:
    """Whether a cell computes, or only names, a score that sees the classes."""
    return bool(_CLASSWISE.search(code.text))


def _accuracies(calls: Calls) -> list[Call]:
    """The places where a classifier's accuracy is computed; none if other scores are."""
    found = list[Call]()
    for call in calls.role("metric"):
        if call.api is not None and "unsupervised" in call.api.facts:
            continue
        if call.written not in ("accuracy_score", "zero_one_loss"):
            return []
        found.append(call)
    for call in (*calls.role("cross"), *calls.role("search")):
        scoring = call.keywords.get("scoring")
        if scoring is not None and scoring.const is not None and scoring.text != "accuracy":
            return []
    for call in calls.written("score"):
        if call.receiver is not None and _classifies(call.receiver):
            found.append(call)
    for call in calls.role("cross"):
        if call.args and _classifies(call.args[0]):
            found.append(call)
    for call in calls.written("compile"):
        metrics = call.keywords.get("metrics")
        names = [item.text for item in metrics.items] if metrics is not None else []
        if names and set(names) <= {"accuracy", "acc", "binary_accuracy"}:
            fitted = [c for c in calls.written("fit") if c.receiver and c.order > call.order]
            found += [c for c in fitted if c.receiver and c.receiver.kind == "keras_model"][:1]
        elif names:
            return []
    return sorted(found, key=lambda call: (call.written == "fit", call.order))


def _classifies(value: Value) -> bool:
    """Whether a model, or the last part of it, is a classifier."""
    inner = value
    while inner.kind in ("pipeline", "search", "composite") and inner.items:
        inner = inner.items[-1]
    name = inner.name.rpartition(".")[2]
    return name.endswith(("Classifier", "ClassifierCV")) or name in words("classifiers")


def _sign(program: Program, calls: Calls, fits: tuple[Fit, ...]) -> tuple[str, Place, float] | None:
    """What says that the classes are uneven; None if nothing does, or counts say otherwise."""
    counted = _counted(program, calls, fits)
    if counted is not None:
        share, place = counted
        if share < _UNEVEN:
            return None
        return f"the largest class has {share:.0%} of the rows", place, 0.9
    for call in calls.role("estimator", "train"):
        for name in _WEIGHTS:
            given = call.keywords.get(name)
            if given is not None and given.const not in (None, False, 1):
                return f"`{name}` is set", call.place, 0.85
    for call in calls.written("fit"):
        if any(name in call.keywords for name in _WEIGHTS):
            return "the classes are weighted", call.place, 0.85
    for call in calls.role("resampler"):
        return f"`{call.written}` evens the classes out", call.place, 0.85
    target = next((fit for fit in fits if _rare(fit.target)), None)
    if target is not None:
        return f"`{_name(target.target)}` is rare", target.place, 0.7
    for call in calls.role("split"):
        by = call.keywords.get("stratify")
        if by is not None and by.const is not None and not calls.role("bundled"):
            return "the split is stratified", call.place, 0.7
    return None


def _rare(target: Value | None) -> bool:
    """Whether the target's name is that of something rare."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", _name(target))
    return bool(set(re.split(r"[^a-z]+", text.lower())) & words("rare_targets"))


def _name(target: Value | None) -> str:
    """The one column that is predicted, as far as it is known."""
    if target is None:
        return ""
    if target.cols is not None and len(target.cols) == 1:
        return next(iter(target.cols))
    return target.name if target.kind == "attr" else ""


def _counted(program: Program, calls: Calls, fits: tuple[Fit, ...]) -> tuple[float, Place] | None:
    """The share of the largest class in a stored count of the target."""
    targets = {name for fit in fits if fit.target is not None for name in fit.target.cols or ()}
    for call in calls.written("value_counts", "Counter", "bincount"):
        counted = call.receiver if call.written == "value_counts" else next(iter(call.args), None)
        if counted is None or not targets or counted.cols is None or not counted.cols <= targets:
            continue
        counts = _counts(call.code)
        if len(counts) >= 2:
            return max(counts) / sum(counts), call.place
    return None


def _counts(code: Code) -> list[float]:
    """The counts in the stored output of a cell that counts once."""
    if len(re.findall(r"value_counts|Counter\(|bincount", code.text)) != 1:
        return []
    text = "\n".join(_texts(code.cell.outputs))[:5_000]
    if "Counter({" in text:
        return [float(n) for n in _PAIR.findall(text)]
    lines = (line.strip() for line in text.split("\n"))
    return [float(match[1]) for line in lines if (match := _LINE.match(line))]


def _texts(outputs: Iterable[object]) -> list[str]:
    found = list[str]()
    for output in outputs:
        if isinstance(output, dict):
            data = output.get("data")
            text = data.get("text/plain", "") if isinstance(data, dict) else output.get("text", "")
            found.append("".join(map(str, text)) if isinstance(text, list) else str(text))
    return found


def _report(program: Program, call: Call) -> Fix | None:
    """A table of the classes below the accuracy."""
    if call.written == "accuracy_score" and len(call.node.args) == 2:
        truth, guess = (call.code.segment(node) for node in call.node.args)
    elif call.written == "score" and len(call.node.args) == 2:
        model = call.code.segment(call.node.func).rpartition(".")[0]
        data, truth = (call.code.segment(node) for node in call.node.args)
        guess = f"{model}.predict({data})"
        if not model.isidentifier():
            return None
    else:
        return None
    statement = _plain(call)
    if statement is None or "\n" in truth + guess:
        return None
    below = after(call.code, statement, f"print(classification_report({truth}, {guess}))")
    if below is None:
        return None
    above = imported(program, "sklearn.metrics", call.code, "classification_report")
    return Fix("Add a table of the classes", "A", (below,) if above is None else (above, below))


def _plain(call: Call) -> ast.stmt | None:
    """The statement that a call stands in, if it is an expression or an assignment."""
    if call.code.tree is None:
        return None
    for node in walk(call.code.tree):
        if isinstance(node, (ast.Expr, ast.Assign)) and any(p is call.node for p in walk(node)):
            return node
    return None
