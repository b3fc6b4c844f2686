"""Notebooks to generate from, and the command in this process."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest

from mlops_bridge.cli import main


def notebook(folder: Path, *cells: str, name: str = "work.ipynb", **outputs: str) -> Path:
    """A notebook of code cells (Markdown where they begin with `#md`); `o1="..."` is an output."""
    made = []
    for number, source in enumerate(cells):
        if source.startswith("#md"):
            made.append(
                {
                    "cell_type": "markdown",
                    "id": f"c{number}",
                    "metadata": {},
                    "source": source[3:].strip(),
                }
            )
            continue
        text = outputs.get(f"o{number}")
        shown = [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
        made.append(
            {
                "cell_type": "code",
                "id": f"c{number}",
                "metadata": {},
                "execution_count": None,
                "outputs": shown,
                "source": source.strip("\n"),
            }
        )
    path = folder / name
    data = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def command(*words: object) -> tuple[int, str]:
    return nb2prod("fix", "--generate", "--offline", *words)


def nb2prod(*words: object) -> tuple[int, str]:
    said = io.StringIO()
    errors = io.StringIO() if "json" in words else said
    with (
        patch.object(sys, "argv", ["nb2prod", *map(str, words)]),
        redirect_stdout(said),
        redirect_stderr(errors),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    return int(str(ended.value.code)), said.getvalue()
