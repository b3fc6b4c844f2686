"""Monitoring: a module that logs predictions and compares them with the training rows."""

from __future__ import annotations

import ast

from ..analysis.attributes import normal
from ..analysis.facts import Facts
from ..analysis.knowledge import sensitive
from ..analysis.repairs import after, imported
from ..finding import Edit
from .offer import Offer, Source
from .render import render


def offer(source: Source) -> Offer:
    """`monitoring.py`, and the line below the first fit that writes the profile."""
    facts = source.facts
    columns = [sorted(fit.features.cols) for fit in facts.fits if fit.features.cols]
    named = {column.name for column in facts.trace.columns}
    private = sorted(name for name in named if normal(name) in sensitive())
    text = render(
        "monitoring.py",
        notebook=facts.notebook.path.name,
        columns=_ordered(facts) or (columns[0] if columns else []),
        private=tuple(private),
    )
    edits = _edits(facts)
    notes = ["wrap the prediction of the service: `monitoring.Monitor(model.predict)`"]
    if not edits:
        notes.append('after training, call `monitoring.save(frame, "profile.json")`')
    return Offer({"monitoring.py": text}, edits, tuple(notes))


def _ordered(facts: Facts) -> list[str]:
    """The features in their order, where the fit names them: `df[["a", "b"]]`."""
    for call in facts.calls.written("fit"):
        first = call.node.args[0] if call.node.args else None
        if isinstance(first, ast.Subscript) and isinstance(first.slice, ast.List):
            parts = [part.value for part in first.slice.elts if isinstance(part, ast.Constant)]
            if len(parts) == len(first.slice.elts):
                return [str(part) for part in parts]
    return []


def _edits(facts: Facts) -> tuple[Edit, ...]:
    """Save the profile of what the first model is fitted on, right below."""
    places = {fit.place for fit in facts.fits}
    for call in facts.calls.written("fit"):
        if call.place not in places or not call.node.args or call.function:
            continue
        rows = call.code.segment(call.node.args[0])
        if "(" in rows or "\n" in rows:
            continue  # what a call makes is not made twice
        for unit in call.code.units:
            node = unit.nodes[-1]
            if isinstance(node, (ast.Assign, ast.Expr)) and any(
                part is call.node for part in ast.walk(node)
            ):
                below = after(call.code, node, f'monitoring.save({rows}, "profile.json")')
                extra = imported(facts.program, "monitoring", call.code)
                if below is not None:
                    return (below,) if extra is None else (extra, below)
    return ()
