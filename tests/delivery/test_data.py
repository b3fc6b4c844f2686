"""Data under version control: added, pinned, brought back, found changed."""

from __future__ import annotations

import json
import os
import subprocess
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.delivery.store import connect
from mlops_bridge.environment.resolve import uv
from mlops_bridge.errors import MissingExtra, ProjectError

pytestmark = pytest.mark.slow
SCRIPT = [
    "import pandas as pd\nfrom sklearn.linear_model import LogisticRegression",
    "# settings\nshare = 0.5",
    'data = pd.read_csv("customers.csv")\nmodel = LogisticRegression().fit(data[["x"]], data["y"])',
    'accuracy = model.score(data[["x"]], data["y"])\nprint("accuracy:", accuracy)\n'
    'print("rows:", len(data), "share:", share)',
]
JUNE = "x,y\n" + "".join(f"{i},{int(i > 10)}\n" for i in range(20))
JULY = "x,y\n" + "".join(f"{i},{i % 2}\n" for i in range(21))


@pytest.fixture(scope="session")
def dvc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """DVC in an environment that is also the notebook's kernel's."""
    env = tmp_path_factory.mktemp("dvc") / "env"
    venv.create(env, with_pip=True)
    python = env / "bin" / "python"
    wanted = ["dvc>=3.50", "ipykernel", "pandas", "scikit-learn"]
    quick = [str(uv()), "pip", "install", "-q", "--python", str(python), *wanted]
    if uv() is None or subprocess.run(quick, check=False, capture_output=True).returncode:
        subprocess.run([python, "-m", "pip", "install", "-q", *wanted], check=True)
    spec = env.parent / "share" / "kernels" / "withdvc"
    spec.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "DVC", "language": "python"})
    )
    return env


