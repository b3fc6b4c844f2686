"""Opening: a run's place in MLflow, made while its kernel starts."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest
from ..errors import TrackingError
from . import datasets, record
from .record import Record
from .store import Store, connect, local

LATER = "`nb2prod sync` sends it"


@dataclass(frozen=True)
class Opened:
    """A run that was opened in a store, or the note that says why it was not."""

    record: Record
    store: Store | None
    notes: tuple[str, ...] = ()

    @property
    def uri(self) -> str:
        if self.store is None or not self.record.run_id:
            return ""
        if self.store.uri.startswith("http"):
            base = self.store.shown.rstrip("/")
            return f"{base}/#/experiments/{self.store.experiment}/runs/{self.record.run_id}"
        return f"runs:/{self.record.run_id}"

    @property
    def variables(self) -> dict[str, str]:
        """Let the job's own calls of MLflow join the run (see `joining`); for the kernel only."""
        if self.store is None or not self.record.run_id:
            return {}
        return {
            "MLFLOW_RUN_ID": self.record.run_id,
            "MLFLOW_EXPERIMENT_ID": self.store.experiment,
            "MLFLOW_TRACKING_URI": self.store.uri,
        }


class Opener:
    """Opens the store beside the kernel's start: MLflow takes seconds to import."""

    def __init__(self, project: Path, manifest: Manifest, uri: str, own: bool) -> None:
        self.project, self.manifest, self.uri = project, manifest, uri
        self.own = own and not os.environ.get("MLFLOW_TRACKING_URI")
        self.pool = ThreadPoolExecutor(1, thread_name_prefix="nb2prod-store")
        self.connected: Future[tuple[Store | None, tuple[str, ...], str]] = self.pool.submit(
            self._connect
        )

    def version(self, digest: str) -> Any:
        """The registered version with a content, as the store knows it; None where it is away."""
        store, _, _ = self.connected.result()
        return record.registered(store.client, digest) if store is not None else None

    def start(self, entry: Record, data: Path) -> Future[Opened]:
        """Open the run; `data` is the folder that the names of its inputs are relative to."""
        opening = self.pool.submit(self._open, entry, data)
        self.pool.shutdown(wait=False)
        return opening

    def _connect(self) -> tuple[Store | None, tuple[str, ...], str]:
        """The store, else the project's own; what is to be said; the address that is waited for."""
        try:
            return connect(self.project, self.uri, self.manifest.name), (), ""
        except TrackingError as error:
            said, waits_for = f"{error.what} ({error.where})", record.public(self.uri)
        if not self.own:
            with suppress(TrackingError):
                note = f"{said}: the run is recorded in the project's own database; {LATER}"
                own = connect(self.project, local(self.project), self.manifest.name)
                return own, (note,), waits_for
        return None, (f"{said}: the run is kept in its folder; {LATER}",), waits_for

    def _open(self, entry: Record, data: Path) -> Opened:
        store, notes, waits_for = self.connected.result()
        columns = {d.name: [list(c) for c in datasets.schema(data / d.name)] for d in entry.data}
        entry = replace(entry, waits_for=waits_for, columns=columns)
        if store is None:
            return Opened(entry, None, notes)
        try:
            return Opened(record.begin(store, entry), store, notes)
        except TrackingError as error:
            note = f"{error.what}: the run is kept in its folder; {LATER}"
            return Opened(replace(entry, waits_for=record.public(store.uri)), None, (*notes, note))
