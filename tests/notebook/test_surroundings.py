"""The project around a notebook: its root, its files, and what keeps versions."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mlops_bridge.notebook.surroundings import look


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize(
    "marker", ["pyproject.toml", "dvc.yaml", "requirements.txt", "requirements-dev.in", ".git"]
)
def test_the_nearest_marker_is_the_root(marker: str, tmp_path: Path) -> None:
    inner = tmp_path / "project" / "notebooks"
    inner.mkdir(parents=True)
    (tmp_path / "project" / marker).write_text("", encoding="utf-8")
    assert look(inner / "n.ipynb").root == tmp_path / "project"


def test_files_locks_and_modules(tmp_path: Path) -> None:
    for name in ("requirements.txt", "uv.lock", "features.py", "Dockerfile", "notes.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "package").mkdir()
    around = look(tmp_path / "n.ipynb")
    assert dict(around.files) == {
        "requirements.txt": "requirements.txt",
        "Dockerfile": "Dockerfile",
    }
    assert around.locks == ("uv.lock",)
    assert {"features", "package"} <= around.modules


def test_dvc_keeps_versions_of_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv.dvc").write_text("", encoding="utf-8")
    (tmp_path / "raw.dvc").write_text("", encoding="utf-8")
    (tmp_path / "dvc.yaml").write_text("stages: {x: {deps: [other/b.csv]}}", encoding="utf-8")
    around = look(tmp_path / "n.ipynb")
    assert around.versioning("data/a.csv") == "dvc"
    assert around.versioning("raw/deep/c.csv") == "dvc"
    assert around.versioning("other/b.csv") == "dvc"
    assert around.versioning("data/else.csv") == ""
    assert around.versioning("../outside.csv") == ""
    assert around.versioning("bad\0name") == ""


def test_git_keeps_versions_of_tracked_files(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "a.csv").write_text("1", encoding="utf-8")
    (tmp_path / "b.csv").write_text("1", encoding="utf-8")
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n"
    (tmp_path / "c.csv").write_bytes(pointer)
    git(tmp_path, "add", "a.csv", "c.csv")
    around = look(tmp_path / "n.ipynb")
    found = [around.versioning(name) for name in ("a.csv", "b.csv", "c.csv")]
    assert found == ["git", "", "lfs"]
    assert around.size("a.csv") == 1
    assert around.size("none.csv") is None


def test_a_notebook_on_its_own(tmp_path: Path) -> None:
    around = look(tmp_path / "nowhere" / "n.ipynb")
    assert not around.files
    assert around.versioning("a.csv") in ("", "git")
