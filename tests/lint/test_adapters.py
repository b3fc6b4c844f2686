"""Second opinions: the tools' own codes, at our cells and lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlops_bridge.errors import ConfigError, NotebookError
from mlops_bridge.lint.adapters import run

SOURCES = [
    "%matplotlib inline\nimport os",
    "%%bash\necho hello",
    "",
    "x = undefined_name\nimport subprocess\nsubprocess.call('ls', shell=True)\ny: int = 'a'\nx",
    "!ls\nexec('1')",
]


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    cells = [
        {
            "cell_type": "code",
            "id": f"c{n}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for n, source in enumerate(SOURCES, 1)
    ]
    path = tmp_path / "my notes.ipynb"
    path.write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
        encoding="utf-8",
    )
    return path


@pytest.mark.slow
def test_findings_stand_at_the_notebooks_cells(notebook: Path) -> None:
    before = notebook.read_bytes()
    found = {(f.code, f.cell, f.line) for f in run(notebook, ["ruff", "bandit", "mypy"])}
    assert {
        ("F821", 4, 1),
        ("B602", 4, 3),
        ("B102", 5, 2),
        ("name-defined", 4, 1),
        ("assignment", 4, 4),
    } <= found
    noise = {"E402", "B018", "F401"} & {code for code, _, _ in found}
    assert not noise, "a notebook's imports and last lines are no mistakes"
    assert notebook.read_bytes() == before
    assert list(notebook.parent.iterdir()) == [notebook]


def test_an_unknown_tool_is_an_error(notebook: Path) -> None:
    with pytest.raises(ConfigError, match="unknown tool `pylint`"):
        run(notebook, ["pylint"])


def test_a_script_is_not_for_nbqa(tmp_path: Path) -> None:
    path = tmp_path / "n.py"
    path.write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(NotebookError, match="notebooks only"):
        run(path, ["ruff"])
