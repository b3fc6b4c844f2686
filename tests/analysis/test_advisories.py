"""Licences: read from what is installed, asked only where the project names those it accepts."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_bridge.analysis.facts import analyze
from mlops_bridge.analysis.knowledge import extended
from mlops_bridge.notebook.cells import Cell, Notebook

BOOK = Notebook(Path("n.ipynb"), (Cell(0, 1, "a", "code", "import rich\nimport no_such_thing"),))


@pytest.mark.parametrize(
    ("allowed", "found"),
    [
        pytest.param((), [], id="nothing configured"),
        pytest.param(("MIT",), [], id="allowed"),
        pytest.param(("mit", "Apache-2.0"), [], id="in any case"),
        pytest.param(("Apache-2.0",), ["its licence is MIT"], id="not allowed"),
    ],
)
def test_licences(allowed: tuple[str, ...], found: list[str]) -> None:
    with extended({"allowed_licenses": allowed}):
        assert [concern.says for concern in analyze(BOOK).concerns] == found
