"""CPU seconds and memory of linting, peers beside in the same run: medians of several."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from results import write

HEAVY = ("mlflow", "IPython", "pandas", "jinja2", "docker", "jupyter_server")
OURS = [sys.executable, "-c", "from mlops_bridge.cli import main; main()", "lint"]


def cpu(command: list[str], repeat: int, folder: Path, limit: float = 1800) -> float | str:
    """Median CPU seconds of a command with its children; why not, where it did not run."""
    seconds = []
    for _ in range(repeat):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=limit, check=False, cwd=folder
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return type(error).__name__
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 1, 2) or "Traceback" in done.stderr:
            last = (done.stderr.strip().splitlines() or ["nothing said"])[-1]
            return f"failed: {last[:60]}"
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(seconds)


def peak(command: list[str], folder: Path) -> int:
    """The most memory, in MiB, that a command held at once; children are not counted."""
    code = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], capture_output=True)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, cwd=folder
    )
    return int(done.stdout.split()[-1])


def sound(path: Path) -> bool:
    """Whether every tool can read a notebook: nbformat 4, and cells that parse without magics."""
    try:
        book = json.loads(path.read_text(encoding="utf-8"))
        cells = [c for c in book["cells"] if c["cell_type"] == "code"]
        for cell in cells:
            lines = "".join(cell["source"]).split("\n")
            if not any(line.lstrip().startswith(("%", "!", "?")) for line in lines):
                compile("\n".join(lines), "cell", "exec")
    except (ValueError, KeyError, UnicodeDecodeError, SyntaxError, TypeError):
        return False
    version = book.get("nbformat"), book.get("nbformat_minor", 9)
    return version[0] == 4 and version[1] <= 5 and bool(cells)


def pick(corpus: Path, number: int, target: Path) -> int:
    """Copy some sound notebooks of the corpus, the same at every run; how many."""
    paths = sorted(corpus.rglob("*.ipynb"))
    random.Random(2026).shuffle(paths)
    taken = 0
    for path in paths:
        if taken < number and sound(path):
            shutil.copy(path, target / f"n{taken:03}.ipynb")
            taken += 1
    return taken


def shown(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--peers", type=Path, help="bin folder of an environment with the peers")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    bin_ = options.peers or Path(sys.executable).parent
    churn = (Path(__file__).parents[1] / "examples" / "churn" / "churn.ipynb").resolve()
    ruff = str(bin_ / "ruff")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        books = home / "books"
        books.mkdir()
        number = pick(options.corpus, 200, books)
        shutil.copy(churn, home / "churn.ipynb")
        os.environ.pop("RUFF_NO_CACHE", None)
        tools = [
            ("nb2prod lint, cache off", [*OURS, "--no-cache", "--jobs", "1"]),
            ("ruff check, cache off", [ruff, "check", "--isolated", "--no-cache"]),
            ("nb2prod lint, cache warm", [*OURS, "--jobs", "1"]),
            ("ruff check, cache warm", [ruff, "check", "--isolated"]),
            ("nbqa flake8", [str(bin_ / "nbqa"), "flake8"]),
            ("pynblint", [str(bin_ / "pynblint")]),
        ]
        lines = [
            "CPU seconds (user and system, children included), whole process. ruff is compiled code",
            f"that judges style only. {number} sound notebooks of the corpus, drawn at random.",
            "",
            f"| | churn notebook | {number} notebooks |",
            "| --- | --- | --- |",
        ]
        found: dict[str, float | str] = {}
        for name, tool in tools:
            if "warm" in name:
                cpu([*tool, str(books)], 1, home)
            one = cpu([*tool, "churn.ipynb"], options.repeat * 2 - 1, home)
            once = name in ("nbqa flake8", "pynblint")
            found[name] = cpu([*tool, "books"], 1 if once else options.repeat, home)
            lines.append(f"| {name} | {shown(one)} | {shown(found[name])} |")
            print(lines[-1], flush=True)
        lines.append("")
        for ours, theirs in (
            ("nb2prod lint, cache off", "ruff check, cache off"),
            ("nb2prod lint, cache warm", "ruff check, cache warm"),
            ("nbqa flake8", "nb2prod lint, cache off"),
        ):
            a, b = found[ours], found[theirs]
            if isinstance(a, float) and isinstance(b, float):
                lines.append(f"- {ours} : {theirs} = {a / b:.2f}")
        few = home / "few"
        few.mkdir()
        for path in sorted(books.glob("*.ipynb"))[:20]:
            shutil.copy(path, few)
        alone = [*OURS, "--no-cache", "--jobs", "1"]
        memory = [peak([*alone, name], home) for name in ("churn.ipynb", "few", "books")]
        memory.append(peak([*alone, str(options.corpus.resolve())], home))
        lines.append(
            f"- Memory at most: one notebook {memory[0]} MiB, 20 {memory[1]} MiB, "
            f"{number} {memory[2]} MiB, the whole corpus {memory[3]} MiB."
        )
    code = (
        "import sys; sys.argv = ['nb2prod', 'lint', '--help']\n"
        "from mlops_bridge.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print('heavy:', sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = done.stdout.strip().splitlines()[-1].removeprefix("heavy: ")
    lines += ["", f"Imported at start of `nb2prod lint` out of {', '.join(HEAVY)}: {heavy}."]
    write("Speed of lint", "speed.py", "\n".join(lines))


if __name__ == "__main__":
    main()
