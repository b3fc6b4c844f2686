"""What goes wrong in builds, on an engine of our own that may be stopped and filled."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tarfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mlops_bridge.delivery import image
from mlops_bridge.delivery.buildkit import Secrets
from mlops_bridge.environment.process import end
from mlops_bridge.errors import EngineError
from mlops_bridge.progress import Event

pytestmark = [pytest.mark.needs_engine, pytest.mark.slow]
SIZE = "120m"
BASE = "nb2prod-test-shell:1"


class Engine:
    """A second engine with a disk of its own, which is small."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.host = f"unix://{folder}/engine.sock"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # in a network of its own: it would take the first engine's bridge away
        command = [
            "unshare",
            "--net",
            "dockerd",
            "--host",
            self.host,
            "--data-root",
            str(self.folder / "data"),
        ]
        command += ["--exec-root", str(self.folder / "exec"), "--pidfile", str(self.folder / "pid")]
        command += [
            "--bridge",
            "none",
            "--iptables=false",
            "--ip-forward=false",
            "--log-level=error",
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        import docker

        for _ in range(100):
            assert self.process.poll() is None, (self.folder / "log").read_text()[-2000:]
            if (self.folder / "engine.sock").exists():
                client = docker.DockerClient(self.host, version="1.41", timeout=600)
                try:
                    client.ping()
                    return
                except (docker.errors.DockerException, OSError):
                    pass
                finally:
                    client.close()
            time.sleep(0.3)
        raise AssertionError((self.folder / "log").read_text()[-2000:])

    def stop(self) -> None:
        if self.process is not None:
            end(self.process.pid)  # containerd is its child
            self.process.wait()
            self.process = None
            for name in ("pid", "engine.sock"):
                (self.folder / name).unlink(missing_ok=True)


@pytest.fixture(scope="module")
def second(engine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    if os.getuid() != 0 or shutil.which("dockerd") is None:
        pytest.skip("a second engine needs root and dockerd")
    folder = tmp_path_factory.mktemp("engine")
    (folder / "data").mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder / "data")]
    subprocess.run(mount, check=True)
    made = Engine(folder)
    try:
        made.start()
        shell(made)
        yield made
    finally:
        made.stop()
        subprocess.run(["umount", "--recursive", "--lazy", str(folder / "data")], check=False)


def shell(engine: Engine) -> None:
    """A base image that has a shell and little else."""
    import docker

    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        found = {"/bin/sh": "/bin/sh", "/bin/sleep": "/bin/sleep", "/bin/dd": "/bin/dd"}
        for program in list(found):
            done = subprocess.run(["ldd", program], capture_output=True, text=True, check=True)
            found.update((w, w) for w in done.stdout.split() if w.startswith("/"))
        for place in found:
            tar.add(os.path.realpath(place), arcname=place.lstrip("/"))
        for name in ("dev", "proc", "sys", "tmp", "etc"):
            entry = tarfile.TarInfo(name)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o755
            tar.addfile(entry)
    client = docker.DockerClient(engine.host, timeout=600)
    try:
        name, tag = BASE.split(":")
        client.api.import_image_from_data(data.getvalue(), repository=name, tag=tag)
    finally:
        client.close()


@pytest.fixture
def here(second: Engine, monkeypatch: pytest.MonkeyPatch, project: Path) -> Path:
    """A project whose Dockerfile is a test's own, on the second engine."""
    monkeypatch.setenv("DOCKER_HOST", second.host)
    (project / "requirements-job.txt").write_text("")
    return project


def dockerfile(project: Path, *lines: str) -> None:
    (project / "Dockerfile").write_text("\n".join([f"FROM {BASE}", *lines]) + "\n")


def test_an_engine_that_stops_in_mid_build_is_said_and_a_rerun_succeeds(
    second: Engine, here: Path
) -> None:
    dockerfile(here, "RUN echo begun && sleep 20", "RUN echo done")
    stopped = threading.Event()

    def report(event: Event) -> None:
        if "begun" in event.detail and not stopped.is_set():
            stopped.set()
            second.stop()

    started = time.monotonic()
    try:
        with pytest.raises(EngineError) as caught:
            image.build(here, network="none", report=report)
        assert stopped.is_set()
        assert "stopped answering" in caught.value.what
        assert "Start Docker again" in caught.value.hint
        assert time.monotonic() - started < 18, "it was not waited for"
    finally:
        second.start()
    dockerfile(here, "RUN echo begun", "RUN echo done")
    assert image.build(here, network="none").size > 0


def test_a_full_disk_is_said_and_a_rerun_succeeds(second: Engine, here: Path) -> None:
    dockerfile(here, "RUN echo first", "RUN dd if=/dev/zero of=/large bs=1M count=500")
    with pytest.raises(EngineError) as caught:
        image.build(here, network="none")
    assert "the disk of the engine is full" in caught.value.what
    assert "docker system prune" in caught.value.hint
    assert caught.value.where == "Dockerfile: line 3"
    dockerfile(here, "RUN echo first", "RUN dd if=/dev/zero of=/small bs=1M count=1")
    assert image.build(here, network="none").size > 0


