"""Progress of long work, as the edges (CLI, server) show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """One thing that long work has to say: the stage it is in, and a detail of it."""

    stage: str
    detail: str = ""


Report = Callable[[Event], None]
"""Takes each event as it happens; raises `errors.Cancelled` to stop the work there."""


def silent(event: Event) -> None:
    """Report nothing."""
