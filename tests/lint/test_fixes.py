"""Fixes: applied, checked, taken back."""

from __future__ import annotations

import json
from pathlib import Path

from mlops_bridge import api
from mlops_bridge.config import Config
from mlops_bridge.finding import Edit
from mlops_bridge.lint.fixes import apply, fix
from mlops_bridge.notebook.cells import Cell, Notebook


def book(*sources: str) -> Notebook:
    cells = tuple(
        Cell(index, index + 1, f"c{index + 1}", "code", source)
        for index, source in enumerate(sources)
    )
    return Notebook(Path("n.ipynb"), cells)


LEAK = (
    "from sklearn.linear_model import Ridge\n"
    "from sklearn.model_selection import train_test_split\n"
    "from sklearn.preprocessing import StandardScaler\n"
    "X, y = read()\nscaler = StandardScaler()\n"
    "X = scaler.fit_transform(X)\n"
    "# hold a part out\n"
    "X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)\n"
    "model = Ridge().fit(X_train, y_train)\n"
    "print(model.score(X_test, y_test))"
)


def test_safe_fixes_come_one_after_the_other() -> None:
    fixed = fix(book(LEAK))
    assert {f.code for f in fixed.applied} == {"LEAK701", "ENV104"}
    assert fixed.notebook.cells[0].source == LEAK.replace(
        "X = scaler.fit_transform(X)\n", ""
    ).replace(
        "test_size=0.2)",
        "test_size=0.2, random_state=0)\nX_train = scaler.fit_transform(X_train)\n"
        "X_test = scaler.transform(X_test)",
    )
    assert "+X_test = scaler.transform(X_test)" in fixed.diff


def test_a_later_use_of_the_scaled_rows_forbids_the_move() -> None:
    fixed = fix(book(LEAK + "\nprint(model.predict(X))"), codes=["LEAK"])
    assert not fixed.applied and not fixed.diff


def test_suggestions_are_not_applied_unasked() -> None:
    notebook = book('connect(password="hunter22-x")\ndef connect(password): pass')
    assert not fix(notebook, codes=["SEC301"]).applied
    fixed = fix(notebook, unsafe=True, codes=["SEC301"])
    assert fixed.notebook.cells[0].source.startswith(
        'import os\nconnect(password=os.environ["PASSWORD"])'
    )
    assert "hunter22" not in fixed.diff and '-connect(password="***")' in fixed.diff


def test_the_seed_is_added_where_the_call_ends() -> None:
    source = (
        "from sklearn.ensemble import RandomForestClassifier as R\n"
        "a = R()\nb = R(\n    n_estimators=5,  # few\n)\nc = R(max_depth=f(3), random_state=None)\n"
        "def f(x): return x"
    )
    fixed = fix(book(source), codes=["ENV104"])
    assert "a = R(random_state=SEED)" in fixed.notebook.cells[0].source or not fixed.applied
    single = fix(book(source.replace("  # few", "")), codes=["ENV104"]).notebook.cells[0].source
    assert "SEED = 0\na = R(random_state=SEED)\n" in single
    assert "    n_estimators=5, random_state=SEED\n" in single
    assert "random_state=None" not in single
    compile(single, "cell", "exec")


def test_an_edit_whose_text_is_gone_is_refused() -> None:
    edit = Edit("c1", 1, 1, 1, 2, "z", "y")
    assert apply(book("x = 1"), [edit]) is None
    assert apply(book("x = 1"), [Edit("c9", 1, 1, 1, 1, "", "y")]) is None
    assert apply(book("x = 1"), [Edit("c1", 7, 1, 7, 1, "", "y")]) is None


def test_fixing_twice_changes_nothing_more() -> None:
    once = fix(book(LEAK), Config(), unsafe=True)
    twice = fix(once.notebook, Config(), unsafe=True)
    assert not twice.applied and twice.diff == ""


def test_two_cells_with_one_id_keep_their_own_text(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "code", "id": "same", "metadata": {}, "outputs": [], "source": source}
        for source in ("!pip install a", "x = 1", "!pip install b==1")
    ]
    path = tmp_path / "n.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}), encoding="utf-8")
    fixed = api.fix(path, codes=["ENV101"])
    api.apply(path, fixed)
    sources = [cell["source"] for cell in json.loads(path.read_text("utf-8"))["cells"]]
    assert sources == ["%pip install a", "x = 1", "%pip install b==1"]
