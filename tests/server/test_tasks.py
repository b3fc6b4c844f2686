"""Long work: events in order, ends, and what stops it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

from mlops_bridge.errors import ProjectError
from mlops_bridge.progress import Event, Report
from mlops_bridge.server.tasks import KEPT, Task, Tasks

Parts = Iterator[tuple[str, Any]]


async def ended(tasks: Tasks, task: Task) -> dict[str, Any]:
    while task.state == "running":
        await tasks.wait(task, len(task.events), 5)
    return task.as_dict()


async def test_events_are_numbered_without_repeats_and_the_result_kept() -> None:
    def work(report: Report) -> Parts:
        report(Event("read"))
        report(Event("write", "3 files"))
        report(Event("write", "3 files"))
        yield "files", 3

    tasks = Tasks()
    said = await ended(tasks, tasks.start("a.ipynb", work))
    assert [(event["seq"], event["stage"]) for event in said["events"]] == [
        (1, "read"),
        (2, "write"),
    ]
    assert said["state"] == "done"
    assert said["result"] == {"files": 3}


async def test_a_refusal_is_told_in_its_words() -> None:
    def work(report: Report) -> Parts:
        yield "first", 1
        raise ProjectError("it was edited", where="out", hint="Use another folder.")

    tasks = Tasks()
    said = await ended(tasks, tasks.start("a.ipynb", work))
    assert said["state"] == "failed"
    assert said["result"] == {"first": 1}
    assert said["error"] == {
        "kind": "ProjectError",
        "what": "it was edited",
        "where": "out",
        "hint": "Use another folder.",
    }


async def test_a_bug_ends_the_task_and_not_the_server(caplog: Any) -> None:
    def work(report: Report) -> Parts:
        raise KeyError("x")
        yield

    tasks = Tasks()
    said = await ended(tasks, tasks.start("a.ipynb", work))
    assert said["state"] == "failed"
    assert "KeyError" in said["error"]["what"]
    assert "Traceback" in caplog.text


async def test_cancel_stops_at_the_next_report() -> None:
    begun, go = threading.Event(), threading.Event()
    after: list[str] = []

    def work(report: Report) -> Parts:
        report(Event("verify"))
        begun.set()
        go.wait(5)
        report(Event("verify", "more"))
        after.append("not reached")
        yield "none", 0

    tasks = Tasks()
    task = tasks.start("a.ipynb", work)
    await asyncio.to_thread(begun.wait, 5)
    tasks.cancel(task)
    go.set()
    said = await ended(tasks, task)
    assert said["state"] == "cancelled"
    assert said["result"] == {}
    assert after == []


async def test_the_long_poll_returns_when_something_happens() -> None:
    go = threading.Event()

    def work(report: Report) -> Parts:
        go.wait(5)
        report(Event("write"))
        yield "none", 0

    tasks = Tasks()
    task = tasks.start("a.ipynb", work)
    await tasks.wait(task, 0, 0.05)
    assert task.as_dict()["events"] == []
    go.set()
    await tasks.wait(task, 0, 5)
    assert task.events


async def test_old_tasks_are_forgotten() -> None:
    tasks = Tasks()
    first = tasks.start("a.ipynb", lambda report: iter(()))
    await ended(tasks, first)
    for _ in range(KEPT):
        await ended(tasks, tasks.start("a.ipynb", lambda report: iter(())))
    assert tasks.get(first.id) is None


async def test_a_server_that_stops_cancels_and_waits() -> None:
    begun = threading.Event()
    left: list[str] = []

    def work(report: Report) -> Parts:
        try:
            while True:
                report(Event("verify"))
                begun.set()
        finally:
            left.append("cleaned up")
        yield "none", 0

    tasks = Tasks()
    task = tasks.start("a.ipynb", work)
    await asyncio.to_thread(begun.wait, 5)
    await asyncio.to_thread(tasks.stop)
    assert left == ["cleaned up"]
    assert (await ended(tasks, task))["state"] == "cancelled"
