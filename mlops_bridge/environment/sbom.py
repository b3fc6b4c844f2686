"""SBOM: the bill of materials of a lock, in CycloneDX."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from ..errors import LockError, MissingExtra
from ..progress import Event, Report, silent
from .process import watch

SECONDS = 120.0


def sbom(lock: Path, name: str, *, report: Report = silent) -> str:
    """The components of a lock with their versions, hashes and package URLs, as CycloneDX JSON.

    No index is asked, and the same lock gives the same text.

    Raises
    ------
    MissingExtra
        If cyclonedx-bom is not installed.
    LockError
        If it fails.
    """
    if importlib.util.find_spec("cyclonedx_py") is None:
        raise MissingExtra("cyclonedx-bom", "sbom")
    event = Event("lock", "writing the bill of materials")
    report(event)
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible"]
    command += ["--output-format", "JSON", str(lock)]
    ended = watch(command, beat=lambda: report(event), timeout=SECONDS)
    if ended.code or not ended.stdout.lstrip().startswith("{"):
        last = (ended.stderr.strip() or "no output").splitlines()[-1]
        raise LockError(
            f"the bill of materials of `{name}` was not made: {last}",
            where=str(lock),
            hint="Leave --sbom out, or repair cyclonedx-bom.",
        )
    return ended.stdout
