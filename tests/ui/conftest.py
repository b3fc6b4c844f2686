"""Real JupyterLabs in a real Chromium; runs apart from the other tests (see CONTRIBUTING)."""

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
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Locator, Page, expect

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TREE = Path(__file__).resolve().parents[2]
AXE = TREE / "node_modules" / "axe-core" / "axe.min.js"
TOKEN = "only-for-this-test"
BASE = "/user/ada/"
"""The address below which the server stands, as behind a hub."""
FRONT_END = TREE / "mlops_bridge" / "labextension"
CANDIDATES = (
    os.environ.get("MLOPS_BRIDGE_CHROMIUM"),
    *(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")),
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CHROMIUM = next((path for path in CANDIDATES if path and Path(path).exists()), None)
PLATFORMS = {
    "lab": (),
    "lab42": ("jupyterlab>=4.2,<4.3",),
    "notebook7": ("notebook>=7.4,<8",),
    "together": ("jupyterlab>=4.4,<5", "jupyter-collaboration>=4"),
}
"""What is installed beside the server part; nothing: the environment of the tests."""
LOADED = 90_000

# Machines that build other things meanwhile are slow to paint.
expect.set_options(timeout=20_000)


def pytest_configure(config: pytest.Config) -> None:
    # pytest-base-url, which pytest-playwright brings; nothing of ours defines one.
    config.addinivalue_line(
        "filterwarnings", "ignore:Session-scoped fixtures defined as instance methods"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.needs_browser)
        item.add_marker(pytest.mark.slow)
        if CHROMIUM is None:
            reason = "no Chromium: install one, or name it in MLOPS_BRIDGE_CHROMIUM"
            item.add_marker(pytest.mark.skip(reason=reason))
        elif not (FRONT_END / "package.json").exists():
            item.add_marker(pytest.mark.skip(reason="front end not built: npm run build:prod"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    quiet = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync"
    quiet += " --disable-background-networking --disable-component-update --disable-dev-shm-usage"
    quiet += " --js-flags=--expose-gc --enable-precise-memory-info"
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quiet.split()}


@dataclass
class Jupyter:
    """A Jupyter server with the extension: its address, and the folder it shows."""

    platform: str
    root: Path
    home: Path
    process: subprocess.Popen[bytes] | None = None
    port: int = 0
    more: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{BASE}"

    def url(self, notebook: str) -> str:
        if self.platform == "notebook7":
            return f"{self.address}notebooks/{notebook}?token={TOKEN}"
        return f"{self.address}lab/tree/{notebook}?token={TOKEN}&reset"

    def start(self) -> None:
        """Start the server, on the same port as before if there was one."""
        self.port = self.port or free_port()
        app = "notebook" if self.platform == "notebook7" else "lab"
        command = [
            str(interpreter(self.platform)), "-m", "jupyter", app, "--no-browser", "--allow-root",
            "--ip=127.0.0.1", f"--port={self.port}", "--ServerApp.port_retries=0",
            f"--ServerApp.base_url={BASE}",
            f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={self.root}",
            "--ServerApp.jpserver_extensions={'mlops_bridge': True}",
            "--LabApp.extension_manager=readonly", "--expose-app-in-browser",
            "--LabApp.expose_app_in_browser=True",
            *self.more,
        ]  # fmt: skip
        log = self.home / "server.log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                command, cwd=self.root, env=self.environment(), stdout=out, stderr=out
            )
        await_answer(self.address, self.process, log)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(20)
            self.process = None

    def kill(self) -> None:
        """End the server as a crash does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(20)
        self.process = None

    def environment(self) -> dict[str, str]:
        names = ("_CONFIG_DIR", "_DATA_DIR", "_RUNTIME_DIR", "LAB_SETTINGS_DIR",
                 "LAB_WORKSPACES_DIR")  # fmt: skip
        folders = {f"JUPYTER{name}": str(self.home / name.strip("_").lower()) for name in names}
        extensions = Path(folders["JUPYTER_DATA_DIR"], "labextensions")
        extensions.mkdir(parents=True, exist_ok=True)
        link = extensions / "mlops-bridge"
        if not link.exists():
            link.symlink_to(FRONT_END)
        news = Path(folders["JUPYTERLAB_SETTINGS_DIR"], "@jupyterlab/apputils-extension")
        news.mkdir(parents=True, exist_ok=True)
        (news / "notification.jupyterlab-settings").write_text(
            json.dumps({"fetchNews": "false", "checkForUpdates": False})
        )
        python = interpreter(self.platform)
        places = [str(TREE), os.environ.get("PYTHONPATH", "")]
        return {
            **{k: v for k, v in os.environ.items() if not k.startswith("MLFLOW_")},
            **folders,
            "HOME": str(self.home),
            "JUPYTER_PREFER_ENV_PATH": "0",  # this tree, not a copy that was installed earlier
            "PATH": os.pathsep.join([str(python.parent), os.environ["PATH"]]),
            "PYTHONPATH": os.pathsep.join(filter(None, places)),
            "CRM_CLIENT_PASSWORD": "only-for-the-tests",
            **self.variables,
        }

    def settings(self, **values: object) -> None:
        """The user's settings of ours, for pages that are opened from now on."""
        self._keep("mlops-bridge/plugin", values)

    def windowing(self, mode: str) -> None:
        """Which cells a notebook draws."""
        self._keep("@jupyterlab/notebook-extension/tracker", {"windowingMode": mode})

    def _keep(self, plugin: str, values: Mapping[str, object]) -> None:
        file = self.home / "lab_settings_dir" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))


