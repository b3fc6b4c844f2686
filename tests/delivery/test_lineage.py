"""The chain: sealed, drawn, and told apart from one that somebody touched."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.delivery import lineage
from mlops_bridge.delivery.lineage import Link, loads, sealed
from mlops_bridge.errors import ProjectError, TrackingError

LINKS = [
    Link("notebook", "a.ipynb", "1" * 64, {"git": "abc"}),
    Link("code", "a", "2" * 64),
    Link("data", "x.csv", "3" * 64),
    Link("run", "r", "4" * 64, {"key": "k"}),
]


def test_a_chain_comes_back_whole() -> None:
    chain = sealed(LINKS)
    assert loads(chain.dumps()) == chain
    assert chain.broken == ""
    assert len({link.seal for link in chain.links}) == 4


@pytest.mark.parametrize(
    "change",
    [
        lambda e: e[1].update(digest="0" * 64),
        lambda e: e[0]["facts"].update(git="abd"),
        lambda e: e[3].update(name="s"),
        lambda e: e.pop(2),
        lambda e: e.insert(2, dict(e[2])),
        lambda e: e.reverse(),
        lambda e: e[2].update(seal="0" * 64),
    ],
    ids=["digest", "fact", "name", "left out", "put in", "order", "seal"],
)
def test_any_change_of_a_chain_is_seen(change: Callable[[list[dict[str, object]]], None]) -> None:
    entries = json.loads(sealed(LINKS).dumps())
    change(entries)
    assert loads(json.dumps(entries)).broken


def test_resealing_a_changed_chain_changes_its_seal() -> None:
    forged = sealed([Link("notebook", "a.ipynb", "0" * 64), *LINKS[1:]])
    assert forged.broken == ""
    assert forged.seal != sealed(LINKS).seal, "the seal that MLflow holds is another"


@pytest.mark.parametrize("text", ["{}", "[1]", "nonsense", '[{"kind": "a"}]'])
def test_what_is_no_chain_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        loads(text)


@pytest.mark.slow
class TestTraced:
    @pytest.fixture
    def run(self, project: Path) -> api.Run:
        api.register(project)
        return api.run(project, {"threshold": 0.3}, html=False)

    def states(self, project: Path, what: str = "models:/demo@candidate") -> dict[str, str]:
        return {c.link: c.state for c in api.trace(what, project=project).checks}

    def test_the_whole_chain_holds(self, project: Path, run: api.Run) -> None:
        found = api.trace("models:/demo@candidate", project=project)
        kinds = [link.kind for link in found.chain.links]
        assert kinds == ["notebook", "code", "lock", "data", "run", "version"]
        assert (found.exit_code, found.run_id) == (0, run.run_id)
        assert api.trace(run.run_id, project=project).chain == found.chain
        assert api.trace("models:/demo/1", project=project).chain == found.chain

    @pytest.mark.parametrize("name", ["lineage.json", "job.ipynb", "outputs/report.txt"])
    def test_a_touched_file_of_the_run_is_seen(
        self, project: Path, run: api.Run, name: str
    ) -> None:
        (path,) = (project / ".nb2prod" / "artifacts").glob(f"{run.run_id}/artifacts/{name}")
        path.write_text(path.read_text().replace("0.5", "0.9").replace("customers", "costumers"))
        found = api.trace(run.run_id, project=project)
        assert found.exit_code == 1
        assert found.broken

    def test_a_lost_file_of_the_run_is_seen(self, project: Path, run: api.Run) -> None:
        (path,) = (project / ".nb2prod" / "artifacts").glob(f"{run.run_id}/artifacts/job.ipynb")
        path.unlink()
        assert self.states(project)["run file job.ipynb"] == "broken"

    def test_touched_code_of_the_version_is_seen(self, project: Path, run: api.Run) -> None:
        (path,) = (project / ".nb2prod" / "artifacts" / "models").rglob("steps.py")
        path.write_text(path.read_text() + "\nBACKDOOR = 1\n")
        assert self.states(project)["version demo/1"] == "broken"

    def test_a_touched_tag_is_seen(self, project: Path, run: api.Run) -> None:
        with sqlite3.connect(project / ".nb2prod" / "mlflow.db") as database:
            database.execute("update tags set value = '0' where key = 'nb2prod.lineage'")
        assert self.states(project, run.run_id)["chain"] == "broken"

    def test_data_that_moved_on_is_told_and_breaks_nothing(
        self, project: Path, run: api.Run
    ) -> None:
        data = project.parent / "customers.csv"
        data.write_text(data.read_text() + "9,9\n")
        found = api.trace("models:/demo@candidate", project=project)
        assert found.exit_code == 0
        assert {c.link: c.state for c in found.checks}["data customers.csv"] == "changed"

    def test_the_chain_as_a_diagram_and_as_events(self, project: Path, run: api.Run) -> None:
        found = api.trace(run.run_id, project=project)
        drawn = api.mermaid(found)
        assert drawn.startswith("flowchart LR")
        assert drawn.count("-->") == len(found.chain.links) - 1
        start, end = api.openlineage(found)
        assert (start["eventType"], end["eventType"]) == ("START", "COMPLETE")
        assert start["eventTime"] <= end["eventTime"]
        assert uuid.UUID(start["run"]["runId"]).hex == run.run_id
        assert [i["name"] for i in start["inputs"]] == ["customers.csv"]
        assert "demo/outputs/report.txt" in [o["name"] for o in end["outputs"]]

    def test_what_is_not_there_is_said(self, project: Path, run: api.Run) -> None:
        for what, said in (
            ("models:/gone@champion", "no job is registered as `gone`"),
            ("models:/demo@gone", "no alias @gone"),
            ("models:/demo/7", "no version 7"),
            ("0" * 32, "no run has the id"),
        ):
            with pytest.raises(TrackingError, match=said):
                api.trace(what, project=project)
        with pytest.raises(TrackingError, match="no tracking database"):
            api.trace("models:/demo/1", project=project.parent)


@pytest.mark.slow
class TestReproduced:
    @pytest.fixture
    def repository(self, project: Path) -> Path:
        """The lab under git, with the data in it."""
        lab = project.parent
        for words in (
            ["init", "-q"],
            ["config", "user.email", "ada@example.org"],
            ["config", "user.name", "Ada"],
            ["add", "customers.csv", "demo.ipynb"],
            ["commit", "-qm", "Data of June"],
        ):
            subprocess.run(["git", *words], cwd=lab, check=True)
        return lab

    def test_a_run_is_repeated_with_what_it_had(self, project: Path, repository: Path) -> None:
        api.register(project)
        first = api.run(project, {"threshold": 0.3}, html=False)
        assert first.metrics == {"accuracy": 0.5}
        data = repository / "customers.csv"
        june = data.read_text()
        data.write_text("months,spend\n1,99\n1,98\n")
        subprocess.run(["git", "commit", "-qam", "Data of July"], cwd=repository, check=True)
        (project / "src" / "demo" / "steps.py").write_text(
            "raise RuntimeError('work in progress')\n"
        )
        found = api.reproduce(first.run_id, project=project, out=repository / "then")
        assert (found.equal, found.differences) == (True, ())
        assert found.again.metrics == {"accuracy": 0.5}
        assert (repository / "then" / "data" / "customers.csv").read_text() == june
        assert data.read_text() == "months,spend\n1,99\n1,98\n", "what is here is left alone"
        assert found.again.out.is_dir()

    def test_other_results_are_named(
        self, project: Path, repository: Path, evaluate: Callable[[str], None]
    ) -> None:
        evaluate("import os\nprint('noise:', os.urandom(4).hex())")
        api.register(project)
        first = api.run(project, {}, html=False)
        found = api.reproduce(first.run_id, project=project)
        assert not found.equal
        assert "printed text: `noise:" in found.differences[0]

    def test_data_that_nobody_kept_is_said_and_nothing_runs(self, project: Path) -> None:
        api.register(project)
        first = api.run(project, {}, html=False)
        (project.parent / "customers.csv").write_text("months,spend\n1,99\n")
        before = len(list((project / ".nb2prod" / "runs").iterdir()))
        with pytest.raises(ProjectError, match="neither DVC nor git kept"):
            api.reproduce(first.run_id, project=project)
        assert len(list((project / ".nb2prod" / "runs").iterdir())) == before

    def test_a_broken_chain_is_not_repeated(self, project: Path, repository: Path) -> None:
        api.register(project)
        first = api.run(project, {}, html=False)
        (path,) = (project / ".nb2prod" / "artifacts").glob(
            f"{first.run_id}/artifacts/lineage.json"
        )
        path.write_text(path.read_text().replace("customers", "costumers"))
        with pytest.raises(ProjectError, match="is broken"):
            api.reproduce(first.run_id, project=project)

    def test_other_versions_here_do_not_matter(self, project: Path, repository: Path) -> None:
        """The kernel has another version than the lock: an environment is made from the lock."""
        (project / "requirements.txt").write_text("packaging==24.0\n")
        (project / "requirements-job.txt").write_text("")
        steps = project / "src" / "demo" / "steps.py"
        mark = '    hits = [float(row["spend"]) / 100 > threshold for row in rows]\n'
        line = "    import packaging\n    print('with', packaging.__version__)\n"
        steps.write_text(steps.read_text().replace(mark, line + mark))
        api.register(project)
        first = api.run(project, {}, html=False)
        before = os.environ.get("JUPYTER_PATH")
        try:
            found = api.reproduce(first.run_id, project=project)
        finally:
            os.environ.pop("JUPYTER_PATH", None)
            if before is not None:
                os.environ["JUPYTER_PATH"] = before
        assert "made from the lock" in found.environment
        text = json.loads((found.again.out / "job.ipynb").read_text())
        assert "with 24.0" in json.dumps(text)
        assert not found.equal, "the first run had this machine's version"


def test_the_image_of_another_content_is_none_of_this(tmp_path: Path) -> None:
    lineage.note_image(tmp_path, "a", {"tag": "t", "id": "sha256:1", "base": "b"})
    assert lineage.built(tmp_path, "a")["id"] == "sha256:1"
    assert lineage.built(tmp_path, "b") == {}
