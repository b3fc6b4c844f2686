"""Real answers, recorded in tests/api: the component tests of the front end are fed with them.

After a wanted change: MLOPS_BRIDGE_RECORD=1 pytest tests/server/test_recorded.py
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from tornado.httpclient import HTTPClientError

RECORDED = Path(__file__).resolve().parents[1] / "api"
CHANGES_EACH_TIME = {"ms": 0, "job": "0f", "seconds": 0.0}

SETUP = "import numpy as np\nfrom sklearn.model_selection import train_test_split"
SPLIT = """# 🙂 two parts
rows = np.arange(100); train, test = train_test_split(rows)
password = "hunter2-x9\""""
CELLS = [
    ["title", "markdown", "# Churn\n\nWho leaves?"],
    ["setup", "code", SETUP],
    ["about", "markdown", "## Split the *data*"],
    ["split", "code", SPLIT],
    ["score", "code", "print(len(train) + len(test))"],
]


def steady(value: Any) -> Any:
    """Replace what differs from run to run."""
    if isinstance(value, dict):
        return {key: CHANGES_EACH_TIME.get(key, steady(part)) for key, part in value.items()}
    return [steady(part) for part in value] if isinstance(value, list) else value


def distinct(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each event once: of two runs beside each other, now one and now the other gives a sign."""
    once = {(e["stage"], e["detail"]): e for e in events}
    order = list(dict.fromkeys(stage for stage, _ in once))
    found = sorted(once, key=lambda key: (order.index(key[0]), key[1]))
    return [{**once[key], "seq": number} for number, key in enumerate(found, 1)]


@pytest.fixture
def agree() -> Callable[[str, Any], None]:
    """Compare an answer with the recorded one, or record it when asked to."""

    def check(name: str, answer: Any) -> None:
        file, answer = RECORDED / f"{name}.json", steady(answer)
        if os.environ.get("MLOPS_BRIDGE_RECORD"):
            text = json.dumps(answer, indent=2, ensure_ascii=False) + "\n"
            file.write_text(text, encoding="utf-8")
        assert answer == json.loads(file.read_text(encoding="utf-8"))

    return check


async def post(jp_fetch: Any, *route: str, body: Any) -> Any:
    reply = await jp_fetch("mlops-bridge", *route, method="POST", body=json.dumps(body))
    return json.loads(reply.body)


async def get(jp_fetch: Any, *route: str, **params: str) -> Any:
    reply = await jp_fetch("mlops-bridge", *route, params=params)
    return json.loads(reply.body)


async def test_lint_answers_as_recorded(jp_fetch: Any, agree: Any) -> None:
    request = {
        "document": "d",
        "path": "",
        "version": 1,
        "base": None,
        "cells": [[id_, kind, f"h-{id_}"] for id_, kind, _ in CELLS],
        "sources": {id_: source for id_, _, source in CELLS},
        "runs": {},
        "tags": {},
        "ran": [],
        "outputs": {},
        "metadata": {},
        "afresh": False,
    }
    agree("lint", {"request": request, "reply": await post(jp_fetch, "lint", body=request)})


async def test_need_is_answered_as_recorded(jp_fetch: Any, agree: Any) -> None:
    request = {
        "document": "unknown",
        "path": "",
        "version": 4,
        "base": 3,
        "cells": [["setup", "code", "h"], ["split", "code", "h"]],
        "sources": {"split": SPLIT},
        "runs": {"split": 2},
        "tags": {"setup": ["parameters"]},
        "ran": [["split", 2, "x = 1"]],
        "outputs": {"split": [{"output_type": "stream", "name": "stdout", "text": "1"}]},
        "metadata": {"nb2prod": {"ignore": ["NB"]}},
        "afresh": True,
    }
    agree("need", {"request": request, "reply": await post(jp_fetch, "lint", body=request)})


async def test_a_rule_is_told_as_recorded(jp_fetch: Any, agree: Any) -> None:
    rule = await get(jp_fetch, "rules", "ENV104")
    # The page's text is the rule's own affair; how a page begins is the interface.
    agree("rule", {**rule, "documentation": "\n".join(rule["documentation"].split("\n")[:3])})


@pytest.fixture
def notebook(jp_root_dir: Path) -> str:
    cells = [
        new_markdown_cell("# Squares", id="title"),
        new_code_cell("%matplotlib inline\nn_rows = 5", id="settings"),
        new_markdown_cell("## Compute the squares", id="about"),
        new_code_cell("squares = [i * i for i in range(n_rows)]", id="squares"),
        new_markdown_cell("## Report", id="more"),
        new_code_cell("print(sum(squares))", id="report"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(book, jp_root_dir / "squares.ipynb")
    return "squares.ipynb"


async def test_inspect_answers_as_recorded(jp_fetch: Any, agree: Any, notebook: str) -> None:
    found = await post(jp_fetch, "convert", "inspect", body={"path": notebook})
    found["hindrances"]["build"] = ""  # the machine's own affair
    agree("inspect", found)


async def test_a_preview_answers_as_recorded(jp_fetch: Any, agree: Any, notebook: str) -> None:
    sent = {"path": notebook, "out": "squares-job"}
    files = (await post(jp_fetch, "convert", "preview", body=sent))["files"]
    # the texts are the converter's affair; how an answer looks is the interface
    agree("preview", {"files": [{**file, "text": file["text"][:40]} for file in files[:4]]})


async def test_a_place_outside_is_refused_as_recorded(jp_fetch: Any, agree: Any) -> None:
    with pytest.raises(HTTPClientError) as refused:
        await post(jp_fetch, "convert", "inspect", body={"path": "../x.ipynb"})
    agree("refusal", json.loads(refused.value.response.body))


@pytest.mark.slow
async def test_a_conversion_goes_as_recorded(jp_fetch: Any, agree: Any, notebook: str) -> None:
    body = {"path": notebook, "out": "squares-job", "stages": ["convert", "verify"]}
    job, events = (await post(jp_fetch, "convert", body=body))["job"], []
    while True:
        state = await get(jp_fetch, "jobs", job, after=str(len(events)))
        events += state["events"]
        if state["state"] != "running":
            break
    agree("job", {**state, "events": distinct(events), "next": 0})
