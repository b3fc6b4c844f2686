"""Reports: for eyes, for programs, and for GitHub."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mlops_bridge.config import Config
from mlops_bridge.errors import ConfigError
from mlops_bridge.lint.engine import lint
from mlops_bridge.lint.reports import formats, render
from mlops_bridge.notebook.cells import Cell, Notebook

PATH = Path("work/n.ipynb")
NOTEBOOK = Notebook(
    PATH, (Cell(0, 1, "c1", "code", "!pip install pandas\nx = misssing + 1\nfrom m import *"),)
)
TWO = Config(select=("ENV101", "NB803"))
FINDINGS = {PATH: lint(NOTEBOOK, TWO)}


def test_text_shows_the_line_and_the_place() -> None:
    text = render("text", FINDINGS, {PATH: NOTEBOOK})
    assert "work/n.ipynb:cell 1:2:5: E NB803 `misssing` is defined in no cell" in text
    assert "    x = misssing + 1\n        ^^^^^^^^\n" in text
    assert "[fix]" in text and text.endswith(
        "1 error, 1 warning in 1 notebook; `nb2prod fix` repairs 1\n"
    )


def test_json_is_the_finding_with_its_path() -> None:
    rows = json.loads(render("json", FINDINGS))
    assert [row["path"] for row in rows] == ["work/n.ipynb"] * 2
    assert set(rows[0]) == {
        "path",
        "code",
        "severity",
        "confidence",
        "message",
        "cell",
        "cell_id",
        "line",
        "column",
        "end_line",
        "end_column",
        "evidence",
        "fix",
        "docs",
    }
    assert rows[0]["fix"]["edits"][0]["text"] == "%pip"


def test_github_escapes() -> None:
    text = render("github", FINDINGS)
    assert text.startswith("::warning file=work/n.ipynb,line=1,title=ENV101::cell 1, line 1: ")
    assert text.count("\n") == 2


def test_uncertain_findings_are_counted_only() -> None:
    notebook = Notebook(PATH, (Cell(0, 1, "c1", "code", "from m import *\nx = what"),))
    text = render("text", {PATH: lint(notebook, TWO)}, {PATH: notebook})
    assert "no findings in 1 notebook; 1 more possible" in text
    assert "`what`" in render("text", {PATH: lint(notebook)}, {}, min_confidence=0.2)


def test_an_unknown_format_is_an_error() -> None:
    assert set(formats()) == {"github", "json", "text"}
    with pytest.raises(ConfigError, match="unknown format `xml`"):
        render("xml", {})


def test_no_report_repeats_a_secret() -> None:
    notebook = Notebook(PATH, (Cell(0, 1, "c1", "code", "login = dict(password='hunter22-x')"),))
    found = {PATH: lint(notebook)}
    assert [f.code for f in found[PATH]] == ["SEC301"]
    for name in formats():
        assert "hunter22" not in render(name, found, {PATH: notebook})
