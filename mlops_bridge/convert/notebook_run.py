"""Notebook run: the notebook as it was written, or the job notebook, by papermill in a kernel."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..analysis.program import Code, Program
from ..environment.process import watch
from ..errors import KernelError, MissingExtra
from ..progress import Event
from .execution import (
    OBSERVE,
    Failure,
    Observation,
    Scene,
    aliases,
    environment,
    last_cell,
    record_lines,
    running_cells,
    values,
    written,
)
from .neighbours import Neighbour

_PAPERMILL = """
import json, sys
request = json.load(sys.stdin)
sys.path[:] = request["path"]
sys.modules["rfc3987_syntax"] = None  # slow to import, and no notebook needs it
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
for starts_left in (2, 1, 0):
    end = {"code": 0}
    try:
        papermill.execute_notebook(
            request["notebook"].replace("{", "{{").replace("}", "}}"),
            request["output"].replace("{", "{{").replace("}", "}}"),
            kernel_name=request["kernel"], cwd=request["folder"], progress_bar=False,
            start_timeout=120,
        )
    except papermill.PapermillExecutionError as error:
        end = {"code": 1, "cell": error.cell_index, "name": error.ename, "text": error.evalue,
               "trace": "\\n".join(error.traceback or ())}
    except DeadKernelError as error:
        end = {"code": 2, "text": str(error)}
    except RuntimeError as error:
        # it died before its first cell, as one does that lost its port to another: once more
        end = {"code": 2, "text": str(error)}
        if starts_left:
            continue
    break
with open(request["end"], "w") as file:
    json.dump(end, file)
"""


def run_notebook(scene: Scene, scratch: Path, name: str) -> Observation:
    """Run the notebook as it was written, top down, in its own kernel.

    Lines that install packages are left out: they would change the environment.
    """
    ends = scene.manifest.ends
    config: dict[str, Any] = {
        "cells": running_cells(scene.program),
        "ends": ends or [str(last_cell(scene.program))],
        "out": str(scratch / f"{name}.jsonl"),
        "top": str(scratch / name / "work"),
        "seed": scene.seed,
    }
    _start_with(scratch / name, "kernel", config)
    source = _notebook(scene.program, scene.changed)
    return _papermill(scene, scratch, name, source, {}, config["out"])


def run_job(scene: Scene, scratch: Path, name: str) -> Observation:
    """Run the job notebook of the project as papermill would."""
    text = (scene.project / "notebooks" / "job.ipynb").read_text(encoding="utf-8")
    _start_with(scratch / name, "seeded_kernel", scene.seed)
    more = {
        "PYTHONPATH": str(scene.project.resolve() / "src"),
        "MPLBACKEND": "Agg",
        **scene.secrets,
    }
    return _papermill(scene, scratch, name, json.loads(text), more, "")


def _start_with(place: Path, function: str, argument: object) -> None:
    """Have the kernel call a function of ``observe.py`` before the first cell."""
    startup = place / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    observe = OBSERVE.read_text(encoding="utf-8")
    (startup / "00-observe.py").write_text(
        "def _start():\n"
        "    space = {'__name__': 'observe', 'get_ipython': get_ipython}\n"
        f"    exec(compile({observe!r}, 'observe', 'exec'), space)\n"
        f"    space[{function!r}]({argument!r})\n"
        "_start()\ndel _start\n",
        encoding="utf-8",
    )


def _notebook(program: Program, changed: Sequence[Neighbour]) -> dict[str, Any]:
    """The notebook's code cells, without what installs packages, with changed literals."""
    cells: list[dict[str, Any]] = []
    for code in program.codes:
        lines = code.cell.source.split("\n")
        for magic in code.magics:
            if magic.action == "require":
                text = lines[magic.line - 1]
                indent = text[: len(text) - len(text.lstrip())]
                lines[magic.line - 1 : magic.end_line] = [f"{indent}pass"] + [""] * (
                    magic.end_line - magic.line
                )
        for neighbour in changed:
            if neighbour.cell == code.cell.number:
                _put(lines, code, neighbour)
        cells.append(
            {
                "cell_type": "code",
                "id": f"cell-{code.cell.number}",
                "metadata": {"tags": [t for t in code.cell.tags if t != "parameters"]},
                "source": "\n".join(lines),
                "outputs": [],
                "execution_count": None,
            }
        )
    kernel = program.notebook.kernel or "python3"
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"name": kernel, "display_name": kernel, "language": "python"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _put(lines: list[str], code: Code, neighbour: Neighbour) -> None:
    """Write another value in place of a parameter's literal; later lines keep their numbers."""
    found = place_of(code, neighbour)
    if found is None:
        return
    first, last = found.lineno - 1, (found.end_lineno or found.lineno) - 1
    head = lines[first].encode()[: found.col_offset].decode()
    tail = lines[last].encode()[found.end_col_offset or 0 :].decode()
    lines[first : last + 1] = [f"{head}{neighbour.source}{tail}"] + [""] * (last - first)


