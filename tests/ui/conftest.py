"""A real JupyterLab in a real Chromium; runs apart from the other tests (see CONTRIBUTING)."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

TREE = Path(__file__).resolve().parents[2]
TOKEN = "only-for-this-test"
FRONT_END = TREE / "mlops_bridge" / "labextension"
CANDIDATES = (
    os.environ.get("MLOPS_BRIDGE_CHROMIUM"),
    *(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")),
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CHROMIUM = next((path for path in CANDIDATES if path and Path(path).exists()), None)


def pytest_configure(config: pytest.Config) -> None:
    # pytest-base-url, which pytest-playwright brings; nothing of ours defines one.
    config.addinivalue_line(
        "filterwarnings", "ignore:Session-scoped fixtures defined as instance methods"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.needs_browser)
        if CHROMIUM is None:
            reason = "no Chromium: install one, or name it in MLOPS_BRIDGE_CHROMIUM"
            item.add_marker(pytest.mark.skip(reason=reason))
        elif not (FRONT_END / "package.json").exists():
            item.add_marker(pytest.mark.skip(reason="front end not built: npm run build:prod"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    quiet = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    quiet += " --disable-background-networking --disable-component-update --disable-dev-shm-usage"
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quiet.split()}


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, and the folder it shows."""

    address: str
    root: Path

    def url(self, notebook: str) -> str:
        return f"{self.address}/lab/tree/{notebook}?token={TOKEN}&reset"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_answer(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/api/status?token={TOKEN}", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab of this environment, with the front end and server part of this tree."""
    home, root = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("root")
    folders = {
        f"JUPYTER{name}": str(home / name.strip("_").lower())
        for name in (
            "_CONFIG_DIR",
            "_DATA_DIR",
            "_RUNTIME_DIR",
            "LAB_SETTINGS_DIR",
            "LAB_WORKSPACES_DIR",
        )
    }
    extensions = Path(folders["JUPYTER_DATA_DIR"], "labextensions")
    extensions.mkdir(parents=True)
    (extensions / "mlops-bridge").symlink_to(FRONT_END)
    news = Path(folders["JUPYTERLAB_SETTINGS_DIR"], "@jupyterlab/apputils-extension")
    news.mkdir(parents=True)
    (news / "notification.jupyterlab-settings").write_text(
        json.dumps({"fetchNews": "false", "checkForUpdates": False})
    )
    port = free_port()
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root",
        "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}",
        "--ServerApp.jpserver_extensions={'mlops_bridge': True}",
        "--LabApp.extension_manager=readonly", "--LabApp.expose_app_in_browser=True",
    ]  # fmt: skip
    places = [str(TREE), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        **folders,
        "HOME": str(home),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join(filter(None, places)),
    }
    log = home / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=root, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            await_answer(address, server, log)
            yield Lab(address, root)
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture
def churn(lab: Lab) -> str:
    """The churn notebook with its data, in a folder of its own in the server's root."""
    earlier = len(list(lab.root.glob("churn*")))
    folder = lab.root / (f"churn-{earlier + 1}" if earlier else "churn")
    shutil.copytree(TREE / "examples" / "churn", folder)
    return f"{folder.name}/churn.ipynb"


@pytest.fixture
def shot(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Path]:
    """Where a screenshot goes: the documentation when asked for, else a temporary folder."""

    def place(name: str) -> Path:
        wanted = os.environ.get("MLOPS_BRIDGE_SCREENSHOTS")
        folder = TREE / wanted if wanted else tmp_path
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name

    return place
