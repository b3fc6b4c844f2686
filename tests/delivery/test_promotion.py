"""Promotions and rollbacks: where the alias goes, what is kept of each move, who is told."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pandas
import pytest

from mlops_bridge import api
from mlops_bridge.delivery.promotion import Move, _before, history
from mlops_bridge.delivery.store import connect
from mlops_bridge.errors import ParameterError, ProjectError, TrackingError

pytestmark = pytest.mark.slow


def move(kind: str, before: str, after: str) -> Move:
    return Move(kind, "champion", before, after, "ada", "now")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moves", "standing", "expected"),
    [
        ([], "1", ""),
        ([move("promote", "", "1")], "1", ""),
        ([move("promote", "", "1"), move("promote", "1", "2")], "2", "1"),
        ([move("promote", "1", "2")], "2", "1"),
        ([move("promote", "", "1"), move("promote", "1", "2"), move("rollback", "2", "1")], "1", ""),
        (
            [move("promote", "", "1"), move("promote", "1", "2"), move("promote", "2", "3"),
             move("rollback", "3", "2")],
            "2",
            "1",
        ),
        (
            [move("promote", "", "1"), move("promote", "1", "2"), move("rollback", "2", "1"),
             move("promote", "1", "3")],
            "3",
            "1",
        ),
        ([move("promote", "", "1"), move("promote", "1", "2")], "9", "2"),
    ],
    ids=[
        "no history", "the first", "back by one", "an alias from before", "not back and forth",
        "back by two", "past a version that was rolled back", "moved by somebody else",
    ],
)  # fmt: skip
def test_the_version_before(moves: list[Move], standing: str, expected: str) -> None:
    assert _before(moves, standing) == expected


@pytest.fixture
def three(project: Path) -> Path:
    """A project of which three versions are registered."""
    steps = project / "src" / "demo" / "steps.py"
    text = steps.read_text()
    for number in (1, 2, 3):
        steps.write_text(f"{text}\nVERSION = {number}\n")
        assert api.register(project).version == str(number)
    return project


def standing(project: Path) -> str:
    client = connect(project, None, None).client
    return str(client.get_model_version_by_alias("demo", "champion").version)


def test_back_and_further_back(three: Path, tmp_path: Path) -> None:
    for number in ("1", "2", "3"):
        api.promote("demo", project=three, version=number)
    assert api.rollback("demo", project=three, out=tmp_path / "b").version == "2"
    assert "VERSION = 2" in (tmp_path / "b" / "src" / "demo" / "steps.py").read_text()
    assert (tmp_path / "b" / "data" / "customers.csv").is_file()
    found = api.rollback("demo", project=three, restored=False)
    assert (found.version, found.folder, standing(three)) == ("1", None, "1")
    with pytest.raises(TrackingError, match="no version before 1"):
        api.rollback("demo", project=three)
    assert api.rollback("demo", project=three, to="3", restored=False).version == "3"
    moves = history(connect(three, None, None), "demo")
    assert [(m.kind, m.after) for m in moves] == [
        ("promote", "1"), ("promote", "2"), ("promote", "3"),
        ("rollback", "2"), ("rollback", "1"), ("rollback", "3"),
    ]  # fmt: skip
    assert all(m.who and m.when for m in moves)


def test_nothing_of_the_users_is_overwritten(three: Path, tmp_path: Path) -> None:
    for number in ("1", "2"):
        api.promote("demo", project=three, version=number)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(ProjectError, match="not empty"):
        api.rollback("demo", project=three, out=tmp_path / "mine")
    assert standing(three) == "2", "nothing moved either"


def test_data_that_is_gone_holds_nothing_up(three: Path, tmp_path: Path) -> None:
    for number in ("1", "2"):
        api.promote("demo", project=three, version=number)
    (three.parent / "customers.csv").write_text("months,spend\n")
    found = api.rollback("demo", project=three, out=tmp_path / "b")
    assert (found.version, standing(three)) == ("1", "1")
    assert "neither DVC nor git kept" in found.missing["customers.csv"]


def test_a_gate_that_is_not_met_moves_nothing_and_tells_a_webhook(
    three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    hook = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=hook.serve_forever, daemon=True).start()
    monkeypatch.setenv("NB2PROD_ALERT_URL", f"http://127.0.0.1:{hook.server_address[1]}/")
    try:
        found = api.promote("demo", project=three, condition="accuracy > 0.1")
    finally:
        hook.shutdown()
        hook.server_close()
    assert (found.met, found.exit_code) == (False, 1)
    assert "no finished run" in found.sentence
    assert told == [found.sentence]
    with pytest.raises(TrackingError, match="no alias @champion"):
        api.rollback("demo", project=three)


def test_a_slip_of_the_pen_is_told_before_anything_is_looked_up(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="no condition"):
        api.promote("demo", project=tmp_path, condition="accuracy = 1")


def test_sweeps_and_repetitions_do_not_speak_for_a_version(three: Path) -> None:
    api.run(three, {"threshold": 0.3}, html=False)
    api.sweep(three, {"threshold": "0.9"}, workers=1)
    found = api.promote("demo", project=three, condition="accuracy >= 0.5")
    assert (found.met, dict(found.measured)) == (True, {"accuracy": 0.5})


def test_a_version_may_run_the_package(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import mlflow

    (project / "src" / "demo" / "__main__.py").write_text(
        "import sys\nprint('given', sys.argv[1:])\nsys.exit('0.9' in sys.argv)\n"
    )
    made = api.register(project, execute="module")
    monkeypatch.setenv("NB2PROD_DATA", str(project.parent))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", made.tracking_uri)
    model = mlflow.pyfunc.load_model("models:/demo@candidate")
    (row,) = model.predict(pandas.DataFrame([{"threshold": 0.3}])).to_dict("records")
    assert (row["code"], row["output"]) == (
        0, "given ['--threshold', '0.3', '--data-path', 'customers.csv']\n",
    )  # fmt: skip
    (row,) = model.predict(pandas.DataFrame([{"threshold": 0.9, "data_path": "a b"}])).to_dict(
        "records"
    )
    assert row["code"] == 1
