"""Where MLflow keeps things, and how it is said when it cannot."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_bridge.delivery.store import address, connect
from mlops_bridge.errors import TrackingError


@pytest.fixture
def refusing() -> Iterator[str]:
    """A server that lets nobody in."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(401)

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://user:canary@127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_address_is_the_given_then_the_environments_then_our_own(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert address(project, None) == f"sqlite:///{project}/.nb2prod/mlflow.db"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://localhost:5000")
    assert address(project, None) == "http://localhost:5000"
    assert address(project, "sqlite:///other.db") == "sqlite:///other.db"


@pytest.mark.parametrize("uri", ["./mlruns", "file:///data/mlruns", "mlruns"])
def test_a_file_store_is_refused_with_the_line_to_use(project: Path, uri: str) -> None:
    with pytest.raises(TrackingError, match="is a folder") as caught:
        address(project, uri)
    assert "sqlite:///" in caught.value.hint
    assert "mlruns/mlflow.db" in caught.value.hint


def test_a_server_that_is_not_there_is_said_at_once(project: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.monotonic()
    with pytest.raises(TrackingError, match="does not answer") as caught:
        connect(project, f"http://user:canary@127.0.0.1:{port}", "demo")
    assert time.monotonic() - started < 8
    assert "canary" not in str(caught.value)


@pytest.mark.slow
def test_a_server_that_refuses_is_said_without_the_password(project: Path, refusing: str) -> None:
    with pytest.raises(TrackingError) as caught:
        connect(project, refusing, "demo")
    assert "canary" not in str(caught.value)


@pytest.mark.slow
def test_a_file_that_is_no_database_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("this is text, and long enough to be seen as such" * 10)
    with pytest.raises(TrackingError, match="the database refuses"):
        connect(project, f"sqlite:///{tmp_path}/no.db", "demo")


@pytest.mark.slow
def test_opening_is_silent(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = connect(project, None, "demo")
    assert (project / ".nb2prod" / "mlflow.db").is_file()
    assert store.experiment == connect(project, None, "demo").experiment
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
def test_a_deleted_experiment_is_said_with_the_way_back(project: Path) -> None:
    store = connect(project, None, "demo")
    store.client.delete_experiment(store.experiment)
    with pytest.raises(TrackingError, match="was deleted") as caught:
        connect(project, None, "demo")
    assert "mlflow experiments restore" in caught.value.hint
