"""SBOM: the bill of materials of a lock, in CycloneDX."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ..errors import LockError, MissingExtra
from ..progress import Event, Report, silent
from .process import watch

SECONDS = 120.0


def sbom(locks: Iterable[Path], project: Path, *, report: Report = silent) -> str:
    """What an image is made of, as CycloneDX JSON: versions, hashes and package URLs.

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
    if (project / "pyproject.toml").is_file():
        command += ["--pyproject", str((project / "pyproject.toml").resolve())]
    text = "".join(lock.read_text(encoding="utf-8") for lock in locks)
    with tempfile.TemporaryDirectory(prefix="nb2prod-sbom-") as scratch:
        whole = Path(scratch) / "requirements.txt"
        whole.write_text(text, encoding="utf-8")
        command += ["--output-format", "JSON", whole.name]
        ended = watch(command, cwd=Path(scratch), beat=lambda: report(event), timeout=SECONDS)
    if ended.code or not ended.stdout.lstrip().startswith("{"):
        last = (ended.stderr.strip() or "no output").splitlines()[-1]
        raise LockError(
            f"the bill of materials was not made: {last}",
            where=str(project),
            hint="Leave --sbom out, or repair cyclonedx-bom.",
        )
    return ended.stdout
