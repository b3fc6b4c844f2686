"""Locks, images, registered jobs and their runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..progress import Report, silent

if TYPE_CHECKING:
    from ..delivery.image import Image
    from ..delivery.registry import Version
    from ..delivery.run import Run
    from ..environment.lock import Lock


def lock(project: Path, *, resolver: str | None = None, report: Report = silent) -> Lock:
    """Pin everything that the project installs to the versions of the notebook's kernel."""
    from ..convert.manifest import load
    from ..environment.kernel import probe
    from ..environment.lock import lock as pin

    manifest = load(project)
    return pin(project, probe(manifest.kernel, manifest.imports), resolver=resolver, report=report)


def build(
    project: Path, *, tag: str | None = None, network: str | None = None, report: Report = silent
) -> Image:
    """Build the project's image with the Docker engine."""
    from ..delivery.image import build as make

    return make(project, tag=tag, network=network, labels={}, report=report)


def register(
    project: Path,
    *,
    name: str | None = None,
    tracking_uri: str | None = None,
    alias: str = "candidate",
    image: str | None = None,
    report: Report = silent,
) -> Version:
    """Register the project as a version of a job in MLflow; the same content only once."""
    from ..delivery.registry import register as enter

    return enter(
        project, name=name, tracking_uri=tracking_uri, alias=alias, image=image, report=report
    )


def run(
    project: Path,
    parameters: Mapping[str, object],
    *,
    data: Path | None = None,
    tracking_uri: str | None = None,
    timeout: float | None = None,
    report: Report = silent,
) -> Run:
    """Execute the job by papermill and record the run in MLflow."""
    from ..delivery.run import run as execute

    return execute(
        project, parameters, data=data, tracking_uri=tracking_uri, timeout=timeout, report=report
    )
