"""What each route answers, and how it refuses."""

from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from tornado.httpclient import HTTPClientError

from mlops_bridge import __version__
from mlops_bridge.server.documents import Documents, LintRequest
from mlops_bridge.server.work import STAGES

SPLIT = "from sklearn.model_selection import train_test_split as split\n"
TRAINS = """import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
rows = pd.read_csv("a.csv")
model = LogisticRegression().fit(rows[["a"]], rows["b"])
joblib.dump(model, "m.joblib")"""
BAD = SPLIT + "train, test = split(data)"


def body(**changes: Any) -> dict[str, Any]:
    """A lint request of one Markdown and one bad code cell."""
    return {
        "document": "d1",
        "path": "a.ipynb",
        "version": 1,
        "base": None,
        "cells": [["m", "markdown", "h0"], ["c", "code", "h1"]],
        "sources": {"m": "# Title", "c": BAD},
        "runs": {"c": 3},
        "tags": {},
        **changes,
    }


@pytest.fixture
def ask(jp_fetch: Any) -> Any:
    """Send a request to the extension and return its JSON."""

    async def send(*route: str, send: Any = None, method: str = "", **params: str) -> Any:
        method = method or ("GET" if send is None else "POST")
        data = None if send is None else json.dumps(send)
        reply = await jp_fetch("mlops-bridge", *route, method=method, body=data, params=params)
        return json.loads(reply.body) if reply.body else None

    return send


async def test_version_is_that_of_the_package(ask: Any) -> None:
    assert await ask("version") == {"version": __version__}


@pytest.mark.parametrize(
    ("route", "method"),
    [
        ("version", "GET"),
        ("lint", "POST"),
        ("rules", "GET"),
        ("convert", "POST"),
        ("convert/inspect", "POST"),
        ("convert/preview", "POST"),
        ("generate", "POST"),
        ("ignore", "POST"),
        ("jobs", "GET"),
        ("jobs/0", "GET"),
        ("jobs/0", "POST"),
        ("jobs/0", "DELETE"),
    ],
)
async def test_without_the_token_nothing_answers(
    route: str, method: str, http_server_client: Any, jp_base_url: str
) -> None:
    data = "{}" if method == "POST" else None
    with pytest.raises(HTTPClientError) as refused:
        await http_server_client.fetch(
            f"{jp_base_url}mlops-bridge/{route}", method=method, body=data
        )
    assert refused.value.code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param([1, 2], id="a list is no object"),
        pytest.param(body(cells="c"), id="cells are a list"),
        pytest.param(body(cells=[["c", "code"]]), id="a cell has three parts"),
        pytest.param(body(version="1"), id="the version is a number"),
        pytest.param(body(version=True), id="the version is no truth value"),
        pytest.param(body(base="1"), id="the base is a number or null"),
        pytest.param(body(sources={"c": 1}), id="a source is text"),
        pytest.param(body(tags={"c": "x"}), id="tags are a list"),
        pytest.param(body(ran=[["c", 1]]), id="a run has three parts"),
        pytest.param(body(ran=[["c", True, None]]), id="the order of a run is a number"),
        pytest.param(body(metadata=[]), id="metadata is an object"),
        pytest.param(body(outputs={"c": [{"text": "x"}]}), id="an output has a type"),
    ],
)
async def test_a_malformed_lint_is_refused(ask: Any, wrong: Any) -> None:
    with pytest.raises(HTTPClientError) as refused:
        await ask("lint", send=wrong)
    assert refused.value.code == 400


async def test_lint_answers_by_cell(ask: Any) -> None:
    reply = await ask("lint", send=body())
    assert reply["version"] == 1
    assert reply["base"] is None
    found = {finding["code"]: finding for finding in reply["cells"]["c"]}
    assert found["ENV104"]["line"] == 2
    assert found["ENV104"]["cell"] == 1
    assert found["ENV104"]["fix"]["edits"][0]["cell_id"] == "c"


async def test_sources_that_the_server_lacks_are_asked_for(ask: Any) -> None:
    reply = await ask("lint", send=body(document="new", sources={"m": "# Title"}))
    assert reply == {"version": 1, "need": ["c"]}


async def test_an_edit_elsewhere_sends_only_what_changed(ask: Any) -> None:
    await ask("lint", send=body())
    cells = [["m", "markdown", "h2"], ["c", "code", "h1"]]
    edited = body(version=2, base=1, cells=cells, sources={"m": "# Other title"})
    reply = await ask("lint", send=edited)
    assert reply["base"] == 1
    assert reply["cells"] == {}


