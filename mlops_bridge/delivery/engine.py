"""Engine: the Docker engine, and how its errors are said."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import EngineError, EngineMissing, MissingExtra

REPLY = 600
"""Seconds the engine may take for one answer; the package's own 60 are too few on slow disks."""
SILENCE = 0.5
STOPPED = "the engine stopped answering before it was done"
AGAIN = "Start Docker again and repeat the command: what was done is cached."


def available() -> str:
    """Return why no image can be built here; empty when one can."""
    try:
        connect().close()
    except (EngineError, MissingExtra) as error:
        return error.what
    return ""


def connect() -> Any:
    """Return a client of the engine that the environment names; `said` gives it back.

    Raises
    ------
    MissingExtra, EngineMissing
    """
    try:
        import docker
    except ImportError:
        raise MissingExtra("docker", "ship") from None
    hint = "Start Docker, or set DOCKER_HOST. Everything but the image works without it."
    engine = None
    try:
        engine = docker.from_env(timeout=REPLY)
        engine.ping()
    except (docker.errors.DockerException, OSError) as error:
        known = {
            "Permission denied": "permission denied; is the user in the group `docker`?",
            "Connection refused": "connection refused",
            "No such file": "none is installed or running here",
            "FileNotFoundError": "none is installed or running here",
        }
        short = next((told for text, told in known.items() if text in str(error)), "")
        short = short or str(error).splitlines()[0][:200]
        if engine is not None:
            engine.close()
        raise EngineMissing(f"no Docker engine answers: {short}", hint=hint) from None
    return engine


@contextmanager
def said(engine: Any) -> Iterator[None]:
    """Say the engine's errors in our way, and give its connections back."""
    import docker
    import requests
    import urllib3

    try:
        yield
    except docker.errors.ImageNotFound as error:
        raise EngineError(
            f"no such image: {error.explanation}", hint="Run: nb2prod build DIR"
        ) from None
    except docker.errors.DockerException as error:
        explained = getattr(error, "explanation", None) or error
        raise EngineError(
            f"the engine refuses: {explained}", hint="`docker info` tells more."
        ) from None
    except (urllib3.exceptions.HTTPError, requests.RequestException, ConnectionError):
        raise EngineMissing(STOPPED, hint=AGAIN) from None
    finally:
        engine.close()


class Stream:
    """The lines of a build, with an empty one in its silences, so that it can be stopped there."""

    def __init__(self, lines: Any) -> None:
        self._told: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._failed: Exception | None = None
        self.stopped = False
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()

    def next(self) -> dict[str, Any] | None:
        """Return the next line; empty when there was none for a while, None at the end."""
        try:
            line = self._told.get(timeout=SILENCE)
        except queue.Empty:
            return {}
        if line is None and self._failed is not None:
            if refused := getattr(self._failed, "explanation", None):
                return {"error": str(refused)}
            raise EngineMissing(STOPPED, hint=AGAIN) from None
        return line

    def _read(self, lines: Any) -> None:
        import docker
        import requests
        import urllib3

        lost = (urllib3.exceptions.HTTPError, requests.RequestException, OSError, ValueError)

        try:
            for line in lines:
                if self.stopped:
                    lines.close()  # the engine ends a build that nobody listens to
                    return
                self._told.put(line)
        except (docker.errors.DockerException, *lost) as error:
            self._failed = error
        self._told.put(None)
