"""The generated schema accepts the frame of the notebook and refuses a changed one."""

from __future__ import annotations

import importlib.util
import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from making import notebook

from mlops_bridge import api

pd = pytest.importorskip("pandas")

CHURN = Path(__file__).parents[2] / "examples" / "churn"
FIT = """
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit(df[["calls", "spend"]], df["left"])
"""


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"made_{path.stem}_{id(path)}", path)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


def frame() -> Any:
    return pd.DataFrame(
        {
            "calls": [1, 2, 3, 4],
            "spend": [10.5, 20.0, None, 35.25],
            "plan": ["basic", "basic", "full", "full"],
            "left": [0, 1, 0, 1],
        }
    )


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A notebook that shows its frame in every way, with the outputs that pandas gives today."""
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    df, said = frame(), io.StringIO()
    with redirect_stdout(said):
        df.info()
    path = notebook(
        tmp_path,
        'import pandas as pd\ndf = pd.read_csv("calls.csv")',
        "df.info()",
        "df.describe()",
        'df["plan"].value_counts()',
        FIT,
        o1=said.getvalue(),
    )
    data = json.loads(path.read_text(encoding="utf-8"))
    for index, value in ((2, df.describe()), (3, df["plan"].value_counts())):
        held = {"text/plain": str(value)}
        if hasattr(value, "to_html"):
            held["text/html"] = f"<div>{value.to_html()}</div>"
        data["cells"][index]["outputs"] = [
            {"output_type": "execute_result", "data": held, "metadata": {}, "execution_count": 1}
        ]
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def schema(path: Path) -> ModuleType:
    made = api.generate(path, codes=["DATA603"])
    api.write_generated(path, made, unsafe=True)
    return module(path.parent / "schema.py")


def test_accepts_the_frame_that_was_shown(work: Path) -> None:
    made = schema(work)
    df = frame()
    assert made.check(df) is df
    assert made.COLUMNS["calls"] == ("integer", False, 1.0, 4.0, None)
    assert made.COLUMNS["spend"] == ("number", True, 10.5, 35.25, None)
    assert made.COLUMNS["plan"] == ("text", False, None, None, ("basic", "full"))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda df: df.drop(columns="plan"), "'plan' is missing"),
        (lambda df: df.assign(calls=[1, 2, 3, 400]), "outside"),
        (lambda df: df.assign(calls=["1", "2", "3", "4"]), "not integer"),
        (lambda df: df.assign(left=[0, 1, None, 1]), "empty"),
        (lambda df: df.assign(plan=["basic", "gold", "full", "full"]), "not seen before"),
    ],
    ids=["a column is gone", "a range", "a type", "a gap", "a new value"],
)
def test_refuses_a_changed_frame(work: Path, change: Any, word: str) -> None:
    made = schema(work)
    with pytest.raises(made.SchemaError, match=word):
        made.check(change(frame()))


def test_the_call_stands_below_the_load_and_ends_the_finding(work: Path) -> None:
    made = api.generate(work, codes=["DATA603"])
    assert "+import schema" in made.diff and "+schema.check(df)" in made.diff
    api.write_generated(work, made, unsafe=True)
    cells = json.loads(work.read_text(encoding="utf-8"))["cells"]
    assert "".join(cells[0]["source"]).endswith('pd.read_csv("calls.csv")\nschema.check(df)')
    assert not api.generate(work, codes=["DATA603"]).codes


def test_without_unsafe_the_notebook_stays(work: Path) -> None:
    before = work.read_bytes()
    api.write_generated(work, api.generate(work, codes=["DATA603"]))
    assert work.read_bytes() == before
    assert not api.generate(work, codes=["DATA603"]).pending, "the same file once more"


def test_pandera_where_the_notebook_knows_it(work: Path) -> None:
    (work.parent / "requirements.txt").write_text("pandera==0.20.4\n", encoding="utf-8")
    text = api.generate(work, codes=["DATA603"]).changes[0].after
    compile(text, "schema.py", "exec")
    assert "pa.DataFrameSchema" in text and "SchemaError(ValueError)" not in text


def test_columns_from_the_code_where_nothing_is_shown(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    load = 'import pandas as pd\ndf = pd.read_csv("calls.csv", dtype={"calls": "int64"})'
    path = notebook(tmp_path, load, 'df["rate"] = df["spend"] / 30', FIT)
    made = schema(path)
    assert {n: known[0] for n, known in made.COLUMNS.items()} == {
        "calls": "integer",
        "spend": None,
        "left": None,
    }
    assert made.check(frame()) is not None


def test_the_example_accepts_its_own_data(tmp_path: Path) -> None:
    from mlops_bridge.analysis.facts import analyze
    from mlops_bridge.generate import schema as generator
    from mlops_bridge.generate.offer import Source
    from mlops_bridge.notebook import read

    def ask() -> Any:
        raise AssertionError("a schema needs no kernel")

    facts = analyze(read(CHURN / "churn.ipynb"))
    (text,) = generator.offer(Source(facts, {}, ask)).files.values()
    (tmp_path / "schema.py").write_text(text, encoding="utf-8")
    made = module(tmp_path / "schema.py")
    df = pd.read_csv(CHURN / "customers.csv")
    assert made.check(df) is df
    assert len(made.COLUMNS) == 17 and made.COLUMNS["age"][1] is True
    with pytest.raises(made.SchemaError):
        made.check(df.rename(columns={"plan": "tariff"}))
