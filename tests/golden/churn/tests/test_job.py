"""Tests of the job: its parameters are checked, and its command line runs on its data."""

import json
import os
import subprocess
import sys
from pathlib import Path

import golden
import pytest

from churn.params import Params

PROJECT = Path(__file__).parent.parent


def job(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the job's command line in `folder`."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), "MPLBACKEND": "Agg"}
    return subprocess.run(
        [sys.executable, "-m", "churn", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_unknown_parameter_is_refused(tmp_path: Path) -> None:
    assert job("--no-such-parameter", "1", folder=tmp_path).returncode == 2


def test_the_defaults_are_those_of_the_schema() -> None:
    schema = json.loads((PROJECT / "parameters.schema.json").read_text(encoding="utf-8"))
    assert list(schema["properties"]) == list(vars(Params()))


@pytest.mark.parametrize("name", ["data_path", "snapshot_date", "test_size", "n_estimators", "THRESHOLD", "call_list_size", "COSTS"])
def test_a_value_of_another_type_is_refused(name: str) -> None:
    with pytest.raises(TypeError, match=name):
        Params(**{name: object()})


def test_the_command_line_runs(tmp_path: Path) -> None:
    if why := golden.missing():
        pytest.skip(why)
    done = job(folder=golden.copy_data(tmp_path))
    assert done.returncode == 0, done.stderr
