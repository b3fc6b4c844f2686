"""Record: a run as it is kept, in its folder first and in MLflow as soon as that can be reached."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ..errors import TrackingError
from . import datasets, spool
from .datasets import Dataset
from .store import Store, quiet

FILE = "record.json"
LONGEST = 500
"""Older servers refuse longer values of parameters."""
MOST = 1000
"""Metrics that one request may carry."""
ENDS = {0: "FINISHED", 130: "KILLED"}


@dataclass(frozen=True)
class Record:
    """All that MLflow is told of a run; secrets are masked before it is made.

    `metrics` are (name, value, step, milliseconds since 1970); `started` and `ended` are such
    times. `run_id` is the run in MLflow, "" while there is none; `waits_for` is the address that
    could not be reached, "" when everything is there.
    """

    job: str
    content: str
    tags: Mapping[str, str]
    parameters: Mapping[str, str]
    started: int
    data: tuple[Dataset, ...] = ()
    columns: Mapping[str, list[list[str]]] = field(default_factory=dict)
    metrics: tuple[tuple[str, float, int, int], ...] = ()
    ended: int = 0
    code: int = 0
    left_out: tuple[str, ...] = ()
    run_id: str = ""
    version: str = ""
    waits_for: str = ""

    def write(self, folder: Path) -> None:
        """Keep it in the folder of the run."""
        text = json.dumps(asdict(self), indent=1, default=str) + "\n"
        beside = folder / f".{FILE}.new"
        beside.write_text(text, encoding="utf-8")
        beside.replace(folder / FILE)


def read(folder: Path) -> Record | None:
    """The record in the folder of a run; None where there is none that can be read."""
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        data["data"] = tuple(Dataset(**entry) for entry in data["data"])
        data["metrics"] = tuple((n, v, s, t) for n, v, s, t in data["metrics"])
        return Record(**{**data, "left_out": tuple(data["left_out"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def public(uri: str) -> str:
    """An address without the name and the password in it."""
    return re.sub(r"//[^/@]*@", "//", uri)


def begin(store: Store, record: Record) -> Record:
    """Open the run in MLflow: parameters, inputs, and the version that it is a run of.

    Raises
    ------
    TrackingError
        If the store does not take it.
    """
    from mlflow.entities import LoggedModelInput, Param

    client = store.client
    tags = dict(record.tags)
    with quiet(store.uri):
        version = registered(client, record.content)
        if version is not None:
            tags |= {"nb2prod.job": version.name, "nb2prod.job_version": str(version.version)}
        run = client.create_run(
            store.experiment, start_time=record.started, run_name=record.job, tags=tags
        )
        run_id = str(run.info.run_id)
        params = [Param(n, v[:LONGEST]) for n, v in record.parameters.items()]
        client.log_batch(run_id, params=params)
        inputs = [datasets.logged(d, _columns(record, d)) for d in record.data]
        # a database store leaves `model_id` empty, its `source` is the model all the same
        model = version.source if version is not None else ""
        models = [LoggedModelInput(model[8:])] if model.startswith("models:/") else None
        if inputs or models:
            client.log_inputs(run_id, inputs, models)
    return replace(record, run_id=run_id, version=str(version.version) if version else "")


def finish(store: Store, record: Record, folder: Path) -> None:
    """Log metrics, trials, models and files of a run that `begin` opened, and close it.

    Raises
    ------
    TrackingError
        If the store does not take it; doing it again is harmless.
    """
    from mlflow.entities import Metric, RunTag

    client, run_id = store.client, record.run_id
    with quiet(store.uri):
        logged = [Metric(name, value, time, step) for name, value, step, time in record.metrics]
        for at in range(0, len(logged), MOST):
            client.log_batch(run_id, logged[at : at + MOST])
        spool.send(store, run_id, record, folder)
        skipped = {folder / name for name in (*record.left_out, FILE)}
        _upload(client, run_id, folder, skipped)
        tags = {**record.tags, "nb2prod.code": str(record.code)}
        client.log_batch(run_id, tags=[RunTag(key, value) for key, value in tags.items()])
        client.set_terminated(run_id, ENDS.get(record.code, "FAILED"), record.ended)


def _upload(client: Any, run_id: str, folder: Path, skipped: Collection[Path]) -> None:
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.is_file() and path not in skipped and inner.parts[0] != spool.FOLDER:
            inside = inner.parent.as_posix()
            client.log_artifact(run_id, str(path), None if inside == "." else inside)


def _columns(record: Record, dataset: Dataset) -> list[tuple[str, str]]:
    return [(name, kind) for name, kind in record.columns.get(dataset.name, [])]


def registered(client: Any, digest: str) -> Any:
    """The newest version with this content; None without one."""
    found = client.search_model_versions(f"tags.`nb2prod.content` = '{digest}'")
    return max(found, key=lambda v: int(v.version)) if found else None


def is_open(store: Store, run_id: str) -> bool:
    """Whether MLflow knows a run."""
    with suppress(TrackingError), quiet(store.uri):
        store.client.get_run(run_id)
        return True
    return False