def test_an_old_image_of_the_same_tag_is_not_taken_for_a_new_one(
    second: Engine, here: Path
) -> None:
    dockerfile(here, "RUN echo one")
    before = image.build(here, network="none", tag="same:1")
    dockerfile(here, "RUN exit 3")
    with pytest.raises(EngineError, match="failed with code 3"):
        image.build(here, network="none", tag="same:1")
    dockerfile(here, "RUN echo two")
    assert image.build(here, network="none", tag="same:1").id != before.id


def test_the_cuda_of_an_image_comes_with_the_exact_python(
    engine: None, project: Path, edit: Callable[..., None]
) -> None:
    """The variant for the machine's own CUDA, with a stand-in that has its folders."""
    import docker

    from mlops_bridge.convert.manifest import Ladder
    from mlops_bridge.convert.plan import Plan
    from mlops_bridge.convert.project import render
    from mlops_bridge.environment.kernel import probe
    from mlops_bridge.environment.knowledge import base

    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        for name in (
            "usr/local/cuda-12.2/lib64/libcudart.so.12",
            "usr/lib/x86_64-linux-gnu/libcudnn.so.8",
        ):
            entry = tarfile.TarInfo(name)
            entry.size = 4
            tar.addfile(entry, io.BytesIO(b"cuda"))
    client = docker.from_env(timeout=600)
    try:
        client.api.import_image_from_data(data.getvalue(), repository="nb2prod-test-cuda", tag="1")
    finally:
        client.close()
    python = probe(None, []).python
    plan = Plan(
        name="demo", title="Demo", python=python, kernel="python3", origin="../demo.ipynb",
        source="0" * 64, rung="steps", reason="", ladder=Ladder(), base=base(python), gpu=True,
        cuda_image="nb2prod-test-cuda:1", cuda_folder="/usr/local/cuda-12.2",
    )  # fmt: skip
    (project / "Dockerfile").write_text(render(plan, "test").files["Dockerfile"])
    (project / "requirements-job.txt").write_text("")
    built = image.build(project, network="none")
    from mlops_bridge.delivery.container import execute

    command = ["python", "-c", "import os, platform; print(platform.python_version(), "
               "os.environ['LD_LIBRARY_PATH'], os.path.exists('/usr/lib/x86_64-linux-gnu/libcudnn.so.8'),"
               "os.listdir('/usr/local/cuda-12.2/lib64'), os.environ['NVIDIA_VISIBLE_DEVICES'])"]  # fmt: skip
    (project.parent / "data").mkdir()
    outcome = execute(built.tag, command=command, data=project.parent / "data")
    assert outcome.stdout == (
        f"{python} /usr/local/cuda-12.2/lib64 True ['libcudart.so.12'] all\n"
    ), outcome.stderr


def test_buildkit_reads_a_private_index_and_leaves_no_trace(
    engine: None, project: Path, tmp_path: Path, private: tuple[str, str]
) -> None:
    """The only package is on an index with a password, which stands in a secret file."""
    import docker

    from mlops_bridge.convert.manifest import Ladder
    from mlops_bridge.convert.plan import Plan
    from mlops_bridge.convert.project import render
    from mlops_bridge.environment.kernel import probe
    from mlops_bridge.environment.knowledge import base

    address, digest = private
    python = probe(None, []).python
    plan = Plan(
        name="demo", title="Demo", python=python, kernel="python3", origin="../demo.ipynb",
        source="0" * 64, rung="steps", reason="", ladder=Ladder(), base=base(python),
    )  # fmt: skip
    (project / "Dockerfile").write_text(render(plan, "test").files["Dockerfile"])
    (project / "requirements.txt").write_text(f"mine==1.0 --hash=sha256:{digest}\n")
    (project / "requirements-job.txt").write_text("")
    conf = tmp_path / "pip.conf"
    conf.write_text(f"[global]\nindex-url = {address}\n")
    with pytest.raises(EngineError, match="secrets need BuildKit"):
        image.build(project, secrets=Secrets(pip_conf=conf))
    events: list[str] = []
    built = image.build(
        project,
        network="host",
        buildkit=True,
        cache=False,
        secrets=Secrets(pip_conf=conf),
        report=lambda event: events.append(event.detail),
    )
    assert any("pip" in text for text in events), "progress is told"
    client = docker.from_env(timeout=600)
    try:
        found = client.images.get(built.tag)
        told = json.dumps([found.attrs, found.history()])
        saved = b"".join(found.save())
    finally:
        client.close()
    assert b"mine-1.0.dist-info" in saved, "the package is in it"
    assert "canary-password" not in told
    assert b"canary-password" not in saved
    (project / "requirements.txt").write_text(f"mine==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(EngineError, match=r"pip --python /app/venv/bin/python install"):
        image.build(project, network="host", buildkit=True, secrets=Secrets(pip_conf=conf))


@pytest.fixture
def private() -> Iterator[tuple[str, str]]:
    """The address of an index with a password, and the digest of its one wheel."""
    import http.server
    import importlib.util
    import sys

    place = Path(__file__).parents[1] / "environment" / "conftest.py"
    spec = importlib.util.spec_from_file_location("index_of_tests", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    index = module.Index(user="reader:canary-password")
    digest = index.add("mine", "1.0")
    handler = type("Own", (module.Handler,), {"index": index})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    index.port = server.server_port
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield index.address, digest
    server.shutdown()
    server.server_close()
