"""The MLproject of a generated project, run by MLflow itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlops_bridge import api

pytestmark = pytest.mark.slow


def test_mlflow_run_runs_the_job(tmp_path: Path) -> None:
    notebook = tmp_path / "study" / "small.ipynb"
    notebook.parent.mkdir()
    (notebook.parent / "numbers.txt").write_text("1 2 3")
    cells = [
        "# settings\nfactor = 2\npath = 'numbers.txt'",
        "numbers = [int(word) for word in open(path).read().split()]",
        "total = sum(numbers) * factor\nprint('total:', total)\nopen('total.txt', 'w').write(str(total))",
    ]
    notebook.write_text(
        json.dumps(
            {
                "cells": [
                    {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": cell,
                     "outputs": [], "execution_count": None}
                    for i, cell in enumerate(cells)
                ],
                "metadata": {"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}},
                "nbformat": 4,
                "nbformat_minor": 5,
            }
        )
    )  # fmt: skip
    project = tmp_path / "jobs" / "deep" / "small"
    api.convert(notebook, project)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mlflow",
            "run",
            str(project),
            "--env-manager",
            "local",
            "-P",
            "factor=5",
        ],
        cwd=tmp_path,
        env={
            **os.environ,
            "MLFLOW_TRACKING_URI": f"sqlite:///{tmp_path}/mlflow.db",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (notebook.parent / "total.txt").read_text() == "30", "it works where the data lies"
