"""Container: the job, or another command, run in a project's image."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import EngineError
from ..progress import Event, Report, silent
from .engine import connect, said

USER = 10001
MEMORY = "4g"


@dataclass(frozen=True)
class Outcome:
    """How a container ended: exit code, what it printed, seconds."""

    code: int
    stdout: str
    stderr: str
    seconds: float


def execute(
    image_tag: str,
    *,
    arguments: Sequence[str] = (),
    data: Path,
    out: Path | None = None,
    environment: Mapping[str, str] | None = None,
    command: Sequence[str] | None = None,
    timeout: float | None = None,
    report: Report = silent,
) -> Outcome:
    """Run the job in a container that can reach nothing but its own folders.

    No network, no capabilities, a read-only system, and a user that is not root.

    Parameters
    ----------
    image_tag : str
        Tag or id of an image that `build` made.
    arguments : sequence of str
        Command-line arguments of the job.
    data : Path
        The working directory: a folder with the job's data, in which it writes. Give a copy:
        where this process is root, the folder is handed over to the container's user.
    out : Path, optional
        A folder to be seen as ``/out``.
    environment : mapping, optional
        Environment variables, secrets among them; they stay in the container.
    command : sequence of str, optional
        Run this instead of the job.
    timeout : float, optional
        Seconds after which the container is ended.

    Raises
    ------
    EngineError
        If no engine answers, the container cannot start, or the time is up.
    Cancelled
        If `report` raises it; the container is removed.
    """
    started = time.monotonic()
    engine = connect()
    folders = {data.resolve(): "/data"} | ({out.resolve(): "/out"} if out else {})
    user = _lend(tuple(folders))
    options: dict[str, Any] = {"entrypoint": [command[0]]} if command else {}
    event = Event("container", f"running {image_tag}")
    report(event)
    with said(engine):
        engine.images.get(image_tag)  # else the engine would look for it in a registry
        box = engine.containers.run(
            image_tag,
            [*(command[1:] if command else ()), *arguments],
            detach=True,
            environment=dict(environment or {}),
            volumes={str(place): {"bind": name, "mode": "rw"} for place, name in folders.items()},
            user=user,
            network_mode="none",
            read_only=True,
            tmpfs={"/tmp": "rw,mode=1777"},
            cap_drop=["ALL"],
            security_opt=["no-new-privileges"],
            mem_limit=MEMORY,
            **options,
        )
        try:
            code = _wait(box, event, timeout, report)
            stdout = box.logs(stdout=True, stderr=False).decode(errors="replace")
            stderr = box.logs(stdout=False, stderr=True).decode(errors="replace")
        finally:
            box.remove(force=True)
    return Outcome(code, stdout, stderr, time.monotonic() - started)


def _wait(box: Any, event: Event, timeout: float | None, report: Report) -> int:
    started = time.monotonic()
    while True:
        box.reload()
        if box.status in ("exited", "dead"):
            return int(box.attrs["State"]["ExitCode"])
        if timeout is not None and time.monotonic() - started > timeout:
            raise EngineError(
                f"the container was not done after {timeout:g} s",
                hint="Allow more with --timeout SECONDS.",
            )
        report(event)
        time.sleep(0.2)


def _lend(folders: Sequence[Path]) -> str:
    """The user of the container, who has to be able to write in the folders."""
    if os.getuid() != 0:
        return f"{os.getuid()}:{os.getgid()}"
    for folder in folders:
        for root, _, names in os.walk(folder):
            os.chown(root, USER, USER)
            for name in names:
                os.chown(Path(root) / name, USER, USER, follow_symlinks=False)
    return f"{USER}:{USER}"
