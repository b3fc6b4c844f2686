"""Notebooks to images that run: a real kernel, real resolution, a real engine.

Churn is the example of this project; the other two are notebooks of others, as published, in a
kernel of their own.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.delivery.image import Image

pytestmark = [pytest.mark.needs_engine, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
NETWORK = "host"  # the machine reaches the index, a container of its own may not
CORPUS = {
    "sampling_strategy": "imbalanced-learn matplotlib seaborn",
    "batch_to_online": "river scikit-learn",
}


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A kernel with the packages of the notebooks of others, in an environment of its own."""
    folder = tmp_path_factory.mktemp("kernel")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    names = " ".join(CORPUS.values()).split()
    subprocess.run([python, "-m", "pip", "install", "-q", "ipykernel", *names], check=True)
    spec = folder / "share" / "kernels" / "theirs"
    spec.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "Theirs", "language": "python"})
    )
    before = os.environ.get("JUPYTER_PATH")
    os.environ["JUPYTER_PATH"] = str(folder / "share")
    yield "theirs"
    os.environ.pop("JUPYTER_PATH")
    if before is not None:
        os.environ["JUPYTER_PATH"] = before


def ship(notebook: Path, kernel: str | None) -> Path:
    project = notebook.parent / "job"
    api.convert(notebook, project, kernel=kernel)
    api.lock(project)
    return project


