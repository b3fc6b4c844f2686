"""Properties of lint that hold for any notebook: made-up text, and the rules' examples mutated."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mlops_bridge.analysis.program import parse_cell
from mlops_bridge.api import LiveCell, lint_cells
from mlops_bridge.config import Config
from mlops_bridge.lint.engine import lint
from mlops_bridge.lint.fixes import apply
from mlops_bridge.notebook.cells import Cell, Notebook
from mlops_bridge.notebook.read import read
from mlops_bridge.notebook.surroundings import Surroundings
from mlops_bridge.rules import catalogue


def _load():
    path = Path(__file__).parents[1] / "rules" / "sample.py"
    spec = importlib.util.spec_from_file_location("rules_sample_of_properties", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.load


load = _load()
EXAMPLES = [(rule.code, text) for rule in catalogue() for text in (*rule.bad, *rule.good)]
SHORT = [(code, text) for code, text in EXAMPLES if len(text) < 4_000 and "# %% [" not in text]
QUICK = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
PIECES = st.sampled_from(
    [
        *"df model X_train y pd np torch for in if else: def class return lambda import from as with try: "
        "except: = == += . , : ( ) [ ] { } ** * -1 0.5 'a' \"\"\" f'{x}' %time !ls %%bash # \\ @ ? ; "
        "fit predict drop(columns=['a']) train_test_split( read_csv('a.csv') None True yield await "
        "global del print :=".split(),
        "\n",
        "\n    ",
        "\n\n",
        "\t",
        "é",
        "\x00",
        "\r",
        "\u2028",
    ]
)
PYTHONISH = st.lists(PIECES, max_size=40).map(" ".join)


def book(*sources: str) -> Notebook:
    texts = (text.replace("\r", "\n") for text in sources)
    cells = (Cell(i, i + 1, f"c{i + 1}", "code", text) for i, text in enumerate(texts))
    return Notebook(Path("n.ipynb"), tuple(cells))


@cache
def sources(text: str) -> tuple[str, ...]:
    """The code cells of an example without marks."""
    return tuple(cell.source for cell in load(text, Path("nowhere")).notebook.code)


@st.composite
def mutated(draw: st.DrawFn) -> list[str]:
    """The cells of an example with lines dropped, doubled, swapped, cut or merged."""
    _, text = draw(st.sampled_from(SHORT))
    cells = [source.split("\n") for source in sources(text)]
    for _ in range(draw(st.integers(1, 5))):
        lines = cells[draw(st.integers(0, len(cells) - 1))]
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["drop", "double", "cut", "indent", "join", "piece", "move"]))
        if kind == "drop" and len(lines) > 1:
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "cut":
            lines[at] = lines[at][: draw(st.integers(0, 30))]
        elif kind == "indent":
            lines[at] = "    " + lines[at]
        elif kind == "join" and at + 1 < len(lines):
            lines[at : at + 2] = ["; ".join(lines[at : at + 2])]
        elif kind == "piece":
            lines[at] += draw(PIECES)
        elif kind == "move":
            cells.append([lines[at]])
    return ["\n".join(lines) for lines in cells]


def check(cells: list[str]) -> None:
    """Lint does not raise, and each finding stands in its cell."""
    live = [LiveCell(f"c{number}", "code", text) for number, text in enumerate(cells)]
    for finding in lint_cells(live):
        lines = re.split(r"\r\n|\r|\n", cells[finding.cell - 1])
        assert 1 <= finding.line <= len(lines), (cells, finding)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1, (cells, finding)
        assert 0 <= finding.confidence <= 1


@QUICK
@example(["\r0"])
@given(st.lists(st.text(max_size=200), min_size=1, max_size=3))
def test_any_text_can_be_linted(cells: list[str]) -> None:
    check(cells)


@QUICK
@given(st.lists(PYTHONISH, min_size=1, max_size=3))
def test_what_looks_like_python_can_be_linted(cells: list[str]) -> None:
    check(cells)


@QUICK
@given(mutated())
def test_mutated_examples_can_be_linted(cells: list[str]) -> None:
    check(cells)


def untouched(notebook: Notebook, edits) -> dict[str, list[str]]:
    """For each cell that parses, the statements at its top that no edit reaches."""
    found: dict[str, list[str]] = {}
    for cell in notebook.code:
        code = parse_cell(cell)
        spans = [(e.line, e.end_line) for e in edits if e.cell_id == cell.id]
        found[cell.id] = [
            ast.dump(node)
            for node in (code.tree.body if code.tree is not None else ())
            if not any(
                start <= (node.end_lineno or node.lineno) and node.lineno <= end
                for start, end in spans
            )
        ]
    return found


def check_fixes(notebook: Notebook, surroundings: Surroundings | None = None) -> None:
    """A fix leaves other cells alone, and the other statements of its cells as they are."""
    for finding in lint(notebook, Config(), surroundings):
        if finding.fix is None:
            continue
        after = apply(notebook, finding.fix.edits)
        assert after is not None, (finding, [c.source for c in notebook.code])
        before = untouched(notebook, finding.fix.edits)
        edited = {edit.cell_id for edit in finding.fix.edits}
        for old, new in zip(notebook.cells, after.cells, strict=True):
            if old.id not in edited:
                assert new == old
            elif parse_cell(new).tree is not None and parse_cell(old).tree is not None:
                left = [ast.dump(node) for node in parse_cell(new).tree.body]  # type: ignore[union-attr]
                for statement in before[old.id]:
                    assert statement in left, (finding, old.source, new.source)
                    left.remove(statement)


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.code) for r in catalogue()])
def test_a_fix_keeps_what_it_does_not_touch(rule, tmp_path: Path) -> None:
    for number, text in enumerate(rule.bad):
        folder = tmp_path / str(number)
        folder.mkdir()
        sample = load(text, folder)
        check_fixes(sample.notebook, sample.surroundings)


@QUICK
@given(mutated())
def test_a_fix_of_a_mutated_example_keeps_what_it_does_not_touch(cells: list[str]) -> None:
    check_fixes(book(*cells))


def as_script(notebook: Notebook) -> str:
    return "\n".join(f"# %%\n{cell.source}" for cell in notebook.code) + "\n"


def as_ipynb(notebook: Notebook) -> str:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "source": cell.source,
            "outputs": [],
            "execution_count": None,
        }
        for number, cell in enumerate(notebook.code, 1)
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def test_a_notebook_and_its_percent_script_have_the_same_findings(tmp_path: Path) -> None:
    for code, text in SHORT:
        if re.search(r"^# ?[%!]", text.replace("# %%\n", ""), re.MULTILINE):
            continue  # a magic in a comment is a magic in a script
        notebook = book(*(source.strip("\n") or "pass" for source in sources(text)))
        script, ipynb = tmp_path / "n.py", tmp_path / "n.ipynb"
        script.write_text(as_script(notebook), encoding="utf-8")
        ipynb.write_text(as_ipynb(notebook), encoding="utf-8")
        both = [
            [asdict(finding) for finding in lint(replace(read(path), path=Path("n.ipynb")))]
            for path in (script, ipynb)
        ]
        assert both[0] == both[1], (code, text)


@pytest.mark.slow
def test_the_order_of_sets_changes_nothing(tmp_path: Path) -> None:
    for number, (_, text) in enumerate(SHORT):
        path = tmp_path / f"n{number}.ipynb"
        path.write_text(as_ipynb(book(*sources(text))), encoding="utf-8")
    said = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "mlops_bridge", "lint", "--no-cache", "--format", "json", "."],
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1, done.stderr
        said.append(json.loads(done.stdout))
    assert said[0] == said[1]
