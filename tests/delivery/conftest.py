"""A small generated project, written by hand: these tests do not wait for the converter."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("project")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a notebook, its data, and the project `demo` beside them."""
    shutil.copytree(SOURCE, tmp_path / "lab")
    return tmp_path / "lab" / "demo"


def edit(project: Path, **changes: object) -> None:
    """Change entries of the project's manifest."""
    path = project / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, **changes}), encoding="utf-8")


def set_step(project: Path, body: str) -> None:
    """Let the step `evaluate` of the project begin with other lines."""
    path = project / "src" / "demo" / "steps.py"
    text = path.read_text(encoding="utf-8")
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    mark = '    """Evaluation."""\n'
    assert mark in text
    path.write_text(text.replace(mark, mark + lines), encoding="utf-8")
