"""A small generated project, written by hand: these tests do not wait for the converter."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
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


@pytest.fixture(scope="session")
def engine() -> None:
    """Skip when no Docker engine answers."""
    from mlops_bridge.delivery.engine import available

    reason = available()
    if reason:
        pytest.skip(reason)
