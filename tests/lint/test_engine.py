"""The engine: order, waivers, severities, and notebooks of every kind."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest

from mlops_bridge.analysis.knowledge import extended, threshold
from mlops_bridge.config import Config
from mlops_bridge.errors import ConfigError
from mlops_bridge.lint.engine import lint
from mlops_bridge.notebook.cells import Cell, Notebook
from mlops_bridge.notebook.read import loads, read
from mlops_bridge.notebook.surroundings import look


def book(*sources: str, **changes) -> Notebook:
    cells = tuple(
        Cell(index, index + 1, f"c{index + 1}", "code", source, **changes)
        for index, source in enumerate(sources)
    )
    return Notebook(Path("n.ipynb"), cells)


def codes(notebook: Notebook, config: Config | None = None) -> list[str]:
    return [f"{f.code}@{f.cell}:{f.line}" for f in lint(notebook, config)]


def test_findings_come_in_reading_order() -> None:
    found = codes(book("missing\n!pip install x", "%pip install y", "other_missing"))
    assert found == ["NB803@1:1", "ENV101@1:2", "ENV101@2:1", "NB803@3:1"]


@pytest.mark.parametrize(
    ("source", "left"),
    [
        pytest.param("a + b  # nb2prod: ignore[NB803] later", [], id="on the line"),
        pytest.param("a + b  # nb2prod: ignore[NB]", [], id="a family"),
        pytest.param("a + b  # nb2prod: ignore", [], id="all"),
        pytest.param("a + b  # nb2prod: ignore[LEAK701,NB803]", [], id="several"),
        pytest.param("a  # nb2prod: ignore[ENV101]", ["NB803@1:1"], id="another code"),
        pytest.param("# nb2prod: ignore[NB803]\n\na\nb", [], id="first line: whole cell"),
        pytest.param("f = 1\n# nb2prod: ignore[NB803]\na", ["NB803@1:3"], id="not the first line"),
        pytest.param("print(  # nb2prod: ignore[NB803]\n    a,\n)", [], id="first line of it"),
        pytest.param(
            "for i in 'x':  # nb2prod: ignore[NB803]\n    a", ["NB803@1:2"], id="not the body"
        ),
    ],
)
def test_suppressions(source: str, left: list[str]) -> None:
    assert codes(book(source), Config(ignore=("NB808",))) == left


def test_a_tag_silences_a_cell() -> None:
    assert codes(book("missing", tags=("nb2prod-ignore",))) == []


def test_configuration_is_obeyed() -> None:
    notebook = book("missing\n%pip install x")
    assert codes(notebook, Config(select=("ENV",))) == ["ENV101@1:2"]
    assert codes(notebook, Config(ignore=("ENV101",))) == ["NB803@1:1"]
    loud = lint(notebook, Config(severity={"ENV101": "error"}))
    assert [f.severity for f in loud] == ["error", "error"]


def test_another_language_is_left_alone() -> None:
    assert lint(Notebook(Path("n.ipynb"), book("x <- 1").cells, "r")) == ()


def test_a_sweep_silences_untracked_training() -> None:
    text = (
        "from sklearn.svm import SVC\nfor c in [1, 2]:\n    m = SVC(C=c).fit(a, y)\n"
        "    print(m.score(b, z))\na = y = b = z = 0"
    )
    assert {f.code for f in lint(book(text))} & {"TRK201", "TRK202"} == {"TRK202"}


PIECES = [
    "import pandas as pd",
    "df = pd.read_csv('a')",
    "df['x'] = df.x.mean()",
    "for i in range(3):",
    "    df = df[i]",
    "def f(a, *b, **c):",
    "    return f(a)(b)",
    "f(*df, **{1: 2})",
    "%time f(1)",
    "!ls {df}",
    "%%bash",
    "x = !ls",
    "df?",
    "class A(B, metaclass=C):",
    "    y: int = 3",
    "try:",
    "except* E:",
    "with a as (b, c): pass",
    "lambda: (yield)",
    "del df, x[0]",
    "from sklearn.svm import SVC",
    "SVC().fit(df, df).predict(df)[::-1, None]",
    "{**df}",
    "'''",
    "match df:",
    "    case {'a': [1, *_]}:",
    "        pass",
    "global df",
    "é = 'é' ; ü(é)",
    "\\",
    "%env TOKEN=abc",
    "%cd 'x",
    "%pip install 'x",
    "print 'x'",
    "a = b = c, *d = 1, 2",
    "return 3",
    "await f()",
    "\tx",
    "#",
    "pd.concat([df, *df], axis=df)",
    "@f(1)",
    "df.loc[df.x > 0, 'a'] = 1",
]


def test_no_text_makes_it_fail() -> None:
    chance = random.Random(7)
    for _ in range(300):
        sources = [
            "\n".join(chance.choices(PIECES, k=chance.randint(1, 6)))
            for _ in range(chance.randint(1, 4))
        ]
        for finding in lint(book(*sources)):
            lines = sources[finding.cell - 1].split("\n")
            assert 1 <= finding.line <= len(lines), sources
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1, (sources, finding)


def test_columns_count_code_points() -> None:
    finding = next(f for f in lint(book("é = 'ééé'; missing")) if f.code == "NB803")
    assert (finding.column, finding.end_column) == (12, 19)


def test_an_empty_notebook() -> None:
    assert lint(Notebook(Path("n.ipynb"), ())) == ()
    assert lint(loads('{"cells": [], "nbformat": 4}', Path("n.ipynb"))) == ()


def test_word_lists_can_be_extended() -> None:
    notebook = book("lookup_table['x']")
    assert codes(notebook) == ["NB803@1:1"]
    assert codes(notebook, Config(knowledge={"session_names": ("lookup_table",)})) == []
    assert codes(notebook) == ["NB803@1:1"]
    with pytest.raises(ConfigError, match="unknown list `nams`"):
        lint(notebook, Config(knowledge={"nams": ("x",)}))


def test_the_churn_notebook_shows_its_planted_flaws() -> None:
    path = Path(__file__).parents[2] / "examples" / "churn" / "churn.ipynb"
    found = lint(read(path), Config(), look(path))
    assert {
        *("SEC301", "LEAK701", "ENV101", "ENV105", "ENV106"),
        *("TRK202", "ETH501", "DATA601", "NB801"),
    } <= {finding.code for finding in found if finding.confidence >= 0.7}
    assert not {"NB802", "NB803"} & {finding.code for finding in found}


def test_the_pages_of_the_rules_are_up_to_date() -> None:
    root = Path(__file__).parents[2]
    spec = importlib.util.spec_from_file_location("make_rules", root / "docs" / "make_rules.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = {p.name: p.read_text("utf-8") for p in (root / "docs" / "rules").glob("*.md")}
    assert written == module.pages(), "run: python docs/make_rules.py"


def counted(*cells: tuple[str, int | None]) -> Notebook:
    made = (
        Cell(index, index + 1, f"c{index + 1}", "code", source, count=count)
        for index, (source, count) in enumerate(cells)
    )
    return Notebook(Path("n.ipynb"), tuple(made))


def test_cells_can_be_read_in_the_order_of_their_run() -> None:
    notebook = counted(("print(x)", 2), ("note = 1", None), ("x = 1", 1), ("print(gone)", 3))
    assert codes(notebook) == ["NB802@1:1", "NB801@3:1", "NB803@4:1"]
    # the cell in between never ran: the order of the others says nothing against the run
    assert codes(notebook, Config(order="execution")) == ["NB801@2:1", "NB803@4:1"]


def test_evidence_has_the_numbers_of_the_notebook() -> None:
    notebook = counted(("use(gone)", 2), ("def use(a): return a", 3), ("gone = 1\ndel gone", 1))
    for found in lint(notebook, Config(order="execution")):
        for place in (found.place, *found.evidence):
            assert place.cell_id == f"c{place.cell}"


def test_thresholds_reach_the_rules() -> None:
    assert threshold("cell-lines") == 60
    with extended({}, {"cell-lines": 9}):
        assert (threshold("cell-lines"), threshold("code-cells")) == (9, 100)
    assert threshold("cell-lines") == 60


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("%pip install --token {0} lightgbm", id="an option"),
        pytest.param("!conda install --token={0} lightgbm", id="an option with its value"),
        pytest.param("%pip install -i https://etl:{0}@host/simple lightgbm", id="an index"),
        pytest.param("%pip install git+https://{0}@host/team/features.git", id="an address"),
        pytest.param("%pip install https://host/p.zip?token={0} lightgbm", id="a query"),
        pytest.param('import os\nos.system("pip install git+https://{0}@host/f.git")', id="a call"),
        pytest.param('password = "{0}"\nraw = open("/home/me/{0}/x.csv")', id="a path"),
    ],
)
def test_no_finding_holds_a_secret(line: str) -> None:
    secret = "Sommer" + "-24-xQ"
    found = lint(book(line.format(secret)))
    assert found
    said = [(f.message, f.fix.title if f.fix else "", *(e.text for e in f.evidence)) for f in found]
    assert secret not in repr(said)
    assert all("Sommer" not in word for words in said for word in words)