def interpreter(platform: str) -> Path:
    """The Python of a platform; its environment is made once and kept."""
    wanted = PLATFORMS[platform]
    if not wanted:
        return Path(sys.executable)
    place = TREE / "build" / "ui" / platform
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    project = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needs = [*wanted, *project["dependencies"], *extras["ship"], *extras["churn"], "tomlkit"]
    mark = place / "installed.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(place.with_suffix(".lock")):  # of several processes of tests one makes it
        if not mark.is_file() or json.loads(mark.read_text()) != needs:
            shutil.rmtree(place, ignore_errors=True)
            uv = [sys.executable, "-m", "uv"]
            install = [*uv, "pip", "install", "-q", "--python", str(python), *needs]
            subprocess.run([*uv, "venv", "-q", "--python", sys.executable, str(place)], check=True)
            subprocess.run(install, check=True)
            mark.write_text(json.dumps(needs))
    return python


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_answer(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}api/status?token={TOKEN}", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"Jupyter did not start:\n{log.read_text()[-4000:]}")


Serve = Callable[..., Jupyter]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start Jupyter servers; the same one again for the same arguments."""
    running: dict[tuple[object, ...], Jupyter] = {}

    def start(platform: str = "lab", *more: str, key: str = "", **variables: str) -> Jupyter:
        asked = (platform, more, key)
        if asked not in running:
            jupyter = Jupyter(
                platform,
                tmp_path_factory.mktemp("root"),
                tmp_path_factory.mktemp("home"),
                more=more,
                variables=variables,
            )
            running[asked] = jupyter
            jupyter.start()
        return running[asked]

    try:
        yield start
    finally:
        for jupyter in running.values():
            jupyter.stop()


@pytest.fixture
def platform(request: pytest.FixtureRequest) -> str:
    """Where the test runs; `everywhere` makes it three places."""
    return str(getattr(request, "param", "lab"))


@pytest.fixture
def lab(serve: Serve, platform: str) -> Jupyter:
    """Jupyter of the test's platform, with the front end and server part of this tree."""
    jupyter = serve(platform)
    jupyter.settings()
    # 4.2 in its own default leaves the page blank when a cell is added at the end
    jupyter.windowing("defer" if platform == "lab42" else "contentVisibility")
    return jupyter


@pytest.fixture
def churn(lab: Jupyter) -> str:
    """The churn notebook with its data, in a folder of its own in the server's root."""
    earlier = len(list(lab.root.glob("churn*")))
    folder = lab.root / (f"churn-{earlier + 1}" if earlier else "churn")
    shutil.copytree(TREE / "examples" / "churn", folder)
    return f"{folder.name}/churn.ipynb"


@pytest.fixture
def write_notebook(lab: Jupyter) -> Callable[..., str]:
    """Write a notebook of these cells into the server's root."""
    return lambda *cells, **more: make_notebook(lab.root, *cells, **more)


