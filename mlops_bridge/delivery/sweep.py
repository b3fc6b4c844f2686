"""Sweep: one job with many combinations of parameters, as runs nested in one."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from ..convert.manifest import load
from ..errors import Cancelled, MissingExtra, Nb2ProdError, TrackingError
from ..progress import Event, Report, silent
from . import content, datasets, overrides, picture, record
from .grid import combinations
from .run import run
from .store import STATE, Store, address, connect, local, quiet

SMALLER_IS_BETTER = ("loss", "error", "rmse", "mse", "mae", "mape", "deviance", "perplexity")


@dataclass(frozen=True)
class Job:
    """One combination, and how its run ended; `code` is -1 while it has not."""

    number: int
    parameters: Mapping[str, Any]
    code: int = -1
    run_id: str = ""
    metrics: Mapping[str, float] = field(default_factory=dict)
    error: str = ""
    seconds: float = 0.0
    kept: bool = False
    """Whether it is from an earlier, interrupted call."""

    @property
    def finished(self) -> bool:
        return self.code == 0


@dataclass(frozen=True)
class Sweep:
    """How a sweep went; `best` is the number of the best job, or None."""

    name: str
    run_id: str
    jobs: tuple[Job, ...]
    metric: str
    best: int | None
    seconds: float
    folder: Path
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 when all finished, 130 when cancelled, 1 when some failed."""
        if any(job.code in (-1, 130) for job in self.jobs):
            return 130
        return 0 if all(job.finished for job in self.jobs) else 1


@dataclass(frozen=True)
class _Task:
    """What a worker needs for one job; everything in it can be pickled."""

    project: str
    parameters: Mapping[str, Any]
    data: str | None
    tracking_uri: str
    timeout: float | None
    retries: int
    accept_data: str | None
    tags: Mapping[str, str]


def sweep(
    project: Path,
    given: Mapping[str, str],
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    data: Path | None = None,
    tracking_uri: str | None = None,
    timeout: float | None = None,
    retries: int = 0,
    accept_data: str | None = None,
    metric: str | None = None,
    fresh: bool = False,
    table: Callable[[Sequence[Job]], None] | None = None,
    report: Report = silent,
) -> Sweep:
    """Run a job once for each combination of parameter values.

    The same call continues a sweep that was interrupted: what has finished is not run again. A
    job that fails is recorded, and the others go on.

    Parameters
    ----------
    project : Path
        A generated project.
    given : mapping
        Values by parameter; see `grid.values`.
    workers : int, optional
        How many jobs run at once; the number of processors when None.
    scheduler : str, optional
        Address of a Dask scheduler, whose workers run the jobs; they need this project at the
        same path. Processes of this machine when None.
    metric : str, optional
        What the best job is best in, ``-NAME`` when smaller is better; guessed when None.
    fresh : bool
        Forget an interrupted sweep of the same combinations.
    table : callable, optional
        Called with all jobs whenever one has ended.

    Raises
    ------
    ParameterError, ProjectError, TrackingError, MissingExtra
    """
    started = time.monotonic()
    project = project.resolve()
    manifest = load(project)
    grid = combinations(manifest.parameters, given)
    source = data or (project / manifest.notebook).resolve().parent
    inputs = datasets.files(manifest.inputs, source)
    digest = content.digest(project, manifest)
    said = [digest, grid, {d.name: d.identity for d in inputs}]
    key = hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:16]
    folder = project / STATE / "sweeps" / key
    report(Event("sweep", "opening the tracking store"))
    uri, notes = _reachable(project, tracking_uri)
    store = connect(project, uri, manifest.name)

    def version(wanted: str) -> Any:
        return record.registered(store.client, wanted)

    overrides.require_known(project, digest, uri, inputs, accept_data, data, version)
    parent, jobs = _earlier(folder, store, grid, fresh)
    if not parent:
        tags = {
            "nb2prod.kind": "sweep",
            "nb2prod.job": manifest.name,
            "nb2prod.content": digest,
        }
        with quiet(store.uri):
            made = store.client.create_run(store.experiment, run_name="sweep", tags=tags)
            parent = str(made.info.run_id)
            for name, text in given.items():
                store.client.log_param(parent, name, text[: record.LONGEST])
    tasks = {
        job.number: _Task(
            str(project),
            job.parameters,
            str(data) if data else None,
            uri,
            timeout,
            retries,
            accept_data,
            {"mlflow.parentRunId": parent, "nb2prod.sweep": key},
        )
        for job in jobs
        if not job.finished
    }
    _keep(folder, parent, jobs)

    def ended(number: int, result: Mapping[str, Any]) -> None:
        jobs[number] = replace(jobs[number], **result)
        _keep(folder, parent, jobs)
        if table is not None:
            table(jobs)

    if table is not None:
        table(jobs)
    execute = _by_dask(scheduler) if scheduler else _by_processes(workers or os.cpu_count() or 1)
    cancelled = False
    try:
        execute(tasks, ended, report)
    except (Cancelled, KeyboardInterrupt):
        cancelled = True
    chosen, best = _best(jobs, metric)
    result = Sweep(
        manifest.name, parent, tuple(jobs), chosen, best, time.monotonic() - started, folder, notes
    )
    _summarize(store, result, cancelled)
    return result


