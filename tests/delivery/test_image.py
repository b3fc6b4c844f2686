"""Building an image and running the job in it: a real engine."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlops_bridge.convert.manifest import Ladder
from mlops_bridge.convert.plan import Plan
from mlops_bridge.convert.project import render
from mlops_bridge.delivery import container, image
from mlops_bridge.delivery.engine import available
from mlops_bridge.environment.kernel import probe
from mlops_bridge.environment.knowledge import base
from mlops_bridge.environment.lock import lock
from mlops_bridge.errors import Cancelled, EngineError
from mlops_bridge.progress import Event

needs_engine = pytest.mark.needs_engine
NETWORK = "host"  # the machine reaches the index, a container of its own may not
SOURCE = Path(__file__).with_name("project")


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project `demo` with its Dockerfile and real locks."""
    folder = tmp_path_factory.mktemp("image")
    shutil.copytree(SOURCE, folder / "lab")
    project = folder / "lab" / "demo"
    environment = probe(None, [])
    plan = Plan(
        name="demo",
        title="Demo",
        python=environment.python,
        kernel="python3",
        origin="../demo.ipynb",
        source="0" * 64,
        rung="steps",
        reason="",
        ladder=Ladder(),
        base=base(environment.python),
    )
    files = render(plan, "nb2prod 0").files
    for name in ("Dockerfile", ".dockerignore", "requirements-job.in"):
        (project / name).write_text(files[name])
    lock(project, environment)
    return project


@pytest.fixture(scope="module")
def built(engine: None, delivered: Path) -> image.Image:
    (delivered / ".env").write_text("API_KEY=layer-canary")
    (delivered / "src" / "demo" / "__pycache__").mkdir(exist_ok=True)
    return image.build(delivered, network=NETWORK, labels={"test": "yes"})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    shutil.copy(SOURCE / "customers.csv", tmp_path / "data")
    return tmp_path / "data"


@needs_engine
@pytest.mark.slow
def test_the_job_in_the_container_has_the_same_result(built: image.Image, data: Path) -> None:
    found = container.execute(built.tag, arguments=["--threshold", "0.3"], data=data)
    assert (found.code, found.stdout, found.stderr) == (0, "accuracy: 0.500\n", "")
    assert (data / "report.txt").read_text() == "0.500\n"


@needs_engine
@pytest.mark.slow
def test_papermill_runs_the_job_notebook_in_it(
    built: image.Image, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    command = ["papermill", "-k", "python3", "-p", "threshold", "0.3"]
    command += ["/app/notebooks/job.ipynb", "/out/job.ipynb"]
    found = container.execute(built.tag, command=command, data=data, out=tmp_path / "out")
    assert found.code == 0, found.stderr
    assert "accuracy: 0.500" in (tmp_path / "out" / "job.ipynb").read_text()


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import os; print(os.getuid() != 0, os.getcwd())", "True /data"),
        ("open('/app/x', 'w')", "Read-only file system"),
        ("import socket; socket.create_connection(('192.0.2.1', 80), 3)", "OSError"),
        ("import os; os.setuid(0)", "Operation not permitted"),
        ("import os; print(os.environ['API_KEY'])", "given at run time"),
    ],
    ids=["not root", "read-only", "no network", "no capabilities", "secrets by environment"],
)
def test_the_container_can_do_nothing_but_the_job(
    built: image.Image, data: Path, source: str, said: str
) -> None:
    found = container.execute(
        built.tag,
        command=["python", "-c", source],
        data=data,
        environment={"API_KEY": "given at run time"},
    )
    assert said in found.stdout + found.stderr


@needs_engine
@pytest.mark.slow
def test_the_image_says_what_it_is(built: image.Image, delivered: Path) -> None:
    import docker

    engine = docker.from_env(timeout=600)
    try:
        attributes = engine.images.get(built.tag).attrs
    finally:
        engine.close()
    assert built.id == attributes["Id"]
    assert built.size == attributes["Size"] > 0
    assert built.base.startswith("python:")
    labels = attributes["Config"]["Labels"]
    assert labels["org.opencontainers.image.title"] == "demo"
    assert labels["test"] == "yes"
    assert built.tag == f"demo:{labels['org.opencontainers.image.version']}"
    assert attributes["Config"]["User"] == "10001:10001"


@needs_engine
@pytest.mark.slow
def test_no_layer_holds_a_file_that_was_not_listed(built: image.Image) -> None:
    import docker

    engine = docker.from_env(timeout=600)
    try:
        box = engine.containers.create(built.tag)
        try:
            stream, _ = box.get_archive("/app")
            with tarfile.open(fileobj=io.BytesIO(b"".join(stream))) as tar:
                names = [name for name in tar.getnames() if "." in Path(name).name]
        finally:
            box.remove(force=True)
        history = json.dumps(engine.images.get(built.tag).history())
    finally:
        engine.close()
    names = [name for name in names if not name.startswith("app/venv")]
    assert sorted(names) == [
        "app/notebooks/job.ipynb",
        *(f"app/src/demo/{name}.py" for name in
          ("__init__", "__main__", "params", "pipeline", "steps")),
    ]  # fmt: skip
    assert "layer-canary" not in history


