"""Image: a project built by the Docker engine, and the job run in it."""

from __future__ import annotations

import os
import queue
import re
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..convert.manifest import load
from ..errors import EngineError, EngineMissing, MissingExtra
from ..progress import Event, Report, silent
from . import content

REPLY = 600
"""Seconds the engine may take for one answer; the package's own 60 are too few on slow disks."""
NETWORK = "NB2PROD_BUILD_NETWORK"
USER = 10001
MEMORY = "4g"
SILENCE = 0.5
STEP = re.compile(r"^Step (\d+)/(\d+) : (.*)$")
ANSI = re.compile(r"\x1b\[[0-9;]*m")
CHATTER = re.compile(r"^ ---> |^Removing intermediate|^\[notice\]|^WARNING: Retrying")
OFFLINE = ("name resolution", "NewConnectionError", "No matching distribution", "Network is un")


@dataclass(frozen=True)
class Image:
    """A built image: tag, id, size in bytes, seconds of the build, and the base it stands on."""

    tag: str
    id: str
    size: int
    seconds: float
    base: str


@dataclass(frozen=True)
class Outcome:
    """How a container ended: exit code, what it printed, seconds."""

    code: int
    stdout: str
    stderr: str
    seconds: float


def build(
    project: Path,
    *,
    tag: str | None = None,
    network: str | None = None,
    labels: Mapping[str, str] | None = None,
    report: Report = silent,
) -> Image:
    """Build the image of a project.

    Parameters
    ----------
    project : Path
        A generated project with its locks.
    tag : str, optional
        ``NAME:VERSION``; the package's name with its content's first digits when None.
    network : str, optional
        Network of the build, such as ``host`` where only the machine itself reaches an index;
        ``NB2PROD_BUILD_NETWORK`` when None, else the engine's own, and the machine's where that
        reaches no index.
    labels : mapping, optional
        Further labels. The content, the notebook and the lock are always labelled.

    Raises
    ------
    EngineError
        If no engine answers, or an instruction fails: it is named, with its last lines.
    Cancelled
        If `report` raises it; the build is stopped.
    """
    load(project)
    for lock in content.LOCKS:
        if not (project / lock).is_file():
            raise EngineError(
                f"`{lock}` is missing, and an image is built from locks only",
                where=str(project),
                hint=f"Run: nb2prod lock {project}",
            )
    network = network or os.environ.get(NETWORK) or None
    try:
        return _built(project, tag, network, labels or {}, report)
    except EngineMissing as error:
        if network is not None or "--network host" not in error.hint:
            raise
        report(Event("build", "no index in the build's own network: again with the machine's"))
        return _built(project, tag, "host", labels or {}, report)


def _built(
    project: Path,
    tag: str | None,
    network: str | None,
    labels: Mapping[str, str],
    report: Report,
) -> Image:
    started = time.monotonic()
    manifest = load(project)
    engine = _engine()
    digest = content.digest(project, manifest)
    tag = tag or f"{manifest.name}:{digest[:12]}"
    facts = {
        "io.nb2prod.content": digest,
        "io.nb2prod.notebook": manifest.source,
        "org.opencontainers.image.title": manifest.name,
        **labels,
    }
    with _said(engine):
        lines = engine.api.build(
            path=str(project.resolve()),
            tag=tag,
            network_mode=network,
            labels=facts,
            rm=True,
            forcerm=True,
            decode=True,
        )
        _follow(lines, tag, report)
        image = engine.images.get(tag)
    return Image(tag, image.id, image.attrs["Size"], time.monotonic() - started, _base(project))


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
    engine = _engine()
    folders = {data.resolve(): "/data"} | ({out.resolve(): "/out"} if out else {})
    user = _lend(tuple(folders))
    options: dict[str, Any] = {"entrypoint": [command[0]]} if command else {}
    event = Event("container", f"running {image_tag}")
    report(event)
    with _said(engine):
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


def available() -> str:
    """Return why no image can be built here; empty when one can."""
    try:
        _engine()
    except (EngineError, MissingExtra) as error:
        return error.what
    return ""


