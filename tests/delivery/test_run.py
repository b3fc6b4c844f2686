"""Running a job: real kernels, real papermill, real MLflow."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mlops_bridge.delivery.registry import register
from mlops_bridge.delivery.run import Run, run
from mlops_bridge.delivery.store import connect
from mlops_bridge.errors import Cancelled, KernelError, ParameterError, ProjectError
from mlops_bridge.progress import Event

pytestmark = pytest.mark.slow
Edit = Callable[..., None]
Evaluate = Callable[[str], None]
CANARY = "can'ary<9&\"x"


def recorded(project: Path, found: Run) -> Any:
    return connect(project, None, "demo").client.get_run(found.run_id)


def artifacts(project: Path, found: Run) -> list[str]:
    top = project / ".nb2prod" / "artifacts" / found.run_id / "artifacts"
    return sorted(p.relative_to(top).as_posix() for p in top.rglob("*") if p.is_file())


def alive(word: str) -> bool:
    """Whether a process with this word in its command line runs."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if word.encode() in path.read_bytes():
                return True
        except OSError:
            continue
    return False


def test_a_run_is_recorded_whole_and_linked_to_its_version(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    register(project)
    events: list[Event] = []
    found = run(project, {"threshold": "0.3"}, report=events.append)
    assert (found.code, found.status, found.error, found.where) == (0, "finished", "", "")
    assert found.metrics == {"accuracy": 0.5}
    assert found.version == "1"
    assert found.out.parent == project / ".nb2prod" / "runs"
    assert (found.out / "outputs" / "report.txt").read_text() == "0.500\n"
    assert not (project.parent / "report.txt").exists(), "the user's folder is left alone"
    kept = recorded(project, found)
    assert kept.info.status == "FINISHED"
    assert kept.data.params == {"threshold": "0.3", "data_path": "customers.csv"}
    own = {n: v for n, v in kept.data.metrics.items() if not n.startswith("system/")}
    assert own == {"accuracy": 0.5}
    assert kept.data.metrics["system/system_memory_usage_megabytes"] > 0
    (given,) = kept.inputs.dataset_inputs
    assert given.dataset.name == "customers.csv"
    assert "spend" in given.dataset.schema
    assert kept.data.tags["nb2prod.job"] == "demo"
    assert kept.data.tags["nb2prod.job_version"] == "1"
    assert kept.data.tags["nb2prod.code"] == "0"
    assert kept.inputs.model_inputs, "the UI shows the version among the run's inputs"
    assert artifacts(project, found) == [
        *("hardware.json", "job.html", "job.ipynb", "lineage.json", "outputs/report.txt"),
        *("run.json", "stdout.txt"),
    ]
    assert json.loads((found.out / "hardware.json").read_text())["cores"] > 0
    assert "cell 5 of 5: evaluate" in [event.detail for event in events]
    assert capfd.readouterr() == ("", "")


def test_what_a_run_leaves_names_no_path_of_this_machine(project: Path, evaluate: Evaluate) -> None:
    evaluate("import os, sys\nprint(os.getcwd())\nprint(__file__)")
    found = run(project, {})
    for path in found.out.rglob("*"):
        if path.is_file():
            assert str(project.parents[1]) not in path.read_text(), path.name
    kept = recorded(project, found)
    assert str(project.parents[1]) not in f"{kept.data.tags} {kept.data.params}"


def test_the_page_loads_nothing_from_elsewhere(project: Path) -> None:
    page = (run(project, {}).out / "job.html").read_text()
    assert "accuracy: 0.333" in page
    assert re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=\"?https?:", page) == []


def test_a_failing_step_is_named_with_the_notebooks_cell_and_line(
    project: Path, evaluate: Evaluate
) -> None:
    evaluate("print('loss: 0.5')\nopen('half.txt', 'w').close()\nraise ValueError('no customers')")
    found = run(project, {})
    assert (found.code, found.status) == (3, "a cell failed")
    assert found.error == "ValueError: no customers"
    assert found.where == "demo.ipynb: cell 4, line 4 (step `evaluate`)"
    assert found.out.name.endswith(".partial")
    assert (found.out / "outputs" / "half.txt").exists(), "what was reached is kept"
    assert found.metrics == {"loss": 0.5}
    assert recorded(project, found).info.status == "FAILED"
    assert "job.html" in artifacts(project, found)


