"""Image: a project built by the Docker engine."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest, load
from ..environment.lock import unmet
from ..environment.process import watch
from ..errors import EngineError, EngineMissing
from ..notebook.surroundings import revision
from ..progress import Event, Report, silent
from . import content, lineage
from .build_log import Log
from .buildkit import Secrets, mounted
from .buildkit import command as docker_command
from .engine import AGAIN, STOPPED, Stream, connect, said

NETWORK = "NB2PROD_BUILD_NETWORK"
LARGEST = 8
"""How many of an image's parts are named."""
# asked in the image: the size of what each distribution brought, its bytecode included
PARTS = """
import importlib.util, json, os
from importlib import metadata
sizes = {}
for each in metadata.distributions():
    places = {str(each.locate_file(file)) for file in each.files or ()}
    places |= {importlib.util.cache_from_source(p) for p in places if p.endswith(".py")}
    sizes[each.metadata["Name"]] = sum(os.lstat(p).st_size for p in places if os.path.lexists(p))
print(json.dumps(sizes))
"""


@dataclass(frozen=True)
class Part:
    """A part of an image: the base, a distribution, or an instruction; `size` in bytes."""

    name: str
    size: int


@dataclass(frozen=True)
class Image:
    """A built image.

    `size` is in bytes, `seconds` that of the build, `base` what it stands on, with the digest
    where the engine knows one; `parts` are the largest ones; `layers` the digests of its layers.
    """

    tag: str
    id: str
    size: int
    seconds: float
    base: str
    parts: tuple[Part, ...] = ()
    layers: tuple[str, ...] = ()


def build(
    project: Path,
    *,
    tag: str | None = None,
    network: str | None = None,
    labels: Mapping[str, str] | None = None,
    buildkit: bool = False,
    secrets: Secrets | None = None,
    cache: bool = True,
    report: Report = silent,
) -> Image:
    """Build the image of a project.

    Parameters
    ----------
    project : Path
        A generated project with its locks.
    tag : str, optional
        ``NAME:VERSION``; the package's name, with the first digits of a hash of the job and its
        Dockerfile, when None.
    network : str, optional
        Network of the build, such as ``host`` where only the machine itself reaches an index;
        ``NB2PROD_BUILD_NETWORK`` when None, else the engine's own, and the machine's where that
        reaches no index.
    labels : mapping, optional
        Further labels. The content, the notebook, the lock and the base are always labelled.
    buildkit : bool
        Build by the docker command with BuildKit, which keeps pip's cache between builds and
        takes `secrets`.
    cache : bool
        Whether layers of former builds may be taken.

    Raises
    ------
    EngineError
        If no engine answers, or an instruction fails: it is named, with its last lines.
    Cancelled
        If `report` raises it; the build is stopped.
    """
    load(project)
    for lock in content.LOCKS:
        _refuse_unlocked(project, lock)
    for name, (path, _) in (secrets or Secrets()).places.items():
        if path is not None and not (buildkit and path.is_file()):
            why = f"`{path}` does not exist" if buildkit else "secrets need BuildKit"
            hint = "Give a file." if buildkit else "Add --buildkit."
            raise EngineError(f"the secret `{name}` cannot be given: {why}", hint=hint)
    network = network or os.environ.get(NETWORK) or None
    builder = _Build(project, tag, labels or {}, buildkit, secrets or Secrets(), cache, report)
    try:
        return builder.run(network)
    except EngineMissing as error:
        if network is not None or "--network host" not in error.hint:
            raise
        report(Event("build", "no index in the build's own network: again with the machine's"))
        return builder.run("host")


def _refuse_unlocked(project: Path, lock: str) -> None:
    path = project / lock
    if not path.is_file():
        raise EngineError(
            f"`{lock}` is missing, and an image is built from locks only",
            where=str(project),
            hint=f"Run: nb2prod lock {project}",
        )
    try:
        text = path.read_text(encoding="utf-8")
        asked = path.with_suffix(".in").read_text(encoding="utf-8")
    except FileNotFoundError:
        asked = ""
    except UnicodeDecodeError:
        raise EngineError(
            f"`{lock}` is not UTF-8", where=str(project), hint=f"Run: nb2prod lock {project}"
        ) from None
    if missing := unmet(asked, text):
        raise EngineError(
            f"`{lock}` is older than `{path.stem}.in`: it has no `{missing}`",
            where=str(project),
            hint=f"Run: nb2prod lock {project}",
        )
    if "==" in text and "--hash=" not in text:
        raise EngineError(
            f"`{lock}` was made offline and has no hashes, so that an image could get anything",
            where=str(project),
            hint=f"With an index in reach, run: nb2prod lock {project}",
        )


