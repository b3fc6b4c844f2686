"""The tests of a generated project: they pass as it is, and fail when a step is broken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mlops_bridge import api

pytestmark = pytest.mark.slow
FAULTS = Path(__file__).parents[1] / "faults"
BROKEN = {
    "a filter": ('if row["price"] > 0]', 'if row["price"] > 2]', "clean_rows"),
    "a seed": ("random.seed(7)", "random.seed(8)", "split_rows"),
    "a returned value": ("return test, train", "return train, test", "split_rows"),
    "a number of rounds": ("for number in range(rounds)", "for number in range(1)", "train_model"),
    "a loss": ("train_loss = loss(model, train, label)", "train_loss = 0.0", "evaluate_model"),
    "a text": ('print("best", round(best, 4))', 'print("Best", round(best, 4))', "prints"),
}


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("own")
    for name in ("sales.csv", "sales.py"):
        shutil.copy(FAULTS / name, top)
    api.convert(top / "sales.py", top / "job", name="sold")
    verdict = api.verify(top / "job", repair=True)
    assert verdict.equal, verdict.sentence
    assert (top / "job/tests/golden.json").is_file()
    return top


def outcome_of(top: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(top / "job/tests")],
        cwd=top / "job",
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_they_pass(proved: Path) -> None:
    done = outcome_of(proved)
    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout


@pytest.mark.parametrize("name", list(BROKEN))
def test_they_fail_when_a_step_is_broken(name: str, proved: Path, tmp_path: Path) -> None:
    old, new, said = BROKEN[name]
    top = tmp_path / "own"
    shutil.copytree(proved, top)
    steps = top / "job/src/sold/steps.py"
    text = steps.read_text(encoding="utf-8")
    assert old in text
    steps.write_text(text.replace(old, new), encoding="utf-8")
    done = outcome_of(top)
    assert done.returncode == 1, done.stdout
    assert said in done.stdout