@pytest.mark.parametrize(
    ("body", "code", "error"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 5, "the kernel died"),
        ("raise MemoryError('no more')", 6, "MemoryError: no more"),
        ("import sys; sys.exit(3)", 3, "SystemExit: 3"),
    ],
    ids=["killed kernel", "memory error", "exit"],
)
def test_every_end_has_its_code(
    project: Path, evaluate: Evaluate, body: str, code: int, error: str
) -> None:
    evaluate(body)
    found = run(project, {})
    assert (found.code, found.error) == (code, error)
    assert "evaluate" in found.where
    assert recorded(project, found).info.status == "FAILED"


def test_time_is_up_and_nothing_goes_on(project: Path, evaluate: Evaluate) -> None:
    evaluate(
        "import subprocess, sys, time\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)', 'nb2prod-left'])\n"
        "time.sleep(99)"
    )
    found = run(project, {}, timeout=8)
    assert (found.code, found.error) == (4, "not done after 8 s")
    assert found.where == "notebooks/job.ipynb: cell 4 (step `evaluate`)"
    assert not alive("nb2prod-left")
    assert (found.out / "job.ipynb").is_file()


def test_cancelling_ends_the_kernel_and_keeps_what_was_reached(
    project: Path, evaluate: Evaluate
) -> None:
    evaluate("import time; time.sleep(99)  # nb2prod-cancel")
    seen: list[str] = []

    def report(event: Event) -> None:
        seen.append(event.detail)
        # once asked to stop, the server's report raises for ever
        if max(map(seen.count, (d for d in seen if "evaluate" in d)), default=0) > 2:
            raise Cancelled

    found = run(project, {}, report=report)
    assert (found.code, found.status) == (130, "cancelled")
    assert recorded(project, found).info.status == "KILLED"
    assert (found.out / "job.ipynb").is_file()
    assert not alive(str(found.out))


def test_ctrl_c_does_the_same(project: Path, evaluate: Evaluate) -> None:
    evaluate("open('/proc/self/comm').read()\nimport time; time.sleep(99)")
    script = (
        "import signal; from pathlib import Path; from mlops_bridge.delivery.run import run\n"
        # a shell that starts the tests in the background lets them ignore it
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"found = run(Path({str(project)!r}), {{}}, report=lambda e: print(e.detail, flush=True))\n"
        "print('code', found.code)"
    )
    root = Path(run.__code__.co_filename).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "evaluate" in line:
                time.sleep(0.5)
                process.send_signal(signal.SIGINT)
                break
        # a busy disk takes its time to create the database, which the run waits for
        told, errors = process.communicate(timeout=300)
    assert told.splitlines()[-1] == "code 130", errors
    assert not alive(str(project / ".nb2prod" / "runs"))


def test_a_secret_is_masked_wherever_it_shows(
    project: Path, edit: Edit, evaluate: Evaluate
) -> None:
    edit(secrets=["API_KEY"])
    evaluate(
        "import os\nkey = os.environ['API_KEY']\nprint(key, [key])\n"
        "open('leak.txt', 'w').write(key)\nraise ValueError('refused: ' + key)"
    )
    found = run(project, {}, environment={"API_KEY": CANARY})
    assert found.error == "ValueError: refused: ***"
    assert found.notes == ("`outputs/leak.txt` holds a secret: it stays here and is not recorded",)
    for path in [*found.out.glob("*"), *(project / ".nb2prod" / "artifacts").rglob("*")]:
        if path.is_file():
            text = path.read_text()
            assert "ary<9" not in text, path.name
            assert "ary&lt;9" not in text, path.name
    assert "outputs/leak.txt" not in artifacts(project, found)
    kept = recorded(project, found)
    assert "ary" not in f"{kept.data.tags}{kept.data.params}"
    assert b"ary<9" not in (project / ".nb2prod" / "mlflow.db").read_bytes()


