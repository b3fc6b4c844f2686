"""Generated environments: the lock of what is installed, and pinned container files."""

from __future__ import annotations

import re
from pathlib import Path
from types import MappingProxyType

import pytest
from making import command, notebook

from mlops_bridge import api
from mlops_bridge.analysis.containers import gaps
from mlops_bridge.analysis.knowledge import cuda_image
from mlops_bridge.environment.kernel import Environment
from mlops_bridge.errors import LockError
from mlops_bridge.generate.container import pin

TRAIN = """
import pandas as pd
from sklearn.linear_model import LogisticRegression
customers = pd.read_csv("customers.csv")
model = LogisticRegression().fit(customers[["calls"]], customers["left"])
"""


def kernel(**installed: str) -> Environment:
    none = MappingProxyType[str, tuple[str, ...]]({})
    return Environment("python3", "python", "3.11.4", "x86_64", none, installed, {}, True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    return tmp_path


def test_lock_of_what_is_installed(project: Path) -> None:
    path = notebook(project, TRAIN)
    assert command(path, "--select", "ENV103")[0] == 0
    direct = (project / "requirements.in").read_text(encoding="utf-8")
    lock = (project / "requirements.txt").read_text(encoding="utf-8")
    assert re.findall(r"^[\w-]+(?===)", direct, re.M) == ["pandas", "scikit-learn"]
    pinned = re.findall(r"^([\w-]+)==\d", lock, re.M)
    assert {"pandas", "scikit-learn", "numpy", "joblib"} <= set(pinned)
    assert "no index was asked" in lock and "pytest" not in pinned
    code, text = command(path, "--select", "ENV103")
    assert code == 0 and "nothing to generate" in text


def test_without_an_index_the_lock_says_what_it_is(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lock(*_: object, **__: object) -> None:
        raise LockError("the versions in `requirements.in` cannot be resolved:")

    monkeypatch.setattr("mlops_bridge.environment.lock.lock", lock)
    made = api.generate(notebook(project, TRAIN), codes=["ENV103"])
    text = {change.path: change.after for change in made.changes}["requirements.txt"]
    assert "an index could not resolve it" in text and "numpy==" in text
    assert any("holds what is installed" in note for note in made.notes)


@pytest.mark.slow
def test_with_an_index_the_lock_has_hashes(project: Path) -> None:
    made = api.generate(notebook(project, TRAIN), codes=["ENV103"])
    text = {change.path: change.after for change in made.changes}["requirements.txt"]
    assert "--hash=sha256:" in text and "http" not in text


def test_a_loose_file_of_the_user_gets_a_lock_beside_it(project: Path) -> None:
    (project / "requirements.txt").write_text("pandas>=1\nscikit-learn\n", encoding="utf-8")
    path = notebook(project, TRAIN)
    made = api.generate(path, codes=["ENV103"], offline=True)
    assert [change.path for change in made.changes] == ["requirements.lock"]
    assert "numpy==" in made.changes[0].after
    api.write_generated(path, made)
    assert not api.generate(path, codes=["ENV103"], offline=True).changes


@pytest.mark.parametrize(
    ("text", "pinned"),
    [
        ("FROM python:3-slim AS x\n", "FROM python:3.11.4-slim AS x\n"),
        ("FROM python\nRUN python -V\n", "FROM python:3.11.4\nRUN python -V\n"),
        ("ARG B=python:latest\nFROM $B\n", "ARG B=python:3.11.4\nFROM $B\n"),
        (
            "FROM python:3.11-slim\nRUN pip install pandas \\\n    flask\n",
            "FROM python:3.11-slim\nRUN pip install pandas==2.2.3 \\\n    flask\n",
        ),
        ("FROM ubuntu:latest\n", "FROM ubuntu:latest\n"),
    ],
)
def test_gaps_are_closed_where_the_kernel_knows(text: str, pinned: str) -> None:
    open_ = [gap for gap in gaps(text) if gap.what != "cpu"]
    after, left = pin(text, open_, kernel(pandas="2.2.3"))
    assert after == pinned
    assert len(left) == len([g for g in gaps(after) if g.what != "cpu"])


def test_code_for_cuda_gets_an_image_with_it() -> None:
    text = "FROM python:3.11-slim\n"
    after, left = pin(text, gaps(text), kernel(torch="2.4.1+cu124"))
    assert after == "FROM pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime\n" and not left
    assert cuda_image("torch", "2.1.2+cu118") == "pytorch/pytorch:2.1.2-cuda11.8-cudnn8-runtime"
    assert cuda_image("torch", "2.6.0+cpu") == "pytorch/pytorch:2.6.0-cuda12.6-cudnn9-runtime"
    assert cuda_image("torch", "1.4.0") is None


def test_a_dockerfile_is_replaced_by_force_only(project: Path) -> None:
    (project / "Dockerfile").write_text("FROM python:3\n", encoding="utf-8")
    path = notebook(project, "import pandas as pd")
    code, text = command(path, "--select", "ENV108")
    assert code == 1 and "`Dockerfile` is there with other contents" in text
    assert command(path, "--select", "ENV108", "--force")[0] == 0
    held = (project / "Dockerfile").read_text(encoding="utf-8")
    assert re.fullmatch(r"FROM python:3\.\d+\.\d+\S*\n", held)
    assert "nothing to generate" in command(path, "--select", "ENV108")[1]


def test_a_dockerfile_of_a_cell_is_an_edit(project: Path) -> None:
    path = notebook(project, "%%writefile Dockerfile\n# base\nFROM python:3-slim\nCOPY . .\n")
    made = api.generate(path, codes=["ENV108"])
    assert not made.changes and "-FROM python:3-slim" in made.diff
    api.write_generated(path, made, unsafe=True)
    assert not api.generate(path, codes=["ENV108"]).codes
