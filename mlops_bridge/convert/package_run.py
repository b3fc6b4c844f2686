"""Package run: the package's command line in the kernel's interpreter, or in its image."""

from __future__ import annotations

import ast
import json
import re
import sys
import time
from pathlib import Path

from ..environment.kernel import interpreter
from ..environment.process import Ended, watch
from ..progress import Event
from .execution import (
    OBSERVE,
    Container,
    Failure,
    Observation,
    Scene,
    aliases,
    environment,
    record_lines,
    values,
    written,
)
from .manifest import Manifest


def run_package(scene: Scene, scratch: Path, name: str) -> Observation:
    """Run the package's command line in the kernel's interpreter."""
    manifest = scene.manifest
    place = scene.workplace(scratch, name)
    out = scratch / f"{name}.jsonl"
    src = scene.project.resolve() / "src"
    arguments = [a for n in scene.changed for a in (n.option, n.argument)]
    config = {
        "package": manifest.name,
        "src": str(src),
        "out": str(out),
        "top": str(place.top),
        "shared": sorted(_shared(src / manifest.name / "lib.py")),
        "verbatim": manifest.rung == "verbatim",
        "arguments": arguments,
        "seed": scene.seed,
    }
    request = scratch / name / "config.json"
    request.write_text(json.dumps(config), encoding="utf-8")
    stdout = scratch / name / "stdout"
    # standard output goes to a file: its length at the end of each step is where the step's ends
    command = [*interpreter(manifest.kernel), str(OBSERVE), "--package", str(request)]
    code = (
        "import subprocess, sys\n"
        f"with open({str(stdout)!r}, 'wb') as out:\n"
        f"    sys.exit(subprocess.call({command!r}, stdout=out))\n"
    )
    ended = watch(
        [sys.executable, "-c", code],
        beat=lambda: scene.report(Event("verify", f"{name} runs")),
        cwd=place.folder,
        environment=environment(
            scene, scratch / name, {"MPLBACKEND": "Agg", "PYTHONPATH": str(src), **scene.secrets}
        ),
        timeout=scene.timeout,
    )
    text = stdout.read_bytes() if stdout.exists() else b""
    printed, at = {}, 0
    seen = record_lines(out)
    for line in seen:
        label = str(line["label"])
        if not label.startswith("run:"):
            printed[label] = text[at : line["offset"]].decode("utf-8", "replace")
            at = line["offset"]
    if text[at:]:
        printed["after the last step"] = text[at:].decode("utf-8", "replace")
    failure = None
    if ended.late:
        failure = Failure("TimeoutError", f"not at its end after {scene.timeout:g} s")
    elif ended.code:
        failure = _failure(ended, manifest, src)
    return Observation(
        printed,
        values(seen),
        written(place),
        failure,
        ended.seconds,
        place.top,
        {"": ended.stderr},
        aliases(seen),
        out,
    )


def run_container(scene: Scene, scratch: Path, name: str, container: Container) -> Observation:
    """Run the job in its image, in a copy of the data folder."""
    place = scene.workplace(scratch, name)
    started = time.monotonic()
    code, stdout, stderr = container(place.folder, scene.secrets)
    failure = None
    if code:
        last = (stderr.strip() or f"exit code {code}").split("\n")[-1]
        kind, _, text = last.partition(":")
        failure = Failure(kind.strip(), text.strip()[:300])
    seconds = time.monotonic() - started
    return Observation({"image": stdout}, {}, written(place), failure, seconds, place.top)


def _failure(ended: Ended, manifest: Manifest, src: Path) -> Failure:
    """The error of a package's run, with the notebook's place and the step it came from."""
    text = ended.stderr.strip()
    last = text.split("\n")[-1] if text else f"exit code {ended.code}"
    name, _, message = last.partition(":")
    place, step = (0, 0), ""
    pattern = rf'File "[^"]*/(src/{re.escape(manifest.name)}/(\w+)\.py)", line (\d+)(?:, in (\w+))?'
    for path, module, line, function in re.findall(pattern, text):
        if module == "steps" and not step:
            step = function if function != "<module>" else ""
        elif module == "pipeline" and not step:
            step = _called(src / manifest.name / "pipeline.py", int(line))
        for at, cell, cell_line in manifest.cells.get(path, ()):
            if at <= int(line):
                place = (cell, cell_line + int(line) - at if cell else 0)
    known = {s.name for s in manifest.steps}
    return Failure(name.strip(), message.strip()[:300], *place, step if step in known else "")


def _called(pipeline: Path, line: int) -> str:
    """The step that a line of ``run`` calls."""
    for node in ast.walk(ast.parse(pipeline.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.lineno <= line <= (node.end_lineno or line):
                return node.func.attr
    return ""


def _shared(path: Path) -> set[str]:
    """Names that ``lib.py`` declares without a value: the shared ones."""
    if not path.is_file():
        return set()
    return set(re.findall(r"^(\w+): [^=\n]+$", path.read_text(encoding="utf-8"), re.MULTILINE))
