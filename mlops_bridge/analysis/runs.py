"""Runs: what is open to a tracker while the notebook trains, and what it leaves out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from ..finding import Fix, Place
from .program import Code, Program
from .repairs import after, before
from .saves import Save, kept
from .trace import Call, Calls, Fit, Trace
from .values import Value

_METRICS = ("log_metric", "log_metrics", "log", "log_scalar", "report_scalar", "add_scalar")
_SETTINGS = re.compile(
    r"log_param|log_hyper|log_dict|log_text|log_config|hparam|autolog|set_tag|connect|log_input"
    r"|log_artifact|log_table|set_config|log_other"
)
_CONFIG = re.compile(r"\b(?:wandb|run|trackio|exp|experiment)\.config\b|Callback\(|Logger\(")
_CLOSES = ("end_run", "finish", "end", "stop")
_QUIET = frozenset(["random_state", "seed", "verbose", "n_jobs", "silent", "verbosity", "nthread"])
_FLAVORS = {
    "sklearn": "sklearn",
    "xgboost": "xgboost",
    "lightgbm": "lightgbm",
    "catboost": "catboost",
    "tensorflow": "tensorflow",
    "keras": "keras",
    "torch": "pytorch",
}


class Gap(NamedTuple):
    """Something that a run should hold and does not."""

    place: Place
    what: Literal["parameters", "model", "search"]
    name: str
    evidence: tuple[Place, ...]
    fix: Fix | None


class Run(NamedTuple):
    """A stretch of the notebook in which a tracker's run is open."""

    call: Call
    lines: tuple[int, int] | None
    end: int

    def holds(self, call: Call) -> bool:
        """Whether a call happens while the run is open."""
        if self.lines is None:
            return self.call.order <= call.order < self.end
        cell = self.call.code.cell.number
        spots = [(call.code.cell.number, call.node.lineno), *_spots(call)]
        return any(c == cell and self.lines[0] <= line <= self.lines[1] for c, line in spots)


def gaps(
    program: Program, trace: Trace, calls: Calls, fits: tuple[Fit, ...], saved: tuple[Save, ...]
) -> tuple[Gap, ...]:
    """What the runs of the notebook leave out."""
    open_runs = runs(calls)
    if not open_runs or calls.role("trainer") or any(c.written == "autolog" for c in _said(calls)):
        return ()
    held = list(_unlogged(calls, open_runs, saved))
    metrics = [call for call in _said(calls, *_METRICS) if any(r.holds(call) for r in open_runs)]
    if not _settings_kept(program, calls):
        searches = list(_searches(trace, calls, open_runs, metrics))
        held += searches or _parameters(calls, fits, metrics)
    return tuple(held)


def runs(calls: Calls) -> tuple[Run, ...]:
    """The runs that are opened, by name or by the first metric that is logged."""
    found = list[Run]()
    closes = [call.order for call in _said(calls, *_CLOSES)]
    for call in calls.role("tracker"):
        if call.api is not None and call.api.facts.get("gives") == "run":
            lines = call.code.memo(_withs).get((call.node.lineno, call.node.col_offset))
            end = next((order for order in closes if order > call.order), 1 << 62)
            found.append(Run(call, lines, end))
    first = next(iter(_said(calls, "log_metric", "log_metrics")), None)
    if not found and first is not None:
        found.append(Run(first, None, 1 << 62))
    return tuple(found)


def _said(calls: Calls, *names: str) -> list[Call]:
    """The tracker's calls, of these names if any are given."""
    found = calls.written(*names) if names else calls.role("tracker")
    return [call for call in found if call.role == "tracker"]


def _withs(code: Code) -> Mapping[tuple[int, int], tuple[int, int]]:
    """The lines of each `with` block, by the position of its context."""
    if code.tree is None:
        return {}
    return {
        (item.context_expr.lineno, item.context_expr.col_offset): (
            node.lineno,
            node.end_lineno or node.lineno,
        )
        for node in code.nodes
        if isinstance(node, (ast.With, ast.AsyncWith))
        for item in node.items
    }


def _spots(call: Call) -> list[tuple[int, int]]:
    """Cell and line of the calls of local functions that led to a call."""
    stack = call.key[-1]
    frames = stack if isinstance(stack, tuple) else ()
    return [frame[:2] for frame in frames if isinstance(frame, tuple) and len(frame) == 5]


def _settings_kept(program: Program, calls: Calls) -> bool:
    for call in _said(calls):
        if _SETTINGS.search(call.written) or "config" in call.keywords or "params" in call.keywords:
            return True
        if re.search(r"\.config\b|best_param|best_trial", call.name):
            return True
    return any(code.memo(_says_config) for code in program.codes)


def _says_config(code: Code) -> bool:
    return bool(_CONFIG.search(code.text))


