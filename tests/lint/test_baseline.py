"""The baseline: what was accepted stays accepted, through edits, moves and new layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.errors import ConfigError
from mlops_bridge.lint import baseline


def write(path: Path, *sources: str, ids: bool = True) -> Path:
    cells = [
        {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [],
         "source": source, **({"id": f"id-{abs(hash(source)) % 10**8}"} if ids else {})}
        for source in sources
    ]  # fmt: skip
    data = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5 if ids else 4}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def new(path: Path, accepted: Path) -> tuple[list[str], int]:
    """What is told beside the baseline, and how many of its entries are stale."""
    linted = api.lint([path], select=FEW, baseline=accepted)
    return [f"{f.code}@{f.cell}:{f.line}" for f in linted.findings[path]], linted.stale


FEW = ["ENV101", "NB803"]
FIRST = "import os\nx = missing + 1"
SECOND = "!pip install pandas\nprint(gone,\n      'text', 3)"


@pytest.fixture(params=[True, False], ids=["with ids", "without ids"])
def ids(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def accepted(tmp_path: Path, ids: bool) -> Path:
    path = tmp_path / ".nb2prod-baseline.json"
    notebook = write(tmp_path / "n.ipynb", FIRST, SECOND, ids=ids)
    assert api.accept(path, api.lint([notebook], select=FEW)) == (3, 3, 0)
    assert new(notebook, path) == ([], 0)
    return path


@pytest.mark.parametrize(
    ("sources", "told", "stale"),
    [
        pytest.param(("y = 2", FIRST, "z = 3", SECOND), [], 0, id="cells added"),
        pytest.param((SECOND, FIRST), [], 0, id="cells moved"),
        pytest.param(("import os\nimport re\n\n\nx = missing + 1", SECOND), [], 0, id="edited"),
        pytest.param(("import os\nx=(missing+\n   1)  # why", SECOND), [], 0, id="reformatted"),
        pytest.param((FIRST, SECOND.replace("'text'", "'other'")), [], 0, id="another text"),
        pytest.param((FIRST, SECOND, "x = missing2 + 1"), ["NB803@3:1"], 0, id="a new one"),
        pytest.param((FIRST, "!pip install numpy\n" + SECOND), ["ENV101@2:2"], 0, id="one more"),
        pytest.param((FIRST,), [], 2, id="a cell deleted"),
        pytest.param(("import os", "x = missing + 1", SECOND), [], 0, id="a statement moved"),
        pytest.param(("import os\nx = missing - 1", SECOND), ["NB803@1:2"], 1, id="changed"),
    ],
)
def test_what_survives(
    sources: tuple[str, ...], told: list[str], stale: int, accepted: Path, ids: bool
) -> None:
    notebook = write(accepted.parent / "n.ipynb", *sources, ids=ids)
    found, gone = new(notebook, accepted)
    assert [f.rsplit(":", 1)[0] for f in found] == [t.rsplit(":", 1)[0] for t in told]
    assert gone == stale


def test_an_update_drops_what_occurs_no_more(accepted: Path, ids: bool) -> None:
    other = write(accepted.parent / "other.ipynb", "lost", ids=ids)
    assert api.accept(accepted, api.lint([other], select=FEW)) == (4, 1, 0), (
        "other files keep their entries"
    )
    write(accepted.parent / "n.ipynb", FIRST, ids=ids)
    assert api.accept(accepted, api.lint([accepted.parent / "n.ipynb"], select=FEW)) == (2, 0, 2)
    other.unlink()
    assert api.accept(accepted, api.lint([accepted.parent / "n.ipynb"], select=FEW)) == (1, 0, 1)


@pytest.mark.parametrize(
    ("select", "ignore", "configured"),
    [
        pytest.param(["ENV101"], [], "", id="--select"),
        pytest.param(FEW, ["NB803"], "", id="--ignore"),
        pytest.param(FEW, [], 'ignore = ["NB8"]', id="configured"),
        pytest.param(FEW, [], 'per-file-ignores = {"n.ipynb" = ["NB803"]}', id="by file"),
    ],
)
def test_codes_that_were_not_looked_for_keep_their_entries(
    select: list[str], ignore: list[str], configured: str, accepted: Path
) -> None:
    folder = accepted.parent
    (folder / "pyproject.toml").write_text(f"[tool.nb2prod]\n{configured}\n", "utf-8")
    notebook = folder / "n.ipynb"
    before = accepted.read_bytes()
    linted = api.lint([notebook], select=select, ignore=ignore, baseline=accepted)
    assert (linted.findings[notebook], linted.stale) == ((), 0)
    assert api.accept(accepted, linted) == (3, 0, 0)
    assert accepted.read_bytes() == before
    write(notebook, "x = 1")
    linted = api.lint([notebook], select=select, ignore=ignore, baseline=accepted)
    assert linted.stale == 1, "of ENV101 only"
    assert api.accept(accepted, linted) == (2, 0, 1)
    (folder / "pyproject.toml").unlink()
    assert new(notebook, accepted) == ([], 2)


def test_a_tool_that_did_not_run_keeps_its_entries(accepted: Path, ids: bool) -> None:
    (accepted.parent / "ruff.toml").write_text('lint.select = ["E711"]', "utf-8")
    notebook = write(accepted.parent / "n.ipynb", "x = 1\nx == None", ids=ids)
    linted = api.lint([notebook], tools=["ruff"], select=FEW)
    assert [f.code for f in linted.findings[notebook]] == ["ruff:E711"]
    assert api.accept(accepted, linted) == (1, 1, 3)
    assert new(notebook, accepted) == ([], 0)
    assert api.accept(accepted, api.lint([notebook], select=FEW)) == (1, 0, 0)
    write(notebook, "x = 1", ids=ids)
    linted = api.lint([notebook], tools=["ruff"], select=FEW, baseline=accepted)
    assert linted.stale == 1
    assert api.accept(accepted, linted) == (0, 0, 1)


def test_no_secret_can_be_tried_against_it(tmp_path: Path, ids: bool) -> None:
    def made(secret: str) -> str:
        sources = [
            f"login = dict(password='{secret}-x')",
            f"%env API_TOKEN={secret}",
            f"!mysql -p{secret} && pip install x",
            f"print 'a' {secret}\n{secret}",
            f"pin = {int(secret)}; missing; f'{{missing}} {secret}'",
        ]
        path = tmp_path / "b.json"
        api.accept(path, api.lint([_fixed_ids(write(tmp_path / "n.ipynb", *sources, ids=ids))]))
        return path.read_text("utf-8")

    assert made("73519842") == made("98842001")


def _fixed_ids(path: Path) -> Path:
    data = json.loads(path.read_text("utf-8"))
    for number, cell in enumerate(data["cells"]):
        if "id" in cell:
            cell["id"] = f"fixed{number}"
    path.write_text(json.dumps(data), "utf-8")
    return path


def test_the_file_is_one_entry_a_line(accepted: Path) -> None:
    text = accepted.read_text("utf-8")
    assert len([line for line in text.splitlines() if '"NB803"' in line or '"ENV101"' in line]) == 3
    assert baseline.read(accepted).count == 3


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2}', '{"version": 1, "notebooks": 3}'])
def test_another_file_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="not a baseline"):
        baseline.read(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such baseline"):
        baseline.read(tmp_path / "b.json")
    assert baseline.read(tmp_path / "b.json", missing=True).count == 0
