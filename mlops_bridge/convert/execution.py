"""Execution: one run of a notebook or of a package, in a fresh copy of the notebook's folder."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..analysis.program import Program
from ..environment.kernel import interpreter
from ..environment.process import Ended, watch
from ..environment.workplace import prepare
from ..errors import KernelError, MissingExtra
from ..progress import Event, Report
from .blockers import SKIP
from .manifest import Manifest

OBSERVE = Path(__file__).with_name("observe.py")
_PAPERMILL = """
import json, sys
request = json.load(sys.stdin)
sys.path[:] = request["path"]
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
end = {"code": 0}
try:
    papermill.execute_notebook(
        request["notebook"].replace("{", "{{").replace("}", "}}"),
        request["output"].replace("{", "{{").replace("}", "}}"),
        kernel_name=request["kernel"], cwd=request["folder"], progress_bar=False, start_timeout=120,
    )
except papermill.PapermillExecutionError as error:
    end = {"code": 1, "cell": error.cell_index, "name": error.ename, "text": error.evalue,
           "trace": "\\n".join(error.traceback or ())}
except (DeadKernelError, RuntimeError) as error:
    end = {"code": 2, "text": str(error)}
with open(request["end"], "w") as file:
    json.dump(end, file)
"""


Container = Callable[[Path, Mapping[str, str]], tuple[int, str, str]]
"""Runs a job in its image: (data folder, secrets) to (exit code, stdout, stderr)."""


@dataclass(frozen=True)
class Failure:
    """Why a run did not reach its end; `cell` and `line` are the notebook's, 0 when not known."""

    name: str
    text: str
    cell: int = 0
    line: int = 0


@dataclass(frozen=True)
class Observation:
    """What one run printed, wrote and computed.

    Attributes
    ----------
    printed : standard output by label: the code cell's number, or the step's name
    values : fingerprints by label: name to (kind, digest, opaque, text)
    files : sha256 of each file that the run wrote or changed
    """

    printed: Mapping[str, str]
    values: Mapping[str, Mapping[str, tuple[str, str, bool, str]]]
    files: Mapping[str, str]
    failure: Failure | None
    seconds: float
    folder: Path

    @property
    def stdout(self) -> str:
        return "".join(self.printed.values())


@dataclass(frozen=True)
class Scene:
    """What all runs of one comparison share."""

    project: Path
    manifest: Manifest
    program: Program
    data: Path
    secrets: Mapping[str, str]
    timeout: float | None
    report: Report


def _environment(scene: Scene, scratch: Path, more: Mapping[str, str]) -> dict[str, str]:
    command = interpreter(scene.manifest.kernel)
    program = Path(command[0]).parent
    # a kernel that believes itself under pytest does not capture what commands print
    inherited = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    return {
        **inherited,
        "PATH": f"{program}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
        "TZ": os.environ.get("TZ", "UTC"),
        "TQDM_DISABLE": "0",
        "IPYTHONDIR": str(scratch / "ipython"),
        "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(scratch / "matplotlib")),
        **more,
    }


def run_notebook(scene: Scene, scratch: Path, name: str) -> Observation:
    """Run the notebook as it was written, top down, in its own kernel.

    Lines that install packages are left out: they would change the environment.
    """
    ends = [step.cells[-1] for step in scene.manifest.steps]
    config: dict[str, Any] = {
        "cells": _running_cells(scene.program),
        "ends": ends or [last_cell(scene.program)],
        "names": [],
        "out": str(scratch / f"{name}.jsonl"),
    }
    startup = scratch / name / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    observe = OBSERVE.read_text(encoding="utf-8")
    (startup / "00-observe.py").write_text(
        "def _start():\n"
        f"    space = {{'__name__': 'observe', 'get_ipython': get_ipython}}\n"
        f"    exec(compile({observe!r}, 'observe', 'exec'), space)\n"
        f"    space['kernel']({config!r})\n"
        "_start()\ndel _start\n",
        encoding="utf-8",
    )
    source = _without_installs(scene.program)
    return _papermill(
        scene, scratch, name, source, {"IPYTHONDIR": str(scratch / name / "ipython")}, config["out"]
    )


def run_job(scene: Scene, scratch: Path, name: str) -> Observation:
    """Run the job notebook of the project as papermill would."""
    text = (scene.project / "notebooks" / "job.ipynb").read_text(encoding="utf-8")
    more = {
        "PYTHONPATH": str(scene.project.resolve() / "src"),
        "MPLBACKEND": "Agg",
        **scene.secrets,
    }
    return _papermill(scene, scratch, name, json.loads(text), more, "")


def _without_installs(program: Program) -> dict[str, Any]:
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


def last_cell(program: Program) -> int:
    """The number of the last code cell that runs."""
    return max(_running_cells(program), default=0)


