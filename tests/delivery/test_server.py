"""Jobs on a real MLflow server: registered, run, promoted, rolled back, lost and found."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mlops_bridge import api
from mlops_bridge.delivery import record
from mlops_bridge.delivery.store import connect
from mlops_bridge.errors import TrackingError
from mlops_bridge.progress import Event

pytestmark = pytest.mark.slow
Edit = Callable[..., None]
Evaluate = Callable[[str], None]


def changed(project: Path, line: str = "CHANGED = 1") -> None:
    path = project / "src" / "demo" / "steps.py"
    path.write_text(path.read_text() + f"\n{line}\n")


def test_the_whole_life_of_a_job(server: Any, project: Path, tmp_path: Path) -> None:
    uri = server.uri
    first = api.register(project, tracking_uri=uri)
    assert (first.version, first.created) == ("1", True)
    good = api.run(project, {"threshold": 0.3}, tracking_uri=uri)
    assert (good.code, good.version, good.notes) == (0, "1", ())
    assert good.run_uri.startswith(f"{uri}/#/experiments/")
    promoted = api.promote("demo", project=project, condition="accuracy > 0.4", tracking_uri=uri)
    assert promoted.met

    changed(project)
    second = api.register(project, tracking_uri=uri)
    assert second.version == "2"
    assert api.run(project, {}, tracking_uri=uri).metrics == {"accuracy": 0.333}
    worse = api.promote("demo", project=project, condition="accuracy > champion", tracking_uri=uri)
    assert (worse.met, worse.exit_code) == (False, 1)
    assert worse.measured == {"accuracy": 0.333, "champion.accuracy": 0.5}
    client = connect(project, uri, None).client
    assert client.get_model_version_by_alias("demo", "champion").version == "1"
    forced = api.promote("demo", project=project, reason="the boss says so", tracking_uri=uri)
    assert (forced.version, forced.before) == ("2", "1")

    back = api.rollback("demo", project=project, out=tmp_path / "back", tracking_uri=uri)
    assert (back.version, back.before, back.data, back.missing) == (
        "1", "2", ("customers.csv",), {},
    )  # fmt: skip
    assert "CHANGED" not in (tmp_path / "back" / "src" / "demo" / "steps.py").read_text()
    assert client.get_model_version_by_alias("demo", "champion").version == "1"
    traced = api.trace("models:/demo@champion", project=project, tracking_uri=uri)
    assert (traced.exit_code, traced.run_id) == (0, good.run_id)
    assert [(m.kind, m.before, m.after, m.why) for m in traced.moves] == [
        ("promote", "", "1", ""),
        ("promote", "1", "2", "the boss says so"),
        ("rollback", "2", "1", ""),
    ]
    again = api.reproduce(good.run_id, project=project, tracking_uri=uri)
    assert (again.equal, again.again.metrics) == (True, {"accuracy": 0.5})


def test_a_server_with_basic_auth(
    guarded: Any, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_USERNAME", raising=False)
    monkeypatch.setenv("MLFLOW_TRACKING_PASSWORD", "canary-of-a-password")
    with pytest.raises(TrackingError, match="does not let you in") as refused:
        api.register(project, tracking_uri=guarded.uri)
    assert "MLFLOW_TRACKING_USERNAME" in refused.value.hint
    assert "canary" not in str(refused.value)

    monkeypatch.setenv("MLFLOW_TRACKING_USERNAME", guarded.user)
    monkeypatch.setenv("MLFLOW_TRACKING_PASSWORD", guarded.password)
    assert api.register(project, tracking_uri=guarded.uri).version == "1"
    found = api.run(project, {}, tracking_uri=guarded.uri, html=False)
    assert (found.code, found.version, found.notes) == (0, "1", ())
    held = api.promote(
        "demo", project=project, condition="accuracy > 0.4", tracking_uri=guarded.uri
    )
    assert (held.met, held.measured) == (False, {"accuracy": 0.333})
    for path in project.rglob("*"):
        assert path.is_dir() or guarded.password.encode() not in path.read_bytes(), path


def test_a_server_that_dies_in_mid_run_loses_nothing(
    server: Any, project: Path, evaluate: Evaluate, tmp_path: Path
) -> None:
    signal_file = tmp_path / "go on"
    evaluate(
        "import pathlib, time\n"
        f"while not pathlib.Path({str(signal_file)!r}).exists(): time.sleep(0.1)"
    )
    inside = threading.Event()

    def killer() -> None:
        inside.wait(60)
        time.sleep(1)  # the run is open by now
        server.stop()
        signal_file.touch()

    def report(event: Event) -> None:
        if "evaluate" in event.detail:
            inside.set()

    thread = threading.Thread(target=killer)
    thread.start()
    found = api.run(project, {"threshold": 0.3}, tracking_uri=server.uri, report=report)
    thread.join()
    assert (found.code, found.metrics) == (0, {"accuracy": 0.5})
    assert any("nb2prod sync" in note for note in found.notes)
    still = api.sync(project)
    assert list(still.waiting) == [found.out.name]

    server.start()
    sent = api.sync(project)
    assert list(sent.sent) == [found.out.name]
    client = connect(project, server.uri, None).client
    kept = client.get_run(sent.sent[found.out.name])
    assert kept.info.status == "FINISHED"
    assert kept.data.metrics["accuracy"] == 0.5
    assert kept.data.params["threshold"] == "0.3"
    assert [i.dataset.name for i in kept.inputs.dataset_inputs] == ["customers.csv"]
    names = {a.path for a in client.list_artifacts(kept.info.run_id)}
    assert {"job.ipynb", "lineage.json", "outputs"} <= names
    assert kept.info.run_id == found.run_id, "the run that was open is completed"
    assert api.sync(project).sent == {}, "once is enough"


def test_a_server_that_is_down_from_the_start_gets_the_run_later(
    server: Any, project: Path
) -> None:
    server.stop()
    found = api.run(project, {}, tracking_uri=server.uri, html=False)
    assert found.code == 0
    assert connect(project, None, "demo").client.get_run(found.run_id), "seen here meanwhile"
    server.start()
    (run_id,) = api.sync(project).sent.values()
    client = connect(project, server.uri, None).client
    kept = client.get_run(run_id)
    assert kept.data.metrics["accuracy"] == 0.333
    assert kept.data.tags["nb2prod.local_run"] == found.run_id
    assert abs(kept.info.start_time - _record(found.out).started) < 1000, "when it ran, not now"


def _record(folder: Path) -> record.Record:
    found = record.read(folder)
    assert found is not None
    return found


def test_two_registrations_at_once_make_one_version(server: Any, project: Path) -> None:
    name = "twice"
    command = [
        *(sys.executable, "-m", "mlops_bridge", "register", str(project), "--name", name),
        *("--tracking-uri", server.uri, "--format", "json"),
    ]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = []
    for process in both:
        out, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
        told.append(json.loads(out))
    assert [t["version"] for t in told] == ["1", "1"]
    assert sorted(t["created"] for t in told) == [False, True]
    client = connect(project, server.uri, None).client
    assert len(client.search_model_versions(f"name = '{name}'")) == 1


def test_planted_secrets_are_nowhere_on_the_server(
    server: Any, project: Path, edit: Edit, evaluate: Evaluate, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = "canary-7f3a\"<&'é"
    edit(secrets=["API_KEY"])
    monkeypatch.setenv("API_KEY", canary)
    evaluate(
        "import os, sys, json, html, urllib.parse\n"
        "key = os.environ['API_KEY']\n"
        "print(key, repr(key), json.dumps(key), html.escape(key), urllib.parse.quote(key))\n"
        "print(key, file=sys.stderr)\n"
        "open('leak.txt', 'w').write(key)\n"
        "raise ValueError(key)"
    )
    api.register(project, tracking_uri=server.uri)
    found = api.run(project, {"data_path": canary}, tracking_uri=server.uri, reason=canary)
    assert found.code == 3
    for path in server.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"canary-7f3a" not in content, path
    for path in found.out.rglob("*"):
        if path.is_file() and "leak" not in path.name:
            assert b"canary-7f3a" not in path.read_bytes(), path


@pytest.fixture
def served(server: Any, project: Path) -> Iterator[str]:
    """The job as a service, by ``mlflow models serve``."""
    api.register(project, tracking_uri=server.uri, name="served")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "mlflow", "models", "serve", "-m", "models:/served@candidate"),
        *("--env-manager", "local", "--host", "127.0.0.1", "--port", str(port)),
    ]
    variables = {
        **os.environ,
        "MLFLOW_TRACKING_URI": server.uri,
        "NB2PROD_DATA": str(project.parent),
        # it starts its server by the name of the interpreter
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    with (project.parent / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=variables, stdout=log, stderr=log, start_new_session=True
        )
    uri = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 90
        while True:
            try:
                with urllib.request.urlopen(f"{uri}/ping", timeout=2) as answer:
                    assert answer.status == 200
                    break
            except OSError:
                said = (project.parent / "serve.log").read_text()
                assert process.poll() is None and time.monotonic() < until, said
                time.sleep(0.3)
        yield uri
    finally:
        os.killpg(process.pid, 9)
        process.wait()


def invoke(uri: str, body: Any) -> tuple[int, Any]:
    asked = urllib.request.Request(
        f"{uri}/invocations", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def test_the_job_as_a_service(served: str) -> None:
    code, answer = invoke(served, {"dataframe_records": [{"threshold": 0.3}]})
    assert code == 200, answer
    (row,) = answer["predictions"]
    assert row["code"] == 0
    assert "accuracy: 0.500" in Path(row["notebook"]).read_text()
    for wrong in (
        {"dataframe_records": [{"threshold": "high"}]},
        {"dataframe_records": [{"threshold": [1]}]},
        {"dataframe_records": [{}], "params": {"threshold": "high"}},
    ):
        code, answer = invoke(served, wrong)
        assert code == 400, answer
        assert "threshold" in json.dumps(answer)
