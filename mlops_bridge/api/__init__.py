"""What the edges (CLI, server) may call: one function per user intention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .conversion import Converted, convert, inspect, preview
from .findings import (
    Linted,
    LiveCell,
    LiveRun,
    apply,
    catalogue,
    explain,
    fix,
    lint,
    lint_cells,
    notebooks,
)
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
    "Image",
    "Linted",
    "LiveCell",
    "LiveRun",
    "Lock",
    "Run",
    "Verdict",
    "Version",
    "apply",
    "build",
    "catalogue",
    "concerns",
    "convert",
    "explain",
    "fix",
    "inspect",
    "lint",
    "lint_cells",
    "lock",
    "notebooks",
    "preview",
    "register",
    "run",
    "verify",
    "where",
]
