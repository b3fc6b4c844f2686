"""What converters make of real notebooks that run: does it compile, run, and print the same?

Each converter gets the same notebook in a fresh copy of its folder; what it makes runs in the
notebook's environment, and its standard output is compared with the notebook's own (run in a kernel,
twice: lines that differ between the two are left out). For nb2prod also: how much is in clean steps,
and what `verify` says of every value.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from results import write

LONG, LARGE = 60, 0.4
_NOISE = re.compile(r"0x[0-9a-f]+|CPU times:.*|Wall time:.*")
_RUN = """
import json, sys
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
print(json.dumps([
    "".join(o["text"] for o in c["outputs"] if o["output_type"] == "stream" and o["name"] == "stdout")
    for c in notebook.cells if c.cell_type == "code"
]))
"""


@dataclass
class Outcome:
    """How far a converter came with one notebook."""

    converts: bool = False
    compiles: bool = False
    runs: bool = False
    prints: bool = False
    seconds: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument(
        "--list", type=Path, required=True, help="paths below the corpus, one a line"
    )
    parser.add_argument(
        "--python", type=Path, required=True, help="where the notebooks' packages are"
    )
    parser.add_argument("--peers", type=Path, required=True, help="bin folder with the peers")
    options = parser.parse_args()
    names = [line.strip() for line in options.list.read_text().splitlines() if line.strip()]
    tools = {"nb2prod": ours, **{name: peer(name, options.peers) for name in PEERS}}
    found: dict[str, list[Outcome]] = {name: [] for name in tools}
    shapes = []
    for name in names:
        notebook = options.corpus / name
        wanted = printed(notebook, options.python)
        for tool, convert in tools.items():
            found[tool].append(tried(notebook, convert, wanted, options.python))
        shapes.append(shape(notebook))
        row = {tool: [int(v) for v in vars(o[-1]).values()][:4] for tool, o in found.items()}
        print(notebook.name, row, shapes[-1], flush=True)
    write("Conversion of notebooks that run", "conversion.py", table(len(names), found, shapes))


def table(count: int, found: dict[str, list[Outcome]], shapes: list[dict[str, float]]) -> str:
    """The figures as Markdown."""
    lines = [
        f"{count} notebooks of the corpus that run offline.",
        "",
        "| Converter | Converts | Compiles | Runs | Prints the same | Seconds a notebook (median) |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for tool, outcomes in found.items():
        counts = [
            sum(getattr(o, k) for o in outcomes) for k in ("converts", "compiles", "runs", "prints")
        ]
        middle = sorted(o.seconds for o in outcomes)[len(outcomes) // 2]
        shown = [
            *map(str, counts[:2]),
            *(("-", "-") if tool == "soorgeon" else map(str, counts[2:])),
        ]
        lines.append(f"| {tool} | {' | '.join(shown)} | {middle:.2f} |")
    total, clean = (sum(s[k] for s in shapes) for k in ("statements", "clean"))
    steps = sorted(s["steps"] for s in shapes if s["headings"] >= 4)
    lines += [
        "",
        f"nb2prod: {clean / max(total, 1):.0%} of the statements in steps are in clean ones (at most {LONG} lines "
        f"and {LARGE:.0%} of the notebook's), {sum(s['package'] for s in shapes):.0f} of {count} as functions; "
        f"steps at the median where there are four headings: {steps[len(steps) // 2] if steps else '-'}. "
        "nbconvert and jupytext make one flat script each; marimo a file of cells; soorgeon tasks of a pipeline, which is not run here.",
    ]
    return "\n".join(lines)


def printed(notebook: Path, python: Path) -> list[str]:
    """The lines that the notebook prints in both of two runs, "" where they differ."""
    runs = []
    for _ in range(2):
        with tempfile.TemporaryDirectory() as top:
            folder = copied(notebook, Path(top))
            done = run([str(python), "-c", _RUN, notebook.name], folder)
            cells = json.loads(done.stdout.strip().splitlines()[-1]) if done.returncode == 0 else []
            runs.append(_NOISE.sub("", "".join(cells)).splitlines())
    if len(runs[0]) != len(runs[1]):
        return ["?"]
    return [a if a == b else "\0" for a, b in zip(*runs, strict=True)]


def tried(
    notebook: Path, convert: Callable[[Path, Path], list[str]], wanted: list[str], python: Path
) -> Outcome:
    """Convert a notebook in a copy of its folder, and run what was made."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as top:
        folder = copied(notebook, Path(top))
        started = time.perf_counter()
        try:
            command = convert(folder / notebook.name, Path(top) / "made")
        except (subprocess.CalledProcessError, OSError, StopIteration):
            return outcome
        outcome.seconds = time.perf_counter() - started
        outcome.converts = True
        try:
            for path in (Path(top) / "made").rglob("*.py"):
                ast.parse(path.read_text(encoding="utf-8"))
        except SyntaxError:
            return outcome
        outcome.compiles = True
        if not command:
            return outcome
        done = run([str(python), *command], folder, {"PYTHONPATH": str(Path(top) / "made" / "src")})
        outcome.runs = done.returncode == 0
        got = _NOISE.sub("", done.stdout).splitlines()
        outcome.prints = (
            outcome.runs
            and len(got) == len(wanted)
            and all(w in ("\0", g) for w, g in zip(wanted, got, strict=True))
        )
    return outcome


