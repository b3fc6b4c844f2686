"""verify is tried itself: faults are seeded in a generated package, and each must be reported
at the step where it is.

The notebook runs twice, and once with other parameters; then each fault costs a run of the package.
"""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from mlops_bridge import api
from mlops_bridge.analysis.program import parse
from mlops_bridge.convert.comparison import Difference, differences, settled, unstable
from mlops_bridge.convert.execution import Observation, Scene
from mlops_bridge.convert.manifest import load
from mlops_bridge.convert.neighbours import neighbours
from mlops_bridge.convert.notebook_run import run_notebook
from mlops_bridge.convert.package_run import run_package
from mlops_bridge.notebook import read

pytestmark = pytest.mark.slow
FAULTS = Path(__file__).parents[1] / "faults"


class Fault(NamedTuple):
    """A text of a module, what stands in its place, and the step that must be named."""

    module: str
    old: str
    new: str
    step: str


S, L, R = "steps", "lib", "pipeline"
SEEDED = {
    # arguments swapped
    "arguments of run swapped": Fault(R, "steps.train_model(params.rate, params.rounds", "steps.train_model(params.rounds, params.rate", "train_model"),
    "losses swapped in the call": Fault(R, "steps.save_report(train_loss, test_loss,", "steps.save_report(test_loss, train_loss,", "save_report"),
    "sets swapped in the call": Fault(R, "(model, train, params.label, test,", "(model, test, params.label, train,", "evaluate_model"),
    "results of a step swapped": Fault(R, "test, train = steps.split_rows", "train, test = steps.split_rows", "split_rows"),
    "returned values swapped": Fault(S, "return test, train", "return train, test", "split_rows"),
    "losses returned the wrong way round": Fault(S, "return train_loss, test_loss, noise", "return test_loss, train_loss, noise", "evaluate_model"),
    "a call's arguments swapped": Fault(S, 'model.step(row["centered"], row[label])', 'model.step(row[label], row["centered"])', "train_model"),
    "a subtraction turned round": Fault(L, "return price - mean", "return mean - price", "engineer_features"),
    # stale versions
    "rows from before": Fault(R, "rows = steps.clean_rows(rows)", "steps.clean_rows(list(rows))", "clean_rows"),
    "returns what it was given": Fault(S, "    print(\"from\", cheapest[\"price\"], \"to\", dearest[\"price\"])\n    return rows", "    print(\"from\", cheapest[\"price\"], \"to\", dearest[\"price\"])\n    return rows[1:]", "clean_rows"),
    "a model from before its training": Fault(S, "    return model\n", "    return Model(rate)\n", "train_model"),
    "trains on a copy of the first rows": Fault(S, "for row in train:\n            model", "for row in train[:-1]:\n            model", "train_model"),
    "old columns": Fault(S, "    columns.append(\"noise\")", "    columns = columns + [\"noise\"]", "evaluate_model"),
    "the whole is the test set": Fault(S, "test, train = shuffled[:cut], shuffled[cut:]", "test, train = shuffled, shuffled[cut:]", "split_rows"),
    "an alias becomes a copy": Fault(S, "columns_alias = columns\n", "columns_alias = list(columns)\n", "engineer_features"),
    "a copy becomes an alias": Fault(S, "shuffled = rows[:]", "shuffled = rows", "split_rows"),
    # mutations dropped or added
    "prices stay texts": Fault(S, 'row["price"] = float(row["price"])', 'row["price"] == float(row["price"])', "clean_rows"),
    "sold stays a text": Fault(S, '        row["sold"] = int(row["sold"])\n', "", "clean_rows"),
    "rows are not sorted": Fault(S, '    rows.sort(key=lambda row: row["price"])\n', "", "clean_rows"),
    "a column is not appended": Fault(S, '    columns.append("noise")\n', "", "evaluate_model"),
    "rows are not centered": Fault(S, '        row["centered"] = centered(row["price"], mean=mean)\n', '        centered(row["price"], mean=mean)\n', "engineer_features"),
    "history is not kept": Fault(S, "        history.append(round(model.weight, 6))\n        print(\"round\", number, history[-1])", "        print(\"round\", number, round(model.weight, 6))", "train_model"),
    "the bias is not learnt": Fault(L, "        self.bias -= self.rate * error\n", "", "train_model"),
    "an attribute too much": Fault(L, "        self.bias = 0.0\n", "        self.bias = 0.0\n        self.seen = 0\n", "train_model"),
    "a key too much": Fault(S, '        row["sold"] = int(row["sold"])', '        row["sold"] = row["count"] = int(row["sold"])', "clean_rows"),
    # parameters that are not wired
    "a path that is fixed": Fault(S, "with open(data_path) as file", 'with open("sales.csv") as file', "load_rows"),
    "a share that is fixed": Fault(R, "steps.split_rows(rows, params.test_share)", "steps.split_rows(rows, 0.25)", "split_rows"),
    "rounds that are fixed": Fault(S, "for number in range(rounds)", "for number in range(3)", "train_model"),
    "a rate that is fixed": Fault(S, "model = Model(rate)\n", "model = Model(0.1)\n", "train_model"),
    "another parameter's value": Fault(R, "params.test_share)", "params.rate + 0.15)", "split_rows"),
    # imports
    "an import is lost": Fault(S, "import json\n", "", "save_report"),
    "an import of the first step is lost": Fault(S, "import csv\n", "", "load_rows"),
    "a definition is not imported": Fault(S, "import Model, centered, loss", "import Model, centered", "evaluate_model"),
    "another function of the same name": Fault(S, "import statistics\n", "import numpy as statistics\n", "engineer_features"),
    # seeds and draws
    "another seed": Fault(S, "random.seed(7)", "random.seed(8)", "split_rows"),
    "no seed": Fault(S, "    random.seed(7)\n", "", "split_rows"),
    "the seed is set again": Fault(S, "    noise = random.random()", "    random.seed(7)\n    noise = random.random()", "evaluate_model"),
    "a draw too much": Fault(S, "    print(len(train), len(test))\n", "    print(len(train), len(test))\n    random.random()\n", "split_rows"),
    "a draw too few": Fault(S, "    noise = random.random()", "    noise = 0.5", "evaluate_model"),
    "shuffled before the seed": Fault(S, "    random.seed(7)\n    shuffled = rows[:]\n    random.shuffle(shuffled)\n", "    shuffled = rows[:]\n    random.shuffle(shuffled)\n    random.seed(7)\n", "split_rows"),
    # effects in another order, or lost
    "two prints the other way round": Fault(S, '    print("train", round(train_loss, 4))\n    print("test", round(test_loss, 4))\n', '    print("test", round(test_loss, 4))\n    print("train", round(train_loss, 4))\n', "evaluate_model"),
    "two lines of a file the other way round": Fault(S, '        file.write("first\\n")\n        file.write("second\\n")\n', '        file.write("second\\n")\n        file.write("first\\n")\n', "save_report"),
    "a print is lost": Fault(S, '    print(len(rows), "rows")\n', "", "load_rows"),
    "a print too much": Fault(S, '    print(len(rows), "rows")\n', '    print(len(rows), "rows")\n    print()\n', "load_rows"),
    "steps in another order": Fault(R, "    rows = steps.clean_rows(rows)\n    columns, columns_alias = steps.engineer_features(rows)\n", "    columns, columns_alias = steps.engineer_features(rows)\n    rows = steps.clean_rows(rows)\n", "engineer_features"),
    "a step runs twice": Fault(R, "    rows = steps.clean_rows(rows)\n", "    rows = steps.clean_rows(rows)\n    rows = steps.clean_rows(rows)\n", "clean_rows"),
    "a step is left out": Fault(R, "    steps.save_report(train_loss, test_loss, columns_alias, noise)\n", "", "save_report"),
    "a file is not written": Fault(S, '    with open("log.txt", "w") as file:\n        file.write("first\\n")\n        file.write("second\\n")\n', "", "save_report"),
    "a file too much": Fault(S, '    best = min(report["train"], report["test"])', '    open("more.txt", "w").close()\n    best = min(report["train"], report["test"])', ""),
    "another file name": Fault(S, '"report.json"', '"result.json"', "save_report"),
    "appends to the file": Fault(S, '    with open("log.txt", "w") as file:', '    open("log.txt", "w").write("zero")\n    with open("log.txt", "a") as file:', "save_report"),
    "the folder is changed": Fault(S, "    random.seed(7)\n", '    random.seed(7)\n    __import__("os").makedirs("sub")\n    __import__("os").chdir("sub")\n', "split_rows"),
    # numbers
    "a condition with its equal": Fault(S, 'if row["price"] > 0]', 'if row["price"] > 1]', "clean_rows"),
    "a rounding too early": Fault(S, "    train_loss = loss(model, train, label)", "    train_loss = round(loss(model, train, label), 6)", "evaluate_model"),
    "a rounding to fewer places": Fault(S, "round(model.weight, 6)", "round(model.weight, 5)", "train_model"),
    "a constant of the library": Fault(L, "scale = 100.0", "scale = 100.5", "train_model"),
    "a list for a tuple": Fault(S, "cheapest, dearest = rows[0], rows[-1]", "cheapest, dearest = dict(rows[0]), rows[-2]", "clean_rows"),
    "the last digit but six": Fault(S, "    noise = random.random()", "    noise = random.random() * (1 + 1e-9)", "evaluate_model"),
}  # fmt: skip