def _engine() -> Any:
    try:
        import docker
    except ImportError:
        raise MissingExtra("docker", "ship") from None
    hint = "Start Docker, or set DOCKER_HOST. Everything but the image works without it."
    try:
        engine = docker.from_env(timeout=REPLY)
        engine.ping()
    except (docker.errors.DockerException, OSError) as error:
        known = {
            "Permission denied": "permission denied; is the user in the group `docker`?",
            "Connection refused": "connection refused",
            "No such file": "none is installed or running here",
            "FileNotFoundError": "none is installed or running here",
        }
        short = next((said for text, said in known.items() if text in str(error)), "")
        short = short or str(error).splitlines()[0][:200]
        raise EngineMissing(f"no Docker engine answers: {short}", hint=hint) from None
    return engine


@contextmanager
def _said(engine: Any) -> Iterator[None]:
    """Say the engine's errors in our way, and give its connections back."""
    import docker

    try:
        yield
    except docker.errors.ImageNotFound as error:
        raise EngineError(
            f"no such image: {error.explanation}", hint="Run: nb2prod build DIR"
        ) from None
    except docker.errors.DockerException as error:
        explained = getattr(error, "explanation", None) or error
        raise EngineError(
            f"the engine refuses: {explained}", hint="`docker info` tells more."
        ) from None
    finally:
        engine.close()


def _follow(lines: Any, tag: str, report: Report) -> None:
    """Read the log of a build as it comes; the failing instruction is named with its last lines."""
    event, instruction, last = Event("build", f"sending {tag} to the engine"), "", list[str]()
    report(event)
    stream = _Stream(lines)
    try:
        while (line := stream.next()) is not None:
            if "error" in line:
                raise _failed(instruction, str(line["error"]), last)
            for text in ANSI.sub("", str(line.get("stream") or "")).splitlines():
                match = STEP.match(text)
                if match:
                    instruction, last = re.sub(r"\s+", " ", match[3]), []
                    event = Event("build", f"{match[1]}/{match[2]} {instruction}")
                elif text.strip() and not CHATTER.match(text):
                    last.append(text.strip())
            report(event)
    finally:
        stream.stopped = True


def _failed(instruction: str, error: str, last: Sequence[str]) -> EngineError:
    code = re.search(r"returned a non-zero code: (\d+)", error)
    said = f"failed with code {code[1]}" if code else f"failed: {error.strip()}"
    hint = "Repair what the last lines name and build again; what was done is cached."
    kind = EngineError
    if any(word in line for line in last for word in OFFLINE):
        kind = EngineMissing
        hint = (
            "The build cannot reach the package index. Where only the machine itself can, build "
            "with --network host."
        )
    elif not instruction or instruction.startswith("FROM"):
        kind = EngineMissing
        hint = "The engine has no such base image and cannot fetch it; `docker pull` tells why."
    lines = "".join(f"\n  {text[:300]}" for text in last[-8:])
    return kind(
        f"the instruction `{instruction or 'FROM'}` {said}{lines}", where="Dockerfile", hint=hint
    )


class _Stream:
    """The lines of a build, with an empty one in its silences, so that it can be stopped there."""

    def __init__(self, lines: Any) -> None:
        self._told: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._failed = ""
        self.stopped = False
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()

    def next(self) -> dict[str, Any] | None:
        """Return the next line; empty when there was none for a while, None at the end."""
        try:
            line = self._told.get(timeout=SILENCE)
        except queue.Empty:
            return {}
        if line is None and self._failed:
            raise EngineError(
                f"the engine stopped answering: {self._failed}", hint="`docker info` tells more."
            )
        return line

    def _read(self, lines: Any) -> None:
        import docker

        try:
            for line in lines:
                if self.stopped:
                    lines.close()  # the engine ends a build that nobody listens to
                    return
                self._told.put(line)
        except (docker.errors.DockerException, OSError, ValueError) as error:
            self._failed = str(error)
        self._told.put(None)


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


def _base(project: Path) -> str:
    text = (project / "Dockerfile").read_text(encoding="utf-8")
    found = re.search(r"^ARG BASE_IMAGE=(\S+)", text, re.MULTILINE)
    return found[1] if found else ""
