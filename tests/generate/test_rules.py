"""What rules promise with a fix of kind G is made, for their own bad examples."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mlops_bridge import api
from mlops_bridge.config import Config
from mlops_bridge.lint.engine import lint
from mlops_bridge.lint.fixes import fix
from mlops_bridge.rules import Rule, catalogue


def _samples() -> ModuleType:
    path = Path(__file__).parents[1] / "rules" / "sample.py"
    spec = importlib.util.spec_from_file_location("samples_of_rules", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


load = _samples().load
SAMPLES = [
    pytest.param(rule, text, id=f"{rule.code}-{index}")
    for rule in catalogue()
    for index, text in enumerate(rule.bad)
    if rule.code in ("ENV103", "ENV108", "DEP401", "DEP406", "DATA603", "ETH504", "PIPE901")
]


@pytest.mark.parametrize(("rule", "text"), SAMPLES)
def test_a_bad_example_gets_its_files(rule: Rule, text: str, tmp_path: Path) -> None:
    sample = load(text, tmp_path)
    found = [
        finding
        for finding in lint(sample.notebook, Config(), sample.surroundings)
        if finding.code == rule.code and finding.confidence >= 0.7
    ]
    fixes = [finding.fix for finding in found if finding.fix is not None]
    assert all(f.kind == "G" and not f.edits and "`nb2prod " in f.title for f in fixes)
    unsafe = fix(sample.notebook, Config(), sample.surroundings, unsafe=True, codes=[rule.code])
    assert not unsafe.applied, "files are not edits"
    cells = [
        {
            "cell_type": cell.kind,
            "id": cell.id,
            "metadata": {},
            "source": cell.source,
            **({"execution_count": None, "outputs": []} if cell.kind == "code" else {}),
        }
        for cell in sample.notebook.cells
    ]
    path = sample.notebook.path
    path.write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    made = api.generate(path, codes=[rule.code], offline=True)
    assert made.codes == ((rule.code,) if fixes else ())  # a demo has nothing to generate
    assert bool(made.changes or made.diff or made.notes) == bool(fixes)
    for change in made.changes:
        assert change.after.strip()
        if change.path.endswith(".py"):
            compile(change.after, change.path, "exec")
