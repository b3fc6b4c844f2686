"""Process: a command that runs while the user watches, and ends when the user says so."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

HEARTBEAT = 0.5


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, what it said, seconds; `late` when its time was up."""

    code: int
    stdout: str
    stderr: str
    seconds: float
    late: bool = False


def watch(
    command: Sequence[str],
    *,
    beat: Callable[[], None] | None = None,
    line: Callable[[str], None] | None = None,
    error_line: Callable[[str], None] | None = None,
    stdin: str = "",
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> Ended:
    """Run a command to its end.

    Parameters
    ----------
    command : sequence of str
        The program and its arguments; no shell is involved.
    beat : callable, optional
        Called about twice a second; what it raises (`errors.Cancelled`) ends the command, its
        children with it, and is raised on.
    line : callable, optional
        Called with each line of standard output as it comes; `error_line` with those of
        standard error.
    timeout : float, optional
        Seconds after which the command is ended.

    Raises
    ------
    OSError
        If the program cannot be started.
    """
    started = time.monotonic()
    # A session of its own: the terminal's Ctrl-C reaches us alone, and we end the children in
    # order instead of all dying at once.
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=dict(environment) if environment is not None else None,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    told: queue.Queue[tuple[str, str | None]] = queue.Queue()
    readers = [
        threading.Thread(target=_read, args=(name, pipe, told), daemon=True)
        for name, pipe in (("stdout", process.stdout), ("stderr", process.stderr))
    ]
    threads = [*readers, threading.Thread(target=_feed, args=(process, stdin), daemon=True)]
    texts: dict[str, list[str]] = {"stdout": [], "stderr": []}
    listeners = {"stdout": line, "stderr": error_line}
    late = False

    def heard(name: str, text: str) -> None:
        texts[name].append(text)
        if listener := listeners[name]:
            listener(text)

    try:
        for thread in threads:
            thread.start()
        beaten, read_from = started, len(readers)
        while read_from or not told.empty():
            try:
                name, text = told.get(timeout=HEARTBEAT)
                if text is None:
                    read_from -= 1
                else:
                    heard(name, text)
            except queue.Empty:
                if process.poll() is not None:
                    break  # a grandchild may hold the pipes open for ever
            now = time.monotonic()
            if beat is not None and now - beaten >= HEARTBEAT:
                beaten = now
                beat()
            if timeout is not None and now - started > timeout:
                late = True
                break
    except BaseException:
        end(process.pid)
        raise
    finally:
        if late:
            end(process.pid)
        process.wait()
        for reader in readers:
            reader.join(timeout=HEARTBEAT)
    while not told.empty():
        name, text = told.get()
        if text is not None:
            heard(name, text)
    seconds = time.monotonic() - started
    return Ended(
        process.returncode, "".join(texts["stdout"]), "".join(texts["stderr"]), seconds, late
    )


def end(pid: int) -> None:
    """End a process and everything it started, at once."""
    try:
        import psutil  # type: ignore[import-untyped,unused-ignore]
    except ImportError:  # comes with the kernel; without it nothing we start leaves our session
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
        return
    try:
        parent = psutil.Process(pid)
        family = [*parent.children(recursive=True), parent]
    except psutil.NoSuchProcess:
        return
    for member in family:
        with suppress(psutil.NoSuchProcess):
            member.kill()
    psutil.wait_procs(family, timeout=5)


def _read(name: str, pipe: IO[str] | None, told: queue.Queue[tuple[str, str | None]]) -> None:
    """Hand on the lines of a pipe, and None at its end, so that nobody waits for more."""
    if pipe is not None:
        # closed by the thread that reads: a grandchild may hold it open after we have gone on
        with pipe:
            for text in pipe:
                told.put((name, text))
    told.put((name, None))


def _feed(process: subprocess.Popen[str], text: str) -> None:
    if process.stdin is not None:
        with suppress(BrokenPipeError), process.stdin as pipe:
            pipe.write(text)