def _reachable(project: Path, tracking_uri: str | None) -> tuple[str, tuple[str, ...]]:
    """The address, or the project's own database when its server does not answer."""
    uri = address(project, tracking_uri)
    try:
        connect(project, uri, None if uri != local(project) else "nb2prod")
    except TrackingError as error:
        if uri == local(project):
            raise
        note = f"{error.what} ({error.where}): the sweep is recorded in the project's own database"
        return local(project), (note,)
    return uri, ()


def _earlier(
    folder: Path, store: Store, grid: Sequence[Mapping[str, Any]], fresh: bool
) -> tuple[str, list[Job]]:
    """The parent run and the jobs of an interrupted sweep of the same grid, or new ones."""
    jobs = [Job(number, values) for number, values in enumerate(grid)]
    try:
        kept = json.loads((folder / "sweep.json").read_text(encoding="utf-8"))
        ended = [Job(**entry) for entry in kept["jobs"]]
        parent = str(kept["parent"])
    except (OSError, ValueError, TypeError, KeyError):
        return "", jobs
    over = all(job.finished for job in ended)
    if fresh or over or len(ended) != len(jobs) or not record.is_open(store, parent):
        return "", jobs
    return parent, [
        replace(old, parameters=new.parameters, kept=True) if old.finished else new
        for old, new in zip(ended, jobs, strict=True)
    ]


def _keep(folder: Path, parent: str, jobs: Sequence[Job]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"parent": parent, "jobs": [asdict(j) for j in jobs]}, default=str)
    beside = folder / ".sweep.json.new"
    beside.write_text(text, encoding="utf-8")
    beside.replace(folder / "sweep.json")


_stop: Any = None


def _start_worker(stop: Any) -> None:
    """A worker hears of Ctrl-C by its parent: it has a run to record first."""
    global _stop
    _stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(task: _Task) -> dict[str, Any]:
    """Run one job, in a worker."""

    def heed(event: Event) -> None:
        if _stop is not None and _stop.is_set():
            raise Cancelled

    began = time.monotonic()
    try:
        ended = run(
            Path(task.project),
            task.parameters,
            data=Path(task.data) if task.data else None,
            tracking_uri=task.tracking_uri,
            timeout=task.timeout,
            retries=task.retries,
            html=False,
            accept_data=task.accept_data,
            tags=task.tags,
            report=heed,
        )
    except Nb2ProdError as error:
        return {"code": error.exit_code, "error": str(error), "seconds": time.monotonic() - began}
    where = f"{ended.where}: " if ended.where else ""
    return {
        "code": ended.code,
        "run_id": ended.run_id,
        "metrics": dict(ended.metrics),
        "error": f"{where}{ended.error}" if ended.error else "",
        "seconds": ended.seconds,
    }


_Execute = Callable[[Mapping[int, _Task], Callable[[int, Mapping[str, Any]], None], Report], None]


