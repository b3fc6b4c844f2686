"""Monitor: what a run takes of its machine, sampled while it works."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from types import TracebackType
from typing import Any

SECONDS = 1.0


class Monitor:
    """Samples processor, memory, disk, network and, where there is one, the GPU.

    The samples are those of MLflow's own system metrics; they are kept here, because a run must
    not depend on whether a server takes them at once.

    Attributes
    ----------
    samples : (name, value, step, milliseconds since 1970), as MLflow names them
    """

    def __init__(self, ready: Future[Any]) -> None:
        """`ready` is done when MLflow has been imported: two threads must not do that at once."""
        self.ready = ready
        self.samples: list[tuple[str, float, int, int]] = []
        self._sources: list[Any] | None = None
        self._step = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Monitor:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join(timeout=5)

    def _watch(self) -> None:
        while not self.ready.done():
            if self._stop.wait(SECONDS / 5):
                return
        while not self._stop.is_set():
            self.sample()
            self._stop.wait(SECONDS)

    def sample(self) -> None:
        """Take one sample; for a job that was over before the first."""
        if self._sources is None:
            self._sources = _sources()
        now, step = int(time.time() * 1000), self._step
        self._step += 1
        for source in self._sources:
            with suppress(OSError, RuntimeError, ValueError):  # a lost sample stops no run
                source.collect_metrics()
                for name, value in source.aggregate_metrics().items():
                    self.samples.append((f"system/{name}", float(value), step, now))
            source.clear_metrics()


def _sources() -> list[Any]:
    try:
        from mlflow.system_metrics.metrics.cpu_monitor import CPUMonitor
        from mlflow.system_metrics.metrics.disk_monitor import DiskMonitor
        from mlflow.system_metrics.metrics.gpu_monitor import GPUMonitor
        from mlflow.system_metrics.metrics.network_monitor import NetworkMonitor
    except ImportError:
        return []
    found: list[Any] = []
    for kind in (CPUMonitor, DiskMonitor, NetworkMonitor, GPUMonitor):
        with suppress(ImportError, OSError, RuntimeError):  # no GPU, or no library to ask it
            found.append(kind())
    return found
