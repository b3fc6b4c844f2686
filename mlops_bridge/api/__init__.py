"""What the edges (CLI, server) may call: one function per user intention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lint.results import Results
from .conversion import Converted, convert, graph, inspect, preview
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
from .proof import concerns, verify, where
from .shipping import build, lock, register, run

if TYPE_CHECKING:
    from ..convert.verify import Verdict
    from ..delivery.image import Image
    from ..delivery.registry import Version
    from ..delivery.run import Run
    from ..environment.lock import Lock

__all__ = [
    "Converted",
    "Generation",
    "Image",
    "LiveCell",
    "LiveRun",
    "Lock",
    "Results",
    "Run",
    "Verdict",
    "Version",
    "accept",
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
    "notebooks",
    "preview",
    "register",
    "run",
    "settings",
    "verify",
    "where",
    "write_generated",
]