@needs_engine
@pytest.mark.slow
def test_building_again_takes_everything_from_the_cache(
    built: image.Image, delivered: Path
) -> None:
    again = image.build(delivered, network=NETWORK, labels={"test": "yes"})
    assert again.id == built.id


@pytest.fixture
def small(project: Path) -> Path:
    """A project whose Dockerfile is a test's own."""
    (project / "requirements-job.txt").write_text("")
    return project


def dockerfile(project: Path, *lines: str) -> None:
    base = f"python:{probe(None, []).python}-slim-bookworm"
    (project / "Dockerfile").write_text("\n".join([f"FROM {base}", *lines]) + "\n")


@needs_engine
def test_a_failing_instruction_is_shown_with_its_last_lines(engine: None, small: Path) -> None:
    dockerfile(small, "RUN echo first >&2 && echo the reason >&2 && exit 7")
    with pytest.raises(EngineError) as caught:
        image.build(small)
    first, *rest = caught.value.what.splitlines()
    assert first == (
        "the instruction `RUN echo first >&2 && echo the reason >&2 && exit 7` failed with code 7"
    )
    assert [line.strip() for line in rest] == ["first", "the reason"]


@needs_engine
def test_a_build_that_cannot_reach_the_index_says_what_to_do(engine: None, small: Path) -> None:
    dockerfile(small, "RUN pip install --retries 0 --no-cache-dir six")
    with pytest.raises(EngineError) as caught:
        image.build(small, network="none")
    assert "--network host" in caught.value.hint


@needs_engine
def test_cancelling_stops_the_build(engine: None, small: Path) -> None:
    mark = f"nb2prod-{time.time_ns()}"
    dockerfile(small, f"RUN for i in $(seq 60); do echo {mark}; sleep 1; done")

    def report(event: Event) -> None:
        if mark in event.detail:
            raise Cancelled

    started = time.monotonic()
    with pytest.raises(Cancelled):
        image.build(small, report=report)
    assert time.monotonic() - started < 30
    import docker

    client = docker.from_env(timeout=600)
    try:
        for _ in range(50):
            running = [c for c in client.containers.list() if mark in str(c.attrs)]
            if not running:
                break
            time.sleep(0.2)
        assert running == []
    finally:
        client.close()


@needs_engine
def test_a_container_ends_when_it_is_cancelled_or_late(
    engine: None, data: Path, small: Path
) -> None:
    base = f"python:{probe(None, []).python}-slim-bookworm"
    command = ["python", "-c", "import time; time.sleep(60)"]
    with pytest.raises(EngineError, match="not done after 1 s"):
        container.execute(base, command=command, data=data, timeout=1)

    def report(event: Event) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        container.execute(base, command=command, data=data, report=report)


@needs_engine
def test_an_image_that_is_not_there_is_not_looked_for_elsewhere(engine: None, data: Path) -> None:
    with pytest.raises(EngineError, match="no such image"):
        container.execute("nb2prod-test-gone:1", data=data)


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DOCKER_HOST", "tcp://127.0.0.1:9")
    yield


def test_without_an_engine_the_reason_is_said(nowhere: None, small: Path) -> None:
    (small / "Dockerfile").write_text("FROM scratch\n")
    with pytest.raises(EngineError, match="no Docker engine answers: connection refused") as caught:
        image.build(small)
    assert "works without it" in caught.value.hint
    assert "connection refused" in available()


def test_a_project_without_its_lock_is_not_built(nowhere: None, project: Path) -> None:
    with pytest.raises(EngineError, match=r"`requirements-job\.txt` is missing") as caught:
        image.build(project)
    assert "nb2prod lock" in caught.value.hint


def test_a_lock_that_is_older_than_its_requirements_is_not_built(project: Path) -> None:
    (project / "requirements.in").write_text("six==1.17.0\n")
    (project / "requirements.txt").write_text("six==1.16.0 --hash=sha256:0\n")
    (project / "requirements-job.txt").write_text("")
    with pytest.raises(
        EngineError, match=r"older than `requirements\.in`: it has no `six==1.17.0`"
    ):
        image.build(project)


def test_a_lock_without_hashes_is_not_built(project: Path) -> None:
    (project / "requirements.txt").write_text("six==1.16.0\n")
    (project / "requirements-job.txt").write_text("")
    with pytest.raises(EngineError, match="made offline and has no hashes"):
        image.build(project)


@needs_engine
@pytest.mark.parametrize(
    ("text", "said", "where"),
    [
        ("FROM scratch\nCPY a b\n", "unknown instruction: CPY", "Dockerfile: line 2"),
        ("", "Dockerfile", "Dockerfile"),
    ],
    ids=["unknown instruction", "empty"],
)
def test_a_dockerfile_that_is_none_is_explained(
    engine: None, small: Path, text: str, said: str, where: str
) -> None:
    (small / "Dockerfile").write_text(text)
    with pytest.raises(EngineError) as caught:
        image.build(small)
    assert said.lower() in caught.value.what.lower()
    assert caught.value.where == where
    assert "stopped answering" not in caught.value.what


@needs_engine
def test_another_dockerfile_is_another_image(engine: None, small: Path) -> None:
    dockerfile(small, "RUN echo one")
    first = image.build(small)
    dockerfile(small, "RUN echo two")
    assert image.build(small).tag != first.tag
