"""No secret of a notebook reaches a generated file, whatever it stands in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.analysis.secrets import masked
from mlops_bridge.errors import ConversionError
from mlops_bridge.notebook import loads

CANARY = "Xy9-canary!"
TOKEN = "sk-" + "canary0123456789abcdef"


def notebook(folder: Path, script: str) -> Path:
    cells = [
        {"cell_type": cell.kind, "id": cell.id, "metadata": {}, "source": cell.source}
        | ({"outputs": [], "execution_count": None} if cell.kind == "code" else {})
        for cell in loads(script, Path("x.py")).cells
    ]
    path = folder / "secret_job.ipynb"
    path.write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    return path


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(f"password = '{CANARY}'\n# %%\nprint(len(password))", id="a name"),
        pytest.param(
            f"conn = {{'user': 'bob', 'password': '{CANARY}'}}\n# %%\nprint(conn['user'])",
            id="a dict",
        ),
        pytest.param(f"keys = ['admin', '{TOKEN}']\n# %%\nprint(len(keys))", id="a list"),
        pytest.param(
            f"PASSWORD = '{CANARY}'\ndef f():\n    return len(PASSWORD)\n# %%\nprint(f())",
            id="a constant of a function",
        ),
        pytest.param(
            f"url = 'postgres://bob:{CANARY}@db/x'\n# %%\nprint(url[:3])", id="an address"
        ),
        pytest.param(
            f"def login(password='{CANARY}'):\n    return len(password)\n# %%\nprint(login())",
            id="a default",
        ),
        pytest.param(f"class A:\n    token = '{CANARY}'\n# %%\nprint(len(A.token))", id="a class"),
        pytest.param(f"%env API_KEY={CANARY}", id="%env"),
        pytest.param(f"exec('x = 1')\nsecret_key = '{CANARY}'", id="kept verbatim"),
        pytest.param(f"await f()\nsecret_key = '{CANARY}'", id="the notebook is the job"),
        pytest.param(f"# %% [markdown]\n# # Use {TOKEN}\n# %%\nprint(1)", id="a heading"),
        pytest.param(
            f"size = 3  # the key is {TOKEN}\n# %%\nprint(size)", id="a comment of a parameter"
        ),
        pytest.param(f"'{TOKEN}'", id="a display"),
    ],
)
def test_no_file_holds_it(script: str, tmp_path: Path) -> None:
    path = notebook(tmp_path, script if script.startswith("# %%") else f"# %%\n{script}\n")
    api.convert(path, tmp_path / "job")
    holding = [
        p.relative_to(tmp_path).as_posix()
        for p in (tmp_path / "job").rglob("*")
        if p.is_file() and "canary" in p.read_text(encoding="utf-8")
    ]
    assert holding == []


@pytest.mark.parametrize(
    "line", [f"!curl -H token={CANARY} host", f"!tool --password {CANARY}", f"!echo {TOKEN}"]
)
def test_a_command_with_a_secret_is_refused(line: str, tmp_path: Path) -> None:
    path = notebook(tmp_path, f"# %%\nx = 1\n# %%\n{line}\n")
    with pytest.raises(ConversionError, match="secret") as caught:
        api.convert(path, tmp_path / "job")
    assert "cell 2, line 1" in caught.value.where
    assert "canary" not in str(caught.value)
    assert not (tmp_path / "job").exists()


def test_two_secrets_of_one_name_have_two_variables(tmp_path: Path) -> None:
    script = "# %%\nclass A:\n    token = 'abcd1234'\nclass B:\n    token = 'wxyz9876'\n# %%\nprint(A.token == B.token)\n"
    api.convert(notebook(tmp_path, script), tmp_path / "job")
    names = (tmp_path / "job/.env.example").read_text().splitlines()[2:]
    assert names == ["TOKEN=", "TOKEN_2="]


def test_ordinary_text_is_not_masked() -> None:
    text = "git clone repo && pip install x==1.2 --no-deps key value"
    assert masked(text) == text
