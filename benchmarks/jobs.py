"""What a recorded run costs over bare papermill, and a sweep of 16 jobs on 2 workers.

    python benchmarks/jobs.py [--runs 5]

The job trains a small forest. Wall seconds, medians of several runs, in one go on one machine; the
first recorded run is told apart, since it makes the database. The sweeps run the same 16
combinations: by processes, on a Dask cluster of two workers that stands already, by papermill in
two processes, and by papermill in a loop, the last two with nothing recorded.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from mlops_bridge import api

CELLS = [
    "import numpy as np\nfrom sklearn.ensemble import RandomForestClassifier",
    "# settings\ntrees = 60\ndepth = 4",
    "rng = np.random.default_rng(0)\nX = rng.normal(size=(2000, 8))\ny = (X[:, 0] * X[:, 1] > 0)",
    "model = RandomForestClassifier(trees, max_depth=depth, random_state=0)\nmodel.fit(X[:1500], y[:1500])",
    'print("accuracy:", model.score(X[1500:], y[1500:]))',
]
GRID = {"trees": "40,60,80,100", "depth": "2,4,6,8"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    os.environ.pop("MLFLOW_TRACKING_URI", None)
    with tempfile.TemporaryDirectory(prefix="nb2prod-jobs-") as scratch:
        top = Path(scratch)
        notebook = top / "forest.ipynb"
        notebook.write_text(json.dumps(_notebook()), encoding="utf-8")
        project = top / "job"
        api.convert(notebook, project, track=False)
        _overhead(project, top, given.runs)
        _sweeps(project, top, given.runs)


def _overhead(project: Path, top: Path, count: int) -> None:
    nb2prod = [sys.executable, "-m", "mlops_bridge", "run", str(project), "--format", "json"]
    first = _timed([*nb2prod, "--no-html"])
    cases = {
        "papermill": lambda: _timed(_papermill(project, top / "out.ipynb")),
        "nb2prod run --no-html": lambda: _timed([*nb2prod, "--no-html"]),
        "nb2prod run": lambda: _timed(nb2prod),
    }
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(count):
        for name, case in cases.items():
            found[name].append(case())
    bare = statistics.median(found["papermill"])
    print(f"{'':28} wall s   over papermill s")
    for name, seconds in found.items():
        median = statistics.median(seconds)
        print(f"{name:28} {median:6.2f}   {median - bare:6.2f}")
    print(f"{'nb2prod run, the first':28} {first:6.2f}   {first - bare:6.2f}")


def _sweeps(project: Path, top: Path, count: int) -> None:
    runs = [(t, d) for t in GRID["trees"].split(",") for d in GRID["depth"].split(",")]

    def pool() -> float:
        found = api.sweep(project, GRID, workers=2, fresh=True)
        assert found.exit_code == 0, found
        return found.seconds

    def loop(workers: int) -> float:
        started = time.monotonic()
        with ProcessPoolExecutor(workers) as executor:
            commands = [
                _papermill(project, top / f"out-{t}-{d}.ipynb", "-p", "trees", t, "-p", "depth", d)
                for t, d in runs
            ]
            list(executor.map(_timed, commands))
        return time.monotonic() - started

    def dask() -> float:
        from distributed import LocalCluster

        with LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
        ) as cluster:
            found = api.sweep(project, GRID, scheduler=cluster.scheduler_address, fresh=True)
            assert found.exit_code == 0, found
            return found.seconds

    cases = {
        "nb2prod sweep, processes": pool,
        "nb2prod sweep, Dask": dask,
        "papermill, two processes": lambda: loop(2),
        "papermill, a loop": lambda: loop(1),
    }
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(max(1, count // 2)):
        for name, case in cases.items():
            found[name].append(case())
    best = min(statistics.median(seconds) for seconds in found.values())
    print(f"\n{'16 jobs':28} wall s   of the best")
    for name, seconds in found.items():
        median = statistics.median(seconds)
        print(f"{name:28} {median:6.1f}   {median / best:6.2f}")


def _papermill(project: Path, out: Path, *more: str) -> list[str]:
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", "-k", "python3"]
    return [*command, str(project / "notebooks" / "job.ipynb"), str(out), *more]


def _timed(command: list[str]) -> float:
    started = time.monotonic()
    notebook = next((word for word in command if word.endswith("job.ipynb")), "")
    variables = dict(os.environ)
    if notebook:
        variables["PYTHONPATH"] = str(Path(notebook).parents[1] / "src")
    subprocess.run(command, check=True, capture_output=True, env=variables)
    return time.monotonic() - started


def _notebook() -> dict[str, object]:
    cells = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": source, "outputs": [],
         "execution_count": None}
        for i, source in enumerate(CELLS)
    ]  # fmt: skip
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}


if __name__ == "__main__":
    main()
