"""Attributes: columns about protected traits that a model learns from."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence, Set
from typing import Any, NamedTuple

from ..finding import Fix, Place
from .knowledge import package_role, sensitive, words
from .program import Code, Program
from .repairs import after, imported
from .trace import Call, Calls, Fit, Trace

_HEADER = re.compile(r"<th[^>]*>([^<>]{1,60})</th>")
_HOUSE = re.compile(
    r"(?<![a-z])(?:hous(?:e|es|ing)|buildings?|assets?|tenure|vehicles?|cars?|account|propert(?:y|ies)"
    r"|wines?|stars?|abalone|concrete|machines?|batter(?:y|ies))(?![a-z])",
    re.IGNORECASE,
)
_ROW = re.compile(r"^\d+\s{2,}\S")
_SCORE = re.compile(r"\w+_score\(|confusion_matrix\(|\.score\(|mean_\w+_error\(")
_CUT = re.compile(r"\[[\"']([^\"']+)[\"']\]\s*==|\.(\w+)\s*==")
_RACING = re.compile(r"\blap|driver|circuit|horse", re.IGNORECASE)


class Attribute(NamedTuple):
    """A protected attribute among the columns that a model is fitted on."""

    column: str
    attribute: str
    confidence: float
    fit: Fit
    place: Place


def attributes(program: Program, trace: Trace) -> tuple[Attribute, ...]:
    """The protected columns that reach a fit, one entry a column."""
    found: dict[str, Attribute] = {}
    shown = _shown(program)
    judged = {key for event in trace.evals for key in event.fits}
    for fit in sorted(trace.fits.values(), key=lambda fit: not fit.model.name):
        if "unsupervised" in fit.model.tags or not fit.rows:
            continue
        if not fit.model.name and fit.key not in judged:
            continue  # it may be a plot, or anything else that is fitted
        for column, place in _columns(trace, fit, shown):
            entry = sensitive().get(normal(column))
            if entry is None or column in found:
                continue
            attribute, confidence = entry
            other = {"age": _of_things, "race": _of_races}.get(attribute)
            if other and any(code.memo(other) for code in program.codes):
                continue
            found[column] = Attribute(column, attribute, confidence, fit, place)
    return tuple(found.values())


def _of_things(code: Code) -> bool:
    """Whether a cell speaks of things that have an age."""
    return _HOUSE.search(code.text) is not None


def _of_races(code: Code) -> bool:
    """Whether a cell speaks of races that are run."""
    return _RACING.search(code.text) is not None


def dropped(trace: Trace) -> tuple[Attribute, ...]:
    """The protected columns that were taken out before a fit, one entry a column."""
    found: dict[str, Attribute] = {}
    for fit in trace.fits.values():
        if not fit.model.name or "unsupervised" in fit.model.tags:
            continue
        for column in sorted(fit.features.gone):
            entry = sensitive().get(normal(column))
            if entry is not None and entry[0] != "age":
                found.setdefault(column, Attribute(column, *entry, fit, fit.place))
    return tuple(found.values())


def assessed(program: Program, calls: Calls, trace: Trace, columns: Sequence[str]) -> bool:
    """Whether the notebook compares groups: by a fairness library, or metrics by column."""
    if any(package_role(entry.module) == "fairness" for entry in trace.imports):
        return True
    names = set(columns)
    if calls.role("fairness"):
        return True
    for call in (*calls.written("groupby"), *calls.role("metric")):
        if call.written == "groupby" and call.function == "" and _by(call) & names:
            if _scored_near(calls, call):
                return True
        if call.role == "metric" and any(_masked(value.rows) for value in call.values):
            return True
    if any(code.memo(_halved) & names for code in program.codes):
        return True
    said = {normal(call.written) for call in trace.calls}
    return any(word in name for word in words("fairness_words") for name in said)


def explained(calls: Calls) -> bool:
    """Whether an explainer is applied to the model."""
    return bool(calls.role("explainer"))


def normal(name: str) -> str:
    """A column name as the lexicon spells it."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[^\w]+", "_", snake).strip("_").lower()


def _columns(trace: Trace, fit: Fit, shown: dict[str, Place]) -> list[tuple[str, Place]]:
    features = fit.features
    sources = {region.source for region in fit.rows}
    mentioned = {
        column.name: column.place
        for column in trace.columns
        if {region.source for region in column.rows} & sources
    }
    if features.cols is not None:
        return [(c, mentioned.get(c, fit.place)) for c in sorted(features.cols)]
    return [
        (name, place) for name, place in {**shown, **mentioned}.items() if name not in features.gone
    ]


