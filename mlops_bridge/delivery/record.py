"""Record: a run as MLflow keeps it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest
from ..errors import TrackingError
from . import content
from .metrics import Metric
from .redact import replaced
from .store import Store, quiet

LONGEST = 500
"""Older servers refuse longer values of parameters."""


class Record:
    """Writes one run to a store; when the store stops answering, the run goes on without it.

    `variables` let the job's own calls of MLflow join the run (see `joining`); they are for the
    kernel only.
    """

    def __init__(
        self, store: Store | None, project: Path, manifest: Manifest, forms: Mapping[str, str]
    ) -> None:
        self.store, self.project, self.manifest, self.forms = store, project, manifest, forms
        self.id = self.uri = self.version = ""
        self.notes: tuple[str, ...] = ()
        self.variables: dict[str, str] = {}

    def start(self, parameters: Mapping[str, Any], data: Mapping[str, str]) -> None:
        """Open the run, with its parameters, the digests of its data, and its version."""
        if self.store is None:
            return
        digest = content.digest(self.project, self.manifest)
        tags = {
            "nb2prod.kind": "run",
            "nb2prod.job": self.manifest.name,
            "nb2prod.content": digest,
            "nb2prod.data": json.dumps({n: d[:16] for n, d in data.items()})[:LONGEST],
        }
        try:
            with quiet(self.store.uri):
                self._open(digest, tags, parameters)
        except TrackingError as error:
            self._lost(error)

    def _open(self, digest: str, tags: dict[str, str], parameters: Mapping[str, Any]) -> None:
        from mlflow.entities import LoggedModelInput, Param

        assert self.store is not None
        client = self.store.client
        version = _registered(client, digest)
        if version is not None:
            self.version = str(version.version)
            tags |= {"nb2prod.job": version.name, "nb2prod.job_version": self.version}
        run = client.create_run(self.store.experiment, run_name=self.manifest.name, tags=tags)
        self.id = str(run.info.run_id)
        self.uri = f"runs:/{self.id}"
        if self.store.uri.startswith("http"):
            base = self.store.shown.rstrip("/")
            self.uri = f"{base}/#/experiments/{self.store.experiment}/runs/{self.id}"
        self.variables = {
            "MLFLOW_RUN_ID": self.id,
            "MLFLOW_EXPERIMENT_ID": self.store.experiment,
            "MLFLOW_TRACKING_URI": self.store.uri,
        }
        params = [Param(n, str(replaced(v, self.forms))[:LONGEST]) for n, v in parameters.items()]
        client.log_batch(self.id, params=params)
        # a database store leaves `model_id` empty, its `source` is the model all the same
        if version is not None and version.source.startswith("models:/"):
            model = version.source.removeprefix("models:/")
            client.log_inputs(self.id, models=[LoggedModelInput(model)])

    def finish(
        self, code: int, found: Iterable[Metric], folder: Path, left_out: Iterable[Path]
    ) -> tuple[str, ...]:
        """Log metrics and files, and close the run; the notes are what could not be done."""
        if self.store is None or not self.id:
            return ()
        from mlflow.entities import Metric as Logged

        client, now = self.store.client, int(time.time() * 1000)
        skipped = set(left_out)
        try:
            with quiet(self.store.uri):
                client.log_batch(self.id, [Logged(m.name, m.value, now, m.step) for m in found])
                for path in sorted(folder.rglob("*")):
                    if path.is_file() and path not in skipped:
                        inner = path.parent.relative_to(folder).as_posix()
                        client.log_artifact(self.id, str(path), None if inner == "." else inner)
                client.set_tag(self.id, "nb2prod.code", str(code))
                client.set_terminated(self.id, {0: "FINISHED", 130: "KILLED"}.get(code, "FAILED"))
        except TrackingError as error:
            return (f"{error.what}: the run is kept in the project's .nb2prod/runs only",)
        return ()

    def _lost(self, error: TrackingError) -> None:
        self.notes = (f"{error.what}: the run is kept in the project's .nb2prod/runs only",)
        self.store = None


def _registered(client: Any, digest: str) -> Any:
    found = client.search_model_versions(f"tags.`nb2prod.content` = '{digest}'")
    return max(found, key=lambda v: int(v.version)) if found else None
