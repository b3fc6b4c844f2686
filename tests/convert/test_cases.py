"""Each construct of a notebook: the package prints what the notebook prints.

A case is a percent script in tests/cases whose first line names its rung. Here both sides run in
processes of plain Python, which is fast; tests/convert/test_verify.py runs real kernels.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mlops_bridge.analysis.program import parse
from mlops_bridge.convert import project as projects
from mlops_bridge.convert.steps import Context, plan
from mlops_bridge.environment.kernel import Environment
from mlops_bridge.notebook import read

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.py"))
HERE = Environment("python3", sys.executable, "3.11.7", "x86_64", {}, {}, {}, True)
FLAT = """
import sys
code = open(sys.argv[1], encoding="utf-8").read()
space = {"__name__": "__main__", "display": lambda *values: None}
exec(compile(code, "notebook", "exec"), space)
"""
# the notebook's own shell, for what plain Python does not have
SHELL = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.displayhook.quiet = lambda: True
shell.showtraceback = lambda *given, **more: None
for source, expected in json.load(open(sys.argv[1], encoding="utf-8")):
    result = shell.run_cell(source, store_history=True)
    if not result.success and not expected:
        raise result.error_before_exec or result.error_in_exec
"""
NEEDS_SHELL = re.compile(
    r"await |^%%(?!time)|raises-exception|clear_output|pickle|get_type_hints", re.MULTILINE
)


def flat(case: Path) -> str:
    """The notebook as one program: its cells with magics translated, nothing else done to them."""
    cells = [code.text for code in parse(read(case), translate=True).codes]
    text = "\n".join(cells)
    futures = [line for line in text.split("\n") if line.startswith("from __future__")]
    rest = [line for line in text.split("\n") if not line.startswith("from __future__")]
    return "\n".join([*futures, "import os, subprocess", *rest])


def cells(case: Path) -> str:
    """The cells as they were written, each with whether its error is expected."""
    found = [(c.source, "raises-exception" in c.tags) for c in read(case).code]
    return json.dumps(found)


def said(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_package_prints_what_the_notebook_prints(case: Path, tmp_path: Path) -> None:
    rung = case.read_text(encoding="utf-8").split("\n")[0].removeprefix("# rung: ")
    decided = plan(parse(read(case), translate=True), Context(HERE, f"../{case.name}"))
    assert (decided.rung, bool(decided.reason)) == (rung, rung != "steps"), decided.reason
    made = projects.render(decided, "test")
    folder = tmp_path / "job"
    projects.write(made, folder)
    if rung == "notebook":  # its cells, as they were written, are the job
        job = json.loads(made.files["notebooks/job.ipynb"])["cells"]
        sources = ["".join(c["source"]) for c in job if c["cell_type"] == "code"]
        assert sources == [c.source for c in read(case).code]
        return
    assert "get_ipython" not in "".join(made.files.values())
    assert "mlops_bridge" not in "".join(
        text for path, text in made.files.items() if path.startswith("src")
    )
    shell = bool(NEEDS_SHELL.search(case.read_text(encoding="utf-8")))
    (tmp_path / "flat").write_text(cells(case) if shell else flat(case), encoding="utf-8")
    (tmp_path / "run.py").write_text(SHELL if shell else FLAT, encoding="utf-8")
    environment = {
        "PYTHONPATH": str(folder / "src"),
        "PATH": "/usr/bin:/bin",
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    wanted = said([str(tmp_path / "run.py"), str(tmp_path / "flat")], one, environment)
    wanted = re.sub(r"(?:\x1b\[2K\s)+", "", wanted)  # what clears a terminal
    assert said(["-m", decided.name], two, environment) == wanted
    assert {p.name for p in one.iterdir()} == {p.name for p in two.iterdir()}
