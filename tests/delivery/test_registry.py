"""Registering a job: real MLflow, real SQLite."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlops_bridge.delivery.registry import register
from mlops_bridge.delivery.store import connect
from mlops_bridge.errors import ProjectError, TrackingError

pytestmark = pytest.mark.slow
Edit = Callable[..., None]


def client(project: Path) -> Any:
    return connect(project, None, "demo").client


def test_the_same_content_is_registered_once(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    import mlflow

    first = register(project)
    again = register(project)
    assert (first.name, first.version, first.alias, first.created) == (
        "demo", "1", "candidate", True,
    )  # fmt: skip
    assert first.uri == "models:/demo/1"
    assert (again.version, again.created, again.run_id) == ("1", False, first.run_id)
    (project / "src" / "demo" / "lib.py").write_text("X = 1\n")
    assert register(project).version == "2"
    assert capfd.readouterr() == ("", ""), "MLflow's chatter stays away from the console"
    assert "MLFLOW_TRACKING_URI" not in os.environ
    assert mlflow.get_tracking_uri() != first.tracking_uri, "the caller's own MLflow is not moved"


def test_the_alias_goes_back_with_the_content(project: Path) -> None:
    register(project)
    (project / "src" / "demo" / "lib.py").write_text("X = 1\n")
    register(project)
    (project / "src" / "demo" / "lib.py").unlink()
    assert register(project).version == "1"
    assert client(project).get_model_version_by_alias("demo", "candidate").version == 1


def test_no_path_and_no_user_of_this_machine_is_stored(project: Path) -> None:
    made = register(project, image="sha256:abc")
    store = client(project)
    version = store.get_model_version("demo", "1")
    run = store.get_run(made.run_id)
    said = f"{version.tags} {version.description} {run.data.tags} {run.data.params}"
    artifacts = project / ".nb2prod" / "artifacts"
    files = [path for path in artifacts.rglob("*") if path.is_file()]
    for path in files:
        said += path.read_text(encoding="utf-8")
    assert (artifacts / "models").is_dir()
    assert {"MLmodel", "job_model.py", "job.ipynb", "steps.py"} <= {path.name for path in files}
    package = Path(register.__code__.co_filename).parent
    for place in (project, project.parents[2], package, Path.home()):
        assert str(place) not in said
    assert "mlflow.user" not in run.data.tags
    assert version.tags["nb2prod.image"] == "sha256:abc"
    assert version.tags["nb2prod.kind"] == "papermill-job"
    assert run.info.status == "FINISHED"


def test_a_secret_file_in_the_project_is_not_uploaded(project: Path) -> None:
    (project / ".env").write_text("API_KEY=canary")
    register(project)
    for path in (project / ".nb2prod").rglob("*"):
        assert path.is_dir() or b"canary" not in path.read_bytes()


def test_the_version_is_a_model_that_runs_the_job(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import mlflow
    import pandas
    from mlflow.exceptions import MlflowException

    made = register(project)
    monkeypatch.setenv("NB2PROD_DATA", str(project.parent))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", made.tracking_uri)
    model = mlflow.pyfunc.load_model("models:/demo@candidate")
    results = model.predict(pandas.DataFrame([{"threshold": 0.3}, {"threshold": 0.7}]))
    assert list(results["code"]) == [0, 0]
    told = [Path(path).read_text() for path in results["notebook"]]
    assert "accuracy: 0.500" in told[0]
    assert "accuracy: 0.333" in told[1]
    with pytest.raises(MlflowException, match="threshold"):
        model.predict(pandas.DataFrame([{"threshold": "high"}]))


def test_parameters_of_every_kind_are_in_the_signature(project: Path, edit: Edit) -> None:
    import mlflow

    kinds = {
        "n": ("int", "3"),
        "rate": ("float", "1"),
        "fast": ("bool", "True"),
        "name": ("str", "'a'"),
        "path": ("Path", "Path('a.csv')"),
        "day": ("date", "date(2026, 1, 2)"),
        "sizes": ("list[int]", "[1, 2]"),
        "limit": ("int | None", "None"),
    }
    edit(
        parameters=[
            {"name": n, "type": t, "default": d, "help": "", "cell": 1, "line": 1,
             "minimum": None, "maximum": None, "choices": []}
            for n, (t, d) in kinds.items()
        ]
    )  # fmt: skip
    made = register(project)
    mlflow.set_tracking_uri(made.tracking_uri)
    try:
        params = mlflow.models.get_model_info(made.uri).signature.params.to_dict()
    finally:
        mlflow.set_tracking_uri(None)
    assert {p["name"]: (p["type"], p["default"]) for p in params} == {
        "n": ("long", 3),
        "rate": ("double", 1.0),
        "fast": ("boolean", True),
        "name": ("string", "a"),
        "path": ("string", "a.csv"),
        "day": ("string", "2026-01-02"),
        "sizes": ("string", "[1, 2]"),
        "limit": ("string", "null"),
    }


def test_the_lock_is_what_a_server_installs(project: Path) -> None:
    (project / "requirements.txt").write_text("six==1.16.0 \\\n    --hash=sha256:00\n")
    (project / "requirements-job.txt").write_text("papermill==2.6.0 \\\n    --hash=sha256:00\n")
    register(project)
    (path,) = (project / ".nb2prod" / "artifacts" / "models").glob("*/artifacts/requirements.txt")
    lines = path.read_text().split()
    assert {"six==1.16.0", "papermill==2.6.0", "ipykernel", "pandas"} <= set(lines)


def test_a_name_that_mlflow_refuses_is_said(project: Path) -> None:
    with pytest.raises(TrackingError, match="a/b"):
        register(project, name="a/b")


def test_a_project_without_its_job_is_refused(project: Path) -> None:
    (project / "notebooks" / "job.ipynb").unlink()
    with pytest.raises(ProjectError, match="job notebook is missing"):
        register(project)
