"""Tests of the job: its parameters are checked, and its command line runs on its data."""

import os
import subprocess
import sys
from pathlib import Path

import golden
import pytest

PROJECT = Path(__file__).parent.parent


def job(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the job's command line in `folder`."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), "MPLBACKEND": "Agg"}
    return subprocess.run(
        [sys.executable, "-m", "batch_to_online", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_unknown_parameter_is_refused(tmp_path: Path) -> None:
    assert job("--no-such-parameter", "1", folder=tmp_path).returncode == 2


def test_the_command_line_runs(tmp_path: Path) -> None:
    if why := golden.missing():
        pytest.skip(why)
    done = job(folder=golden.copy_data(tmp_path))
    assert done.returncode == 0, done.stderr
