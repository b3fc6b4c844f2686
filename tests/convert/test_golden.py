"""Three projects as they are generated, in tests/golden: what a conversion makes is read like code.

After a wanted change: MLOPS_BRIDGE_RECORD=1 pytest tests/convert/test_golden.py, then read the diff.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from mlops_bridge.analysis.program import parse
from mlops_bridge.convert.project import render
from mlops_bridge.convert.steps import Context, plan
from mlops_bridge.environment.kernel import Environment
from mlops_bridge.notebook import read

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
NOTEBOOKS = {
    "churn": ROOT / "examples/churn/churn.ipynb",
    "sampling_strategy": GOLDEN / "notebooks/sampling_strategy.ipynb",
    "batch_to_online": GOLDEN / "notebooks/batch_to_online.ipynb",
}
BRINGS = {
    "numpy": "numpy", "pandas": "pandas", "matplotlib": "matplotlib", "sklearn": "scikit-learn",
    "imblearn": "imbalanced-learn", "seaborn": "seaborn", "river": "river",
}  # fmt: skip


class Everywhere(dict[str, tuple[str, ...]]):
    """Every module of a distribution that is known, also ``matplotlib.pyplot``."""

    def get(self, module: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:  # type: ignore[override]
        top = module.split(".")[0]
        return (BRINGS[top],) if top in BRINGS else default

    def __contains__(self, module: object) -> bool:
        return str(module).split(".")[0] in BRINGS


def generated(name: str) -> dict[str, str]:
    """The files of a project, in an environment that is the same on every machine."""
    notebook = NOTEBOOKS[name]
    environment = Environment(
        "python3",
        "python",
        "3.11.7",
        "x86_64",
        Everywhere({module: (name,) for module, name in BRINGS.items()}),
        dict.fromkeys(BRINGS.values(), "1.0"),
        {},
        True,
    )
    context = Context(
        environment,
        f"../{notebook.name}",
        exists=lambda path: (notebook.parent / path).is_file(),
        track=name != "sampling_strategy",  # the others train models
    )
    made = plan(parse(read(notebook), translate=True), context)
    return dict(render(made, "mlops-bridge").files)


@pytest.mark.parametrize("name", list(NOTEBOOKS))
def test_project_is_as_it_was_read(name: str) -> None:
    folder, files = GOLDEN / name, generated(name)
    if os.environ.get("MLOPS_BRIDGE_RECORD"):
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
    kept = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert kept == set(files)
    for path, text in files.items():
        assert (folder / path).read_text(encoding="utf-8") == text, path
