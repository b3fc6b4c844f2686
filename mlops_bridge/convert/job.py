"""The job notebook: what papermill executes."""

from __future__ import annotations

import json
from typing import Any

from . import codegen
from .plan import Plan


def notebook(plan: Plan) -> str:
    """The text of ``notebooks/job.ipynb``: parameters, typed values, then one cell per step.

    When the notebook itself is the job, its own cells without outputs.
    """
    cells = _own(plan) if plan.rung == "notebook" else _generated(plan)
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"job-{number}"
    language = {"name": "python"} if plan.rung != "notebook" else {}
    kernel = {
        "display_name": plan.kernel,
        "name": plan.kernel,
        **({"language": "python"} if language else {}),
    }
    data = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, **({"language_info": language} if language else {})},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _cell(kind: str, source: str, tags: tuple[str, ...] = ()) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {"tags": list(tags)} if tags else {}}
    cell["source"] = source.splitlines(keepends=True)
    if kind == "code":
        cell.update(execution_count=None, outputs=[])
    return cell


def _own(plan: Plan) -> list[dict[str, Any]]:
    return [_cell(kind, source) for kind, source in plan.notebook_cells]


def _generated(plan: Plan) -> list[dict[str, Any]]:
    cells = [
        _cell("markdown", f"# {plan.title}\n\nMade by nb2prod from `{plan.origin.split('/')[-1]}`.")
    ]
    if plan.parameters:
        lines = [
            f"{p.name} = {p.injected}" + (f"  # {p.help}" if p.help else "")
            for p in plan.parameters
        ]
        cells.append(_cell("code", "\n".join(lines), ("parameters",)))
    cells.append(_cell("code", _start(plan)))
    if plan.rung == "verbatim":
        cells.append(_cell("code", f"names = {plan.alias}pipeline.run({plan.alias}params)"))
        return cells
    for step, call in zip(plan.steps, plan.calls, strict=True):
        cells += [_cell("markdown", f"## {step.title}"), _cell("code", call)]
    return cells


def _start(plan: Plan) -> str:
    """Imports and the typed parameters; a bad value stops here, before the first step."""
    lines = []
    if plan.date_types:
        lines.append(f"from datetime import {', '.join(plan.date_types)}")
    if plan.uses_type("Path"):
        lines.append("from pathlib import Path")
    lines += [""] if lines else []
    own = plan.alias
    modules = codegen.own_modules(plan) if plan.rung == "steps" else ("pipeline",)
    lines += [codegen.own_import(plan, module) for module in modules]
    lines += [codegen.params_import(plan), ""]
    if plan.parameters:
        lines.append(f"{own}params = {own}Params(")
        lines += [f"    {p.name}={p.from_text}," for p in plan.parameters]
        lines.append(")")
    else:
        lines.append(f"{own}params = {own}Params()")
    lines += plan.setup if plan.rung == "steps" else ()
    return "\n".join(lines)