async def test_a_finding_that_goes_away_is_said(ask: Any) -> None:
    await ask("lint", send=body())
    cells = [["m", "markdown", "h0"], ["c", "code", "h3"]]
    sources = {"c": SPLIT + "train, test = split(data, random_state=0)"}
    reply = await ask("lint", send=body(version=2, base=1, cells=cells, sources=sources))
    assert "ENV104" not in {finding["code"] for finding in reply["cells"]["c"]}


async def test_a_lost_base_is_answered_in_full(ask: Any) -> None:
    await ask("lint", send=body())
    reply = await ask("lint", send=body(version=9, base=7))
    assert reply["base"] is None
    assert [finding["line"] for finding in reply["cells"]["c"] if finding["code"] == "ENV104"]


async def test_an_older_request_is_stale(ask: Any) -> None:
    await ask("lint", send=body(version=5))
    assert await ask("lint", send=body(version=4)) == {"version": 4, "stale": True}


async def test_a_cell_that_was_changed_since_it_ran_is_stale(ask: Any) -> None:
    cells = [["a", "code", "h1"], ["b", "code", "h2"]]
    sources = {"a": "rate = 0.1", "b": "price = 200 * rate\nprint(price)"}
    ran = [["a", 1, "rate = 0.2"], ["b", 2, None]]
    reply = await ask("lint", send=body(cells=cells, sources=sources, runs={}, ran=ran))
    assert "NB804" in {f["code"] for found in reply["cells"].values() for f in found}
    again = body(version=2, base=1, cells=cells, sources={}, runs={}, ran=[["gone", 3, None]])
    reply = await ask("lint", send=again)
    assert "NB804" not in {f["code"] for found in reply["cells"].values() for f in found}


async def test_a_key_in_an_output_is_found_until_it_is_cleared(ask: Any) -> None:
    key = "AKIA" + "IOSFODNN7EXAMPL3"
    shown = {"c": [{"output_type": "stream", "name": "stdout", "text": f"key {key}"}]}
    reply = await ask("lint", send=body(outputs=shown))
    assert "SEC303" in {finding["code"] for finding in reply["cells"]["c"]}
    assert key not in json.dumps(reply)
    reply = await ask("lint", send=body(version=2, base=1, sources={}))
    assert reply["cells"] == {}
    reply = await ask("lint", send=body(version=3, base=2, sources={}, outputs={"c": []}))
    assert "SEC303" not in {finding["code"] for finding in reply["cells"]["c"]}


async def test_the_open_notebook_says_what_is_ignored(ask: Any) -> None:
    reply = await ask("lint", send=body(metadata={"nb2prod": {"ignore": ["ENV104"]}}))
    assert "ENV104" not in {finding["code"] for finding in reply["cells"].get("c", [])}


async def test_a_newer_request_ends_an_older_one_in_the_middle() -> None:
    begun, go = threading.Event(), threading.Event()

    def lint(cells: Any, *, pause: Any, **_: Any) -> tuple[()]:
        begun.set()
        go.wait(5)
        pause()
        return ()

    documents = Documents(lint)
    older = asyncio.create_task(
        asyncio.to_thread(documents.answer, LintRequest.parse(body()), None)
    )
    await asyncio.to_thread(begun.wait, 5)
    newer = asyncio.create_task(
        asyncio.to_thread(documents.answer, LintRequest.parse(body(version=2)), None)
    )
    await asyncio.sleep(0.1)
    go.set()
    assert await older == {"version": 1, "stale": True}
    assert (await newer)["version"] == 2


