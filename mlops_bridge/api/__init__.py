"""What the edges (CLI, server) may call: one function per user intention."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..lint.results import Results
from .conversion import Converted, Preview, convert, graph, inspect, preview
from .data import Pinned, add_data
from .discovery import notebooks
from .findings import (
    LiveCell,
    LiveRun,
    accept,
    apply,
    catalogue,
    explain,
    fix,
    ignore,
    lint,
    lint_cells,
    settings,
)
from .generation import Generation, generate, write_generated
from .proof import concerns, verify, where
from .shipping import build, hindrances, lock

if TYPE_CHECKING:
    from ..convert.verify import Verdict
    from ..delivery.chart import mermaid, openlineage
    from ..delivery.image import Image
    from ..delivery.promotion import Promotion, promote
    from ..delivery.registry import Version, register
    from ..delivery.reproduction import Reproduction, reproduce
    from ..delivery.rollback import Rollback, rollback
    from ..delivery.run import Run, run
    from ..delivery.sweep import Job, Sweep, sweep
    from ..delivery.sync import Synced, sync
    from ..delivery.tracing import Traced, trace
    from ..environment.lock import Lock

__all__ = [
    "Converted",
    "Generation",
    "Image",
    "Job",
    "LiveCell",
    "LiveRun",
    "Lock",
    "Pinned",
    "Preview",
    "Promotion",
    "Reproduction",
    "Results",
    "Rollback",
    "Run",
    "Sweep",
    "Synced",
    "Traced",
    "Verdict",
    "Version",
    "accept",
    "add_data",
    "apply",
    "build",
    "catalogue",
    "concerns",
    "convert",
    "explain",
    "fix",
    "generate",
    "graph",
    "hindrances",
    "ignore",
    "inspect",
    "lint",
    "lint_cells",
    "lock",
    "mermaid",
    "notebooks",
    "openlineage",
    "preview",
    "promote",
    "register",
    "reproduce",
    "rollback",
    "run",
    "settings",
    "sweep",
    "sync",
    "trace",
    "verify",
    "where",
    "write_generated",
]

# what needs nothing beside its room is the room's own function, imported when it is asked for
_LATER = {
    "mermaid": "chart",
    "openlineage": "chart",
    "promote": "promotion",
    "register": "registry",
    "reproduce": "reproduction",
    "rollback": "rollback",
    "run": "run",
    "sweep": "sweep",
    "sync": "sync",
    "trace": "tracing",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"..delivery.{_LATER[name]}", __name__), name)
