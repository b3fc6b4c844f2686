"""Monitoring: what watches the inputs and the answers of a served model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .knowledge import words
from .program import Code, Program
from .promotions import Promotion
from .serving import Route
from .trace import Call, Calls, Trace

_LOGS = re.compile(r"(?:^|[._])(?:logging|logger|log|loguru|structlog|audit)\b", re.IGNORECASE)
_PROFILE = re.compile(r"profile|baseline|reference|train(?:ing)?_(?:stat|summary|dist)", re.I)
_TABLES = ("to_csv", "to_json", "to_parquet", "to_pickle", "dump", "save", "write_text")
_CAPTURES = frozenset(
    [
        *("data_capture_config", "enable_app_insights", "collect_model_data", "data_collector"),
        *("auto_capture_config", "inference_table", "enable_container_logging", "explanation_spec"),
        *("request_response_logging_sampling_rate", "enable_access_logging", "tracing"),
    ]
)


def monitored(
    program: Program,
    trace: Trace,
    calls: Calls,
    routes: Sequence[Route],
    deploys: Sequence[Promotion],
) -> bool:
    """Whether anything records inputs or predictions, or compares them with the training data."""
    packages = {entry.module.partition(".")[0] for entry in trace.imports}
    if packages & words("monitoring_packages"):
        return True
    if any(_CAPTURES & set(step.call.keywords) for step in deploys):
        return True
    serving = {route.function for route in routes if route.predicts}
    if any(map(_records, calls.inside(*serving))):
        return True
    if any(entry.call.written in words("middlewares") for entry in trace.decorated):
        return True
    return any(map(_profile, calls.written(*_TABLES))) or any(
        code.memo(_watches) for code in program.codes
    )


def _records(call: Call) -> bool:
    """Whether a call in a route writes something down."""
    if call.written in words("recording_methods"):
        return True
    spoken = call.code.segment(call.node.func)
    return bool(_LOGS.search(call.name) or _LOGS.search(spoken))


def _profile(call: Call) -> bool:
    """Whether a table of statistics of the training data is kept."""
    path = " ".join(value.text or "" for value in call.values[:2])
    return "describe(" in call.code.segment(call.node) or bool(_PROFILE.search(path))


def _watches(code: Code) -> bool:
    return bool(re.search(r"\b(?:ks_2samp|psi\(|population_stability|ModelMonitor)\b", code.text))
