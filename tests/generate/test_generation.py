"""`nb2prod fix --generate`: what is written, what is left alone, and that it is said once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from making import command, nb2prod, notebook

from mlops_bridge import api
from mlops_bridge.errors import ProjectError
from mlops_bridge.generate.offer import compare, write

CHURN = Path(__file__).parents[2] / "examples" / "churn"


@pytest.fixture
def churn(tmp_path: Path) -> Path:
    shutil.copy(CHURN / "churn.ipynb", tmp_path)
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    return tmp_path / "churn.ipynb"


def test_shows_and_writes_and_then_has_nothing_to_do(churn: Path) -> None:
    code, text = command(churn, "--select", "ETH,SEC")
    assert code == 0
    assert "+++ MODEL_CARD.md" in text and "+CRM_CLIENT_PASSWORD=" in text
    written = {p.name: p.read_bytes() for p in churn.parent.iterdir()}
    assert {"MODEL_CARD.md", ".env.example", ".gitignore"} <= set(written)
    code, text = command(churn, "--select", "ETH,SEC")
    assert code == 0 and "nothing to generate" in text
    assert written == {p.name: p.read_bytes() for p in churn.parent.iterdir()}


def test_diff_writes_nothing_and_exits_with_1(churn: Path) -> None:
    before = sorted(churn.parent.iterdir())
    code, text = command(churn, "--select", "ETH504", "--diff")
    assert code == 1 and "+# Model card: Customer churn" in text
    assert sorted(churn.parent.iterdir()) == before


def test_no_secret_is_in_any_file(churn: Path) -> None:
    command(churn, "--unsafe")
    for path in churn.parent.iterdir():
        if path != churn:
            assert "Churn-2023" not in path.read_text(encoding="utf-8"), path


def test_a_file_that_differs_is_kept_without_force(churn: Path) -> None:
    (churn.parent / ".env.example").write_text("MINE=\n", encoding="utf-8")
    code, text = command(churn, "--select", "SEC")
    assert code == 1 and "`.env.example` is there with other contents: --force" in text
    assert (churn.parent / ".env.example").read_text(encoding="utf-8") == "MINE=\n"
    assert (churn.parent / ".gitignore").read_text(encoding="utf-8") == ".env\n"
    code, _ = command(churn, "--select", "SEC", "--force")
    assert code == 0
    assert "CRM_CLIENT_PASSWORD" in (churn.parent / ".env.example").read_text(encoding="utf-8")


def test_gitignore_only_grows(churn: Path) -> None:
    (churn.parent / ".gitignore").write_text("*.pkl", encoding="utf-8")
    assert command(churn, "--select", "SEC")[0] == 0
    assert (churn.parent / ".gitignore").read_text(encoding="utf-8") == "*.pkl\n.env\n"


def test_a_gitignore_above_is_enough(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    (tmp_path / ".gitignore").write_text(".env\n", encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    path = notebook(tmp_path / "notebooks", 'api_password = "hunter2-x9"')
    assert [c.path for c in api.generate(path, codes=["SEC301"]).changes] == [".env.example"]


def test_json_is_one_document(churn: Path) -> None:
    code, text = command(churn, "--select", "SEC", "--format", "json", "--diff")
    row = json.loads(text)[0]
    assert code == 1 and {f["path"] for f in row["files"]} == {".env.example", ".gitignore"}


def test_force_without_generate_is_refused(churn: Path) -> None:
    code, text = nb2prod("fix", "--force", churn)
    assert code == 2 and "--generate" in text


def test_all_files_or_none(tmp_path: Path) -> None:
    changes = compare(tmp_path, {"a": "1\n", "b": "2\n"})
    (tmp_path / "b").write_text("came meanwhile", encoding="utf-8")
    with pytest.raises(ProjectError, match="meanwhile"):
        write(tmp_path, changes)
    assert [p.name for p in tmp_path.iterdir()] == ["b"]


def test_model_card_states_facts_and_asks_the_rest(churn: Path) -> None:
    made = api.generate(churn, codes=["ETH504"])
    (change,) = made.changes
    card = change.after
    assert "RandomForestClassifier` (cell 30, saved as `churn_model.pkl`)" in card
    assert "n_estimators=120" in card, "settings are resolved"
    assert "- Target: `churned`" in card
    assert "`np.random.seed(42)` (cell 4)" in card
    assert "forest: accuracy 0.8147 auc 0.8364 f1 0.5360" in card
    assert "`gender` tells about gender" in card
    assert card.count("**Question**") >= 8
    assert "customers.csv" in card.partition("## Data")[2].partition("##")[0]


def test_model_card_of_a_bare_notebook(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    path = notebook(
        tmp_path,
        "import joblib\nfrom sklearn.svm import SVC\nmodel = SVC().fit(X, y)\n"
        'joblib.dump(model, "m.joblib")',
    )
    card = api.generate(path, codes=["ETH504"]).changes[0].after
    assert "the defaults of the library" in card and "No score is stored" in card
    assert "which columns are these?" in card
