"""Long work of the server: its state, its progress, and how it is stopped.

Work runs in a thread; everything it tells goes through the event loop, so the state of a task
is changed by one thread only.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ..errors import Cancelled, Nb2ProdError
from ..progress import Event, Report

KEPT = 50
State = Literal["running", "done", "failed", "cancelled"]
Work = Callable[[Report], Mapping[str, Any]]
log = logging.getLogger(__name__)


@dataclass
class Task:
    """One piece of long work; changed by `Tasks` alone."""

    id: str
    path: str
    started: float
    ended: float | None = None
    state: State = "running"
    events: list[dict[str, Any]] = field(default_factory=list)
    result: Mapping[str, Any] | None = None
    error: Mapping[str, str] | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def as_dict(self, after: int = 0) -> dict[str, Any]:
        """The task as JSON, with the events that came after number `after`."""
        return {
            "job": self.id,
            "path": self.path,
            "state": self.state,
            "seconds": round((self.ended or time.monotonic()) - self.started, 1),
            "events": self.events[after:],
            "next": len(self.events),
            "result": self.result,
            "error": self.error,
        }


class Tasks:
    """The tasks of one server, oldest first; the finished ones are forgotten in that order."""

    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}
        self._threads: set[asyncio.Task[None]] = set()

    def start(self, path: str, work: Work) -> Task:
        """Start work on a notebook in a thread; `work` reports through what it is given."""
        task = Task(uuid.uuid4().hex, path, time.monotonic())
        self._tasks[task.id] = task
        finished = [old.id for old in self._tasks.values() if old.state != "running"]
        for old in finished[: max(0, len(self._tasks) - KEPT)]:
            del self._tasks[old]
        running = asyncio.get_running_loop().create_task(self._run(task, work))
        # The loop keeps weak references only.
        self._threads.add(running)
        running.add_done_callback(self._threads.discard)
        return task

    def get(self, id_: str) -> Task | None:
        """Return the task, or None if it is unknown or forgotten."""
        return self._tasks.get(id_)

    def of(self, path: str) -> list[Task]:
        """Return the tasks of a notebook, the newest last."""
        return [task for task in self._tasks.values() if task.path == path]

    def cancel(self, task: Task) -> None:
        """Ask the work to stop where it reports next."""
        task.stopped.set()

    async def wait(self, task: Task, after: int, seconds: float) -> None:
        """Return when the task has more than `after` events or has ended, or time is up."""
        deadline = time.monotonic() + seconds
        while task.state == "running" and len(task.events) <= after:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            try:
                await asyncio.wait_for(task.changed.wait(), left)
            except asyncio.TimeoutError:
                return

    async def _run(self, task: Task, work: Work) -> None:
        loop = asyncio.get_running_loop()

        def report(event: Event) -> None:
            if task.stopped.is_set():
                raise Cancelled
            loop.call_soon_threadsafe(self._record, task, event)

        try:
            task.result = await asyncio.to_thread(work, report)
        except Cancelled as error:
            self._end(task, "cancelled", error)
        except Nb2ProdError as error:
            self._end(task, "failed", error)
        except Exception as error:
            log.exception("mlops-bridge: task on `%s` ended by a bug", task.path)
            bug = Nb2ProdError(
                f"{type(error).__name__}: {error}",
                hint="This is a bug of mlops-bridge; the server's log has the traceback.",
            )
            self._end(task, "failed", bug)
        else:
            self._end(task, "done")

    def _record(self, task: Task, event: Event) -> None:
        news = asdict(event)
        last = task.events[-1] if task.events else {}
        # Long work repeats itself to be stopped in time: that is no news.
        if any(last.get(key) != value for key, value in news.items()):
            seconds = round(time.monotonic() - task.started, 1)
            task.events.append({"seq": len(task.events) + 1, "seconds": seconds, **news})
            self._wake(task)

    def _end(self, task: Task, state: State, error: Nb2ProdError | None = None) -> None:
        task.state, task.ended = state, time.monotonic()
        if error:
            task.error = describe(error)
        self._wake(task)

    def _wake(self, task: Task) -> None:
        task.changed.set()
        task.changed = asyncio.Event()


def describe(error: Nb2ProdError) -> dict[str, str]:
    """Return an error as JSON: what, where, what to do, and its kind."""
    return {
        "kind": type(error).__name__,
        "what": error.what,
        "where": error.where,
        "hint": error.hint,
    }
