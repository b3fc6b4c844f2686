"""Spool: what a job says of its training while it runs, as lines of a file, sent afterwards.

The generated module ``tracking`` writes there when ``NB2PROD_SPOOL`` names the folder. So a job
needs no server while it runs, nor the version of MLflow that the server has.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .store import Store

if TYPE_CHECKING:
    from .record import Record

FOLDER = "spool"
LINES = "lines.jsonl"
VARIABLE = "NB2PROD_SPOOL"


def lines(folder: Path) -> Iterator[dict[str, Any]]:
    """What the job wrote; a line that a dying job left half-written is passed over."""
    path = folder / FOLDER / LINES
    if not path.is_file():
        return
    for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(text)
        except ValueError:
            continue
        if isinstance(entry, dict):
            yield entry


def metrics(folder: Path) -> list[tuple[str, float, int, int]]:
    """The metrics of the run itself, each with its step and time."""
    found: list[tuple[str, float, int, int]] = []
    counts: dict[str, int] = {}
    for entry in lines(folder):
        if entry.get("kind") == "metrics":
            for name, value in entry["values"].items():
                if math.isfinite(value):
                    step = counts.get(name, 0)
                    counts[name] = step + 1
                    found.append((name, float(value), step, int(entry["time"])))
    return found


def send(store: Store, run_id: str, record: Record, folder: Path) -> None:
    """Log trials as nested runs and models with what is known of them; once, however often sent."""
    from mlflow.entities import LoggedModelOutput, Metric, Param, RunTag

    if not any((folder / FOLDER).glob("*")):
        return
    client = store.client
    known = client.search_runs(
        [store.experiment], f"tags.`mlflow.parentRunId` = '{run_id}'", max_results=50000
    )
    sent = {run.data.tags.get("nb2prod.trial") for run in known}
    for number, entry in enumerate(e for e in lines(folder) if e.get("kind") == "trial"):
        if str(number) in sent:
            continue
        moment = int(entry.get("time", time.time() * 1000))
        tags = {
            "mlflow.parentRunId": run_id,
            "nb2prod.kind": "trial",
            "nb2prod.trial": str(number),
            "nb2prod.job": record.job,
        }
        child = client.create_run(
            store.experiment, start_time=moment, run_name=f"trial {number + 1}", tags=tags
        )
        child_id = child.info.run_id
        client.log_batch(
            child_id,
            [Metric(n, float(v), moment, 0) for n, v in entry["metrics"].items() if _finite(v)],
            [Param(n, str(v)[:500]) for n, v in entry["parameters"].items()],
            [RunTag("nb2prod.code", "0")],
        )
        client.set_terminated(child_id, "FINISHED", moment)
    logged = {o.model_id for o in client.get_run(run_id).outputs.model_outputs}
    names = {client.get_logged_model(model_id).name for model_id in logged}
    for model in sorted((folder / FOLDER).glob("models/*/MLmodel")):
        name = model.parent.name
        inside = f"{FOLDER}/models/{name}/"
        if name in names or any(path.startswith(inside) for path in record.left_out):
            continue
        made = client.create_logged_model(
            store.experiment, name, run_id, tags={"nb2prod.job": record.job}
        )
        client.log_model_artifacts(made.model_id, str(model.parent))
        client.finalize_logged_model(made.model_id, "READY")
        client.log_outputs(run_id, [LoggedModelOutput(made.model_id, 0)])


def _finite(value: Any) -> bool:
    return isinstance(value, (int, float)) and math.isfinite(value)