def ours(notebook: Path, made: Path) -> list[str]:
    """The package's command line."""
    call([sys.executable, "-m", "mlops_bridge", "convert", str(notebook), "-o", str(made)])
    return ["-m", json.loads((made / "manifest.json").read_text())["name"]]


PEERS = ("nbconvert", "jupytext", "marimo", "soorgeon")


def peer(name: str, folder: Path) -> Callable[[Path, Path], list[str]]:
    """A converter of others: what it writes to `made`, and how that is run."""

    def convert(notebook: Path, made: Path) -> list[str]:
        made.mkdir()
        script = made / "script.py"
        tool = str(folder / ("jupyter-nbconvert" if name == "nbconvert" else name))
        if name == "nbconvert":
            call(
                [
                    tool,
                    "--to",
                    "script",
                    str(notebook),
                    "--output-dir",
                    str(made),
                    "--output",
                    "script",
                ]
            )
        elif name == "jupytext":
            call([tool, "--to", "py:percent", str(notebook), "-o", str(script)])
        elif name == "marimo":
            call([tool, "convert", str(notebook), "-o", str(script)])
        else:
            # its tasks are notebooks of a ploomber pipeline, which is not run here
            call([tool, "refactor", notebook.name, "--file-format", "py"], notebook.parent)
            shutil.copytree(notebook.parent / "tasks", made / "tasks")
            return []
        return [str(script)]

    return convert


def shape(notebook: Path) -> dict[str, float]:
    """How the statements of a conversion are parted into steps."""
    with tempfile.TemporaryDirectory() as top:
        from mlops_bridge import api

        api.convert(notebook, Path(top) / "job")
        manifest = json.loads((Path(top) / "job/manifest.json").read_text())
        file = Path(top) / "job/src" / manifest["name"] / "steps.py"
        tree = ast.parse(file.read_text()) if file.exists() else ast.Module([], [])
    steps = [n for n in tree.body if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    sizes = [sum(isinstance(p, ast.stmt) for p in ast.walk(s)) - 2 for s in steps]
    total = sum(sizes)
    clean = sum(
        size
        for size, step in zip(sizes, steps, strict=True)
        if (step.end_lineno or 0) - step.lineno <= LONG and size <= LARGE * max(total, 1)
    )
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    texts = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
    headings = sum(len(re.findall(r"^#{1,6} ", text, re.MULTILINE)) for text in texts)
    return {
        "steps": len(steps),
        "statements": total,
        "clean": clean,
        "headings": headings,
        "package": float(bool(steps)),
    }


def copied(notebook: Path, top: Path) -> Path:
    folder = top / "work"
    shutil.copytree(notebook.parent, folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    return folder


def call(command: list[str], folder: Path | None = None) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)


def run(
    command: list[str], folder: Path, more: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0", **(more or {})}
    if "-c" in command[:2]:  # the notebook's own run keeps its kernel's backend
        del environment["MPLBACKEND"]
    try:
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=400,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", "")


if __name__ == "__main__":
    main()
