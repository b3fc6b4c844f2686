"""A small generated project, written by hand: these tests do not wait for the converter."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("project")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project `demo` in a folder with its notebook and its data."""
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    shutil.copytree(SOURCE, tmp_path / "lab")
    return tmp_path / "lab" / "demo"


@pytest.fixture
def edit(project: Path) -> Callable[..., None]:
    """Change entries of the project's manifest."""

    def change(**entries: object) -> None:
        path = project / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**manifest, **entries}), encoding="utf-8")

    return change


@pytest.fixture
def evaluate(project: Path) -> Callable[[str], None]:
    """Put lines after the first one of the step `evaluate`, cell 4 of the notebook."""

    def change(body: str) -> None:
        path = project / "src" / "demo" / "steps.py"
        text = path.read_text(encoding="utf-8")
        mark = '    hits = [float(row["spend"]) / 100 > threshold for row in rows]\n'
        assert mark in text
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        path.write_text(text.replace(mark, mark + lines), encoding="utf-8")

    return change


class Server:
    """A real MLflow server over a SQLite database, that can be stopped; `guarded` by basic auth."""

    user, password = "admin", "only-for-this-test-1"

    def __init__(self, program: Path, folder: Path, guarded: bool = False) -> None:
        self.program, self.folder, self.guarded = program, folder, guarded
        folder.mkdir(parents=True, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.uri = f"http://127.0.0.1:{self.port}"
        (folder / "auth.ini").write_text(
            "[mlflow]\ndefault_permission = READ\n"
            f"database_uri = sqlite:///{folder}/auth.db\n"
            f"admin_username = {self.user}\nadmin_password = {self.password}\n"
            "authorization_function = mlflow.server.auth:authenticate_request_basic_auth\n"
        )
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            *(str(self.program), "server", "--workers", "1"),
            *(("--app-name", "basic-auth") if self.guarded else ()),
            *("--host", "127.0.0.1", "--port", str(self.port)),
            *("--backend-store-uri", f"sqlite:///{self.folder}/mlflow.db"),
            *("--artifacts-destination", str(self.folder / "artifacts")),
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={
                    **os.environ,
                    "MLFLOW_FLASK_SERVER_SECRET_KEY": "of this test",
                    # else it keeps seven processes busy for jobs of its own
                    "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
                    "MLFLOW_AUTH_CONFIG_PATH": str(self.folder / "auth.ini"),
                },
            )
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.uri}/health", timeout=2):
                    return
            except OSError:
                assert self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.2)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture(scope="session")
def mlflow_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole of MLflow, in an environment of its own: nb2prod itself has the skinny one."""
    from importlib import metadata

    from mlops_bridge.environment.resolve import uv

    env = tmp_path_factory.mktemp("mlflow") / "env"
    venv.create(env, with_pip=True)
    python = env / "bin" / "python"
    wanted = f"mlflow[auth]=={metadata.version('mlflow-skinny')}"
    quick = [str(uv()), "pip", "install", "-q", "--python", str(python), wanted]
    if uv() is None or subprocess.run(quick, check=False, capture_output=True).returncode:
        subprocess.run([python, "-m", "pip", "install", "-q", wanted], check=True)
    return env / "bin" / "mlflow"


@pytest.fixture(scope="module")
def running(mlflow_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(mlflow_program, tmp_path_factory.mktemp("server"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def server(running: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server that runs."""
    for name in ("USERNAME", "PASSWORD"):
        monkeypatch.delenv(f"MLFLOW_TRACKING_{name}", raising=False)
    if running.process is None:
        running.start()
    return running


@pytest.fixture(scope="module")
def guarded(mlflow_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with basic auth; it takes its time for each request."""
    made = Server(mlflow_program, tmp_path_factory.mktemp("guarded"), guarded=True)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def engine() -> None:
    """Skip when no Docker engine answers."""
    from mlops_bridge.delivery.engine import available

    reason = available()
    if reason:
        pytest.skip(reason)