@pytest.fixture
def lab(dvc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A git repository with a notebook that reads a table, and a remote for DVC beside it."""
    monkeypatch.setenv("PATH", f"{dvc / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("JUPYTER_PATH", str(dvc.parent / "share"))
    monkeypatch.setenv("DVC_NO_ANALYTICS", "1")
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    folder = tmp_path / "lab"
    folder.mkdir()
    (folder / "customers.csv").write_text(JUNE)
    cells = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": source, "outputs": [],
         "execution_count": None}
        for i, source in enumerate(SCRIPT)
    ]  # fmt: skip
    spec = {"name": "withdvc", "display_name": "DVC", "language": "python"}
    (folder / "study.ipynb").write_text(
        json.dumps(
            {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}
        )
    )
    for words in (
        ["init", "-q"],
        ["config", "user.email", "ada@example.org"],
        ["config", "user.name", "Ada"],
        ["add", "."],
        ["commit", "-qm", "Study"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)
    (tmp_path / "remote").mkdir()
    yield folder


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_an_old_revision_gives_the_old_metric_exactly(lab: Path, tmp_path: Path) -> None:
    data, notebook, project = lab / "customers.csv", lab / "study.ipynb", lab / "job"
    subprocess.run(["dvc", "init", "-q"], cwd=lab, check=True)
    subprocess.run(
        ["dvc", "remote", "add", "-q", "-d", "here", str(tmp_path / "remote")], cwd=lab, check=True
    )
    subprocess.run(["git", "commit", "-qam", "Set up DVC"], cwd=lab, check=True)
    found = api.add_data(data, notebook=notebook)
    assert (found.written, found.added.path, found.added.pushed) == (True, "customers.csv", "here")
    assert found.added.revision == git(lab, "rev-parse", "HEAD")
    assert "customers.csv" not in git(lab, "ls-files").split(), "git has the pointer only"
    assert f'rev="{found.added.revision}"' in notebook.read_text().replace('\\"', '"')
    assert [p for p in (tmp_path / "remote").rglob("*") if p.is_file()], "the remote has it"

    api.convert(notebook, project)
    verdict = api.verify(project, mutate=False)
    assert verdict.equal, verdict
    api.register(project)
    june = api.run(project, {}, html=False)
    assert june.code == 0, june.error
    (given,) = connect(project, None, None).client.get_run(june.run_id).inputs.dataset_inputs
    tags = {tag.key: tag.value for tag in given.tags}
    assert tags["nb2prod.dvc"] == found.added.md5
    assert tags["nb2prod.git"] == found.added.revision

    # July comes: the cache is lost with the machine, the remote has both
    data.write_text(JULY)
    api.add_data(data)
    subprocess.run(["rm", "-rf", ".dvc/cache"], cwd=lab, check=True)
    again = api.reproduce(june.run_id, project=project, out=tmp_path / "then")
    assert (again.equal, again.again.metrics) == (True, dict(june.metrics))
    assert (tmp_path / "then" / "data" / "customers.csv").read_text() == JUNE
    assert data.read_text() == JULY

    # the notebook moves on to July, and is another job
    api.add_data(data, notebook=notebook)
    assert found.added.revision in notebook.read_text(), "a pinned read is left to its owner"


def test_changed_data_stops_a_run_until_somebody_says_why(lab: Path) -> None:
    data, project = lab / "customers.csv", lab / "job"
    api.convert(lab / "study.ipynb", project)
    first = api.register(project)
    assert api.run(project, {}, html=False).version == first.version
    data.write_text(JULY)
    before = len(list((project / ".nb2prod" / "runs").iterdir()))
    with pytest.raises(
        ProjectError, match=r"changed since version 1 was registered: `customers\.csv`"
    ):
        api.run(project, {})
    assert len(list((project / ".nb2prod" / "runs").iterdir())) == before
    found = api.run(project, {"share": 0.6}, accept_data="the export of July", html=False)
    tags = connect(project, None, None).client.get_run(found.run_id).data.tags
    said = json.loads(tags["nb2prod.override"])
    assert said["who"] == "ada@example.org"
    assert said["why"] == "the export of July"
    assert said["what"] == ["share: 0.5 -> 0.6", "data changed since it was registered"]
    assert said["when"].endswith("+00:00")
    api.register(project)
    assert api.run(project, {}, html=False).code == 0, "registered again, it is the usual data"
    version = connect(project, None, None).client.get_model_version("study", "1")
    (moved,) = [v for k, v in version.tags.items() if k.startswith("nb2prod.override.")]
    assert json.loads(moved)["what"] == ["data registered again: customers.csv"]


def test_what_cannot_be_kept_is_said(
    lab: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ProjectError, match="does not exist"):
        api.add_data(lab / "gone.csv")
    (tmp_path / "apart").mkdir()
    (tmp_path / "apart" / "a.csv").write_text("a\n1\n")
    with pytest.raises(ProjectError, match="no git repository"):
        api.add_data(tmp_path / "apart" / "a.csv")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    with pytest.raises(MissingExtra, match="dvc"):
        api.add_data(lab / "customers.csv")
    assert git(lab, "status", "--porcelain") == ""


def test_only_the_pointer_is_committed(lab: Path) -> None:
    (lab / "notes.txt").write_text("mine")
    (lab / "study.ipynb").write_text((lab / "study.ipynb").read_text() + "\n")
    subprocess.run(["git", "add", "notes.txt"], cwd=lab, check=True)
    shown = api.add_data(lab / "customers.csv", notebook=lab / "study.ipynb", write=False)
    assert "dvc.api.read" in shown.diff
    assert not shown.written
    changed = git(lab, "log", "--name-only", "--format=", "-2").split()
    assert set(changed) == {
        ".dvc/.gitignore", ".dvc/config", ".dvcignore", ".gitignore", "customers.csv", "customers.csv.dvc",
    }  # fmt: skip
    assert git(lab, "status", "--porcelain") == "A  notes.txt\n M study.ipynb"
    assert any("no remote" in note for note in shown.notes)
    assert (lab / "customers.csv").read_text() == JUNE
