"""Card: MODEL_CARD.md, filled with what the notebook says; the rest are questions to its author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..analysis.attributes import attributes
from ..analysis.facts import Facts
from ..analysis.knowledge import words
from ..analysis.outputs import texts
from ..analysis.secrets import masked
from ..analysis.trace import Call, Fit
from .offer import Offer, Source
from .render import render

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d*\.\d+(?:e[-+]?\d+)?|\d%")
_MOST = 20  # lines of scores that a reader can take in


@dataclass(frozen=True)
class Stated:
    """A fact with the code cell that says it."""

    text: str
    cell: int


@dataclass(frozen=True)
class Model:
    """A fitted model: its class, its settings as written, what it was fitted on."""

    name: str
    settings: tuple[str, ...]
    cell: int
    features: tuple[str, ...]
    features_text: str
    target: str
    saved: str


def offer(source: Source) -> Offer:
    """The model card."""
    facts = source.facts
    title, about = _heading(facts)
    models = _models(facts)
    found = {a.column: a.attribute for a in attributes(facts.program, facts.trace)}
    text = render(
        "MODEL_CARD.md",
        title=title,
        about=about,
        notebook=facts.notebook.path.name,
        hash=facts.notebook.source_hash[:12],
        python=facts.notebook.python,
        data=_said(facts, *_of_role(facts, "loader", "bundled_loader")),
        models=models,
        splits=_said(facts, *_of_role(facts, "split", "cross")),
        seeds=tuple(_seeds(facts)),
        scores=tuple(_scores(facts))[:_MOST],
        sensitive=sorted(found.items()),
        assessed=not facts.attributes,
        explained=facts.explained,
        saves=tuple(Stated(save.text, save.place.cell) for save in facts.saves if save.text),
    )
    return Offer({"MODEL_CARD.md": masked(text)})


def _heading(facts: Facts) -> tuple[str, str]:
    """The title of the notebook, and the first paragraph of its prose."""
    title = facts.notebook.path.stem
    for cell in facts.notebook.cells:
        if cell.kind != "markdown":
            continue
        heading = re.search(r"^#{1,3}\s+(.+?)\s*#*$", cell.source, re.M)
        rest = re.sub(r"^#+ .*$", "", cell.source, flags=re.M).strip()
        first = rest.split("\n\n")[0].strip()
        return (heading[1] if heading else title), first[:600]
    return title, ""


def _of_role(facts: Facts, *roles: str) -> tuple[Call, ...]:
    return facts.calls.role(*roles)


def _said(facts: Facts, *calls: Call) -> tuple[Stated, ...]:
    """The calls as written, each text once."""
    found: dict[str, Stated] = {}
    for call in calls:
        text = " ".join(call.code.segment(call.node).split())[:200]
        values = {f"{v.const}" for v in call.values if isinstance(v.const, (str, int, float))}
        hidden = sorted(value for value in values if value and value not in text)
        text += f" with {', '.join(hidden)}" if hidden else ""
        found.setdefault(text, Stated(text, call.place.cell))
    return tuple(found.values())


def _models(facts: Facts) -> tuple[Model, ...]:
    """The models fitted; those that are saved come first."""
    saved = {
        key: save.text or "a file"
        for save in facts.saves
        if save.model is not None
        for key in save.model.fits
    }
    found = dict[tuple[str, int], Model]()
    for fit in sorted(facts.fits, key=lambda fit: (fit.key not in saved, fit.order)):
        model = _model(facts, fit, saved.get(fit.key, ""))
        found.setdefault((model.name, model.cell), model)
    return tuple(found.values())


def _model(facts: Facts, fit: Fit, saved: str) -> Model:
    call = next((c for c in facts.calls.written("fit") if c.place == fit.place), None)
    given = call.node.args if call is not None else []
    written = [call.code.segment(node) for node in given] if call is not None else []
    target = ", ".join(sorted(fit.target.cols)) if fit.target and fit.target.cols else ""
    return Model(
        fit.model.name,
        _settings(facts, fit),
        fit.place.cell,
        tuple(sorted(fit.features.cols or ())),
        written[0] if written else "",
        target or (written[1] if len(written) > 1 else ""),
        saved,
    )


def _settings(facts: Facts, fit: Fit) -> tuple[str, ...]:
    maker = next((c for c in facts.calls if c.value.oid and c.value.oid == fit.model.oid), None)
    if maker is None or maker.written == "fit":
        return ()
    parts = [maker.code.segment(part) for part in maker.node.args]
    for keyword in maker.node.keywords:
        written = maker.code.segment(keyword.value)
        known = maker.keywords.get(keyword.arg or "**")
        if known is not None and isinstance(known.const, (bool, int, float, str)):
            written = repr(known.const)
        parts.append(f"{keyword.arg}={written}" if keyword.arg else f"**{written}")
    return tuple(" ".join(part.split())[:200] for part in parts)


def _seeds(facts: Facts) -> Iterator[Stated]:
    yield from _said(facts, *facts.calls.role("seeder"))
    for call in facts.calls:
        for keyword in call.node.keywords:
            if keyword.arg in ("random_state", "seed", "random_seed"):
                text = f"{call.written}(..., {keyword.arg}={call.code.segment(keyword.value)})"
                yield Stated(text, call.place.cell)


def _scores(facts: Facts) -> Iterator[Stated]:
    """The lines of stored outputs that name a score and give a number."""
    known, seen = words("score_words"), set[str]()
    for code in facts.codes:
        for text in code.memo(texts):
            for line in text[:20_000].split("\n"):
                line = " ".join(line.split())
                named = known & set(re.split(r"[^a-z0-9]+", line.lower()))
                if named and _NUMBER.search(line) and len(line) < 160 and line not in seen:
                    seen.add(line)
                    yield Stated(line, code.cell.number)