def _parameters(calls: Calls, fits: tuple[Fit, ...], metrics: list[Call]) -> list[Gap]:
    """(a) metrics are logged, and no settings of the model that has some."""
    if not metrics:
        return []
    log = metrics[0]
    scored = {key for value in log.values for key in value.fits}
    fit = next((f for f in fits if (not scored or f.key in scored) and _set(calls, f)), None)
    if fit is None:
        steered = [call for call in calls.role("optimizer") if call.args[1:] or call.keywords]
        known = [fit for fit in fits if fit.model.kind != "module"]
        if known or not steered or not calls.written("backward"):
            return []
        return [Gap(log.place, "parameters", "the network", (steered[0].place,), None)]
    name = f"`{fit.model.name.rpartition('.')[2].removesuffix('()')}`"
    return [Gap(log.place, "parameters", name, (fit.place,), _log_parameters(calls, fit, log))]


def _set(calls: Calls, fit: Fit) -> bool:
    """Whether the fitted model was made with arguments of its own."""
    oids = _oids(fit.model)
    for call in calls.role("estimator", "train"):
        given = call.args if call.role == "estimator" else call.values
        if call.value.oid in oids and (given or set(call.keywords) - _QUIET):
            return True
    return False


def _oids(model: Value) -> set[int]:
    found = {model.oid} - {0}
    for part in model.items:
        found |= _oids(part)
    return found


def _log_parameters(calls: Calls, fit: Fit, log: Call) -> Fix | None:
    """`log_params(model.get_params())` above the metric, in MLflow."""
    model = _name_of(calls, fit)
    tracker = log.code.segment(log.node.func).rpartition(".")[0]
    if fit.model.kind != "estimator" or model is None or tracker != "mlflow":
        return None
    above = before(log.code, log.node, f"mlflow.log_params({model}.get_params())")
    return Fix("Log the model's parameters", "A", (above,)) if above is not None else None


def _name_of(calls: Calls, fit: Fit) -> str | None:
    """The name that holds the fitted model, if it is fitted by name."""
    for call in calls.written("fit"):
        if ("fit", call.key) == fit.key and isinstance(call.node.func, ast.Attribute):
            holder = call.node.func.value
            return holder.id if isinstance(holder, ast.Name) else None
    return None


def _searches(
    trace: Trace, calls: Calls, open_runs: tuple[Run, ...], metrics: list[Call]
) -> Iterator[Gap]:
    """(c) a search is done, and what it found is not logged."""
    for call in calls.written("fit", "optimize"):
        if call.receiver is None or call.receiver.kind != "search":
            continue
        if not any(run.holds(call) for run in open_runs) and not metrics:
            continue
        name = f"`{call.receiver.name.rpartition('.')[2]}`"
        yield Gap(call.place, "search", name, (), _log_best(call, open_runs))
        return


def _log_best(call: Call, open_runs: tuple[Run, ...]) -> Fix | None:
    """`log_params(search.best_params_)` below the search, in MLflow."""
    holder = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
    run = next((run for run in open_runs if run.holds(call)), None)
    if not isinstance(holder, ast.Name) or run is None or not run.call.name.startswith("mlflow"):
        return None
    best = "best_params_" if call.written == "fit" else "best_params"
    below = after(call.code, call.node, f"mlflow.log_params({holder.id}.{best})")
    return Fix("Log the best parameters", "A", (below,)) if below is not None else None


def _unlogged(calls: Calls, open_runs: tuple[Run, ...], saved: tuple[Save, ...]) -> Iterator[Gap]:
    """(b) a model is dumped while a run is open, and the run does not get it."""
    if kept(calls) or any("keeps" in run.call.api.facts for run in open_runs if run.call.api):
        return
    for save in saved:
        if save.how in ("raw", "method") and any(run.holds(save.call) for run in open_runs):
            model = save.model.name.rpartition(".")[2] if save.model is not None else ""
            name = f"`{model}`" if model else "the model"
            yield Gap(save.place, "model", name, (), _log_model(save, open_runs))


def _log_model(save: Save, open_runs: tuple[Run, ...]) -> Fix | None:
    """`log_model(model)` below the dump, in MLflow."""
    node = save.call.node
    holder: ast.expr | None = node.args[0] if node.args else None
    if save.how == "method":
        holder = node.func.value if isinstance(node.func, ast.Attribute) else None
    library = save.model.name.partition(".")[0] if save.model is not None else ""
    run = next((run for run in open_runs if run.holds(save.call)), None)
    if not isinstance(holder, ast.Name) or library not in _FLAVORS or run is None:
        return None
    if not run.call.name.startswith("mlflow"):
        return None
    flavor = _FLAVORS[library]
    below = after(save.call.code, node, f'mlflow.{flavor}.log_model({holder.id}, name="model")')
    return Fix("Log the model in the run", "S", (below,)) if below is not None else None
