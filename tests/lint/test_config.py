"""The configuration: found upwards, checked, and obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_bridge import config
from mlops_bridge.errors import ConfigError


def write(folder: Path, text: str) -> Path:
    path = folder / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_table_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    write(tmp_path, "[tool.nb2prod]\nselect = ['LEAK']\n")
    write(inner, "[project]\nname = 'x'\n")
    assert config.read(inner / "n.ipynb").select == ("LEAK",)
    write(tmp_path / "a", "[tool.nb2prod]\nignore = ['NB']\nmin-confidence = 0.5\n")
    found = config.read(inner / "n.ipynb")
    assert (found.select, found.ignore, found.min_confidence) == ((), ("NB",), 0.5)


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert config.read(tmp_path / "n.ipynb").min_confidence == 0.7


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("[tool.nb2prod]\nselct = []", "unknown key `selct`", id="unknown key"),
        pytest.param("[tool.nb2prod]\norder = 'random'", "`order` must be", id="no order"),
        pytest.param("[tool.nb2prod]\nbaseline = 3", "path of a file", id="no path"),
        pytest.param(
            "[tool.nb2prod.thresholds]\noutput = 3", "unknown key `output`", id="no threshold"
        ),
        pytest.param(
            "[tool.nb2prod.thresholds]\noutput-mb = 'x'", "`output-mb` must be", id="no size"
        ),
        pytest.param("[tool.nb2prod]\nselect = 'NB'", "`select` must be a list", id="no list"),
        pytest.param("[tool.nb2prod]\nmin-confidence = 7", "from 0 to 1", id="out of range"),
        pytest.param("[tool.nb2prod]\nmin-confidence = true", "from 0 to 1", id="no number"),
        pytest.param("[tool.nb2prod.severity]\nNB801 = 'loud'", "'loud'", id="no severity"),
        pytest.param("[tool]\nnb2prod = 3", "a table", id="no table"),
        pytest.param("[tool.nb2prod", "not TOML", id="no TOML"),
    ],
)
def test_mistakes_name_the_file_and_the_key(text: str, says: str, tmp_path: Path) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        config.read(tmp_path / "n.ipynb")
    assert says in caught.value.what
    assert caught.value.where == str(path)


def test_which_rules_are_asked(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    made = config.parse(
        {
            "select": ["NB", "LEAK701"],
            "ignore": ["NB801"],
            "per-file-ignores": {"drafts/*": ["NB"], "old.ipynb": ["LEAK"]},
        },
        path,
    )
    asks = lambda code, name: made.asks(code, tmp_path / name)  # noqa: E731
    assert asks("NB802", "n.ipynb") and asks("LEAK701", "n.ipynb")
    assert not asks("NB801", "n.ipynb") and not asks("ENV101", "n.ipynb")
    assert not asks("NB802", "drafts/n.ipynb") and asks("LEAK701", "drafts/n.ipynb")
    assert not asks("LEAK701", "old.ipynb")


def test_a_near_key_is_named(tmp_path: Path) -> None:
    write(tmp_path, "[tool.nb2prod.thresholds]\ncell-line = 9")
    with pytest.raises(ConfigError) as caught:
        config.read(tmp_path / "n.ipynb")
    assert caught.value.hint == "Did you mean `cell-lines`?"


def test_all_keys(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """[tool.nb2prod]
order = "execution"
tutorials = ["docs/*"]
baseline = "old.json"
thresholds = { output-mb = 2.5 }
""",
    )
    found = config.read(tmp_path / "docs" / "n.ipynb")
    assert (found.order, found.baseline, found.path) == ("execution", "old.json", path)
    assert found.thresholds == {"output-mb": 2.5}
    assert found.teaches(tmp_path / "docs" / "n.ipynb") and not found.teaches(tmp_path / "n.ipynb")


def test_a_run_over_many_files_reads_each_table_once(tmp_path: Path) -> None:
    path = write(tmp_path, "[tool.nb2prod]\nselect = ['LEAK']\n")
    known: dict[Path, config.Config | None] = {}
    first = config.read(tmp_path / "a" / "n.ipynb", known)
    path.unlink()
    assert config.read(tmp_path / "b" / "n.ipynb", known) is first


def test_each_threshold_is_asked_for_and_documented() -> None:
    root = Path(__file__).parents[2]
    asked = "".join(
        path.read_text("utf-8") for path in (root / "mlops_bridge" / "analysis").rglob("*.py")
    )
    page = (root / "docs" / "lint.md").read_text("utf-8")
    for name, usual in config.THRESHOLDS.items():
        assert f'threshold("{name}")' in asked
        assert f"\n{name} = {usual}" in page
    for key in config.KEYS:
        assert f"\n{key} = " in page or f"[tool.nb2prod.{key}]" in page
