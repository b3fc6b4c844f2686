"""Environments made from a project's lock, for runs whose kernel has other versions."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from packaging.utils import canonicalize_name

from ..convert.manifest import Manifest
from ..environment.kernel import interpreter, probe
from ..environment.lock import pinned
from ..environment.process import watch
from ..errors import KernelError, LockError
from ..progress import Event, Report
from . import content


def kernel_of(project: Path, manifest: Manifest, home: Path, report: Report) -> tuple[str, str]:
    """The kernel that has what a project's locks pin, and a sentence about it.

    That is the manifest's own kernel where its versions are the pinned ones; else one whose
    environment is made from the locks, once for each, in `home`'s ``.nb2prod/environments``.

    Raises
    ------
    KernelError
        If there is no Python of the job's minor version here.
    LockError
        If the locks cannot be installed.
    """
    pins = _pins(project)
    if not pins:
        return manifest.kernel, "the kernel of today: the project has no lock"
    report(Event("environment", "comparing the kernel with the lock"))
    try:
        installed = probe(manifest.kernel, ()).installed
        known = {str(canonicalize_name(name)): version for name, version in installed.items()}
        off = [n for n, v in pins.items() if known.get(n, "").partition("+")[0] != v]
        if not off:
            return manifest.kernel, f"kernel `{manifest.kernel}`: it has the versions of the lock"
        why = f"the kernel has {known.get(off[0], 'no')} {off[0]}, the lock {pins[off[0]]}"
    except KernelError as error:
        why = error.what
    digest = content.summed(content.locks(project))[:16]
    place = home.resolve() / ".nb2prod" / "environments" / digest
    name = f"nb2prod-{digest}"
    if not (place / "made").is_file():
        report(Event("environment", f"{why}: installing the lock"))
        _make(project, manifest, place, report)
    _announce(place)
    return name, f"an environment made from the lock ({why})"


def _pins(project: Path) -> dict[str, str]:
    """The pinned version of each distribution that the notebook itself needs."""
    path = project / content.LOCKS[0]
    if not path.is_file():
        return {}
    found: Mapping[str, str] = pinned(path.read_text(encoding="utf-8"))
    return {canonicalize_name(n): v.removeprefix("==") for n, v in found.items()}


def _make(project: Path, manifest: Manifest, place: Path, report: Report) -> None:
    python = _python(manifest)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    env = place / "env"
    _step([*python, "-m", "venv", str(env)], "making the environment", report)
    binary = env / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [str(binary), "-m", "pip", "install", "--quiet"]
    locks = [project / name for name in content.LOCKS if (project / name).is_file()]
    for lock in locks:
        options = ["--require-hashes"] if "--hash=" in lock.read_text(encoding="utf-8") else []
        _step(
            [
                str(binary),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                *options,
                "-r",
                str(lock),
            ],
            f"installing {lock.name}",
            report,
        )
    if watch([str(binary), "-c", "import ipykernel"]).code:  # the lock of the runner is not here
        _step(
            [*install, "ipykernel"],
            "installing ipykernel",
            report,
        )
    digest = place.name
    spec = place / "share" / "kernels" / f"nb2prod-{digest}"
    spec.mkdir(parents=True)
    argv = [str(binary), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    words = {"argv": argv, "display_name": f"nb2prod {digest}", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(words), encoding="utf-8")
    (place / "made").write_text(hashlib.sha256(digest.encode()).hexdigest(), encoding="utf-8")


def _python(manifest: Manifest) -> list[str]:
    """A Python of the job's minor version."""
    minor = ".".join(manifest.python.split(".")[:2])
    candidates: list[list[str]] = []
    with suppress(KernelError):
        candidates.append(interpreter(manifest.kernel))
    candidates += [[found] for found in [shutil.which(f"python{minor}")] if found]
    candidates.append([sys.executable])
    for command in candidates:
        ended = watch([*command, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
        if ended.code == 0 and ended.stdout.strip() == minor:
            return command
    raise KernelError(
        f"no Python {minor} is here, which the job ran on",
        hint=f"Install python{minor}, or reproduce the run in its image.",
    )


def _step(command: list[str], what: str, report: Report) -> None:
    event = Event("environment", what)
    report(event)
    ended = watch(command, beat=lambda: report(event))
    if ended.code:
        lines = (ended.stderr.strip() or ended.stdout.strip() or "no message").splitlines()
        raise LockError(f"{what} failed: {lines[-1]}", where=command[0])


def _announce(place: Path) -> None:
    """Let this process and its children find the environment's kernel."""
    share = str(place / "share")
    known = os.environ.get("JUPYTER_PATH", "")
    if share not in known.split(os.pathsep):
        os.environ["JUPYTER_PATH"] = os.pathsep.join(p for p in (share, known) if p)
