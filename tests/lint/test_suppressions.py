"""Suppressions: what they reach, and those that reach nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_bridge.config import Config
from mlops_bridge.finding import Finding
from mlops_bridge.lint.engine import lint
from mlops_bridge.lint.fixes import apply, fix
from mlops_bridge.notebook.cells import Cell, Notebook


def book(*sources: str, metadata: object = None, **changes: object) -> Notebook:
    cells = tuple(
        Cell(index, index + 1, f"c{index + 1}", "code", source, **changes)  # type: ignore[arg-type]
        for index, source in enumerate(sources)
    )
    return Notebook(Path("n.ipynb"), cells, metadata={"nb2prod": metadata} if metadata else {})


def codes(notebook: Notebook, config: Config | None = None) -> list[str]:
    return [f"{f.code}@{f.cell}:{f.line}" for f in lint(notebook, config)]


def idle(notebook: Notebook, config: Config | None = None) -> list[Finding]:
    return [f for f in lint(notebook, config) if f.code == "NB808"]


def test_metadata_silences_the_notebook() -> None:
    assert codes(book("a\nb", "c", metadata={"ignore": ["NB803"]})) == []
    assert codes(book("a", metadata={"ignore": ["nb"]})) == []
    assert "NB803@1:1" in codes(book("a", metadata={"ignore": ["LEAK"]}))


@pytest.mark.parametrize("ignore", ["NB803", 3, [3, None], {"NB803": 1}, [""]])
def test_metadata_of_another_shape_silences_nothing(ignore: object) -> None:
    assert codes(book("a", metadata={"ignore": ignore})) == ["NB803@1:1"]


def test_the_head_of_a_block_is_one_statement() -> None:
    source = "def f(  # nb2prod: ignore[NB803]\n    x=later,\n):\n    return x"
    assert codes(book(source)) == []
    assert codes(book(source.replace("return x", "return f(y)") + "\nf()")) == ["NB803@1:4"]


TUTORIAL = (
    "from sklearn.svm import SVC\nX = y = []\nfor c in [1, 2]:\n    m = SVC(C=c).fit(X, y)\n"
    "    print(m.score(X, y))"
)


def test_a_tutorial_is_not_asked_for_production() -> None:
    plain = {f.code for f in lint(book(TUTORIAL))}
    assert "TRK202" in plain
    taught = {f.code for f in lint(book(TUTORIAL, metadata={"kind": "tutorial"}))}
    assert taught == {c for c in plain if not c.startswith(("TRK", "DEP", "ETH", "DATA60"))}
    by_file = {f.code for f in lint(book(TUTORIAL), Config(tutorials=("n*.ipynb",)))}
    assert by_file == taught
    assert "TRK202" in {f.code for f in lint(book(TUTORIAL), Config(tutorials=("docs/*",)))}


@pytest.mark.parametrize(
    ("source", "says", "after"),
    [
        pytest.param("x = 1  # nb2prod: ignore[NB803]", "`NB803`", "x = 1", id="behind code"),
        pytest.param("x = 1\n# nb2prod: ignore\ny = 1", "nothing:", "x = 1\ny = 1", id="a line"),
        pytest.param("x = 1\n# nb2prod: ignore", "nothing:", "x = 1", id="the last line"),
        pytest.param("# nb2prod: ignore[LEAK]\nx = 1", "`LEAK`", "x = 1", id="for a cell"),
        pytest.param(
            "a  # nb2prod: ignore[ENV101,NB803] why", "`ENV101`", "a  # nb2prod: ignore[NB803] why",
            id="one of two codes",
        ),
        pytest.param("é = 1  # ok  # nb2prod: ignore[NB]", "`NB`", "é = 1  # ok", id="a second"),
        pytest.param("x = 1  # nb2prod: ignore[NB899]", "`NB899`", "x = 1", id="no such rule"),
    ],
)  # fmt: skip
def test_what_silences_nothing_is_told_and_removed(source: str, says: str, after: str) -> None:
    notebook = book(source)
    (found,) = idle(notebook)
    assert (found.severity, found.confidence) == ("info", 0.9)
    assert says in found.message
    assert found.fix is not None and found.fix.kind == "A"
    changed = apply(notebook, found.fix.edits)
    assert changed is not None and changed.cells[0].source == after
    assert fix(notebook, codes=["NB808"]).notebook.cells[0].source == after
    assert idle(changed) == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("a  # nb2prod: ignore[NB803]", id="needed"),
        pytest.param("text = '# nb2prod: ignore[NB803]'", id="in a string"),
        pytest.param("x = 1  # nb2prod: ignore[F821]", id="of another tool"),
        pytest.param("x = 1  # nb2prod: ignore[NB808]", id="of this very finding"),
        pytest.param("# nb2prod: ignore[NB808]\nx = 1  # nb2prod: ignore[LEAK]", id="waived"),
    ],
)
def test_no_unused_suppression(source: str) -> None:
    assert idle(book(source)) == []


def test_tags_and_metadata_that_silence_nothing() -> None:
    (found,) = idle(book("x = 1", tags=("nb2prod-ignore",)))
    assert "the tag `nb2prod-ignore`" in found.message and found.fix is None
    (found,) = idle(book("x = 1", "y = 1", metadata={"ignore": ["NB803", "LEAK"]}))
    assert "metadata silences nothing for `NB803`, `LEAK`" in found.message
    assert idle(book("missing", tags=("nb2prod-ignore",))) == []


def test_a_code_that_was_not_asked_is_not_judged() -> None:
    notebook = book("x = 1  # nb2prod: ignore[LEAK701]\ny = 2  # nb2prod: ignore")
    assert len(idle(notebook)) == 2
    assert idle(notebook, Config(select=("NB",))) == []
    assert len(idle(notebook, Config(ignore=("LEAK",)))) == 1
    assert idle(notebook, Config(ignore=("NB808",))) == []


def test_a_finding_that_gave_way_still_counts_as_silenced() -> None:
    # TRK202 speaks for TRK201
    source = TUTORIAL.replace("fit(X, y)", "fit(X, y)  # nb2prod: ignore[TRK201]")
    assert idle(book(source)) == []