class Stage(NamedTuple):
    scene: Scene
    source: Observation
    shaky: dict[str, str]
    other: Scene
    changed: Observation
    top: Path


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The notebook's own runs, which all faults are compared with."""
    top, runs = tmp_path_factory.mktemp("faults"), tmp_path_factory.mktemp("runs")
    shutil.copy(FAULTS / "sales.csv", top)
    shutil.copy(FAULTS / "sales.py", top / "sales.py")
    notebook = top / "sales.py"
    api.convert(notebook, top / "job", name="sold")
    manifest = load(top / "job")
    scene = Scene(top / "job", manifest, parse(read(notebook)), top, {}, 120, lambda event: None)
    found, _ = neighbours(manifest.parameters, top, {})
    other = replace(scene, changed=found)
    for name in ("one", "two", "three"):
        (runs / name).mkdir()
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(run_notebook, scene, runs, "one")
        two = pool.submit(run_notebook, scene, runs, "two")
        three = pool.submit(run_notebook, other, runs, "three")
        source, again, changed = one.result(), two.result(), three.result()
    assert source.failure is None and changed.failure is None
    return Stage(scene, source, unstable(scene, source, again), other, changed, top)


def found_in(stage: Stage, project: Path, name: str) -> list[Difference]:
    """What verify would say: with the notebook's values, then with other parameters."""
    for scene, source, label in (
        (stage.scene, stage.source, "default"),
        (stage.other, stage.changed, "other"),
    ):
        own = replace(scene, project=project)
        (project.parent / label).mkdir()
        made = run_package(own, project.parent, label)
        found, _ = settled(own, differences(own, source, made), stage.shaky, source, None, made)
        if found:
            return found
    return []


def test_nothing_is_found_where_nothing_is_wrong(stage: Stage, tmp_path: Path) -> None:
    shutil.copytree(stage.scene.project, tmp_path / "job")
    assert found_in(stage, tmp_path / "job", "none") == []


@pytest.mark.parametrize("name", list(SEEDED))
def test_fault_is_reported_at_its_step(name: str, stage: Stage, tmp_path: Path) -> None:
    fault = SEEDED[name]
    project = tmp_path / "job"
    shutil.copytree(stage.scene.project, project)
    module = project / "src" / "sold" / f"{fault.module}.py"
    text = module.read_text(encoding="utf-8")
    assert text.count(fault.old) >= 1, text
    module.write_text(text.replace(fault.old, fault.new, 1), encoding="utf-8")
    found = found_in(stage, project, name)
    assert found, "the fault was not found"
    assert found[0].step == fault.step, [str(d) for d in found[:3]]
