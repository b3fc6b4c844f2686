"""Attributes: columns about protected traits that a model learns from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..finding import Place
from .knowledge import package_role, sensitive, words
from .program import Code, Program
from .trace import Call, Calls, Fit, Trace

_HEADER = re.compile(r"<th[^>]*>([^<>]{1,60})</th>")
_HOUSE = re.compile(
    r"house|building|asset|tenure|vehicle|car|account|property|tree|wine|star", re.I
)
_RACING = re.compile(r"\blap|driver|circuit|horse", re.IGNORECASE)


@dataclass(frozen=True)
class Attribute:
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
    for fit in trace.fits.values():
        if "unsupervised" in fit.model.tags or not fit.rows:
            continue
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


def assessed(calls: Calls, trace: Trace, columns: Sequence[str]) -> bool:
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
    return any(normal(name) in words("fairness_words") for name in _defined(trace))


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
            if "dataframe" not in text:
                continue
            head = text.partition("</thead>")[0]
            for name in _HEADER.findall(head[:20_000]):
                place = Place(code.cell.number, code.cell.id, 1, 1, 1, 1, "shown in the output")
                found.setdefault(name.strip(), place)
    return found


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


def _defined(trace: Trace) -> list[str]:
    return [call.written for call in trace.calls]
