"""The graph of a notebook: versions, mutation, aliases and effects, statement by statement."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.analysis.effects import effects, imported
from mlops_bridge.analysis.flow import Flow, follow
from mlops_bridge.analysis.names import names
from mlops_bridge.analysis.program import parse
from mlops_bridge.notebook import loads


def flow(script: str) -> Flow:
    program = parse(loads(f"# %%\n{script}", Path("x.py")))
    units = [unit for code in program.codes for unit in code.units]
    return follow(units, [names(unit.nodes) for unit in units])


def test_versions_go_from_binding_to_reading() -> None:
    found = flow("x = 1\nx = x + 1\nif x:\n    x = 3\nprint(x)\ndel x")
    assert [s.binds for s in found.statements] == [("x#1",), ("x#2",), ("x#3?",), (), ()]
    assert found.statements[3].reads == ("x#3?",)
    assert found.statements[4].deletes == ("x",)
    # the version from before goes on where the branch is not taken
    assert {(0, 1, "x#1"), (1, 2, "x#2"), (2, 3, "x#3?")} <= set(found.edges)


def test_late_reads_mutation_and_aliases() -> None:
    found = flow("a = b = []\nc = a\ndef f():\n    return a\nc.append(1)\na[0] = 2")
    assert found.statements[0].aliases == (("a", "b"),)
    assert found.statements[1].aliases == (("c", "a"),)
    assert found.statements[2].late == ("a#1",)
    assert found.statements[3].mutates == ("c#1",)
    assert found.statements[4].mutates == ("a#1",)


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("import numpy as np\nnp.random.seed(0)", "random"),
        ("from sklearn.model_selection import train_test_split as s\na, b = s(c)", "random"),
        ("import os\nos.environ['A'] = '1'", "environ"),
        ("import os\nos.chdir('x')", "cwd"),
        ("import pandas as pd\npd.set_option('display.width', 80)", "option"),
        ("import matplotlib.pyplot as plt\nplt.plot(x)", "figure"),
        ("df.to_csv('x.csv')", "file"),
        ("import requests\nrequests.get(u)", "network"),
        ("import subprocess\nsubprocess.run('ls')", "process"),
        ("import sys\nsys.path.append('..')", "path"),
        ("name = input()", "stdin"),
        ("first = next(rows)", "iterator"),
        ("print(x)", "output"),
        ("train(model)", "unknown"),
        ("n = len(rows) + abs(x)", ""),
    ],
    ids=lambda value: value.split("\n")[-1] or "none",
)
def test_effects(code: str, kinds: str) -> None:
    tree = ast.parse(code)
    assert " ".join(effects(tree.body, imported(tree.body))) == kinds


def test_graph_is_json_and_knows_the_steps() -> None:
    notebook = Path(__file__).parents[2] / "examples/churn/churn.ipynb"
    found = json.loads(json.dumps(api.graph(notebook)))
    assert {s["step"] for s in found["statements"]} >= {"load_data", "lib.py", "params.py"}
    assert all(0 <= start <= end < len(found["statements"]) for start, end, _ in found["edges"])
