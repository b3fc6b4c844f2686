"""Trace: the chain behind a version or a run, each link checked against what it names."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..convert.manifest import load
from ..environment import workplace
from ..errors import Nb2ProdError, ProjectError, TrackingError
from ..notebook import read
from ..progress import Event, Report, silent
from . import content, lineage, versions
from .datasets import files
from .lineage import Chain, Link
from .promotion import Move, history
from .store import Store, connect, quiet


@dataclass(frozen=True)
class Check:
    """One link against what it names: "ok", "broken", "changed" (data or notebook moved on, the
    chain itself holds), or "unchecked" with the reason."""

    link: str
    state: Literal["ok", "broken", "changed", "unchecked"]
    detail: str = ""


@dataclass(frozen=True)
class Traced:
    """A chain, the run that it belongs to, and how its links were found."""

    name: str
    version: str
    run_id: str
    chain: Chain
    checks: tuple[Check, ...]
    moves: tuple[Move, ...] = ()
    started: int = 0
    ended: int = 0

    @property
    def broken(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.state == "broken")

    @property
    def exit_code(self) -> int:
        return 1 if self.broken else 0


def trace(
    what: str, *, project: Path, tracking_uri: str | None = None, report: Report = silent
) -> Traced:
    """Find the chain of a version or a run, and check it.

    Parameters
    ----------
    what : str
        ``models:/NAME@alias``, ``models:/NAME/3``, ``runs:/ID`` or the id of a run.
    project : Path
        The project, if it is here: its notebook and data are compared as well, and its database
        is taken when no address is given.

    Raises
    ------
    TrackingError
        If there is no such version or run, or no run of nb2prod made it.
    """
    report(Event("trace", "opening the tracking store"))
    store = connect(project, tracking_uri, None)
    version, run = find(store, what)
    name = version.name if version is not None else run.data.tags.get("nb2prod.job", "")
    report(Event("trace", "reading the chain"))
    with tempfile.TemporaryDirectory(prefix="nb2prod-trace-") as scratch:
        chain, checks = _of_run(store, run, Path(scratch)) if run is not None else _none(version)
        if version is not None:
            checks += list(_of_version(store, version, chain, Path(scratch)))
    checks += list(_of_image(chain))
    checks += list(_here(project, chain))
    moves = tuple(history(store, name)) if version is not None else ()
    return Traced(
        name,
        str(version.version) if version is not None else "",
        run.info.run_id if run is not None else "",
        chain,
        tuple(checks),
        moves,
        run.info.start_time if run is not None else 0,
        (run.info.end_time or 0) if run is not None else 0,
    )


def find(store: Store, what: str) -> tuple[Any, Any]:
    """The version and the run that a text means; of a version, its newest finished run.

    Raises
    ------
    TrackingError
        If there is none.
    """
    name, which = versions.parse(what)
    if what.startswith("models:/") or which:
        version = versions.find(store, name, which or "champion")
        found = versions.runs(store, version.tags.get("nb2prod.content", ""))
        return version, found[0] if found else None
    run_id = what.removeprefix("runs:/")
    try:
        with quiet(store.uri):
            run = store.client.get_run(run_id)
    except TrackingError as error:
        raise TrackingError(
            f"no run has the id `{run_id}`",
            where=store.shown,
            hint="Give models:/NAME@alias, models:/NAME/3 or the id of a run.",
        ) from error
    if run.data.tags.get("nb2prod.kind") != "run":
        raise TrackingError(f"run `{run_id}` is none of nb2prod's", where=store.shown)
    with quiet(store.uri):
        digest = run.data.tags.get("nb2prod.content", "")
        same = store.client.search_model_versions(f"tags.`nb2prod.content` = '{digest}'")
    number = run.data.tags.get("nb2prod.job_version", "")
    exact = [v for v in same if str(v.version) == number]
    return (exact or same or [None])[0], run


def _none(version: Any) -> tuple[Chain, list[Check]]:
    tags = version.tags
    links = [
        Link(kind, tags.get("nb2prod.name", version.name), tags[f"nb2prod.{kind}"])
        for kind in ("notebook", "code", "lock", "image")
        if f"nb2prod.{kind}" in tags
    ]
    links.append(
        Link("version", f"{version.name}/{version.version}", tags.get("nb2prod.content", ""))
    )
    return lineage.sealed(links), [Check("run", "unchecked", "no finished run of it is known")]


def _of_run(store: Store, run: Any, scratch: Path) -> tuple[Chain, list[Check]]:
    run_id = run.info.run_id
    found = {}
    with quiet(store.uri):
        for file in _artifacts(store.client, run_id):
            found[file] = Path(store.client.download_artifacts(run_id, file, str(scratch)))
    if lineage.NAME not in found:
        raise TrackingError(
            f"run `{run_id}` holds no {lineage.NAME}",
            where=store.shown,
            hint="It was recorded by an older nb2prod, or its artifacts are gone.",
        )
    try:
        chain = lineage.loads(found[lineage.NAME].read_text(encoding="utf-8"))
    except ValueError as error:
        return Chain(()), [Check("chain", "broken", f"{lineage.NAME} is not one: {error}")]
    checks = []
    sealed = run.data.tags.get("nb2prod.lineage", "")
    if chain.broken:
        checks.append(Check(chain.broken, "broken", "its words are not those that were sealed"))
    elif chain.seal != sealed:
        checks.append(Check("chain", "broken", "it is not the one whose seal the run has"))
    else:
        checks.append(Check("chain", "ok", f"{len(chain.links)} links, seal {sealed[:12]}"))
    for link in chain.of("run"):
        checks += _files(link, found)
    return chain, checks


def _files(link: Link, found: dict[str, Path]) -> Iterator[Check]:
    bad = 0
    recorded = {k.removeprefix("file "): v for k, v in link.facts.items() if k.startswith("file ")}
    for name, digest in recorded.items():
        if name not in found:
            bad += 1
            yield Check(f"run file {name}", "broken", "it is gone")
        elif workplace.digest(found[name]) != digest:
            bad += 1
            yield Check(f"run file {name}", "broken", "it is not what the run wrote")
    if not bad:
        yield Check("run", "ok", f"{len(recorded)} files")


def _artifacts(client: Any, run_id: str, folder: str = "") -> Iterator[str]:
    for entry in client.list_artifacts(run_id, folder or None):
        if entry.is_dir:
            yield from _artifacts(client, run_id, entry.path)
        else:
            yield str(entry.path)


def _of_version(store: Store, version: Any, chain: Chain, scratch: Path) -> Iterator[Check]:
    """The project that the registry holds, against its tag and the chain."""
    where = f"version {version.name}/{version.version}"
    try:
        project = versions.fetch(store, version, scratch / "version")
        manifest = load(project)
        digest = content.digest(project, manifest)
    except (Nb2ProdError, OSError) as error:
        yield Check(where, "broken", f"its files cannot be read: {error}")
        return
    if digest != version.tags.get("nb2prod.content"):
        yield Check(where, "broken", "its files are not those that were registered")
        return
    yield Check(where, "ok", f"content {digest[:12]}")
    for kind, said in (
        ("code", content.summed(content.code(project))),
        ("lock", content.summed(content.locks(project))),
        ("notebook", manifest.source),
    ):
        for link in chain.of(kind):
            if link.digest != said:
                yield Check(f"{kind} {link.name}", "broken", "the registered one is another")


def _of_image(chain: Chain) -> Iterator[Check]:
    for link in chain.of("image"):
        from .engine import available, connect, said

        if reason := available():
            yield Check(f"image {link.name}", "unchecked", reason)
            continue
        engine = connect()
        with said(engine):
            known = {image.id for image in engine.images.list()}
        state: Literal["ok", "unchecked"] = "ok" if link.digest in known else "unchecked"
        yield Check(f"image {link.name}", state, "" if state == "ok" else "this engine has it not")


def _here(project: Path, chain: Chain) -> Iterator[Check]:
    """The notebook and the data of the project on this machine, as they are now."""
    try:
        manifest = load(project)
    except ProjectError:
        return
    notebook = project / manifest.notebook
    for link in chain.of("notebook"):
        if not notebook.is_file():
            yield Check(f"notebook {link.name}", "unchecked", "it is not here")
        elif read(notebook).source_hash != link.digest:
            yield Check(f"notebook {link.name}", "changed", "the one here has moved on")
        else:
            yield Check(f"notebook {link.name}", "ok")
    for link in chain.of("data"):
        now = files([link.name], notebook.parent)
        if not now:
            yield Check(f"data {link.name}", "unchecked", "it is not here")
        elif now[0].identity != link.digest:
            yield Check(f"data {link.name}", "changed", f"here it is {now[0].identity[:12]}")
        else:
            yield Check(f"data {link.name}", "ok", now[0].said)
