"""Explanations: models whose answers nobody can read off, and what explains them."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from ..finding import Fix, Place
from .attributes import explained
from .knowledge import words
from .program import Code, Program
from .repairs import after, imported
from .saves import Save
from .trace import Call, Calls, Fit, Trace
from .values import Value

_EXPLAINS = re.compile(
    r"feature_importance|importances?_\b|plot_importance|get_f?score\(|permutation_importance|\bshap\b"
    r"|\blime\b|explain|partial_dependence|\bcoef_\b|interpret|plot_tree|export_text|\beli5\b|captum"
    r"|saliency|grad_?cam|integrated_?gradients",
    re.IGNORECASE,
)
_SHALLOW = 4  # levels of a tree that one can still read


class Unexplained(NamedTuple):
    """A model that is saved or deployed, and too involved to be read."""

    place: Place
    name: str
    fit: Fit
    fix: Fix | None


def unexplained(
    program: Program,
    trace: Trace,
    calls: Calls,
    fits: tuple[Fit, ...],
    saved: tuple[Save, ...],
    deployed: tuple[Place, ...],
) -> Unexplained | None:
    """The first model for use that nothing explains; None where all is explained or simple."""
    places = [save.place for save in saved] + list(deployed)
    if not places or not fits or explained(calls):
        return None
    if not _tabular(trace, calls) or any(code.memo(_explains) for code in program.codes):
        return None
    for save in saved:
        fit = next((f for f in fits if save.model is not None and f.key in save.model.fits), None)
        if fit is not None and (name := _opaque(calls, fit.model)):
            if fit.model.kind == "keras_model" and not _of_table(trace, fit):
                continue
            return Unexplained(save.place, name, fit, _importance(program, calls, fit, save.call))
    if deployed and (name := _opaque(calls, fits[-1].model)):
        return Unexplained(deployed[0], name, fits[-1], None)
    return None


def _tabular(trace: Trace, calls: Calls) -> bool:
    """Whether nothing in the notebook is about images, sound or text."""
    packages = {entry.module.partition(".")[0] for entry in trace.imports}
    if packages & words("media_packages"):
        return False
    names = {entry.module for entry in trace.imports if "feature_extraction" in entry.module}
    return not names and not calls.written(*words("media_calls"))


def _of_table(trace: Trace, fit: Fit) -> bool:
    """Whether a network learns from rows that were read as a table."""
    read = (trace.sources.get(region.source) for region in fit.rows)
    return any(call.api.facts.get("returns") == "frame" for call in read if call and call.api)


def _explains(code: Code) -> bool:
    return bool(_EXPLAINS.search(code.text))


def _opaque(calls: Calls, model: Value) -> str:
    """The class of a model that cannot be read, or ""."""
    inner = model
    while inner.kind in ("pipeline", "search", "composite") and inner.items:
        inner = inner.items[-1]
    name = inner.name.rpartition(".")[2]
    if inner.kind == "keras_model":
        return name if calls.written("Dense") else ""
    if inner.name in ("xgboost.train()", "lightgbm.train()"):
        return inner.name.removesuffix("()")
    if name not in words("opaque_models"):
        return ""
    for call in calls.role("estimator"):
        if call.value.oid != inner.oid:
            continue
        depth, kernel = call.keywords.get("max_depth"), call.keywords.get("kernel")
        if "Tree" in name and depth is not None and isinstance(depth.const, int):
            return "" if depth.const <= _SHALLOW else name
        if kernel is not None and kernel.text == "linear":
            return ""
    return name


def _importance(program: Program, calls: Calls, fit: Fit, save: Call) -> Fix | None:
    """Permutation importance on the rows that the model was scored on, below the save."""
    for call in calls.written("score"):
        args = call.node.args
        names = [arg.id for arg in args if isinstance(arg, ast.Name)]
        holder = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
        given = call.receiver
        if len(names) != 2 or given is None or fit.key not in given.fits:
            continue
        if not isinstance(holder, ast.Name) or call.function or save.function:
            continue
        text = f"permutation_importance({holder.id}, {names[0]}, {names[1]}, random_state=0)"
        below = after(save.code, save.node, f"print({text}.importances_mean)")
        if below is None:
            return None
        above = imported(program, "sklearn.inspection", save.code, "permutation_importance")
        edits = (below,) if above is None else (above, below)
        return Fix("Add permutation importance", "S", edits)
    return None