class _Build:
    """One build: what goes to the engine, and what comes back."""

    def __init__(
        self,
        project: Path,
        tag: str | None,
        labels: Mapping[str, str],
        buildkit: bool,
        secrets: Secrets,
        cache: bool,
        report: Report,
    ) -> None:
        self.project, self.secrets, self.cache, self.report = project, secrets, cache, report
        self.buildkit = buildkit
        manifest = load(project)
        digest = content.digest(project, manifest)
        self.text = _dockerfile(project)
        # another base or entry point makes another image of the same job
        version = hashlib.sha256(f"{digest}\n{self.text}".encode()).hexdigest()[:12]
        self.tag = tag or f"{manifest.name}:{version}"
        self.base = _base(self.text)
        told = {"org.opencontainers.image.version": version}
        self.labels = {**_labels(project, manifest, digest), **told, **labels}

    def run(self, network: str | None) -> Image:
        """Build once."""
        started = time.monotonic()
        engine = connect()
        with said(engine):
            labels = {**self.labels, **_of_base(engine, self.base)}
            if self.buildkit:
                self._by_command(network, labels)
            else:
                self._by_engine(engine, network, labels)
            image = engine.images.get(self.tag)
            layers = tuple(image.attrs["RootFS"]["Layers"])
            seconds = time.monotonic() - started
            parts = self._parts(engine, image)
            base = image.labels.get("org.opencontainers.image.base.digest", "")
        name = self.base.partition("@")[0]
        noted = {"tag": self.tag, "id": image.id, "base": f"{name}@{base}" if base else name}
        lineage.note_image(self.project, image.labels.get("io.nb2prod.content", ""), noted)
        return Image(
            self.tag,
            image.id,
            image.attrs["Size"],
            seconds,
            f"{name}@{base}" if base else name,
            parts,
            layers,
        )

    def _by_engine(self, engine: Any, network: str | None, labels: Mapping[str, str]) -> None:
        event = Event("build", f"sending {self.tag} to the engine")
        self.report(event)
        lines = engine.api.build(
            path=str(self.project.resolve()),
            tag=self.tag,
            network_mode=network,
            labels=dict(labels),
            nocache=not self.cache,
            rm=True,
            forcerm=True,
            decode=True,
        )
        log, stream, done = Log(self.text), Stream(lines), False
        try:
            while (line := stream.next()) is not None:
                if refused := line.get("error") or line.get("message"):
                    raise log.failed(str(refused))
                done = done or "aux" in line
                for text in str(line.get("stream") or "").splitlines():
                    event = log.read(text) or event
                self.report(event)
        finally:
            stream.stopped = True
        if not done:  # an image of this tag may be there from before
            raise EngineMissing(STOPPED, hint=AGAIN)

    def _by_command(self, network: str | None, labels: Mapping[str, str]) -> None:
        event = Event("build", f"sending {self.tag} to BuildKit")
        log = Log(self.text)

        def read(text: str) -> None:
            nonlocal event
            event = log.read(text.rstrip("\n")) or event
            self.report(event)

        with tempfile.TemporaryDirectory(prefix="nb2prod-build-") as scratch:
            dockerfile = Path(scratch) / "Dockerfile"
            dockerfile.write_text(mounted(self.text), encoding="utf-8")
            ignored = self.project / ".dockerignore"
            if ignored.is_file():
                text = ignored.read_text(encoding="utf-8")
                dockerfile.with_name("Dockerfile.dockerignore").write_text(text, encoding="utf-8")
            command = [docker_command(), "build", "--progress", "plain", "--tag", self.tag]
            command += ["--file", str(dockerfile)]
            command += ["--network", network] if network else []
            command += [] if self.cache else ["--no-cache"]
            for key, value in labels.items():
                command += ["--label", f"{key}={value}"]
            for name, (path, _) in self.secrets.places.items():
                if path is not None:
                    command += ["--secret", f"id={name},src={path.resolve()}"]
            environment = {**os.environ, "DOCKER_BUILDKIT": "1"}
            ended = watch(
                [*command, str(self.project.resolve())],
                environment=environment,
                beat=lambda: self.report(event),
                line=read,
                error_line=read,
            )
        if ended.code:
            if re.search("connection refused|Cannot connect|EOF|error reading", ended.stderr):
                raise EngineMissing(STOPPED, hint=AGAIN)
            found = re.findall(r"^(?:ERROR|error): (.*)$", ended.stderr, re.MULTILINE)
            raise log.failed(found[-1] if found else ended.stderr.strip().splitlines()[-1])

    def _parts(self, engine: Any, image: Any) -> tuple[Part, ...]:
        """The base, the distributions and what instructions added, the largest first."""
        import docker

        self.report(Event("build", "measuring what the image is made of"))
        try:
            answer = engine.containers.run(
                image.id, ["-I", "-c", PARTS], entrypoint="python", network_mode="none", remove=True
            )
            sizes = json.loads(answer)
        except (docker.errors.DockerException, ValueError):
            return ()  # an image of the user's own making need not have a Python
        for entry in image.history():
            if "apt-get" in str(entry.get("CreatedBy", "")):
                sizes["system packages"] = sizes.get("system packages", 0) + int(entry["Size"])
        try:
            base = engine.images.get(self.base.partition("@")[0]).attrs["Size"]
        except docker.errors.DockerException:
            base = 0
        found = [Part(name, int(size)) for name, size in sizes.items()]
        found += [Part(f"base {self.base.partition('@')[0]}", base)] if base else []
        return tuple(sorted(found, key=lambda part: -part.size)[:LARGEST])


