"""What the edges (CLI, server) may call: one function per user intention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lint.results import Results
from .conversion import Converted, convert, graph, inspect, preview
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
    lint,
    lint_cells,
    settings,
)
from .generation import Generation, generate, write_generated
from .production import (
    mermaid,
    openlineage,
    promote,
    reproduce,
    rollback,
    sweep,
    sync,
    trace,
)
from .proof import concerns, verify, where
from .shipping import build, lock, register, run

if TYPE_CHECKING:
    from ..convert.verify import Verdict
    from ..delivery.image import Image
    from ..delivery.promotion import Promotion
    from ..delivery.registry import Version
    from ..delivery.reproduction import Reproduction
    from ..delivery.rollback import Rollback
    from ..delivery.run import Run
    from ..delivery.sweep import Job, Sweep
    from ..delivery.sync import Synced
    from ..delivery.tracing import Traced
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