def place_of(code: Code, neighbour: Neighbour) -> ast.expr | None:
    """The literal that stands for a parameter: bound to its name, or at its place in a call."""
    name, line = neighbour.name, neighbour.line
    if neighbour.column >= 0:
        place = (line, neighbour.column)
        literal = (ast.Constant, ast.UnaryOp, ast.List, ast.Tuple, ast.Dict, ast.Set)
        found = (n for n in code.nodes if isinstance(n, literal))
        return next((n for n in found if (n.lineno, n.col_offset) == place), None)
    for node in code.tree.body if code.tree is not None else ():
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.lineno == line:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Name) and t.id == name for t in targets):
                return node.value
    return None


def _papermill(
    scene: Scene,
    scratch: Path,
    name: str,
    notebook: Mapping[str, Any],
    more: Mapping[str, str],
    out: str,
) -> Observation:
    try:
        import papermill  # noqa: F401 - only whether it is there; it runs in a process of its own
    except ImportError:
        raise MissingExtra("papermill", "ship") from None
    place = scene.workplace(scratch, name)
    source, output, end = (scratch / name / f for f in ("in.ipynb", "out.ipynb", "end.json"))
    source.write_text(json.dumps(notebook), encoding="utf-8")
    request = {
        "path": sys.path,
        "notebook": str(source),
        "output": str(output),
        "end": str(end),
        "kernel": scene.manifest.kernel,
        "folder": str(place.folder),
    }
    ended = watch(
        [sys.executable, "-c", _PAPERMILL],
        beat=lambda: scene.report(Event("verify", f"{name} runs")),
        stdin=json.dumps(request),
        environment=environment(scene, scratch / name, more),
        timeout=scene.timeout,
    )
    failure = None
    printed: dict[str, str] = {}
    warned: dict[str, str] = {}
    if output.exists():
        executed = json.loads(output.read_text(encoding="utf-8"))
        printed, warned = _streams(executed, "stdout"), _streams(executed, "stderr")
    if ended.late:
        failure = Failure(
            "TimeoutError", f"not at its end after {scene.timeout:g} s", _running(output)
        )
    elif not end.exists():
        raise KernelError(
            "papermill could not run",
            hint=(ended.stderr.strip().splitlines() or ["It said nothing."])[-1],
        )
    else:
        failure = _failed(json.loads(end.read_text()))
    seen = record_lines(Path(out)) if out else []
    return Observation(
        printed,
        values(seen),
        written(place),
        failure,
        ended.seconds,
        place.top,
        warned,
        aliases(seen),
        Path(out) if out else None,
    )


def _running(output: Path) -> int:
    if not output.exists():
        return 0
    cells = json.loads(output.read_text(encoding="utf-8"))["cells"]
    code = [c for c in cells if c["cell_type"] == "code"]
    for number, cell in enumerate(code, 1):
        if cell.get("metadata", {}).get("papermill", {}).get("status") == "running":
            return number
    return 0


def _failed(end: Mapping[str, Any]) -> Failure | None:
    if end["code"] == 0:
        return None
    if end["code"] == 2:
        return Failure("DeadKernel", str(end["text"]) or "the kernel died")
    trace = re.sub(r"\x1b\[[0-9;]*m", "", str(end.get("trace", "")))
    # papermill counts from 0; the notebook that was run holds the code cells alone
    cell = int(end.get("cell") or 0) + 1
    lines = re.findall(r"^(?:-+>|\s*File .*line) ?(\d+)", trace, re.MULTILINE)
    text = str(end["text"] or "")
    return Failure(str(end["name"]), text.split("\n")[0][:300], cell, int(lines[0]) if lines else 0)


def _streams(notebook: Mapping[str, Any], name: str) -> dict[str, str]:
    """Standard output or error by code cell, as numbered in the executed notebook's own cells."""
    printed = {}
    number = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        if "papermill-error-cell-tag" in cell.get("metadata", {}).get("tags", []):
            continue
        number += 1
        texts = [
            "".join(o["text"])
            for o in cell.get("outputs", [])
            if o.get("output_type") == "stream" and o.get("name") == name
        ]
        # a kernel runs commands on a terminal, which ends lines its own way
        printed[str(number)] = "".join(texts).replace("\r\n", "\n")
    return printed
