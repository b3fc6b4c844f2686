"""Executed notebook: masked, with its page and what it printed beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import content, page, redact

NAME = "job.ipynb"


def finish(folder: Path, forms: Mapping[str, str], html: bool) -> Any:
    """Mask what papermill wrote; its page and what it printed are written beside it."""
    path = folder / NAME
    if not path.is_file():
        return None
    notebook, text = masked(path, forms)
    for stream in ("stdout", "stderr"):
        said = printed(notebook, stream)
        if said:
            (folder / f"{stream}.txt").write_text(said, encoding="utf-8")
    if html:
        path.with_suffix(".html").write_text(page.render(text), encoding="utf-8")
    return notebook


def masked(path: Path, forms: Mapping[str, str]) -> tuple[Any, str]:
    notebook = redact.replaced(json.loads(path.read_text(encoding="utf-8")), forms)
    papermill = notebook["metadata"].get("papermill", {})
    papermill.update(input_path=content.JOB, output_path=path.name)
    text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    beside = path.with_name(".job.ipynb.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
    return notebook, text


def printed(notebook: Mapping[str, Any], stream: str) -> str:
    return "".join(
        "".join(output.get("text", ""))
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if output.get("output_type") == "stream" and output.get("name") == stream
    )
