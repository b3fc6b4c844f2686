"""Fixes: applied, checked, taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mlops_bridge import api
from mlops_bridge.config import Config
from mlops_bridge.errors import NotebookError
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


TOKEN = "hf" + "_" + "QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi"
PRINTED = {"output_type": "stream", "name": "stdout", "text": f"{TOKEN}\n"}


def stored(path: Path, *cells: tuple[str, int | None, list[dict[str, str]]]) -> Path:
    """A file of code cells: source, count, outputs; ids are a, b, c ..."""
    made = [
        {
            "cell_type": "code",
            "execution_count": count,
            "id": "abcdef"[index],
            "metadata": {"zoo": index},
            "outputs": outputs,
            "source": [source] if source else [],
        }
        for index, (source, count, outputs) in enumerate(cells)
    ]
    data = {"cells": made, "metadata": {"own": 1}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return path


def fixed_file(path: Path, **ways: Any) -> tuple[dict[str, Any], Any]:
    fixed = api.fix(path, **ways)
    api.apply(path, fixed)
    return json.loads(path.read_text("utf-8")), fixed


def test_a_secret_goes_from_the_output_of_its_cell_only(tmp_path: Path) -> None:
    path = stored(
        tmp_path / "n.ipynb",
        ("x = 1\nprint(x)", 1, [{"output_type": "stream", "name": "stdout", "text": "1\n"}]),
        ("%env HF_TOKEN", 2, [PRINTED]),
        ("print(x)", 3, []),
    )
    data, fixed = fixed_file(path)
    assert [f.code for f in fixed.applied] == ["SEC303"]
    assert fixed.diff == (
        f"--- {path.as_posix()}:cell 2\n+++ {path.as_posix()}:cell 2\n"
        "@@ outputs and execution count cleared @@\n"
    )
    assert [c["execution_count"] for c in data["cells"]] == [1, None, 3]
    assert [len(c["outputs"]) for c in data["cells"]] == [1, 0, 0]
    assert data["metadata"] == {"own": 1} and data["cells"][1]["metadata"] == {"zoo": 1}
    # the gap that is left is told, but does not cost the other outputs unasked
    assert not api.fix(path).applied


def test_outputs_out_of_order_are_cleared_for_all_cells(tmp_path: Path) -> None:
    path = stored(
        tmp_path / "n.ipynb",
        ("x = 1\nprint(x)", 3, [{"output_type": "stream", "name": "stdout", "text": "1\n"}]),
        ("%env HF_TOKEN", 2, [PRINTED]),
        ("y = 1", None, []),
        ("y = 2", 4, []),
    )
    data, fixed = fixed_file(path)
    assert [f.code for f in fixed.applied] == ["NB801", "SEC303"]
    assert f"{path.as_posix()}:cells 1-2, 4\n@@ outputs" in fixed.diff
    assert not any(c["outputs"] or c["execution_count"] for c in data["cells"])


def test_gaps_are_cleared_only_when_asked(tmp_path: Path) -> None:
    path = stored(tmp_path / "n.ipynb", ("x = 1", 1, []), ("y = x", 5, []))
    assert not api.fix(path).applied
    assert [f.code for f in api.fix(path, unsafe=True, codes=["NB801"]).applied] == ["NB801"]


def test_empty_cells_go_and_later_ones_are_numbered_anew(tmp_path: Path) -> None:
    path = stored(
        tmp_path / "n.ipynb", ("x = 1", 1, []), ("", None, []), ("", None, []), ("y = x", 2, [])
    )
    data, fixed = fixed_file(path)
    assert [c["id"] for c in data["cells"]] == ["a", "d"]
    assert [(c.index, c.number) for c in fixed.notebook.cells] == [(0, 1), (1, 2)]
    name = path.as_posix()
    assert fixed.diff.splitlines()[:3] == [
        f"--- {name}:cell 2",
        "+++ /dev/null",
        "@@ cell deleted @@",
    ]
    assert not api.fix(path).diff


def test_an_empty_cell_with_a_tag_stays(tmp_path: Path) -> None:
    path = stored(tmp_path / "n.ipynb", ("x = 1", 1, []), ("", None, []), ("y = x", 2, []))
    data = json.loads(path.read_text("utf-8"))
    data["cells"][1]["metadata"]["tags"] = ["parameters"]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert not api.fix(path).applied


def test_an_empty_cell_of_a_script_goes_with_its_marker(tmp_path: Path) -> None:
    path = tmp_path / "n.py"
    path.write_text("# %%\nx = 1\n\n# %% empty\n\n\n# %%\ny = x\n", encoding="utf-8")
    fixed = api.fix(path, codes=["NB808"])
    api.apply(path, fixed)
    assert path.read_text(encoding="utf-8") == "# %%\nx = 1\n\n# %%\ny = x\n"


def test_a_file_that_got_a_cell_meanwhile_keeps_it(tmp_path: Path) -> None:
    path = stored(tmp_path / "n.ipynb", ("x = 1", 1, []), ("", None, []), ("y = x", 2, []))
    fixed = api.fix(path)
    cells = [("x = 1", 1, []), ("", None, []), ("y = x", 2, []), ("new = 1", None, [])]
    stored(path, *cells)
    with pytest.raises(NotebookError, match="other cells"):
        api.apply(path, fixed)
    assert "new = 1" in path.read_text("utf-8")


def test_an_open_notebook_is_run_again_and_not_cleared() -> None:
    cells = [
        api.LiveCell("a", "code", "x = 1", count=2),
        api.LiveCell("b", "code", "", count=None),
        api.LiveCell("c", "code", "y = x", count=1),
    ]
    found = {f.code: f for f in api.lint_cells(cells)}
    assert found["NB801"].fix is None
    empty = found["NB808"].fix
    assert empty is not None and empty.deletes == ("b",) and empty.kind == "A"


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        pytest.param('connect(password="{0}")', "Sommer-24-x", id="a literal"),
        pytest.param('connect("postgresql://etl:{0}@db/x")', "Sommer-24-x", id="an address"),
        pytest.param("# password = {0}", "Sommer-24-x", id="a comment"),
        pytest.param("%env DB_PASSWORD={0}", "Sommer-24-x", id="a magic"),
        pytest.param("!curl -H token={0} x", "Sommer-24-x", id="a command"),
        pytest.param("# the key is {0}", TOKEN, id="a key of a provider"),
    ],
)
def test_the_diff_of_another_fix_shows_no_secret(line: str, secret: str) -> None:
    source = f"def connect(password): pass\n{line.format(secret)}\nprint(value)"
    fixed = fix(book(source, "value = 1"), codes=["NB802"])
    assert [f.code for f in fixed.applied] == ["NB802"]
    assert secret not in fixed.diff and "***" in fixed.diff
    assert secret in "".join(c.source for c in fixed.notebook.cells)


def test_imports_that_can_move_do_so_in_one_fix() -> None:
    notebook = book(
        "import pandas as pd",
        "table = pd.DataFrame({'a': [1]})",
        "import math\nprint(math.pi)",
        "import json",
        "import csv\nimport math\nprint(json, csv, math, table)",
    )
    fixed = fix(notebook, codes=["NB807"])
    assert [cell.source for cell in fixed.notebook.cells] == [
        "import pandas as pd\nimport math\nimport csv",
        "table = pd.DataFrame({'a': [1]})",
        "print(math.pi)",
        "import json",
        "import math\nprint(json, csv, math, table)",
    ]


def test_calls_of_another_function_of_the_name_are_left_alone() -> None:
    notebook = book(
        "import pandas as pd\ndf = pd.read_csv('a.csv')",
        "def show():\n    return len(df)\nshow()",
        "df = df.dropna()\ndef show(n, title):\n    return n\nprint(show(1, 'x'))",
    )
    fixed = fix(notebook, Config(), unsafe=True, codes=["PIPE903"])
    assert "show(1, 'x')" in fixed.notebook.cells[2].source


@pytest.mark.parametrize(
    "loop",
    [
        "for _ in range(30):\n    a, b = train_test_split(data)\n    scores.append(len(a))",
        "scores = [len(train_test_split(data)[0]) for _ in range(30)]",
        "def trial():\n    return train_test_split(data)\nscores = [trial() for _ in range(30)]",
    ],
)
def test_repetitions_are_not_made_the_same(loop: str) -> None:
    notebook = book("from sklearn.model_selection import train_test_split\nscores = []", loop)
    fixed = fix(notebook, Config(), unsafe=True, codes=["ENV104"])
    assert "random_state" not in fixed.notebook.cells[1].source


def test_two_folders_stay_two() -> None:
    notebook = book(
        "import os\nimport pandas as pd\n"
        'train = pd.read_csv("/home/bob/train/data.csv")\n'
        'test = pd.read_csv("/home/bob/test/data.csv")'
    )
    source = fix(notebook, Config(), unsafe=True, codes=["ENV105"]).notebook.cells[0].source
    assert '"train/data.csv"' in source
    assert '"test/data.csv"' in source


def test_two_secrets_do_not_become_one() -> None:
    first, second = "Qx7" + "vRt2-a", "Qx7" + "vRt2-b"
    notebook = book(f"connect_a(password='{first}')\nconnect_b(password='{second}')")
    assert not fix(notebook, Config(), unsafe=True, codes=["SEC301"]).applied


def test_moved_imports_leave_no_blank_lines_at_the_start() -> None:
    notebook = book(
        "import pandas as pd",
        "table = pd.DataFrame({'a': [1]})",
        "\nimport math\n\nimport csv\n\n\n# areas\nprint(math.pi, csv)",
        "# the tree\nimport json\n\nprint(json)",
    )
    fixed = fix(notebook, codes=["NB807"])
    assert [cell.source for cell in fixed.notebook.cells[2:]] == [
        "# areas\nprint(math.pi, csv)",
        "# the tree\n\nprint(json)",
    ]


@pytest.mark.parametrize(
    ("given", "base", "library"),
    [
        ("from torch import nn", "nn.Module", "torch"),
        ("import torch.nn\nfrom own import Mixin", "Mixin, torch.nn.Module", "torch"),
        ("import pytorch_lightning as pl", "pl.LightningModule", None),
    ],
)
def test_versions_beside_a_model_of_an_own_class_are_of_its_base(
    given: str, base: str, library: str | None
) -> None:
    notebook = book(
        f"import torch\n{given}\n"
        f"class Net({base}):\n    def forward(self, x):\n        return x\n"
        'net = Net()\ntorch.save(net, "net.pt")'
    )
    source = fix(notebook, codes=["ENV106"], unsafe=True).notebook.cells[0].source
    assert "<Net>" not in source
    assert ("metadata.version" in source) == (library is not None)
    assert library is None or f'["{library}"]' in source
