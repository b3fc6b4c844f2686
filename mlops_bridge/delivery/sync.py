"""Sync: sends what a tracking server did not get while it could not be reached."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest, load
from ..errors import TrackingError
from ..progress import Event, Report, silent
from . import record
from .record import Record
from .store import STATE, Store, connect, local, quiet


@dataclass(frozen=True)
class Synced:
    """What was sent (folder of the run to its id on the server), and what still waits and why."""

    sent: dict[str, str]
    waiting: dict[str, str]


def sync(project: Path, *, tracking_uri: str | None = None, report: Report = silent) -> Synced:
    """Send the runs of a project that wait for their server.

    A run that the server knows already, because it stopped answering in the middle, is completed
    there. What the job itself logged into the project's own database goes along.

    Parameters
    ----------
    project : Path
        A generated project.
    tracking_uri : str, optional
        Where to send them; the address that each run waits for when None. A user and a password
        come from ``MLFLOW_TRACKING_USERNAME`` and ``MLFLOW_TRACKING_PASSWORD``, or with this.

    Raises
    ------
    ProjectError
        If `project` is not a generated project.
    """
    project = project.resolve()
    manifest = load(project)
    sent, waiting = dict[str, str](), dict[str, str]()
    stores: dict[str, Store | TrackingError] = {}
    for folder in sorted((project / STATE / "runs").glob("*")):
        entry = record.read(folder)
        if entry is None or not entry.waits_for:
            continue
        name = folder.name.removesuffix(".partial")
        report(Event("sync", name))
        uri = tracking_uri or _with_login(entry.waits_for)
        if uri not in stores:
            try:
                stores[uri] = connect(project, uri, manifest.name)
            except TrackingError as error:
                stores[uri] = error
        store = stores[uri]
        if isinstance(store, TrackingError):
            waiting[name] = f"{store.what} ({store.where})"
            continue
        try:
            done = _send(project, manifest, store, entry, folder)
        except TrackingError as error:
            waiting[name] = error.what
            continue
        done.write(folder)
        sent[name] = done.run_id
    return Synced(sent, waiting)


def _send(project: Path, manifest: Manifest, store: Store, entry: Record, folder: Path) -> Record:
    if not entry.ended:  # a run that was killed, or still goes on: what there is, is sent
        entry = replace(entry, code=5)
    if not (entry.run_id and record.is_open(store, entry.run_id)):
        own = _own(project, manifest, entry)
        entry = replace(entry, metrics=(*own, *entry.metrics))
        before = {} if not entry.run_id else {"nb2prod.local_run": entry.run_id}
        entry = replace(entry, run_id="", tags={**entry.tags, **before})
        entry = record.begin(store, entry)
        entry.write(folder)  # should it stop here, the next one completes this run
    entry = replace(entry, waits_for="")
    record.finish(store, entry, folder)
    return entry


def _own(project: Path, manifest: Manifest, entry: Record) -> Iterable[tuple[str, float, int, int]]:
    """The metrics that the job itself logged into the project's own database."""
    uri = local(project)
    if not entry.run_id or not Path(uri.removeprefix("sqlite:///")).is_file():
        return ()
    known = {name for name, _, _, _ in entry.metrics}
    found: list[tuple[str, float, int, int]] = []
    with suppress(TrackingError):
        store = connect(project, uri, manifest.name)
        with quiet(uri):
            run: Any = store.client.get_run(entry.run_id)
            for name in run.data.metrics:
                if name not in known:
                    history = store.client.get_metric_history(entry.run_id, name)
                    found += [(m.key, m.value, m.step, m.timestamp) for m in history]
    return found


def _with_login(uri: str) -> str:
    """The address as the environment has it, with whatever user and password stand there."""
    given = os.environ.get("MLFLOW_TRACKING_URI", "")
    return given if record.public(given) == uri else uri