def _dockerfile(project: Path) -> str:
    try:
        return (project / "Dockerfile").read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        what = "missing" if isinstance(error, FileNotFoundError) else "not UTF-8"
        raise EngineError(
            f"the `Dockerfile` is {what}",
            where=str(project),
            hint="`nb2prod convert` writes it again.",
        ) from None


def _labels(project: Path, manifest: Manifest, digest: str) -> dict[str, str]:
    """The links of the chain that end in an image: notebook, code, lock."""
    git = revision((project / manifest.notebook).parent)
    return {
        "io.nb2prod.content": digest,
        "io.nb2prod.notebook": manifest.source,
        "io.nb2prod.lock": content.summed(content.locks(project)),
        "io.nb2prod.tool": manifest.tool,
        "org.opencontainers.image.title": manifest.name,
        **({"org.opencontainers.image.revision": git} if git else {}),
    }


def _of_base(engine: Any, base: str) -> dict[str, str]:
    """The base and its digest, where the engine knows one: an imported image has none."""
    import docker

    name, _, digest = base.partition("@")
    if not digest:
        try:
            known = engine.images.get(name).attrs.get("RepoDigests") or []
            # the same image has other digests in other registries
            same = [each for each in known if each.partition("@")[0] == _repository(name)]
            digest = same[0].rpartition("@")[2] if same else ""
        except docker.errors.DockerException:
            digest = ""
    told = {"org.opencontainers.image.base.name": name}
    return told | ({"org.opencontainers.image.base.digest": digest} if digest else {})


def _repository(name: str) -> str:
    """An image's name without its tag, and without the registry that is everybody's."""
    head, slash, last = name.removeprefix("docker.io/").removeprefix("library/").rpartition("/")
    return f"{head}{slash}{last.partition(':')[0]}"


def base_digest(base: str, *, report: Report = silent) -> str:
    """The digest of a base image: what its registry says, else what the engine has; "" if neither.

    Raises
    ------
    EngineError
        If no engine answers.
    """
    engine = connect()
    with said(engine):
        import docker

        report(Event("lock", f"looking for the digest of {base}"))
        try:
            return str(engine.images.get_registry_data(base).id)
        except docker.errors.DockerException:
            return _of_base(engine, base).get("org.opencontainers.image.base.digest", "")


def _base(text: str) -> str:
    found = re.search(r"^ARG BASE_IMAGE=(\S+)", text, re.MULTILINE)
    found = found or re.search(r"^FROM\s+(?:--\S+\s+)*(\S+)", text, re.MULTILINE)
    return found[1] if found else ""
