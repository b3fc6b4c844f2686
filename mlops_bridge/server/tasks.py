"""Long work of the server: its state, its progress, and how it is stopped.

Work runs in a thread; everything it tells goes through the event loop, so the state of a task
is changed by one thread only.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ..errors import Cancelled, Nb2ProdError
from ..progress import Event, Report

KEPT = 50
State = Literal["running", "done", "failed", "cancelled"]
Work = Callable[[Report], Iterator[tuple[str, Any]]]
"""Long work: tells how it goes, and yields its results by name, each as soon as it is there."""
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
    asked: Mapping[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
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
            "asked": self.asked,
            "result": self.result,
            "error": self.error,
        }


class Tasks:
    """The tasks of one server, oldest first; the finished ones are forgotten in that order."""

    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}
        self._threads: dict[str, threading.Thread] = {}
        atexit.register(self.stop)

    def start(self, path: str, work: Work, asked: Mapping[str, Any] | None = None) -> Task:
        """Start work on a notebook in a thread; `asked` is kept for pages that are reloaded."""
        task = Task(uuid.uuid4().hex, path, time.monotonic(), asked=asked or {})
        self._tasks[task.id] = task
        finished = [old.id for old in self._tasks.values() if old.state != "running"]
        for old in finished[: max(0, len(self._tasks) - KEPT)]:
            del self._tasks[old]
        loop = asyncio.get_running_loop()
        # A daemon, so that a server that stops need not wait for the end of the work.
        thread = threading.Thread(target=self._run, args=(task, work, loop), daemon=True)
        self._threads[task.id] = thread
        thread.start()
        return task

    def stop(self, seconds: float = 5.0) -> None:
        """Cancel what runs, and wait a little so that it can leave nothing behind."""
        for task in self._tasks.values():
            task.stopped.set()
        deadline = time.monotonic() + seconds
        for thread in list(self._threads.values()):
            thread.join(max(0.0, deadline - time.monotonic()))

    def get(self, id_: str) -> Task | None:
        """Return the task, or None if it is unknown or forgotten."""
        return self._tasks.get(id_)

    def of(self, path: str) -> list[Task]:
        """Return the tasks of a notebook, the newest last."""
        return [task for task in self._tasks.values() if task.path == path]

    def running(self) -> list[Task]:
        """Return the tasks that have not ended."""
        return [task for task in self._tasks.values() if task.state == "running"]

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

    def _run(self, task: Task, work: Work, loop: asyncio.AbstractEventLoop) -> None:
        """Do the work, in its own thread; what comes of it goes through the loop."""

        def tell(change: Callable[..., None], *args: object) -> None:
            # The loop is closed when the server has stopped: nobody listens any more.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(change, task, *args)

        def report(event: Event) -> None:
            if task.stopped.is_set():
                raise Cancelled
            tell(self._record, event)

        try:
            for name, value in work(report):
                tell(self._take, name, value)
        except Cancelled as error:
            tell(self._end, "cancelled", error)
        except Nb2ProdError as error:
            tell(self._end, "failed", error)
        except Exception as error:
            log.exception("mlops-bridge: task on `%s` ended by a bug", task.path)
            bug = Nb2ProdError(
                f"{type(error).__name__}: {error}",
                hint="This is a bug of mlops-bridge; the server's log has the traceback.",
            )
            tell(self._end, "failed", bug)
        else:
            tell(self._end, "done", None)

    def _record(self, task: Task, event: Event) -> None:
        news = asdict(event)
        last = task.events[-1] if task.events else {}
        # Long work repeats itself to be stopped in time: that is no news.
        if any(last.get(key) != value for key, value in news.items()):
            seconds = round(time.monotonic() - task.started, 1)
            task.events.append({"seq": len(task.events) + 1, "seconds": seconds, **news})
            self._wake(task)

    def _take(self, task: Task, name: str, value: Any) -> None:
        task.result[name] = value

    def _end(self, task: Task, state: State, error: Nb2ProdError | None) -> None:
        task.state, task.ended = state, time.monotonic()
        task.error = describe(error) if error else None
        self._threads.pop(task.id, None)
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