async def test_a_request_that_is_too_large_is_refused(
    ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mlops_bridge.server.handler.LARGEST", 1000)
    with pytest.raises(HTTPClientError) as refused:
        await ask("lint", send=body(sources={"m": "x" * 1000, "c": BAD}))
    assert refused.value.code == 413


async def test_a_rule_is_ignored_in_the_project(ask: Any, jp_root_dir: Path) -> None:
    (jp_root_dir / "pyproject.toml").write_text("[project]  # ours\nname = 'x'\n")
    before = await ask("lint", send=body())
    assert "ENV104" in {finding["code"] for finding in before["cells"]["c"]}
    said = await ask("ignore", send={"path": "a.ipynb", "code": "ENV104"})
    assert said == {"file": "pyproject.toml"}
    text = (jp_root_dir / "pyproject.toml").read_text()
    assert text.startswith("[project]  # ours\n")
    assert 'ignore = ["ENV104"]' in text
    after = await ask("lint", send=body(version=2, base=1, afresh=True))
    assert "ENV104" not in {finding["code"] for finding in after["cells"]["c"]}
    await ask("ignore", send={"path": "a.ipynb", "code": "NB"})
    assert 'ignore = ["ENV104", "NB"]' in (jp_root_dir / "pyproject.toml").read_text()


@pytest.mark.parametrize(
    ("code", "text", "what"),
    [
        pytest.param("ENV999", "", "ENV999", id="no such rule"),
        pytest.param("ENV104", "[tool", "TOML", id="no TOML"),
    ],
)
async def test_what_cannot_be_ignored_is_told(
    ask: Any, jp_root_dir: Path, code: str, text: str, what: str
) -> None:
    (jp_root_dir / "pyproject.toml").write_text(text)
    with pytest.raises(HTTPClientError) as refused:
        await ask("ignore", send={"path": "a.ipynb", "code": code})
    assert refused.value.code == 400
    assert what in json.loads(refused.value.response.body)["message"]
    assert (jp_root_dir / "pyproject.toml").read_text() == text


async def test_a_configuration_outside_the_root_is_left_alone(ask: Any, jp_root_dir: Path) -> None:
    outside = jp_root_dir.parent / "pyproject.toml"
    outside.write_text("[tool.nb2prod]\n")
    with pytest.raises(HTTPClientError) as refused:
        await ask("ignore", send={"path": "a.ipynb", "code": "ENV104"})
    assert "outside" in json.loads(refused.value.response.body)["what"]
    assert outside.read_text() == "[tool.nb2prod]\n"


async def test_a_hash_of_another_text_is_not_trusted_across_documents(ask: Any) -> None:
    await ask("lint", send=body(document="one"))
    reply = await ask("lint", send=body(document="two", sources={}))
    assert reply["need"] == ["m", "c"]


async def test_lint_outside_the_root_works_without_a_path(ask: Any) -> None:
    reply = await ask("lint", send=body(path="../../elsewhere.ipynb"))
    assert "c" in reply["cells"]


async def test_a_rule_has_a_page(ask: Any) -> None:
    rules = (await ask("rules"))["rules"]
    assert "ENV104" in {rule["code"] for rule in rules}
    page = await ask("rules", "ENV104")
    assert page["family"] == "environment"
    assert page["documentation"].strip()


async def test_an_unknown_rule_is_404(ask: Any) -> None:
    with pytest.raises(HTTPClientError) as refused:
        await ask("rules", "ENV999")
    assert refused.value.code == 404


@pytest.fixture
def notebook(jp_root_dir: Path) -> str:
    cells = [
        new_markdown_cell("# Squares"),
        new_code_cell("n_rows = 5"),
        new_code_cell("squares = [i * i for i in range(n_rows)]"),
        new_code_cell("print(sum(squares))"),
    ]
    folder = jp_root_dir / "work"
    folder.mkdir()
    nbformat.write(new_notebook(cells=cells), folder / "squares.ipynb")
    return "work/squares.ipynb"


@pytest.mark.parametrize(
    ("route", "sent", "where"),
    [
        pytest.param(("convert", "inspect"), {"path": "../x.ipynb"}, "../x.ipynb", id="inspect"),
        pytest.param(("convert",), {"path": "../x.ipynb", "out": "o"}, "../x.ipynb", id="notebook"),
        pytest.param(("convert",), {"path": "x.ipynb", "out": "../o"}, "../o", id="output"),
        pytest.param(("convert",), {"path": "x.ipynb", "out": "a/../../o"}, "a/../../o", id="dots"),
        pytest.param(
            ("convert", "preview"), {"path": "x.ipynb", "out": "/../o"}, "/../o", id="preview"
        ),
        pytest.param(("generate",), {"path": "../x", "code": "DEP401"}, "../x", id="generate"),
        pytest.param(("ignore",), {"path": "../x", "code": "DEP401"}, "../x", id="ignore"),
    ],
)
async def test_places_outside_the_root_are_refused(
    ask: Any, route: tuple[str, ...], sent: dict[str, str], where: str
) -> None:
    with pytest.raises(HTTPClientError) as refused:
        await ask(*route, send=sent)
    assert refused.value.code == 400
    said = json.loads(refused.value.response.body)
    assert "outside" in said["what"]
    assert said["where"] == where
    assert said["hint"]


async def test_a_link_out_of_the_root_is_refused(
    ask: Any, jp_root_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (jp_root_dir / "link").symlink_to(tmp_path_factory.mktemp("outside"))
    with pytest.raises(HTTPClientError) as refused:
        await ask("convert", send={"path": "x.ipynb", "out": "link/o"})
    assert refused.value.code == 400


async def test_inspect_names_steps_and_the_place_to_write(ask: Any, notebook: str) -> None:
    found = await ask("convert", "inspect", send={"path": notebook})
    assert found["out"] == "work/squares-job"
    assert found["blockers"] == []
    assert found["steps"][0]["inputs"] == ["n_rows"]
    assert found["hindrances"]["convert"] == ""
    assert set(found["hindrances"]) == set(STAGES)


async def test_a_preview_shows_every_file_and_writes_none(
    ask: Any, notebook: str, jp_root_dir: Path
) -> None:
    sent = {"path": notebook, "out": "work/squares-job"}
    files = {file["path"]: file for file in (await ask("convert", "preview", send=sent))["files"]}
    assert "n_rows" in files["src/squares/params.py"]["text"]
    assert {file["status"] for file in files.values()} == {"new"}
    assert not (jp_root_dir / "work" / "squares-job").exists()
    await finish(ask, (await ask("convert", send=sent))["job"])
    readme = jp_root_dir / "work" / "squares-job" / "README.md"
    readme.write_text("mine")
    fewer = (await ask("convert", "preview", send={**sent, "parameters": []}))["files"]
    found = {file["path"]: file["status"] for file in fewer}
    assert found["README.md"] == "kept"
    assert found["src/squares/params.py"] == "changed"
    assert readme.read_text() == "mine"


async def test_files_that_a_finding_asks_for_are_shown_and_then_written(
    ask: Any, jp_root_dir: Path
) -> None:
    cell = new_code_cell(TRAINS)
    nbformat.write(new_notebook(cells=[cell]), jp_root_dir / "key.ipynb")
    cells, sources = [["c", "code", "h"]], {"c": TRAINS}
    reply = await ask("lint", send=body(path="key.ipynb", cells=cells, sources=sources, runs={}))
    asking = [f for f in reply["cells"]["c"] if f["fix"] and f["fix"]["generates"] == "model-card"]
    assert asking, reply
    sent = {"path": "key.ipynb", "code": asking[0]["code"]}
    job = (await ask("generate", send=sent))["job"]
    state, _ = await finish(ask, job)
    assert state["state"] == "done", state["error"]
    changes = state["result"]["generate"]["changes"]
    assert changes and not any((jp_root_dir / change["path"]).exists() for change in changes)
    written = (await ask("jobs", job, send={}))["written"]
    assert written == [change["path"] for change in changes]
    for change in changes:
        assert (jp_root_dir / change["path"]).read_text() == change["after"]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"stages": []}, "stages"),
        ({"stages": ["run", "lock"]}, "order"),
        ({"stages": ["fly"]}, "stages"),
        ({"values": {"a": 1}}, "values"),
        ({"parameters": "a"}, "parameters"),
        ({"targets": [1]}, "targets"),
        ({"out": ""}, "below"),
        ({"out": "work/.."}, "below"),
    ],
)
async def test_a_malformed_order_is_refused(
    ask: Any, notebook: str, changes: dict[str, Any], what: str
) -> None:
    with pytest.raises(HTTPClientError) as refused:
        await ask("convert", send={"path": notebook, "out": "o", **changes})
    assert refused.value.code == 400
    assert what in json.loads(refused.value.response.body)["message"]