def _running_cells(program: Program) -> list[int]:
    return [
        code.cell.number
        for code in program.codes
        if code.cell.source.strip() and SKIP not in code.cell.tags
    ]


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
    place = prepare(scene.data, scratch / name / "work", scene.project, scene.manifest.inputs)
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
        environment=_environment(scene, scratch / name, more),
        timeout=scene.timeout,
    )
    failure = None
    printed: dict[str, str] = {}
    if output.exists():
        printed = _streams(json.loads(output.read_text(encoding="utf-8")))
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
        failure = _failed(json.loads(end.read_text()), printed)
    return Observation(
        printed,
        _values(Path(out)) if out else {},
        _written(place.folder, place.before, place.top),
        failure,
        ended.seconds,
        place.top,
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


def _failed(end: Mapping[str, Any], printed: Mapping[str, str]) -> Failure | None:
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


def _streams(notebook: Mapping[str, Any]) -> dict[str, str]:
    """Standard output by code cell, as numbered in the executed notebook's own cells."""
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
            if o.get("output_type") == "stream" and o.get("name") == "stdout"
        ]
        # a kernel runs commands on a terminal, which ends lines its own way
        printed[str(number)] = "".join(texts).replace("\r\n", "\n")
    return printed


def run_package(
    scene: Scene, scratch: Path, name: str, arguments: Sequence[str] = ()
) -> Observation:
    """Run the package's command line in the kernel's interpreter."""
    manifest = scene.manifest
    place = prepare(scene.data, scratch / name / "work", scene.project, manifest.inputs)
    out = scratch / f"{name}.jsonl"
    src = scene.project.resolve() / "src"
    config = {
        "package": manifest.name,
        "src": str(src),
        "out": str(out),
        "shared": sorted(_shared(src / manifest.name / "lib.py")),
        "verbatim": manifest.rung == "verbatim",
        "arguments": list(arguments),
    }
    request = scratch / name / "config.json"
    request.write_text(json.dumps(config), encoding="utf-8")
    stdout = scratch / name / "stdout"
    # standard output goes to a file: its length at the end of each step is where the step's ends
    command = [*interpreter(manifest.kernel), str(OBSERVE), "--package", str(request)]
    code = (
        "import os, subprocess, sys\n"
        f"with open({str(stdout)!r}, 'wb') as out:\n"
        f"    sys.exit(subprocess.call({command!r}, stdout=out))\n"
    )
    ended = watch(
        [sys.executable, "-c", code],
        beat=lambda: scene.report(Event("verify", f"{name} runs")),
        cwd=place.folder,
        environment=_environment(
            scene, scratch / name, {"MPLBACKEND": "Agg", "PYTHONPATH": str(src), **scene.secrets}
        ),
        timeout=scene.timeout,
    )
    lines = _lines(out)
    text = stdout.read_bytes() if stdout.exists() else b""
    printed, at = {}, 0
    for line in lines:
        printed[str(line["label"])] = text[at : line["offset"]].decode("utf-8", "replace")
        at = line["offset"]
    if text[at:]:
        printed["after the last step"] = text[at:].decode("utf-8", "replace")
    failure = None
    if ended.late:
        failure = Failure("TimeoutError", f"not at its end after {scene.timeout:g} s")
    elif ended.code:
        failure = _package_failure(ended, manifest)
    return Observation(
        printed,
        _values(out),
        _written(place.folder, place.before, place.top),
        failure,
        ended.seconds,
        place.top,
    )


def run_container(scene: Scene, scratch: Path, name: str, container: Container) -> Observation:
    """Run the job in its image, in a copy of the data folder."""
    place = prepare(scene.data, scratch / name / "work", scene.project, scene.manifest.inputs)
    started = time.monotonic()
    code, stdout, stderr = container(place.folder, scene.secrets)
    failure = None
    if code:
        last = (stderr.strip() or f"exit code {code}").split("\n")[-1]
        kind, _, text = last.partition(":")
        failure = Failure(kind.strip(), text.strip()[:300])
    return Observation(
        {"image": stdout},
        {},
        _written(place.folder, place.before, place.top),
        failure,
        time.monotonic() - started,
        place.top,
    )


def _package_failure(ended: Ended, manifest: Manifest) -> Failure:
    text = ended.stderr.strip()
    last = text.split("\n")[-1] if text else f"exit code {ended.code}"
    name, _, message = last.partition(":")
    place = (0, 0)
    pattern = rf'File "[^"]*/(src/{re.escape(manifest.name)}/\w+\.py)", line (\d+)'
    for path, line in re.findall(pattern, text):
        for at, cell, cell_line in manifest.cells.get(path, ()):
            if at <= int(line):
                place = (cell, cell_line + int(line) - at if cell else 0)
    return Failure(name.strip(), message.strip()[:300], *place)


def _shared(path: Path) -> set[str]:
    """Names that ``lib.py`` declares without a value: the shared ones."""
    if not path.is_file():
        return set()
    return set(re.findall(r"^(\w+): [^=\n]+$", path.read_text(encoding="utf-8"), re.MULTILINE))


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _values(path: Path) -> dict[str, dict[str, tuple[str, str, bool, str]]]:
    found: dict[str, dict[str, tuple[str, str, bool, str]]] = {}
    for line in _lines(path):
        found[str(line["label"])] = {
            name: (v[0], v[1], bool(v[2]), v[3]) for name, v in line["values"].items()
        }
    return found


def _written(folder: Path, before: Mapping[str, tuple[int, int]], top: Path) -> dict[str, str]:
    """The sha256 of each file under `top` that is new or changed."""
    found = {}
    for path in sorted(top.rglob("*")):
        name = path.relative_to(top).as_posix()
        if path.is_symlink() or not path.is_file():
            continue
        if any(p.startswith(".") or p == "__pycache__" for p in path.relative_to(top).parts):
            continue
        state = path.lstat()
        if before.get(name) != (state.st_size, state.st_mtime_ns):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