def test_a_server_that_does_not_answer_loses_no_run(project: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = run(project, {}, tracking_uri=f"http://127.0.0.1:{port}")
    assert found.code == 0
    (note,) = found.notes
    assert "does not answer" in note
    assert "recorded in the project's own database; `nb2prod sync` sends it" in note
    metrics = recorded(project, found).data.metrics
    assert metrics["accuracy"] == pytest.approx(1 / 3, abs=1e-3)


def test_a_kernel_that_dies_is_tried_again_and_what_it_left_is_kept(
    project: Path, evaluate: Evaluate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlops_bridge.delivery.retries.BACKOFF", 0.1)
    mark = tmp_path / "tried"
    evaluate(
        "import os, pathlib, signal\n"
        f"mark = pathlib.Path({str(mark)!r})\n"
        "if not mark.exists():\n"
        "    mark.touch()\n"
        "    open('half.txt', 'w').close()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    events: list[str] = []
    found = run(project, {}, retries=2, html=False, report=lambda e: events.append(e.detail))
    assert (found.code, found.attempts) == (0, 2)
    assert (found.out / "attempts" / "1" / "job.ipynb").is_file()
    assert not (found.out / "outputs" / "half.txt").exists(), "the second starts from nothing"
    assert any("the kernel died; attempt 2" in text for text in events)
    assert recorded(project, found).data.tags["nb2prod.attempts"] == "2"


def test_a_broken_database_loses_no_run_and_shows_no_secret(
    project: Path, edit: Edit, evaluate: Evaluate, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(secrets=["API_KEY"])
    monkeypatch.setenv("API_KEY", "canary-of-a-key")
    evaluate("import os\nprint(os.environ['API_KEY'])")
    database = project / ".nb2prod" / "mlflow.db"
    database.parent.mkdir()
    database.write_text("no database")
    found = run(project, {"threshold": 0.3}, html=False)
    assert (found.code, found.metrics, found.run_id) == (0, {"accuracy": 0.5}, "")
    assert any("kept in its folder; `nb2prod sync` sends it" in note for note in found.notes)
    assert "canary" not in (found.out / "job.ipynb").read_text()
    database.unlink()
    # as a process of its own: MLflow holds on to a database that it has opened
    command = [sys.executable, "-m", "mlops_bridge", "sync", str(project), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (run_id,) = json.loads(done.stdout)["sent"].values()
    assert run_id


def test_an_error_in_a_cell_is_not_tried_again(project: Path, evaluate: Evaluate) -> None:
    evaluate("raise ValueError('no')")
    found = run(project, {}, retries=3, html=False)
    assert (found.code, found.attempts) == (3, 1)


def test_once_is_enough_for_the_same_content_data_and_parameters(project: Path) -> None:
    first = run(project, {"threshold": 0.3}, once=True, html=False)
    again = run(project, {"threshold": 0.3}, once=True, html=False)
    assert (first.repeated, again.repeated, again.run_id) == (True, False, first.run_id)
    assert again.metrics == first.metrics
    other = run(project, {"threshold": 0.4}, once=True, html=False)
    assert other.repeated
    data = project.parent / "customers.csv"
    data.write_text(data.read_text() + "9,9\n")
    assert run(project, {"threshold": 0.3}, once=True, html=False).repeated, "other data"


def test_a_reason_is_recorded_with_who_and_when(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NB2PROD_USER", "ada")
    found = run(project, {"threshold": 0.3}, reason="hot-fix 12", html=False)
    said = json.loads(recorded(project, found).data.tags["nb2prod.override"])
    assert (said["who"], said["why"]) == ("ada", "hot-fix 12")
    assert said["what"] == ["threshold: 0.5 -> 0.3"]
    assert "nb2prod.override" not in recorded(project, run(project, {}, html=False)).data.tags


def test_the_jobs_own_mlflow_calls_join_the_run(
    project: Path, edit: Edit, evaluate: Evaluate
) -> None:
    edit(imports={"mlflow": 1})
    evaluate("import mlflow\nwith mlflow.start_run():\n    mlflow.log_metric('own', 7)")
    found = run(project, {})
    assert (found.code, found.notes) == (0, ()), found.error
    assert recorded(project, found).data.metrics["own"] == 7


def test_a_job_with_its_own_experiment_is_left_to_it(
    project: Path, edit: Edit, evaluate: Evaluate
) -> None:
    edit(imports={"mlflow": 1})
    evaluate(
        "import mlflow\nmlflow.set_experiment('mine')\n"
        "with mlflow.start_run():\n    mlflow.log_metric('own', 7)"
    )
    found = run(project, {})
    assert found.code == 0, found.error
    assert found.notes == (
        "the job calls MLflow's `set_experiment`, so what it logs is not in this run",
    )


def test_a_relative_project_gives_the_same_clean_outputs(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    found = run(Path(), {})
    assert found.metrics == {"accuracy": 0.333}
    assert found.out.is_absolute()


def test_a_project_that_cannot_be_written_is_said(project: Path) -> None:
    (project / ".nb2prod").mkdir()
    (project / ".nb2prod" / "runs").write_text("in the way")
    with pytest.raises(ProjectError, match="cannot be created"):
        run(project, {})


def test_data_of_another_folder(project: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "customers.csv").write_text("months,spend\n1,99\n")
    found = run(project, {}, data=tmp_path / "new")
    assert found.metrics == {"accuracy": 1.0}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"treshold": 1}, "unknown parameter `treshold`"),
        ({"threshold": "high"}, "must be `float`"),
        ({"threshold": 3}, "between 0 and 1"),
    ],
    ids=["unknown", "ill-typed", "out of bounds"],
)
def test_bad_parameters_start_no_kernel(project: Path, given: dict[str, object], said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        run(project, given)
    assert not (project / ".nb2prod").exists()


def test_a_secret_that_is_not_set_starts_no_kernel(project: Path, edit: Edit) -> None:
    edit(secrets=["NB2PROD_TEST_KEY"])
    with pytest.raises(ParameterError, match="`NB2PROD_TEST_KEY`, which is not set"):
        run(project, {})


def test_a_kernel_that_is_not_there_is_said(project: Path, edit: Edit) -> None:
    edit(kernel="gone")
    with pytest.raises(KernelError, match="no kernel is named `gone`"):
        run(project, {})


def test_a_missing_data_folder_leaves_nothing(project: Path, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="data folder does not exist"):
        run(project, {}, data=tmp_path / "gone")
    assert list((project / ".nb2prod" / "runs").iterdir()) == []


def test_run_json_says_it_all(project: Path) -> None:
    found = run(project, {"threshold": 0.9})
    said = json.loads((found.out / "run.json").read_text())
    assert said["code"] == 0
    assert said["parameters"] == {"threshold": 0.9}
    assert said["metrics"] == {"accuracy": 0.0}
    assert said["out"] == found.out.name
    assert list(said["data"]) == ["customers.csv"]


def test_a_kernel_that_dies_before_its_first_cell_is_started_again(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one does whose port went to another kernel that started in the same moment."""
    spec = tmp_path / "share" / "kernels" / "unlucky"
    spec.mkdir(parents=True)
    tried = tmp_path / "tried"
    wrapper = tmp_path / "start.py"
    wrapper.write_text(
        "import pathlib, runpy, sys\n"
        f"tried = pathlib.Path({str(tried)!r})\n"
        "tried.write_text((tried.read_text() if tried.exists() else '') + 'x')\n"
        "len(tried.read_text()) > 1 or sys.exit(1)\n"
        "runpy.run_module('ipykernel_launcher', run_name='__main__')\n"
    )
    argv = [sys.executable, str(wrapper), "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "Unlucky", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "share"))
    ended = run(project, {}, kernel="unlucky", html=False)
    assert (ended.code, ended.attempts, tried.read_text()) == (0, 1, "xx"), ended.error
