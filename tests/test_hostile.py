"""Hostile input: a clear error with a place and a way out, and nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EMPTY = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def code(source: str, **more: object) -> dict[str, object]:
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
        **more,
    }


def book(path: Path, *cells: dict[str, object], metadata: object = PYTHON) -> Path:
    path.write_text(
        json.dumps({**EMPTY, "cells": list(cells), "metadata": metadata}), encoding="utf-8"
    )
    return path


def nb2prod(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from mlops_bridge.cli import main; main()", *map(str, arguments)],
        capture_output=True, text=True, cwd=cwd, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "NO_COLOR": "1"},
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Exit 2, one error with these words, no traceback."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "error: " in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("command", ["lint", "convert", "fix"])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"x = 1\n", ["not JSON", "line 1"], id="not JSON"),
        pytest.param(b"", ["empty"], id="empty file"),
        pytest.param(b'{"a": 1}', ["holds no cells"], id="other JSON"),
        pytest.param(b"[1, 2]", ["holds no cells"], id="a list"),
        pytest.param(
            b'{"cells": [{"cell_type": "code"}], "nbformat": 4}',
            ["not a valid notebook"],
            id="a cell without source",
        ),
        pytest.param(
            b'{"cells": "none", "nbformat": 4, "metadata": {}}',
            ["not a valid notebook"],
            id="cells are no list",
        ),
        pytest.param(
            b'{"cells": [], "x": "\xff"}', ["not UTF-8", "0xff", "line 1"], id="invalid UTF-8"
        ),
        pytest.param(
            b'{"cells": [\n<<<<<<< HEAD\n', ["not JSON", "line 2", "merge"], id="merge conflict"
        ),
        pytest.param(b"[" * 100_000, ["too deep"], id="nested too deeply"),
    ],
)
def test_what_is_no_notebook(command: str, data: bytes, words: list[str], tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    path.write_bytes(data)
    refused(nb2prod(command, path), "x.ipynb", *words)
    assert [p.name for p in tmp_path.iterdir()] == ["x.ipynb"]
    assert path.read_bytes() == data


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.ipynb").write_text("{")
    book(tmp_path / "good.ipynb", code("print(undefined_name)"))
    done = nb2prod("lint", tmp_path, "--format", "json")
    refused(done, "bad.ipynb")
    assert {f["code"] for f in json.loads(done.stdout)} >= {"NB803"}


@pytest.mark.parametrize("version", [1, 2, 3])
def test_old_formats_are_read(version: int, tmp_path: Path) -> None:
    cell = {
        "cell_type": "code",
        "input": "x = 1\nprint(x)",
        "language": "python",
        "outputs": [],
        "collapsed": False,
    }
    if version == 1:
        data: dict[str, object] = {"cells": [{"cell_type": "code", "code": "x = 1\nprint(x)"}]}
    else:
        data = {
            "nbformat": version,
            "nbformat_minor": 0,
            "metadata": {"name": "old"},
            "worksheets": [{"cells": [cell]}],
        }
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps(data))
    done = nb2prod("convert", path, "-o", tmp_path / "job")
    assert done.returncode == 0, done.stderr
    assert "print(x)" in (tmp_path / "job/src/old/steps.py").read_text()


def test_no_cells(tmp_path: Path) -> None:
    path = tmp_path / "none.ipynb"
    path.write_text(json.dumps(EMPTY))
    assert nb2prod("lint", path).returncode == 0
    assert nb2prod("convert", path, "-o", tmp_path / "job").returncode == 0
    done = subprocess.run(
        [sys.executable, "-m", "none"],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "job/src")},
        check=False,
    )
    assert done.returncode == 0


def test_five_thousand_cells(tmp_path: Path) -> None:
    cells = [code(f"x{i} = {i}\nprint(x{i})") for i in range(5000)]
    path = book(tmp_path / "long.ipynb", *cells)
    assert nb2prod("lint", path).returncode in (0, 1)
    done = nb2prod("convert", path, "-o", tmp_path / "job")
    assert done.returncode == 0, done.stderr


def test_twenty_megabytes_of_output(tmp_path: Path) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 20_000_000}
    path = book(tmp_path / "big.ipynb", code("print('x')", outputs=[output]))
    assert nb2prod("lint", path).returncode in (0, 1)
    assert nb2prod("convert", path, "-o", tmp_path / "job").returncode == 0
    assert sum(p.stat().st_size for p in (tmp_path / "job").rglob("*") if p.is_file()) < 100_000


def test_another_language(tmp_path: Path) -> None:
    metadata = {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}
    path = book(tmp_path / "r.ipynb", code("x <- c(1, 2)"), metadata=metadata)
    assert nb2prod("lint", path).returncode == 0
    done = nb2prod("convert", path, "-o", tmp_path / "job")
    assert done.returncode == 0, done.stderr
    assert "speaks r, not Python" in done.stdout
    assert not (tmp_path / "job/src").exists()


def test_a_cell_that_never_parses(tmp_path: Path) -> None:
    path = book(tmp_path / "x.ipynb", code("x = 1"), code("for (\n  oops"))
    done = nb2prod("lint", path, "--format", "json")
    found = [f for f in json.loads(done.stdout) if f["code"] == "NB803"]
    assert [f["cell"] for f in found] == [2]
    refused(nb2prod("convert", path, "-o", tmp_path / "job"), "cell 2, line 1", "skip-execution")
    assert not (tmp_path / "job").exists()


def test_a_missing_kernel(tmp_path: Path) -> None:
    metadata = {"kernelspec": {"name": "no-such-kernel", "display_name": "x", "language": "python"}}
    path = book(tmp_path / "x.ipynb", code("print(1)"), metadata=metadata)
    done = nb2prod("convert", path, "-o", tmp_path / "job")
    assert done.returncode == 0
    assert "no-such-kernel" in done.stderr
    # no other environment is taken for it silently
    refused(nb2prod("verify", tmp_path / "job"), "no-such-kernel")
    done = nb2prod("convert", path, "-o", tmp_path / "job", "--kernel", "python3")
    assert (done.returncode, "no-such-kernel" in done.stderr) == (0, False)


def test_an_existing_folder_is_not_touched(tmp_path: Path) -> None:
    path = book(tmp_path / "x.ipynb", code("print(1)"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/README.md").write_text("mine")
    refused(nb2prod("convert", path, "-o", tmp_path / "mine"), "did not write", "--force")
    assert (tmp_path / "mine/README.md").read_text() == "mine"
    refused(nb2prod("convert", path, "-o", path), "is a file")


def test_an_edited_file_is_kept_and_named(tmp_path: Path) -> None:
    path = book(tmp_path / "x.ipynb", code("print(1)"))
    nb2prod("convert", path, "-o", tmp_path / "job")
    steps = tmp_path / "job/src/x/steps.py"
    steps.write_text(steps.read_text() + "# mine\n")
    for _ in range(2):  # it still counts as edited the second time
        done = nb2prod("convert", path, "-o", tmp_path / "job")
        assert done.returncode == 0
        assert "steps.py was edited by hand" in done.stderr
        assert steps.read_text().endswith("# mine\n")
    assert nb2prod("convert", path, "-o", tmp_path / "job", "--force").returncode == 0
    assert "# mine" not in steps.read_text()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    path = book(tmp_path / "x.ipynb", code("print(1)"))
    # /proc takes no folders even from root, for whom permission bits mean nothing
    refused(nb2prod("convert", path, "-o", "/proc/nb2prod/job"), "cannot be written")


def test_two_conversions_are_byte_identical(tmp_path: Path) -> None:
    path = book(tmp_path / "x.ipynb", code("size = 3"), code("print(size)"))
    for out in ("one", "two"):
        assert nb2prod("convert", path, "-o", tmp_path / out).returncode == 0
    files = [
        {
            p.relative_to(tmp_path / out): p.read_bytes()
            for p in (tmp_path / out).rglob("*")
            if p.is_file()
        }
        for out in ("one", "two")
    ]
    assert files[0] == files[1]
    assert str(tmp_path).encode() not in b"".join(files[0].values())


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["verify", "."], "not a generated project"),
        (["run", "."], "not a generated project"),
        (["lock", "nowhere"], "not a generated project"),
        (["rule", "XYZ999"], "no rule `XYZ999`"),
        (["where", "steps.py"], "is no place"),
        (["convert", "nowhere.ipynb"], "no such file"),
        (["lint", "nowhere.ipynb"], "no such file"),
    ],
)
def test_bad_requests(arguments: list[str], word: str, tmp_path: Path) -> None:
    refused(nb2prod(*arguments, cwd=tmp_path), word)


def test_unknown_option_is_refused(tmp_path: Path) -> None:
    assert nb2prod("lint", "--no-such-option", cwd=tmp_path).returncode == 2