async def test_inspect_of_a_missing_notebook_says_so(ask: Any) -> None:
    with pytest.raises(HTTPClientError) as refused:
        await ask("convert", "inspect", send={"path": "none.ipynb"})
    assert refused.value.code == 400
    assert "none.ipynb" in json.loads(refused.value.response.body)["message"]


async def finish(ask: Any, job: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Poll a job to its end."""
    events: list[dict[str, Any]] = []
    while True:
        state = await ask("jobs", job, after=str(len(events)))
        events += state["events"]
        if state["state"] != "running":
            return state, events


@pytest.mark.slow
async def test_convert_writes_the_project(ask: Any, notebook: str, jp_root_dir: Path) -> None:
    sent = {"path": notebook, "out": "work/squares-job"}
    state, events = await finish(ask, (await ask("convert", send=sent))["job"])
    assert state["error"] is None
    assert state["state"] == "done"
    assert state["asked"] == sent
    assert state["result"]["convert"]["project"] == "work/squares-job"
    assert list(state["result"]) == ["convert"]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert (jp_root_dir / "work" / "squares-job" / "README.md").exists()
    jobs = (await ask("jobs", path=notebook))["jobs"]
    assert [job["state"] for job in jobs] == ["done"]


@pytest.mark.slow
async def test_a_job_is_registered_and_run_with_values(
    ask: Any, notebook: str, jp_root_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    sent = {"path": notebook, "out": "work/job", "stages": ["convert", "register", "run"]}
    sent["values"] = {"n_rows": "four"}
    state, _ = await finish(ask, (await ask("convert", send=sent))["job"])
    # what was made before the failure stays in the answer
    assert (state["state"], state["error"]["kind"]) == ("failed", "ParameterError")
    assert list(state["result"]) == ["convert", "register"]
    sent.update(stages=["register", "run"], values={"n_rows": "4"})
    state, _ = await finish(ask, (await ask("convert", send=sent))["job"])
    assert state["state"] == "done", state["error"]
    assert not state["result"]["register"]["created"]
    version, ended = state["result"]["register"], state["result"]["run"]
    assert (version["version"], version["link"]) == ("1", "")
    assert version["tracking_uri"] == "sqlite:///work/job/.nb2prod/mlflow.db"
    assert (ended["code"], ended["out"].startswith("work/job/")) == (0, True)
    assert str(jp_root_dir) not in json.dumps(state)


async def test_files_above_the_folder_that_is_shown_are_left_alone(tmp_path: Path) -> None:
    from mlops_bridge.api import Generation
    from mlops_bridge.generate.offer import Change
    from mlops_bridge.server.routes import inside

    root = tmp_path / "repo" / "notebooks"
    root.mkdir(parents=True)
    (root / "link").symlink_to(tmp_path)
    paths = ("card.md", "../Dockerfile", "link/x", "deep/er.txt")
    made = Generation(root, ("X",), tuple(Change(p, None, "", "new") for p in paths), None, "", ())
    kept = inside(made, root)
    assert [change.path for change in kept.changes] == ["card.md", "deep/er.txt"]
    assert len(kept.notes) == 2


@pytest.mark.slow
async def test_a_proof_that_takes_long_is_cancelled(ask: Any, jp_root_dir: Path) -> None:
    slow = new_notebook(cells=[new_code_cell("import time"), new_code_cell("time.sleep(120)")])
    nbformat.write(slow, jp_root_dir / "slow.ipynb")
    sent = {"path": "slow.ipynb", "out": "slow-job", "stages": ["convert", "verify"]}
    job = (await ask("convert", send=sent))["job"]
    stages: list[str] = []
    while "verify" not in stages:
        state = await ask("jobs", job, after=str(len(stages)))
        assert state["state"] == "running", str(state["error"])
        stages += [event["stage"] for event in state["events"]]
    with pytest.raises(HTTPClientError) as refused:
        await ask("convert", send={**sent, "stages": ["verify"]})
    assert "is running" in json.loads(refused.value.response.body)["what"]
    assert await ask("jobs", job, method="DELETE") is None
    state, _ = await finish(ask, job)
    assert state["state"] == "cancelled"
    assert state["seconds"] < 60
    # What was written before the proof is whole.
    assert (jp_root_dir / "slow-job" / "manifest.json").exists()


@pytest.mark.slow
@pytest.mark.needs_engine
async def test_a_build_tells_its_instructions_is_stopped_and_goes_on(
    ask: Any, notebook: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mlops_bridge.delivery.engine import available

    if reason := available():
        pytest.skip(reason)
    monkeypatch.setenv("NB2PROD_BUILD_NETWORK", "host")
    stages = ["convert", "lock", "build"]
    sent = {"path": notebook, "out": "work/squares-job", "stages": stages}
    job = (await ask("convert", send=sent))["job"]
    seen: list[dict[str, Any]] = []
    while not any(event["stage"] == "build" and "RUN" in event["detail"] for event in seen):
        state = await ask("jobs", job, after=str(len(seen)))
        assert state["state"] == "running", str(state["error"])
        seen += state["events"]
    await ask("jobs", job, method="DELETE")
    state, _ = await finish(ask, job)
    assert state["state"] == "cancelled"
    state, events = await finish(ask, (await ask("convert", send=sent))["job"])
    assert state["state"] == "done", state
    assert state["result"]["lock"]["hashed"]
    assert state["result"]["build"]["tag"].startswith("squares:")
    assert state["result"]["build"]["parts"]
    assert {event["stage"] for event in events} >= {"lock", "build"}


async def test_convert_of_a_missing_notebook_fails_with_the_reason(ask: Any) -> None:
    job = (await ask("convert", send={"path": "none.ipynb", "out": "o"}))["job"]
    state, _ = await finish(ask, job)
    assert state["state"] == "failed"
    assert state["error"]["kind"] == "NotebookError"
    assert state["result"] == {}


async def test_an_unknown_job_is_404(ask: Any) -> None:
    with pytest.raises(HTTPClientError) as refused:
        await ask("jobs", "abc")
    assert refused.value.code == 404