def _shown(program: Program) -> dict[str, Place]:
    """The column headers in stored outputs, with the cell that shows them."""
    found: dict[str, Place] = {}
    for code in program.codes:
        for output in code.cell.outputs:
            data = output.get("data")
            html = data.get("text/html", "") if isinstance(data, dict) else ""
            text = "".join(map(str, html)) if isinstance(html, list) else str(html)
            if not text:
                place = Place(code.cell.number, code.cell.id, 1, 1, 1, 1, "shown in the output")
                found.update((name, place) for name in _printed(output) if name not in found)
            if "dataframe" not in text:
                continue
            head = text.partition("</thead>")[0]
            for name in _HEADER.findall(head[:20_000]):
                place = Place(code.cell.number, code.cell.id, 1, 1, 1, 1, "shown in the output")
                found.setdefault(name.strip(), place)
    return found


def _printed(output: Mapping[str, Any]) -> list[str]:
    """The column names of a table that was printed as text."""
    data = output.get("data")
    text = data.get("text/plain", "") if isinstance(data, dict) else output.get("text", "")
    lines = ("".join(map(str, text)) if isinstance(text, list) else str(text)).split("\n")
    if len(lines) < 2 or not lines[0][:1].isspace() or not _ROW.match(lines[1]):
        return []
    return re.split(r"\s{2,}|(?<=\w)\s(?=\w)", lines[0].strip())[:200]


def _halved(code: Code) -> frozenset[str]:
    """The columns that a cell cuts the rows by, where it computes several scores."""
    if len(_SCORE.findall(code.text)) < 2:
        return frozenset()
    return frozenset(a or b for a, b in _CUT.findall(code.text))


def _by(call: Call) -> set[str]:
    value = call.argument(0, "by")
    if value is None:
        return set()
    if value.text:
        return {value.text}
    return {item.text for item in value.items if item.text}


def _scored_near(calls: Calls, group: Call) -> bool:
    """Whether a metric is computed in the same cell as a `groupby` on the column."""
    return any(
        call.role == "metric" or "metric" in call.value.tags
        for call in calls
        if call.code.cell.number == group.code.cell.number
    )


def _masked(rows: frozenset[object]) -> bool:
    return any(
        step.kind == "side" and isinstance(step.key, tuple) and step.key[:1] == ("mask",)
        for region in rows
        for step in getattr(region, "path", ())[-1:]
    )


def compared(program: Program, calls: Calls, found: Sequence[Attribute]) -> Fix | None:
    """The metric for each group, below the total: a `MetricFrame` over the attribute."""
    keys = frozenset[object](attribute.fit.key for attribute in found)
    for call in calls.role("metric"):
        if len(call.node.args) != 2 or call.function or not keys & _fits(call):
            continue
        table = next((name for c in calls.written("predict") if (name := _table(c, keys))), None)
        metric, truth, guess = tuple(
            call.code.segment(node) for node in (call.node.func, *call.node.args)
        )
        if table is None or "\n" in guess or call.written not in words("group_metrics"):
            continue
        statement = next(
            (
                node
                for node in (call.code.tree.body if call.code.tree is not None else ())
                if node.lineno <= call.node.lineno <= (node.end_lineno or node.lineno)
                and isinstance(node, (ast.Expr, ast.Assign))
            ),
            None,
        )
        text = (
            f"print(MetricFrame(metrics={metric}, y_true={truth}, y_pred={guess}, "
            f'sensitive_features={table}["{found[0].column}"]).by_group)'
        )
        below = after(call.code, statement, text) if statement is not None else None
        if below is None:
            continue
        above = imported(program, "fairlearn.metrics", call.code, "MetricFrame")
        edits = (below,) if above is None else (above, below)
        return Fix("Compare the groups", "S", edits)
    return None


def _fits(call: Call) -> frozenset[object]:
    return frozenset(key for value in call.values for key in value.fits)


def _table(predict: Call, keys: Set[object]) -> str | None:
    """The name of the table that a model predicts for."""
    receiver, node = predict.receiver, next(iter(predict.node.args), None)
    if receiver is None or not receiver.fits & keys or not isinstance(node, ast.Name):
        return None
    return node.id if predict.args[0].kind == "frame" and not predict.function else None
