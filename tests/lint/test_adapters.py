"""Second opinions: the tools' own codes, at our cells and lines, by the project's configuration."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.analysis.program import parse
from mlops_bridge.errors import ConfigError
from mlops_bridge.finding import Finding
from mlops_bridge.lint.adapters import run
from mlops_bridge.notebook.read import read

SOURCES = [
    "%matplotlib inline\nimport os",
    "%%bash\necho hello",
    "",
    "x = undefined_name\nimport subprocess\nsubprocess.call('ls', shell=True)\ny: int = 'a'\nx",
    "!ls\nexec('1')",
    "\n\n# far down\n\n\n\n\nq = 1\n\n\n\n\nlate = missing_below",
    "%time z = sorted([3])\n%time  bad = nowhere\nz",
    "display(x)\nfiles = !ls\nfiles[0]\n%timeit z",
    "%%capture out\nout.show()\nz;",
]


def write(path: Path, *sources: str) -> Path:
    cells = [
        {
            "cell_type": "code", "id": f"c{n}", "metadata": {}, "execution_count": None,
            "outputs": [], "source": source,
        }
        for n, source in enumerate(sources, 1)
    ]  # fmt: skip
    data = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def opinions(path: Path, *tools: str) -> list[Finding]:
    found, errors = run({path: parse(read(path))}, tools)
    assert not errors
    return list(found[path])


def places(findings: list[Finding]) -> set[tuple[str, int, int, int]]:
    return {(f.code, f.cell, f.line, f.column) for f in findings}


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    return write(tmp_path / "my notes.ipynb", *SOURCES)


UNDEFINED = [(4, 1, 5), (6, 13, 8), (7, 2, 14)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tool", "code", "more"),
    [
        ("ruff", "F821", set()),
        ("flake8", "F821", set()),
        ("mypy", "name-defined", {("mypy:assignment", 4, 4, 10)}),
    ],
)
def test_findings_stand_at_the_notebooks_cells(
    tool: str, code: str, more: set[tuple[str, int, int, int]], notebook: Path
) -> None:
    before = notebook.read_bytes()
    found = opinions(notebook, tool)
    wanted = {(f"{tool}:{code}", *place) for place in UNDEFINED} | more
    # ruff does not look into a line that a magic measures; our NB803 does
    wanted -= {("ruff:F821", 7, 2, 14)}
    style = ("flake8:E", "flake8:W", "ruff:I", "ruff:S")
    assert {p for p in places(found) if not p[0].startswith(style)} == wanted
    assert notebook.read_bytes() == before
    assert list(notebook.parent.iterdir()) == [notebook]


@pytest.mark.slow
def test_bandit_and_its_severities(notebook: Path) -> None:
    found = opinions(notebook, "bandit")
    assert {("bandit:B602", 4, 3, 1), ("bandit:B102", 5, 2, 1)} <= places(found)
    assert {f.code: f.severity for f in found}["bandit:B102"] == "warning"


@pytest.mark.slow
@pytest.mark.parametrize("tool", ["ruff", "flake8", "mypy"])
def test_percent_scripts(tool: str, tmp_path: Path) -> None:
    script = tmp_path / "n.py"
    script.write_text(
        "# ---\n# jupyter: x\n# ---\n\n# %% [markdown]\n# text\n\n# %%\nimport os\n\n# %%\n"
        "# %time os.getcwd()\n\nx = missing\nx\n",
        encoding="utf-8",
    )
    assert [(f.cell, f.line, f.column) for f in opinions(script, tool)] == [(2, 3, 5)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tool", "file", "text", "code"),
    [
        pytest.param("ruff", "ruff.toml", 'lint.ignore = ["F821"]', "F821", id="ruff.toml"),
        pytest.param(
            "ruff",
            "pyproject.toml",
            '[tool.ruff.lint.per-file-ignores]\n"books/*.ipynb" = ["F821"]',
            "F821",
            id="ruff, by file",
        ),
        pytest.param("mypy", "mypy.ini", "[mypy]\ndisable_error_code = name-defined",
                     "name-defined", id="mypy.ini"),
        pytest.param("mypy", "pyproject.toml", '[tool.mypy]\ndisable_error_code = ["name-defined"]',
                     "name-defined", id="mypy in pyproject"),
        pytest.param("flake8", ".flake8", "[flake8]\nextend-ignore = F821", "F821", id=".flake8"),
        pytest.param("flake8", "setup.cfg", "[flake8]\nignore = F821", "F821", id="setup.cfg"),
        pytest.param("bandit", "pyproject.toml", '[tool.bandit]\nskips = ["B602"]', "B602",
                     id="bandit in pyproject"),
        pytest.param("bandit", ".bandit", "[bandit]\nskips = B602", "B602", id=".bandit"),
    ],
)  # fmt: skip
def test_the_projects_configuration_holds(
    tool: str, file: str, text: str, code: str, tmp_path: Path
) -> None:
    (tmp_path / "books").mkdir()
    notebook = write(tmp_path / "books" / "n.ipynb", *SOURCES)
    assert f"{tool}:{code}" in {f.code for f in opinions(notebook, tool)}
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert f"{tool}:{code}" not in {f.code for f in opinions(notebook, tool)}


@pytest.mark.slow
def test_a_notebook_that_does_not_parse_loses_nothing(notebook: Path) -> None:
    broken = write(notebook.with_name("broken.ipynb"), "x = = 1", "y: int = 'a'")
    paths = {path: parse(read(path)) for path in (broken, notebook)}
    found, errors = run(paths, ["mypy", "flake8"])
    assert not errors
    assert "mypy:assignment" in {f.code for f in found[notebook]}
    assert [(f.code, f.cell) for f in found[broken] if "E" not in f.code] == [
        ("mypy:assignment", 2)
    ]


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        pytest.param(
            [("markdown", "# Top"), ("code", "import os\nx = 1"), ("markdown", "```\nx\n```"),
             ("code", "\nif x == None:\n    pass"), ("raw", "raw"), ("code", "print(nowhere)")],
            {("ruff:E711", 2, 2, 9), ("ruff:F821", 3, 1, 7)},
            id="before and between",
        ),
        pytest.param(
            [("markdown", "# Top"), ("code", "x = 1"), ("code", "open_ = (nothing,"),
             ("markdown", "text"), ("code", "%matplotlib inline\nif x == None:\n    pass"),
             ("code", "print 'old', x == None"), ("code", "print(nowhere)")],
            {("ruff:E711", 3, 2, 9), ("ruff:F821", 5, 1, 7)},
            id="cells that do not parse",
        ),
    ],
)  # fmt: skip
def test_ruff_counts_markdown_cells(
    kinds: list[tuple[str, str]],
    wanted: set[tuple[str, int, int, int]],
    tmp_path: Path,
) -> None:
    (tmp_path / "ruff.toml").write_text('lint.select = ["E711", "F821"]', encoding="utf-8")
    path = write(tmp_path / "n.ipynb", *(source for _, source in kinds))
    data = json.loads(path.read_text("utf-8"))
    for cell, (kind, _) in zip(data["cells"], kinds, strict=True):
        if kind != "code":
            cell["cell_type"] = kind
            del cell["execution_count"], cell["outputs"]
    path.write_text(json.dumps(data), encoding="utf-8")
    before = path.read_bytes()
    assert places(opinions(path, "ruff")) == wanted
    assert path.read_bytes() == before


@pytest.mark.slow
def test_the_same_is_said_once(tmp_path: Path) -> None:
    path = write(
        tmp_path / "n.ipynb",
        "import os",
        "missing",
        "x = gone  # nb2prod: ignore[F821,NB803]",
        "y = other  # nb2prod: ignore[NB803]",
        "def f(k=1): return lost, also",
    )
    linted = api.lint([path], tools=["ruff", "flake8", "mypy"])
    (found,) = linted.findings.values()
    said = [(f.code, f.cell) for f in found if "F821" in f.code or "name-defined" in f.code]
    assert ("NB803", 2) in {(f.code, f.cell) for f in found}
    assert said == [("ruff:F821", 4)], "ours wins, then the first tool; comments hold for all"
    assert len({id(s) for s in linted.files[path].judged.spots}) == len(found)


@pytest.mark.slow
def test_no_message_of_a_tool_repeats_a_secret(tmp_path: Path) -> None:
    path = write(tmp_path / "n.ipynb", "login = dict(password='hunter22-x')\nn: int = 'hunter22-x'")
    (found,) = api.lint([path], tools=["bandit", "mypy"]).findings.values()
    assert "mypy:assignment" in {f.code for f in found}
    assert not [f for f in found if "hunter22" in f.message]


def test_an_unknown_tool_is_an_error(notebook: Path) -> None:
    with pytest.raises(ConfigError, match="unknown tool `pylint`"):
        run({notebook: parse(read(notebook))}, ["pylint"])


def test_what_is_piped_in_is_not_for_other_tools() -> None:
    path = Path("n.ipynb")
    with pytest.raises(ConfigError, match="read files only"):
        api.lint([path], contents={path: b'{"cells": [], "nbformat": 4}'}, tools=["ruff"])
