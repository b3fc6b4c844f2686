"""Inputs: data files that models learn from, and whether anything keeps their versions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..finding import Place
from .trace import Call, Calls, Trace

_REMOTE = re.compile(r"^[a-z][\w+.\-]+://", re.IGNORECASE)


@dataclass(frozen=True)
class Input:
    """A local data file that the notebook reads; `trains`: its rows reach a fit."""

    path: str
    call: Call
    trains: bool

    @property
    def place(self) -> Place:
        return self.call.argument_place(0, "filepath_or_buffer", "path", "io")


def inputs(trace: Trace, calls: Calls) -> tuple[Input, ...]:
    """The local files read as tables, one entry a path."""
    fitted = {region.source for fit in trace.fits.values() for region in fit.rows}
    savers = (*calls.role("table_saver"), *calls.starting("to_"))
    written = {path for call in savers if (path := _written(call))}
    found: dict[str, Input] = {}
    for call in calls.role("loader"):
        path = _path(call)
        if path and path not in written and path not in found:
            found[path] = Input(path, call, ("file", path) in fitted)
    return tuple(found.values())


def checked(calls: Calls) -> bool:
    """Whether the notebook itself records or verifies its data: a hash, or a tracker's input."""
    if calls.role("digest"):
        return True
    recording = calls.written("log_input", "log_artifact", "use_artifact")
    return any(call.role == "tracker" for call in recording)


def _path(call: Call) -> str:
    if call.role != "loader" or call.api is None:
        return ""
    source = call.argument(int(call.api.facts["path"]), "filepath_or_buffer", "path", "io")
    text = source.text if source is not None else None
    if not text or _REMOTE.match(text) or "versioned" in source.tags:  # type: ignore[union-attr]
        return ""
    if call.api.package == "numpy" or "\n" in text:
        return ""
    return text


def _written(call: Call) -> str:
    if call.role == "table_saver" or call.written.startswith("to_"):
        target = call.argument(0, "path_or_buf", "path")
        return target.text or "" if target is not None else ""
    return ""
