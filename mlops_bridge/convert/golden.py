"""Golden: what a proved job's steps hand on, recorded for the project's own tests."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..environment.kernel import interpreter
from ..environment.process import watch
from ..progress import Event, Report, silent
from .manifest import Manifest


def record(
    project: Path,
    manifest: Manifest,
    data: Path,
    *,
    secrets: Mapping[str, str],
    unstable: Iterable[str],
    timeout: float | None = None,
    report: Report = silent,
) -> str:
    """Run the job once more by ``tests/golden.py``, which writes ``tests/golden.json``.

    Parameters
    ----------
    unstable : names that differ from run to run, and "printed" if the text does

    Returns
    -------
    str
        Why nothing was recorded, or "".
    """
    script = project / "tests" / "golden.py"
    if not script.is_file():
        return ""
    ended = watch(
        [*interpreter(manifest.kernel), str(script.resolve()), "--write", *sorted(set(unstable))],
        beat=lambda: report(Event("verify", "records what the steps hand on")),
        cwd=project,
        environment={
            **os.environ,
            "JOB_DATA": str(data.resolve()),
            "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "MPLBACKEND": "Agg",
            **secrets,
        },
        timeout=timeout,
    )
    if ended.code:
        return (ended.stderr.strip().splitlines() or ["it said nothing"])[-1]
    return ""
