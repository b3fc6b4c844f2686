"""What makes two projects the same job."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mlops_bridge.convert.manifest import load
from mlops_bridge.delivery import content

Edit = Callable[..., None]


def digest(project: Path) -> str:
    return content.digest(project, load(project))


@pytest.mark.parametrize(
    "path",
    ["README.md", "Dockerfile", "tests/test_demo.py", "outputs/x.csv", ".nb2prod/mlflow.db",
     "src/demo/__pycache__/steps.cpython-311.pyc"],
)  # fmt: skip
def test_what_is_about_the_job_does_not_count(project: Path, path: str) -> None:
    before = digest(project)
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text("something")
    assert digest(project) == before


@pytest.mark.parametrize("path", ["src/demo/steps.py", "src/demo/new.py", "requirements.txt"])
def test_what_the_job_is_counts(project: Path, path: str) -> None:
    before = digest(project)
    with (project / path).open("a") as file:
        file.write("# changed\n")
    assert digest(project) != before


def test_another_notebook_or_parameter_is_another_job(project: Path, edit: Edit) -> None:
    found = {digest(project)}
    edit(source="0" * 64)
    found.add(digest(project))
    edit(parameters=[])
    found.add(digest(project))
    assert len(found) == 3


def test_outputs_of_the_job_notebook_do_not_count_and_its_cells_do(project: Path) -> None:
    path = project / content.JOB
    before = digest(project)
    notebook = json.loads(path.read_text())
    notebook["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
    path.write_text(json.dumps(notebook))
    assert digest(project) == before
    notebook["cells"][-1]["source"] += "\nprint(accuracy)"
    path.write_text(json.dumps(notebook))
    assert digest(project) != before
