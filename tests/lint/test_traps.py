"""A folder full of traps: whatever stands in a notebook or beside it, lint and fix run none of it.

Every trap leaves a mark when it goes off.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path

from mlops_bridge.api import LiveCell, LiveRun, fix, lint, lint_cells

CELLS = """
import trap, setup, conftest
from trap import *
from package.inner import value
# %%
!touch {mark}-shell
# %%
%run trap.py
# %%
%load_ext trap
%system touch {mark}-system
found = !touch {mark}-bang
# %%
%%bash
touch {mark}-bash
# %%
%%writefile {mark}-written
text
# %%
touch {mark}-automagic
# %%
mkdir {mark}-automagic
# %%
import os, subprocess
os.system("touch {mark}-os")
subprocess.run(["touch", "{mark}-subprocess"])
get_ipython().system("touch {mark}-ipython")
open("{mark}-open", "w").write("x")
# %%
def trapped(value=open("{mark}-default", "w"), *, other=[open("{mark}-keyword", "w")]):
    return value

@trapped
class Trapped(trapped(), metaclass=trapped):
    held = open("{mark}-class", "w")
    def __init_subclass__(cls): open("{mark}-subclass", "w")
# %%
exec('open("{mark}-exec", "w")')
eval('open("{mark}-eval", "w")')
__import__("trap")
f"{{open('{mark}-format', 'w')}}"
[open("{mark}-listed", "w") for _ in range(1)]
# %%
import pickle
import joblib
import pandas as pd
import sklearn
import yaml
model = pickle.load(open("model.pkl", "rb"))
data = pd.read_pickle("model.pkl")
joblib.load("model.pkl")
yaml.load(open("environment.yml"), Loader=yaml.Loader)
# %%
print undefined "and not Python"; open("{mark}-broken", "w")
"""
MODULES = (
    *("trap", "setup", "conftest", "sitecustomize", "usercustomize", "numpy", "pandas", "sklearn"),
    *("joblib", "IPython", "yaml", "click", "rich", "json", "ast", "re", "tomllib", "nbformat"),
    *("mlflow", "package/__init__", "package/inner", "src/trap", "mlops_bridge"),
)


class Bomb:
    """Opens a file when it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self):
        return open, (self.path, "w")


def lay(folder: Path, mark: Path) -> Path:
    """Write the notebook and the traps around it."""
    for name in MODULES:
        path = folder / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'open({str(mark) + "-" + path.stem!r}, "w")\nvalue = 1\n')
    bomb = f'!!python/object/apply:builtins.open ["{mark}-yaml", "w"]\n'
    for name in ("environment.yml", "dvc.yaml", ".pre-commit-config.yaml"):
        (folder / name).write_text(bomb)
    (folder / "model.pkl").write_bytes(pickle.dumps(Bomb(f"{mark}-pickle")))
    (folder / "requirements.txt").write_text(f"-e .\nx @ file://{folder}\n-r $(touch {mark}-req)\n")
    (folder / "Makefile").write_text(f"all:\n\ttouch {mark}-make\n")
    (folder / "Dockerfile").write_text(f"FROM scratch\nRUN touch {mark}-docker\n")
    (folder / "pyproject.toml").write_text("[project]\nname = 'x'\n[tool.nb2prod]\nselect = []\n")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    hook = folder / "hook"
    hook.write_text(f"#!/bin/sh\ntouch {mark}-git\n")
    hook.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.editor", "filter.x.clean", "diff.external"):
        subprocess.run(["git", "config", key, str(hook)], cwd=folder, check=True)
    (folder / ".gitattributes").write_text("* filter=x\n")
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {"tags": []},
            "source": source.strip("\n"),
            "execution_count": None,
            "outputs": [
                {
                    "output_type": "display_data",
                    "metadata": {},
                    "data": {"text/html": f"<script>open('{mark}-html')</script>"},
                }
            ],
        }
        for number, source in enumerate(CELLS.format(mark=mark).split("# %%"), 1)
    ]
    path = folder / "n.ipynb"
    path.write_text(
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    )
    return path


def gone_off(mark: Path) -> list[str]:
    return sorted(path.name for path in mark.parent.glob(f"{mark.name}-*"))


def test_the_traps_work(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    folder = tmp_path / "work"
    lay(folder, mark)
    pickle.loads((folder / "model.pkl").read_bytes()).close()
    subprocess.run([sys.executable, "trap.py"], cwd=folder, check=True)
    subprocess.run(["./hook"], cwd=folder, check=True)
    assert gone_off(mark) == ["mark-git", "mark-pickle", "mark-trap"]


def test_lint_and_fix_run_nothing(tmp_path: Path, monkeypatch) -> None:
    mark = tmp_path / "mark"
    folder = tmp_path / "work"
    path = lay(folder, mark)
    monkeypatch.chdir(folder)
    found = lint([path])
    assert not found.errors
    assert {"NB803", "NB807", "SEC305"} <= {f.code for f in found.findings[path]}
    fix(path, unsafe=True)
    sources = [cell["source"] for cell in json.loads(path.read_text())["cells"]]
    live = [LiveCell(f"c{n}", "code", source) for n, source in enumerate(sources)]
    runs = [LiveRun(cell.id, n, cell.source + "\nx = 1") for n, cell in enumerate(live)]
    assert lint_cells(live, path=path, runs=runs)
    assert gone_off(mark) == []


def test_the_command_runs_nothing(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    folder = tmp_path / "work"
    lay(folder, mark)
    script = tmp_path / "bin" / "nb2prod"
    script.parent.mkdir()
    script.write_text("from mlops_bridge.cli import main\nmain()\n")
    for command in (["lint", "--no-cache", "."], ["fix", "--unsafe", "n.ipynb"]):
        done = subprocess.run(
            [sys.executable, str(script), *command],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        assert "n.ipynb" in done.stdout
    assert gone_off(mark) == []
