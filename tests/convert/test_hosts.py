"""Idioms of the hosts of notebooks: translated, turned into parameters, or refused."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mlops_bridge.analysis.program import parse
from mlops_bridge.convert.codegen import text
from mlops_bridge.convert.plan import Plan
from mlops_bridge.convert.steps import Context, plan
from mlops_bridge.environment.kernel import Environment
from mlops_bridge.errors import ConversionError
from mlops_bridge.notebook import loads

HERE = Environment("python3", sys.executable, "3.11.7", "x86_64", {}, {}, {}, True)


def planned(script: str) -> Plan:
    program = parse(loads(f"# %%\n{script}", Path("host.py")), translate=True)
    return plan(program, Context(HERE, "../host.py"))


def steps(script: str) -> str:
    return text(planned(script).modules_text["steps"])


def test_what_sets_up_colab_is_dropped() -> None:
    made = steps(
        "from google.colab import drive\ndrive.mount('/content/drive')\n# %%\nn = 1\nprint(n)"
    )
    assert "colab" not in made and "drive" not in made


def test_widgets_of_databricks_are_parameters() -> None:
    script = (
        "dbutils.widgets.text('stage', 'dev')\ndbutils.widgets.dropdown('size', '10', ['10', '20'])\n"
        "# %%\nwhere = dbutils.widgets.get('stage')\nn = int(dbutils.widgets.get('size'))\nprint(where, n)"
    )
    made = planned(script)
    assert [(p.name, p.type, p.value) for p in made.parameters] == [
        ("stage", "str", "dev"),
        ("size", "str", "10"),
    ]
    body = text(made.modules_text["steps"])
    assert "dbutils.widgets" not in body
    assert "where = stage" in body and "n = int(size)" in body


def test_bars_of_a_front_end_become_bars_of_anywhere() -> None:
    made = steps("from tqdm.notebook import tqdm\nfor i in tqdm(range(2)):\n    print(i)")
    assert "from tqdm.auto import tqdm" in made


def test_a_password_is_read_from_the_environment() -> None:
    made = planned(
        "from getpass import getpass\npassword = getpass('Password: ')\nprint(len(password))"
    )
    assert 'password = os.environ["PASSWORD"]' in text(made.modules_text["steps"])
    assert made.secrets == ("PASSWORD",)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("name = input('Who? ')", id="input"),
        pytest.param("n = int(input())", id="input in a call"),
        pytest.param("from google.colab import files\nup = files.upload()", id="upload"),
    ],
)
def test_what_asks_a_person_is_refused_with_its_place(script: str) -> None:
    with pytest.raises(ConversionError, match="waits for a person") as refused:
        planned(script)
    assert "cell 1, line" in refused.value.where
    assert "parameter" in refused.value.hint


def test_an_input_that_is_only_defined_is_not_refused() -> None:
    assert planned("def ask():\n    return input()\nprint(1)").rung == "steps"
