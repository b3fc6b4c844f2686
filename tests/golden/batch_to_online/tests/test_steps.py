"""Each step hands on what it did when the job was proved equal to its notebook."""

import json
from pathlib import Path
from typing import Any

import golden
import pytest


@pytest.fixture(scope="module")
def wanted() -> dict[str, Any]:
    if not golden.GOLDEN.is_file():
        pytest.skip("nothing recorded: nb2prod verify --repair does, or tests/golden.py --write")
    return json.loads(golden.GOLDEN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def got(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if why := golden.missing():
        pytest.skip(why)
    return golden.observe(golden.copy_data(Path(tmp_path_factory.mktemp("job"))))


@pytest.mark.parametrize("step", list(golden.OUTPUTS))
def test_step_hands_on_what_it_did(step: str, wanted: dict[str, Any], got: dict[str, Any]) -> None:
    assert step in got["steps"], "the step did not run"
    for name, value in wanted["steps"].get(step, {}).items():
        problem = golden.differs(value, got["steps"][step].get(name), name)
        assert not problem, problem


def test_job_prints_what_the_notebook_printed(wanted: dict[str, Any], got: dict[str, Any]) -> None:
    if "printed" not in wanted:
        pytest.skip("what the notebook prints differs from run to run")
    assert got["printed"] == wanted["printed"]
