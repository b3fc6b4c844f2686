"""Writing sources back leaves everything else as it was."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

import pytest

from mlops_bridge.errors import NotebookError
from mlops_bridge.notebook.read import read
from mlops_bridge.notebook.write import write

CELLS = [
    {
        "cell_type": "code",
        "execution_count": 3,
        "id": "one",
        "metadata": {"zoo": 1, "abc": [1.50, 2]},
        "outputs": [{"name": "stdout", "output_type": "stream", "text": ["hé\n"]}],
        "source": ["x = 1\n", "print('hé')"],
    },
    {"cell_type": "markdown", "id": "two", "metadata": {}, "source": "# Title"},
    {
        "cell_type": "code",
        "execution_count": None,
        "id": "three",
        "metadata": {},
        "outputs": [],
        "source": "y = 2",
    },
]
DATA = {"cells": CELLS, "metadata": {"b": 1, "a": 2}, "nbformat": 4, "nbformat_minor": 5}
LAYOUTS = {
    "as Jupyter writes": json.dumps(DATA, indent=1, ensure_ascii=False) + "\n",
    "indent of two, no newline": json.dumps(DATA, indent=2, ensure_ascii=False),
    "on one line": json.dumps(DATA, ensure_ascii=False),
    "tight": json.dumps(DATA, ensure_ascii=False, separators=(",", ":")),
    "escaped": json.dumps(DATA, indent=1) + "\n",
    "tabs": json.dumps(DATA, indent="\t", ensure_ascii=False) + "\n",
}


def changed(path: Path, index: int, source: str):
    notebook = read(path)
    cells = list(notebook.cells)
    cells[index] = replace(cells[index], source=source)
    return replace(notebook, cells=tuple(cells))


@pytest.mark.parametrize("name", LAYOUTS)
def test_only_the_source_changes(name: str, tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(LAYOUTS[name], encoding="utf-8")
    write(path, changed(path, 2, "y = 3"))
    assert path.read_text(encoding="utf-8") == LAYOUTS[name].replace("y = 2", "y = 3")
    write(path, changed(path, 0, "x = 2\nprint('hé')\n"))
    assert json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"] == [
        "x = 2\n",
        "print('hé')\n",
    ]


def test_nothing_changed_leaves_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    text = json.dumps(DATA, indent=1).replace("1.5", "1.50")
    path.write_text(text, encoding="utf-8")
    write(path, read(path))
    assert path.read_text(encoding="utf-8") == text


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_bytes(LAYOUTS["as Jupyter writes"].replace("\n", "\r\n").encode())
    write(path, changed(path, 2, "y = 3"))
    data = path.read_bytes()
    assert b"y = 3" in data
    assert data.count(b"\r\n") == data.count(b"\n") > 10


def test_a_percent_script(tmp_path: Path) -> None:
    path = tmp_path / "n.py"
    text = (
        "# ---\n# jupyter: x\n# ---\n\n# %%\n\nx = 1\n\n\n# %% [markdown]\n# words\n\n"
        "# %%\n# !pip install a\ny = 2\n"
    )
    path.write_text(text, encoding="utf-8")
    notebook = read(path)
    assert [cell.source for cell in notebook.cells] == ["x = 1", "words", "!pip install a\ny = 2"]
    write(path, changed(path, 2, "%pip install a\ny = 2\nz = 3"))
    assert path.read_text(encoding="utf-8") == text.replace(
        "# !pip install a\ny = 2\n", "# %pip install a\ny = 2\nz = 3\n"
    )
    write(path, changed(path, 0, "x = 5"))
    assert "# %%\n\nx = 5\n\n\n# %% [markdown]" in path.read_text(encoding="utf-8")


def test_a_file_that_changed_in_between_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(LAYOUTS["tight"], encoding="utf-8")
    notebook = changed(path, 2, "y = 3")
    path.write_text(json.dumps({**DATA, "cells": CELLS[:2]}), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(NotebookError, match="other cells"):
        write(path, notebook)
    assert path.read_bytes() == before


def test_an_old_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [
            {
                "metadata": {},
                "cells": [
                    {
                        "cell_type": "code",
                        "collapsed": False,
                        "input": ["x = 1"],
                        "language": "python",
                        "metadata": {},
                        "outputs": [],
                    }
                ],
            }
        ],
    }
    path.write_text(json.dumps(old), encoding="utf-8")
    with pytest.raises(NotebookError, match="format before 4"):
        write(path, changed(path, 0, "x = 2"))
    with pytest.raises(NotebookError, match="format before 4"):
        write(path, read(path), cleared=[read(path).cells[0].id])


@pytest.mark.parametrize("name", LAYOUTS)
def test_clearing_and_deleting_leave_the_rest(name: str, tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(LAYOUTS[name], encoding="utf-8")
    notebook = read(path)
    kept = (replace(notebook.cells[0], count=None, outputs=()), notebook.cells[1])
    write(path, replace(notebook, cells=kept), cleared=["one"], deleted=["three"])
    text = path.read_text(encoding="utf-8")
    first = {**CELLS[0], "execution_count": None, "outputs": []}
    assert json.loads(text) == {**DATA, "cells": [first, CELLS[1]]}
    assert list(json.loads(text)["cells"][0]) == list(CELLS[0])
    assert text.split("execution_count")[0] == LAYOUTS[name].split("execution_count")[0]


def test_cells_that_the_file_does_not_have_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(LAYOUTS["tight"], encoding="utf-8")
    with pytest.raises(NotebookError, match="other cells"):
        write(path, read(path), cleared=["four"])
    with pytest.raises(NotebookError, match="other cells"):
        write(path, read(path), deleted=["three"])
    assert path.read_text(encoding="utf-8") == LAYOUTS["tight"]


def test_a_full_or_locked_disk_is_an_error_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "n.ipynb"
    path.write_text(LAYOUTS["tight"], encoding="utf-8")
    notebook = changed(path, 2, "y = 3")

    def full(self: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    # the last step fails: root, who runs the tests in containers, may write anywhere
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(NotebookError, match="cannot be written"):
        write(path, notebook)
    assert path.read_text(encoding="utf-8") == LAYOUTS["tight"]
    assert [p.name for p in tmp_path.iterdir()] == ["n.ipynb"]
