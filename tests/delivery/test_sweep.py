"""Sweeps: nested runs, failures, interruptions, pools of processes and Dask."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from mlops_bridge import api
from mlops_bridge.delivery.store import connect
from mlops_bridge.errors import Cancelled, MissingExtra, TrackingError
from mlops_bridge.progress import Event

pytestmark = pytest.mark.slow
Evaluate = Callable[[str], None]


def children(project: Path, found: api.Sweep) -> list[Any]:
    client = connect(project, None, None).client
    experiments = [e.experiment_id for e in client.search_experiments()]
    asked = f"tags.`mlflow.parentRunId` = '{found.run_id}'"
    return list(client.search_runs(experiments, asked))


def test_every_combination_is_a_nested_run_and_one_that_fails_loses_no_other(
    project: Path, evaluate: Evaluate
) -> None:
    evaluate("if threshold == 0.5:\n    raise ValueError('not this one')")
    shown: list[int] = []

    def table(jobs: Sequence[api.Job]) -> None:
        shown.append(sum(job.code >= 0 for job in jobs))

    found = api.sweep(project, {"threshold": "0.1,0.3,0.5"}, workers=2, table=table)
    assert [job.code for job in found.jobs] == [0, 0, 3]
    assert "not this one" in found.jobs[2].error
    assert "cell 4" in found.jobs[2].error
    assert (found.metric, found.best, found.exit_code) == ("accuracy", 0, 1)
    assert shown[0] == 0 and shown[-1] == 3
    runs = children(project, found)
    assert sorted(r.data.params["threshold"] for r in runs) == ["0.1", "0.3", "0.5"]
    assert sorted(r.info.status for r in runs) == ["FAILED", "FINISHED", "FINISHED"]
    client = connect(project, None, None).client
    parent = client.get_run(found.run_id)
    assert parent.info.status == "FAILED"
    assert parent.data.params == {"threshold": "0.1,0.3,0.5"}
    assert parent.data.metrics["best_accuracy"] == found.jobs[0].metrics["accuracy"]
    assert {a.path for a in client.list_artifacts(found.run_id)} == {"sweep.csv", "sweep.svg"}
    assert "0.1,0.833" in (found.folder / "sweep.csv").read_text()


def test_an_interrupted_sweep_goes_on_where_it_was(project: Path) -> None:
    ended: list[int] = []

    def table(jobs: Sequence[api.Job]) -> None:
        ended.append(sum(job.finished for job in jobs))

    def report(event: Event) -> None:
        if ended and ended[-1] >= 1:
            raise Cancelled

    grid = {"threshold": "0.1,0.2,0.3,0.4"}
    first = api.sweep(project, grid, workers=1, table=table, report=report)
    assert first.exit_code == 130
    finished = [job.number for job in first.jobs if job.finished]
    assert 1 <= len(finished) < 4
    again = api.sweep(project, grid, workers=2)
    assert again.exit_code == 0
    assert again.run_id == first.run_id, "the same parent"
    assert [job.number for job in again.jobs if job.kept] == finished
    complete = [r for r in children(project, again) if r.info.status == "FINISHED"]
    assert len(complete) == 4, "nothing that finished ran twice"
    third = api.sweep(project, {"threshold": "0.1,0.2"}, workers=2)
    assert third.run_id != again.run_id


def test_a_worker_that_dies_is_a_failed_job(project: Path, evaluate: Evaluate) -> None:
    evaluate("import os, signal\nif threshold == 0.1:\n    os.kill(os.getpid(), signal.SIGKILL)")
    found = api.sweep(project, {"threshold": "0.1,0.3"}, workers=2)
    assert [job.code for job in found.jobs] == [5, 0]


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """A Dask scheduler with two workers, as processes of their own."""
    pytest.importorskip("distributed", reason="sweeps on Dask need the extra `dask`")
    script = (
        "from distributed import LocalCluster\nimport time\n"
        "if __name__ == '__main__':\n"
        "    c = LocalCluster(n_workers=2, threads_per_worker=1, host='127.0.0.1',\n"
        "                     dashboard_address=None, processes=True)\n"
        "    print(c.scheduler_address, flush=True)\n    time.sleep(600)\n"
    )
    (tmp_path / "cluster.py").write_text(script)
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, tmp_path / "cluster.py"],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert address.startswith("tcp://"), (tmp_path / "log").read_text()
    yield address
    os.killpg(process.pid, 9)
    process.communicate()


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_of_dask_gives_the_same(project: Path, scheduler: str) -> None:
    found = api.sweep(project, {"threshold": "0.1,0.3,0.9"}, scheduler=scheduler)
    assert [job.metrics["accuracy"] for job in found.jobs] == [0.833, 0.5, 0.0]
    assert len(children(project, found)) == 3
    with pytest.raises(TrackingError, match="no Dask scheduler answers"):
        api.sweep(project, {"threshold": "0.2"}, scheduler="tcp://127.0.0.1:1")


def test_without_dask_it_says_how_to_get_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra, match="dask"):
        api.sweep(project, {"threshold": "0.2"}, scheduler="tcp://127.0.0.1:1")


def test_the_command_shows_each_job_and_the_best(project: Path) -> None:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "mlops_bridge", "sweep", str(project), "-p", "threshold=0.1,0.9",
         "--format", "json"],
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert [job["code"] for job in said["jobs"]] == [0, 0]
    assert said["best"] == 0
    assert 0 < said["seconds"] < time.monotonic() - started