def _by_processes(workers: int) -> _Execute:
    def execute(
        tasks: Mapping[int, _Task], ended: Callable[[int, Mapping[str, Any]], None], report: Report
    ) -> None:
        if not tasks:
            return
        # forked workers would share the parent's open database; spawned ones start clean
        context = multiprocessing.get_context("spawn")
        stop = context.Event()
        with ProcessPoolExecutor(min(workers, len(tasks)), context, _start_worker, (stop,)) as pool:
            waiting: dict[Future[dict[str, Any]], int] = {
                pool.submit(_work, task): number for number, task in tasks.items()
            }
            total, over = len(waiting), 0
            try:
                while waiting:
                    report(Event("sweep", f"{over} of {total} jobs"))
                    done, _ = wait(waiting, timeout=0.5, return_when=FIRST_COMPLETED)
                    for future in done:
                        over += 1
                        ended(waiting.pop(future), _result(future))
            except BaseException:
                stop.set()
                pool.shutdown(wait=True, cancel_futures=True)
                for future, number in waiting.items():
                    if not future.cancelled():
                        ended(number, _result(future))
                raise

    return execute


def _result(future: Future[dict[str, Any]]) -> dict[str, Any]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        return {"code": 5, "error": "the worker died"}


def _by_dask(scheduler: str) -> _Execute:
    def execute(
        tasks: Mapping[int, _Task], ended: Callable[[int, Mapping[str, Any]], None], report: Report
    ) -> None:
        with _client(scheduler) as client:
            from distributed import as_completed

            futures = {
                client.submit(_work, task, pure=False, retries=1): number
                for number, task in tasks.items()
            }
            try:
                for count, future in enumerate(as_completed(futures, loop=client.loop)):
                    report(Event("sweep", f"{count} of {len(futures)} jobs"))
                    if future.status == "finished":
                        ended(futures[future], future.result())
                    else:
                        said = str(future.exception())
                        ended(futures[future], {"code": 5, "error": said})
            except BaseException:
                client.cancel(list(futures), force=True)
                raise

    return execute


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtra("dask", "dask") from None
    try:
        client = Client(scheduler, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise TrackingError(
            f"no Dask scheduler answers: {error}",
            where=scheduler,
            hint="Start one with `dask scheduler`, or leave out --scheduler.",
        ) from None
    try:
        yield client
    finally:
        client.close()


def _best(jobs: Sequence[Job], wanted: str | None) -> tuple[str, int | None]:
    """The metric that counts and the number of the job that is best in it."""
    ended = [job for job in jobs if job.finished]
    name = (wanted or "").removeprefix("-")
    if not name:
        first = list(ended[0].metrics) if ended else []
        common = [each for each in first if all(each in job.metrics for job in ended)]
        name = common[-1] if common else ""
    scored = [job for job in ended if name in job.metrics]
    if not scored:
        return name, None
    words = name.lower().replace("-", "_").split("_")
    smaller = (wanted or "").startswith("-") or (
        wanted is None and any(word in SMALLER_IS_BETTER for word in words)
    )
    pick = min if smaller else max
    return name, pick(scored, key=lambda job: job.metrics[name]).number


def _summarize(store: Store, result: Sweep, cancelled: bool) -> None:
    """Table, picture and the best job go to the parent run."""
    (result.folder / "sweep.csv").write_text(picture.table(result.jobs), encoding="utf-8")
    drawn = picture.draw(result.jobs, result.metric, result.best)
    (result.folder / "sweep.svg").write_text(drawn, encoding="utf-8")
    failed = not all(job.finished for job in result.jobs)
    with suppress(TrackingError), quiet(store.uri):
        client = store.client
        for name in ("sweep.csv", "sweep.svg"):
            client.log_artifact(result.run_id, str(result.folder / name))
        if result.best is not None:
            best = result.jobs[result.best]
            client.set_tag(result.run_id, "nb2prod.best", best.run_id)
            client.log_metric(result.run_id, f"best_{result.metric}", best.metrics[result.metric])
        status = "KILLED" if cancelled else "FAILED" if failed else "FINISHED"
        client.set_terminated(result.run_id, status)
