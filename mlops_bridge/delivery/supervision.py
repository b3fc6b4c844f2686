"""Supervision: the process that runs a job notebook, watched to its end."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest
from ..environment.process import Ended, watch
from ..errors import Cancelled
from ..progress import Event, Report
from .execution import MARK, START
from .failure import Failure, locate, step


def supervise(
    request: Mapping[str, Any],
    variables: Mapping[str, str],
    timeout: float | None,
    manifest: Manifest,
    report: Report,
) -> Failure:
    """Run the process that runs the notebook, and say how it ended.

    Parameters
    ----------
    request : mapping
        What `execution.main` is given.
    variables : mapping
        The whole environment of the process, and so of the kernel.
    timeout : float, optional
        Seconds that it may take.
    """
    told: dict[str, Any] = {"cell": 0, "of": 0, "source": ""}
    event = Event("run", f"starting the kernel `{request['kernel']}`")

    def heard(line: str) -> None:
        nonlocal event
        # what the job's own processes print may stand before the mark
        _, mark, text = line.partition(MARK)
        if mark:
            told.update(json.loads(text))
            name = step(manifest, told["source"]) or "preparing"
            event = Event("run", f"cell {told['cell']} of {told['of']}: {name}")
            report(event)

    killed = _killed()
    report(event)
    try:
        ended = watch(
            [sys.executable, "-c", START],
            stdin=json.dumps(request),
            environment=variables,
            timeout=timeout,
            line=heard,
            beat=lambda: report(event),
            cwd=Path(request["output"]).parent,
        )
    except (Cancelled, KeyboardInterrupt):
        return Failure(130, "cancelled", _at(manifest, told))
    if ended.late:
        return Failure(4, f"not done after {timeout:g} s", _at(manifest, told))
    if "code" not in told:
        return Failure(5, _last(ended), _at(manifest, told))
    code = int(told["code"])
    if code == 5 and _killed() > killed:
        return Failure(6, "the system killed the kernel: no memory left", _at(manifest, told))
    return Failure(code, _short(told["error"]), _at(manifest, told) if code else "")


def _at(manifest: Manifest, told: Mapping[str, Any]) -> str:
    return locate(manifest, told.get("traceback", ""), int(told["cell"]), told["source"])


def _short(error: str) -> str:
    lines = [line for line in error.splitlines() if line.strip()]
    return lines[0][:1000] if lines else ""


def _last(ended: Ended) -> str:
    lines = (ended.stderr.strip() or ended.stdout.strip()).splitlines()
    return f"the runner ended with code {ended.code}: {lines[-1] if lines else 'no message'}"


def _killed() -> int:
    """How many processes of this control group the system has killed for want of memory."""
    try:
        text = Path("/sys/fs/cgroup/memory.events").read_text(encoding="ascii")
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("oom_kill "))
