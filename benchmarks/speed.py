"""CPU seconds of linting, peers beside in the same run: medians of several."""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

from results import write

# nbqa ends its whole run at the first broken notebook, and some packages ship such on purpose
SOUND = ("hdbscan", "hyperopt", "imbalanced_learn", "mapie", "river", "scikit_survival", "sktime")
HEAVY = ("mlflow", "IPython", "pandas", "jinja2", "docker", "jupyter_server")


def cpu(command: list[str], repeat: int, limit: float = 1800) -> str:
    """Median CPU seconds of a command with its children; why not, where it did not run."""
    seconds = []
    for _ in range(repeat):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=limit, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return type(error).__name__
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 1, 2) or "Traceback" in done.stderr:
            last = (done.stderr.strip().splitlines() or ["nothing said"])[-1]
            return f"failed: {last[:80]}"
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return f"{statistics.median(seconds):.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--peers", type=Path, help="bin folder of an environment with the peers")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    ours = [sys.executable, "-c", "from mlops_bridge.cli import main; main()", "lint"]
    bin_ = options.peers or Path(sys.executable).parent
    churn = Path(__file__).parents[1] / "examples" / "churn" / "churn.ipynb"
    corpus = str(options.corpus)
    os.environ["RUFF_NO_CACHE"] = "true"
    table = [
        ("nb2prod lint", ours),
        ("ruff check", [str(bin_ / "ruff"), "check", "--isolated"]),
        ("nbqa flake8", [str(bin_ / "nbqa"), "flake8"]),
        ("pynblint", [str(bin_ / "pynblint")]),
    ]
    sound = [str(options.corpus / name) for name in SOUND if (options.corpus / name).is_dir()]
    lines = [
        "CPU seconds (user and system, children included), whole process; ruff is compiled code that",
        "judges style only.",
        "",
        "| | churn notebook | whole corpus | seven packages of it |",
        "| --- | --- | --- | --- |",
    ]
    for name, tool in table:
        one = cpu([*tool, str(churn)], options.repeat * 2 - 1)
        # peers that end at a broken notebook say so once
        many = cpu([*tool, corpus], options.repeat if name in ("nb2prod lint", "ruff check") else 1)
        # pynblint takes one path
        rest = cpu([*tool, *sound], options.repeat) if name != "pynblint" else "-"
        lines.append(f"| {name} | {one} | {many} | {rest} |")
        print(lines[-1], flush=True)
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
