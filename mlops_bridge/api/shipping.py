"""Locks and images."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..progress import Report, silent

if TYPE_CHECKING:
    from ..delivery.image import Image
    from ..environment.lock import Lock


def lock(
    project: Path,
    *,
    resolver: str | None = None,
    python: str | None = None,
    platform: str | None = None,
    offline: bool = False,
    ignore_project: bool = False,
    conda: bool = False,
    sbom: bool = False,
    report: Report = silent,
) -> Lock:
    """Pin everything that the project installs to the versions of the notebook's kernel.

    Writes the locks, ``environment.json`` (the kernel's record, hardware included), and the digest
    of the base image into the Dockerfile, where an engine or a registry tells it.

    Parameters
    ----------
    python, platform : another target, locked into ``requirements/`` instead
    offline : pin what is installed, ask no index and no registry
    ignore_project : lock what the kernel has, whatever the notebook's own project asks for
    conda : also ``environment.yml`` and ``env-lock.txt`` of a conda environment
    sbom : also ``sbom.json``, the bill of materials in CycloneDX

    Raises
    ------
    LockError, KernelError, MissingExtra
    """
    from dataclasses import replace

    from ..convert.manifest import load
    from ..convert.project import pin_base, rewrite
    from ..environment import conda as records
    from ..environment.hardware import hardware
    from ..environment.kept import kept
    from ..environment.lock import lock as pin
    from ..environment.sbom import sbom as materials
    from ..environment.snapshot import NAME, snapshot
    from ..environment.target import own, target
    from .conversion import environment_of

    manifest = load(project)
    environment, notes = environment_of(manifest.kernel, manifest.imports)
    more = records.files(environment) if conda else {}
    notebook = project / manifest.notebook
    aimed = None
    if python or platform:
        here = own(environment.system, environment.machine) or "linux-x86_64"
        aimed = target(python or environment.python, platform or here)
    made = pin(
        project,
        environment,
        resolver=resolver,
        target=aimed,
        offline=offline,
        kept=kept(notebook) if notebook.is_file() and not ignore_project else None,
        report=report,
    )
    if sbom:
        name = f"requirements/{aimed.name}.sbom.json" if aimed else "sbom.json"
        more[name] = materials(made.files, project, report=report)
    if aimed is None:
        more[NAME] = snapshot(environment, hardware(environment, report=report))
        if not offline and (base := _digest(manifest.base, report)):
            pin_base(project, base)
    for path in rewrite(project, more):
        made = replace(made, files=(*made.files, path))
    return replace(made, notes=(*notes, *made.notes))


def hindrances() -> dict[str, str]:
    """Why a stage cannot run on this machine, by its name; empty for those that can."""
    from importlib.util import find_spec

    from ..delivery.engine import available
    from ..errors import MissingExtra

    needs = {
        "verify": ("papermill", "ipykernel"),
        "build": ("docker",),
        "register": ("papermill", "mlflow"),
        "run": ("papermill", "ipykernel", "mlflow"),
    }
    found = {"convert": "", "lock": ""}
    for stage, modules in needs.items():
        missing = next((module for module in modules if find_spec(module) is None), "")
        found[stage] = str(MissingExtra(missing, "ship")) if missing else ""
    found["build"] = found["build"] or available()
    return found


def _digest(base: str, report: Report) -> str:
    """A base image with its digest; "" where nobody here can tell it."""
    from ..delivery.image import base_digest
    from ..errors import EngineError, MissingExtra

    name = base.partition("@")[0]
    try:
        digest = base_digest(name, report=report)
    except (EngineError, MissingExtra):
        return ""
    return f"{name}@{digest}" if digest else ""


def build(
    project: Path,
    *,
    tag: str | None = None,
    network: str | None = None,
    buildkit: bool = False,
    secrets: Mapping[str, Path] | None = None,
    cache: bool = True,
    report: Report = silent,
) -> Image:
    """Build the project's image with the Docker engine.

    Parameters
    ----------
    buildkit : build with BuildKit, by the docker command
    secrets : files by name (``pip_conf``, ``ca``, ``netrc``) that the build reads and no layer has
    cache : whether layers of former builds may be taken
    """
    from ..delivery.buildkit import Secrets
    from ..delivery.image import build as make

    return make(
        project,
        tag=tag,
        network=network,
        buildkit=buildkit,
        secrets=Secrets(**dict(secrets or {})),
        cache=cache,
        report=report,
    )
