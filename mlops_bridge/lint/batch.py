"""Batch: many files judged, from the cache or anew, one after the other or in several processes."""

from __future__ import annotations

import gc
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..config import Config
from ..errors import Nb2ProdError, NotebookError
from ..notebook.read import data_of
from ..notebook.surroundings import Surroundings, look
from .cache import Cache
from .judged import Judged
from .witness import Question

_FEW = 24  # files that one process has judged before a second has started

Outcome = Judged | Nb2ProdError


class Looks:
    """The surroundings of notebooks, read once for each folder."""

    def __init__(self) -> None:
        self._seen: dict[Path, Surroundings] = {}
        self._told: dict[Path, frozenset[Path]] = {}

    def at(self, path: Path) -> Surroundings:
        folder = path.absolute().parent
        if folder not in self._seen:
            self._seen[folder] = look(path, self._told)
        return replace(self._seen[folder], notebook=path.absolute())


def judge_all(
    paths: Sequence[Path],
    configure: Callable[[Path], Config],
    *,
    contents: Mapping[Path, bytes],
    check: Callable[[], None],
    cache: Path | None = None,
    jobs: int | None = None,
    started: Callable[[Path], None] = lambda path: None,
) -> Mapping[Path, Outcome]:
    """Judge files; each gets its findings, or the error that kept it from being judged.

    Parameters
    ----------
    configure : callable
        The configuration of a file.
    contents : mapping
        Files that are given, and not read.
    check : callable
        Refuses what is wrong with the configurations, before anything is judged by them.
    cache : Path, optional
        The folder of the cache; without, everything is judged anew.
    jobs : int, optional
        Processes; by default as many as there are cores, and one for a few files. The outcome is
        the same.
    started : callable
        Told of each file before it is judged.

    Raises
    ------
    ConfigError
        As `check` raises it, or if a configuration names a list that does not exist.
    """
    kept, looks = Cache(cache), Looks()
    found: dict[Path, Outcome] = {}
    missing: list[tuple[Path, Config]] = []
    for path in paths:
        config = configure(path)
        if path in contents:
            found[path] = _one((path, config), contents[path], None, looks)
            continue
        try:
            held = kept.get(path, data_of(path), config, looks.at)
        except Nb2ProdError as error:
            found[path] = error
            continue
        if held is None:
            missing.append((path, config))
        else:
            found[path] = held
    if not missing:
        if not found or contents:
            check()
        return {path: found[path] for path in paths}
    check()
    workers = min(jobs or (_cores() if len(missing) >= _FEW else 1), len(missing))
    judged = _pool(missing, cache, workers) if workers > 1 else _serial(missing, cache, looks)
    for (path, _), outcome in zip(missing, judged, strict=True):
        started(path)
        found[path] = outcome
    return {path: found[path] for path in paths}


def _serial(
    tasks: Iterable[tuple[Path, Config]], cache: Path | None, looks: Looks
) -> Iterable[Outcome]:
    with _little_collecting():
        for task in tasks:
            yield _one(task, None, cache, looks)


@contextmanager
def _little_collecting() -> Iterator[None]:
    """Collect garbage seldom: trees and facts go by counting, and a look at all of them is dear."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _pool(
    tasks: Sequence[tuple[Path, Config]], cache: Path | None, workers: int
) -> Iterable[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # a fork shares what is imported by now; threads do not survive one
    forks = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if forks else "spawn")
    size = max(1, min(16, len(tasks) // (4 * workers)))
    done = 0
    with ProcessPoolExecutor(workers, context, _quiet) as pool:
        try:
            for outcome in pool.map(partial(_in_worker, cache), tasks, chunksize=size):
                yield outcome
                done += 1
        except BrokenProcessPool:
            for path, _ in tasks[done:]:
                yield Nb2ProdError(
                    "the process that judged it died",
                    where=str(path),
                    hint="Memory may be short: try `--jobs 1`.",
                )
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _quiet() -> None:
    """Ctrl-C is the parent's affair."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


_looks = Looks()


def _in_worker(cache: Path | None, task: tuple[Path, Config]) -> Outcome:
    return _one(task, None, cache, _looks)


def _one(
    task: tuple[Path, Config], data: bytes | None, cache: Path | None, looks: Looks
) -> Outcome:
    from .judge import judge

    path, config = task
    try:
        data = data_of(path) if data is None else data
    except NotebookError as error:
        return error
    found: Judged | NotebookError
    questions: list[Question] | None = []
    try:
        found, questions = judge(path, data, config, looks.at(path))
    except NotebookError as error:
        found = error
    except Nb2ProdError as error:
        return error
    except Exception as bug:  # ours: this file gets an error, the run over the others goes on
        failed = Nb2ProdError(
            f"{type(bug).__name__}: {bug}",
            where=str(path),
            hint="This is a bug of mlops-bridge; --verbose shows where.",
        )
        failed.traceback = traceback.format_exc()
        return failed
    if questions is not None:
        Cache(cache).put(path, data, config, questions, found)
    return found


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
