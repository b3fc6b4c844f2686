"""Text of the verbatim rung: the notebook's own lines as one flat module."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..analysis.program import Code, Unit
from ..analysis.secrets import find as find_secrets
from ..errors import ConversionError
from .codegen import OURS, drawers, draws, own_text, quotable
from .edits import CannotEdit, Rules, rewrite
from .plan import Line, Plan
from .results import pyplot


def pipeline(plan: Plan) -> tuple[Line, ...]:
    """``pipeline.py`` when the notebook is kept verbatim."""
    lines = [
        f'"""The job {quotable(plan.title)} from start to end."""',
        "",
        "import runpy",
        "from typing import Any",
        "",
        f"from {plan.name}.params import Params",
        "",
        "",
        "def run(params: Params | None = None) -> dict[str, Any]:",
        '    """Run the notebook\'s lines as a program of their own, and return its names."""',
        "    values = vars(params or Params())",
        "    return runpy.run_module(",
        f'        "{plan.name}.verbatim",',
        "        init_globals=dict(values),",
        '        run_name="__main__",',
        "        alter_sys=True,",
        "    )",
    ]
    return tuple(Line(line) for line in lines)


def verbatim(
    path: Path,
    units: Sequence[Unit],
    width: str,
    secrets: Mapping[str, str],
    literals: Mapping[tuple[int, int, int], str],
    lookups: Mapping[tuple[int, int, int], str],
) -> tuple[Line, ...]:
    """The notebook as one flat module: its own lines, without magics, secrets and parameters."""
    futures = []
    kept = []
    for unit in units:
        node = unit.nodes[0]
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            futures += [alias.name for alias in node.names]
        else:
            kept.append(unit)
    lines = [Line('"""The notebook, cell by cell, as it was written."""'), Line("")]
    if futures:
        lines += [Line(f"from __future__ import {', '.join(dict.fromkeys(futures))}"), Line("")]
    figures, since = pyplot(kept)
    rules = Rules(flat=True, secrets=secrets, literals=literals, lookups=lookups, pyplot=figures)
    texts = [_flat(unit, path, rules) for unit in kept]
    joined = "\n".join(texts)
    if "__file__" in joined:
        lines += [Line("del __file__  # a notebook has none"), Line("")]
    needs = [line for m, line in OURS.items() if re.search(rf"(?<![\w.]){m}\.", joined)]
    lines += [Line(line) for line in needs]
    if re.search(r"(?<![\w.])display\(", joined) and "import display" not in joined:
        lines.append(Line("from IPython.display import display"))
    if width:
        alias = width.split(".")[0]
        lines.append(Line("import pandas" + (f" as {alias}" if alias != "pandas" else "")))
        lines.append(Line(f"{width}  # tables print as in the notebook"))
    drawing = drawers(kept, figures) if figures else frozenset[str]()
    for index, (unit, flat) in enumerate(zip(kept, texts, strict=True)):
        if not index or kept[index - 1].cell != unit.cell:
            lines += [Line(""), Line(f"# %% cell {unit.cell}")]
        elif unit.text.startswith("\n"):
            lines.append(Line(""))
        _, start = own_text(unit)
        lines.append(Line(flat, unit.cell, start))
        last = index == len(kept) - 1 or kept[index + 1].cell != unit.cell
        closes = last and figures and unit.cell >= since
        if closes and any(draws(u, figures, drawing) for u in kept if u.cell == unit.cell):
            lines.append(Line(f'{figures}.close("all")'))
    return tuple(lines)


def _flat(unit: Unit, path: Path, rules: Rules) -> str:
    text, start = own_text(unit)
    for tried in (rules, replace(rules, display=False), replace(rules, display=False, pyplot="")):
        with suppress(CannotEdit):
            return rewrite(text, tried, (unit.cell, start))
    raise ConversionError(
        "a secret stands where it cannot be replaced safely",
        where=f"{path}: cell {unit.cell}, line {unit.first}",
        hint='Read it from the environment in the notebook: os.environ["NAME"].',
    )


def without_secrets(source: str, code: Code, path: Path, variables: Mapping[str, str]) -> str:
    """A cell's source with secret literals as look-ups in the environment; magics stay."""
    if code.tree is None:
        return source
    secrets = find_secrets(code.tree)
    if not secrets:
        return source
    lines = source.split("\n")
    for secret in reversed(secrets):
        row = secret.key[0] - 1
        before = lines[row].encode()
        start, end = secret.key[1], secret.end[1]
        literal = before[start:end].decode(errors="replace")
        if secret.end[0] != secret.key[0] or secret.value not in literal:
            raise ConversionError(
                "a secret stands where it cannot be replaced safely",
                where=f"{path}: cell {code.cell.number}, line {secret.key[0]}",
                hint='Read it from the environment in the notebook: os.environ["NAME"].',
            )
        look_up = f'__import__("os").environ["{variables[secret.value]}"]'
        lines[row] = (before[:start] + look_up.encode() + before[end:]).decode()
    return "\n".join(lines)