@pytest.mark.parametrize("name", CORPUS)
def test_a_notebook_of_others_runs_in_its_image_as_in_its_kernel(
    engine: None, kernel: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NB2PROD_BUILD_NETWORK", NETWORK)
    notebook = tmp_path / f"{name}.ipynb"
    shutil.copy(ROOT / "tests" / "golden" / "notebooks" / notebook.name, notebook)
    project = ship(notebook, kernel)
    needed = (project / "requirements.in").read_text()
    for word in CORPUS[name].split():
        assert f"\n{word}==" in f"\n{needed}", "what is imported is pinned at the kernel's version"
    verdict = api.verify(project, image=True, mutate=False)
    assert verdict.equal, verdict
    assert "image" in verdict.sentence


@pytest.fixture(scope="module")
def churn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The churn notebook converted and locked, with canaries where secrets lie about."""
    folder = tmp_path_factory.mktemp("churn") / "churn"
    shutil.copytree(
        ROOT / "examples" / "churn",
        folder,
        ignore=shutil.ignore_patterns("job", ".nb2prod", "mlruns"),
    )
    project = ship(folder / "churn.ipynb", None)
    (project / ".env").write_text("API_KEY=canary-in-env\n")
    (project / "notes.txt").write_text("canary-in-notes\n")
    for name in ("id_rsa", "corp.pem", "credentials.json", "secrets.yaml"):
        (project / "src" / "churn" / name).write_text("canary-in-source\n")
    (project / "src" / "churn" / ".netrc").write_text("password canary-in-source\n")
    (folder / "customers.secret").write_text("canary-in-data\n")
    return project


@pytest.fixture(scope="module")
def image(engine: None, churn: Path) -> Image:
    os.environ["CRM_CLIENT_PASSWORD"] = "canary-in-environment"
    try:
        return api.build(churn, network=NETWORK)
    finally:
        del os.environ["CRM_CLIENT_PASSWORD"]


def test_churn_in_its_image_is_equal_to_its_notebook(
    image: Image, churn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NB2PROD_BUILD_NETWORK", NETWORK)
    monkeypatch.setenv("CRM_CLIENT_PASSWORD", "canary-in-environment")
    verdict = api.verify(churn, image=True, mutate=False)
    assert verdict.equal, verdict


def test_no_layer_and_no_record_of_the_image_holds_a_secret(image: Image, churn: Path) -> None:
    import docker

    password = "Churn-2023!x"  # stands in the notebook
    assert password in (churn.parent / "churn.ipynb").read_text()
    words = [b"canary-in", password.encode()]
    engine = docker.from_env(timeout=600)
    try:
        found = engine.images.get(image.tag)
        told = json.dumps([found.attrs, found.history()]).encode()
        data = io.BytesIO(b"".join(found.save()))
    finally:
        engine.close()
    looked_at = 0
    hits = [b"record" for word in words if word in told]
    with tarfile.open(fileobj=data) as outer:
        for member in outer:
            stream = outer.extractfile(member)
            if stream is None:
                continue
            content = stream.read()
            if not tarfile.is_tarfile(io.BytesIO(content)):
                hits += [member.name.encode() for word in words if word in content]
                continue
            with tarfile.open(fileobj=io.BytesIO(content)) as layer:
                for file in layer:
                    inner = layer.extractfile(file) if file.isfile() else None
                    if inner is not None:
                        looked_at += 1
                        body = inner.read()
                        hits += [file.name.encode() for word in words if word in body]
    assert looked_at > 10_000, "every layer was unpacked"
    assert hits == []


def test_the_image_is_not_roots_and_says_what_it_is_made_of(image: Image, churn: Path) -> None:
    import docker

    engine = docker.from_env(timeout=600)
    try:
        config = engine.images.get(image.tag).attrs["Config"]
    finally:
        engine.close()
    assert config["User"] == "10001:10001"
    labels = config["Labels"]
    assert (
        labels["io.nb2prod.notebook"] == json.loads((churn / "manifest.json").read_text())["source"]
    )
    assert len(labels["io.nb2prod.lock"]) == len(labels["io.nb2prod.content"]) == 64
    assert labels["org.opencontainers.image.base.name"].startswith("python:")
    names = [part.name for part in image.parts]
    assert any(name.startswith("base python:") for name in names)
    assert {"scipy", "pandas", "scikit-learn"} <= set(names)
    assert [p.size for p in image.parts] == sorted((p.size for p in image.parts), reverse=True)
    assert sum(part.size for part in image.parts) <= image.size * 1.05


def test_after_a_change_of_the_notebook_only_the_code_is_built_again(
    image: Image, churn: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "job"
    shutil.copytree(churn, copy)
    job = copy / "notebooks" / "job.ipynb"
    text = json.loads(job.read_text())
    text["cells"][-1]["source"] = ["print('another')"]
    job.write_text(json.dumps(text))
    again = api.build(copy, network=NETWORK)
    assert again.tag != image.tag
    assert again.layers[:-1] == image.layers[:-1]
    assert again.layers[-1] != image.layers[-1]


def test_two_builds_of_the_same_project_have_the_same_layers(engine: None, tmp_path: Path) -> None:
    """Of a small notebook, without the cache: nothing of the day or the folder is in them."""
    notebook = tmp_path / "small.ipynb"
    cells = [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None,
              "source": "import six\nprint(six.__version__)"}]  # fmt: skip
    notebook.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    )
    first = ship(notebook, None)
    second = tmp_path / "elsewhere" / "job"
    shutil.copytree(first, second, copy_function=shutil.copy)  # with times of now
    found = [api.build(p, network=NETWORK, cache=False).layers for p in (first, second)]
    assert found[0] == found[1]


def test_the_image_has_the_kernels_python_and_no_pip(image: Image, churn: Path) -> None:
    """No pip and no compiler is in the image, and the kernel's exact Python is."""
    from mlops_bridge.delivery.container import execute

    command = [
        "python",
        "-c",
        "import platform, shutil; print(platform.python_version(), shutil.which('gcc'))",
    ]
    outcome = execute(image.tag, command=command, data=churn.parent)
    assert outcome.stdout == f"{'.'.join(map(str, sys.version_info[:3]))} None\n"
    outcome = execute(image.tag, command=["python", "-m", "pip"], data=churn.parent)
    assert "No module named pip" in outcome.stderr


@pytest.fixture
def registry(engine: None, tmp_path: Path) -> Iterator[str]:
    """A registry on this machine; loopback needs no certificate."""
    import socket

    program = shutil.which("docker-registry")
    if program is None:
        pytest.skip("docker-registry is not installed (Debian's package of that name)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = tmp_path / "registry.yml"
    config.write_text(
        f"version: 0.1\nlog: {{level: error}}\nhttp: {{addr: '127.0.0.1:{port}'}}\n"
        f"storage: {{filesystem: {{rootdirectory: {tmp_path / 'images'}}}}}\n"
    )
    with subprocess.Popen(
        [program, "serve", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        for _ in range(100):
            with socket.socket() as there:
                if there.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
        process.terminate()


def test_the_base_of_a_team_is_pinned_by_its_digest(
    registry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import docker

    monkeypatch.setenv("NB2PROD_BUILD_NETWORK", NETWORK)
    python = ".".join(map(str, sys.version_info[:3]))
    base = f"{registry}/team/python:{python}-slim-bookworm"
    client = docker.from_env(timeout=600)
    try:
        client.images.get(f"python:{python}-slim-bookworm").tag(base)
        said = client.api.push(base)
        digest = re.findall(r"digest: (sha256:[0-9a-f]{64})", said)[-1]
        client.api.remove_image(base)
    finally:
        client.close()
    notebook = tmp_path / "plain.ipynb"
    cells = [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None,
              "source": "print(1)"}]  # fmt: skip
    notebook.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    )
    project = tmp_path / "job"
    api.convert(notebook, project, base=base)
    api.lock(project)
    pinned = f"ARG BASE_IMAGE={base}@{digest}"
    assert pinned in (project / "Dockerfile").read_text().splitlines()
    (project / "requirements-job.in").write_text("")
    api.lock(project)
    again = api.convert(notebook, project, base=base)
    assert again.kept == ("requirements-job.in",), "the pinned Dockerfile is not taken for an edit"
    assert pinned in (project / "Dockerfile").read_text(), "a later conversion keeps the digest"
    built = api.build(project)
    assert built.base == f"{base}@{digest}"
