"""A run over many files: what goes wrong with one is said, and the others are still judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.lint import engine

BOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def test_a_bug_of_ours_stops_one_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.ipynb", "b.ipynb"):
        (tmp_path / name).write_text(BOOK)
    judge = engine.lint

    def broken(notebook, *rest):  # type: ignore[no-untyped-def]
        if notebook.path.name == "a.ipynb":
            raise ZeroDivisionError("planted")
        return judge(notebook, *rest)

    monkeypatch.setattr(engine, "lint", broken)
    linted = api.lint([tmp_path])
    assert [path.name for path in linted.findings] == ["b.ipynb"]
    (error,) = linted.errors.values()
    assert "ZeroDivisionError: planted" in error.what
    assert isinstance(error.__cause__, ZeroDivisionError)


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("old/\n*-copy.ipynb\n")
    (tmp_path / "old").mkdir()
    for name in ("a.ipynb", "a-copy.ipynb", "old/b.ipynb"):
        (tmp_path / name).write_text(BOOK)
    assert [path.name for path in api.notebooks([tmp_path])] == ["a.ipynb"]