def make_notebook(
    root: Path, *cells: str | tuple[str, str], name: str = "", **metadata: Any
) -> str:
    """Write a notebook; a cell is its code, or its kind and text. Returns its name."""
    name = name or f"book-{len(list(root.glob('book-*')))}.ipynb"
    python = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = []
    for number, cell in enumerate(cells):
        kind, source = ("code", cell) if isinstance(cell, str) else cell
        more = {"outputs": [], "execution_count": None} if kind == "code" else {}
        made.append(
            {"id": f"c{number}", "cell_type": kind, "metadata": {}, "source": source, **more}
        )
    book = {
        "cells": made,
        "metadata": {"kernelspec": python, "language_info": {"name": "python"}, **metadata},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (root / name).write_text(json.dumps(book), encoding="utf-8")
    return name


BOOK = "[...jupyterapp.shell.widgets('main')].find(each => each.content?.widgets).content"


@dataclass(frozen=True)
class Sidebar:
    """The page with a notebook and our panel, as a user sees and uses it."""

    page: Page
    lab: Jupyter

    @property
    def panel(self) -> Locator:
        return self.page.locator("#mlops-bridge-panel")

    @property
    def state(self) -> Locator:
        return self.panel.locator(".jp-MlopsBridge-state")

    @property
    def active(self) -> Locator:
        """The active cell."""
        return self.page.locator(".jp-Notebook .jp-Cell.jp-mod-active")

    def rows(self, code: str = "") -> Locator:
        wanted = f"[data-code='{code}']" if code else ""
        return self.panel.locator(f".jp-MlopsBridge-row{wanted}")

    def button(self, name: str) -> Locator:
        return self.panel.get_by_role("button", name=name, exact=True)

    def tab(self, name: str) -> None:
        self.panel.get_by_role("tab", name=name).click()

    def book(self, expression: str) -> Any:
        """Ask the notebook's widget; only to set up and to look, never to do what is tested."""
        return self.page.evaluate(f"(() => {{ const book = {BOOK}; return {expression}; }})()")

    def source(self) -> str:
        """The text of the active cell in the shared model."""
        return str(self.book("book.activeCell.model.sharedModel.getSource()"))

    def sources(self) -> list[str]:
        return list(self.book("book.model.sharedModel.cells.map(cell => cell.getSource())"))

    def cursor(self) -> tuple[int, int, int]:
        """The active cell's index, and line and column of its cursor, from 1."""
        place = self.book(
            "[book.activeCellIndex, book.activeCell.editor?.getCursorPosition() ?? {}]"
        )
        return place[0], place[1].get("line", -1) + 1, place[1].get("column", -1) + 1

    def go_to(self, index: int) -> None:
        """Make a cell the active one, in command mode and in view."""
        self.page.evaluate(
            f"""async index => {{
                const book = {BOOK};
                const cell = book.widgets[index];
                book.renderCellOutputs?.(index);
                const late = new Promise(done => setTimeout(done, 2000));
                await Promise.race([book.scrollToCell(cell), late]);
                book.activeCellIndex = index;
                book.deselectAll();
                book.mode = 'command';
                book.activate();
                book.node.focus();
            }}""",
            index,
        )

    def add_cell(self, source: str, after: int = -1) -> Locator:
        """Add a cell by keys, at the end or after a cell, and type into it."""
        self.go_to(after if after >= 0 else int(self.book("book.widgets.length")) - 1)
        self.page.keyboard.press("b")
        self.page.keyboard.press("Enter")
        expect(self.active.locator(".cm-editor.cm-focused")).to_be_visible()
        self.page.keyboard.insert_text(source)
        expect(self.active).to_contain_text(source.splitlines()[-1])
        return self.active

    def checked(self) -> None:
        expect(self.state).to_have_text("checked", timeout=LOADED)

    def accessible(self) -> None:
        """No violation of the WCAG 2 A and AA rules of axe-core in our panel."""
        if not AXE.exists():
            pytest.skip("axe-core is not installed: npm ci")
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            """() => axe.run('#mlops-bridge-panel', {
                runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }
            }).then(({ violations, passes }) => ({
                passes: passes.length,
                violations: violations.map(({ id, nodes }) => [
                    id, nodes.slice(0, 3).map(({ html, failureSummary }) => [html, failureSummary])
                ])
            }))"""
        )
        assert found["passes"] > 5
        assert found["violations"] == []

    def run(self, command: str, **args: Any) -> None:
        """Run a command of JupyterLab's, to set up."""
        self.page.evaluate(
            "([command, args]) => { void jupyterapp.commands.execute(command, args); }",
            [command, args],
        )


@pytest.fixture
def open_lab(page: Page, lab: Jupyter) -> Callable[..., Sidebar]:
    """Open a notebook, and the panel beside it."""
    return lambda notebook, **options: show(page, lab, notebook, **options)


@pytest.fixture(name="show")
def show_fixture() -> Callable[..., Sidebar]:
    """Open a notebook in a page of one's own."""
    return show


def show(
    page: Page, lab: Jupyter, notebook: str, *, panel: bool = True, width: int = 1440
) -> Sidebar:
    """Open a notebook in a page, and the panel beside it."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(lab.url(notebook))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=LOADED)
    page.wait_for_selector("#jupyterlab-splash", state="detached", timeout=LOADED)
    bar = Sidebar(page, lab)
    if panel:
        page.locator(".jp-Toolbar [data-command='mlops-bridge:lint']").click()
        bar.checked()
    return bar


@pytest.fixture
def shot(tmp_path: Path) -> Callable[[str], Path]:
    """Where a screenshot goes: the documentation when asked for, else a temporary folder."""

    def place(name: str) -> Path:
        wanted = os.environ.get("MLOPS_BRIDGE_SCREENSHOTS")
        folder = TREE / wanted if wanted else tmp_path
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name

    return place
