"""The hooks for pre-commit: installed from this repository and run by pre-commit itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
        cwd=folder, check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip


def published(folder: Path) -> str:
    """Commit what stands in the work tree into a repository of its own; return the commit."""
    for name in git(ROOT, "ls-files", "-co", "--exclude-standard").splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    # a front end that is there need not be built
    built = folder / "mlops_bridge" / "labextension" / "package.json"
    built.parent.mkdir(exist_ok=True)
    built.write_text("{}")
    git(folder, "init")
    git(folder, "add", "-A", "-f")
    git(folder, "commit", "-m", "x")
    return git(folder, "rev-parse", "HEAD")


def book(path: Path, *source: str) -> None:
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
            "source": list(source)}  # fmt: skip
    data = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")


@pytest.mark.slow
def test_pre_commit_runs_both_hooks(tmp_path: Path) -> None:
    hooks, work = tmp_path / "hooks", tmp_path / "work"
    hooks.mkdir()
    work.mkdir()
    commit = published(hooks)
    (work / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {hooks.as_posix()}\n  rev: {commit}\n  hooks:\n"
        "  - id: nb2prod-fix\n  - id: nb2prod-lint\n    args: [--select, 'ENV101,NB803']\n"
    )
    (work / "plain.txt").write_text("missing")
    book(work / "a.ipynb", "!pip install pandas==2.0\n", "x = missing")
    git(work, "init")
    git(work, "add", "-A")

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files", "--verbose"],
            cwd=work, capture_output=True, text=True, check=False,
            env={**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")},
        )  # fmt: skip

    first = run()
    assert first.returncode == 1, first.stderr
    assert "files were modified by this hook" in first.stdout
    assert "+%pip install pandas==2.0" in first.stdout
    assert "a.ipynb:cell 1:2:5: E NB803" in first.stdout
    book(work / "a.ipynb", "%pip install pandas==2.0\n", "x = 1")
    second = run()
    assert second.returncode == 0, second.stdout
