"""Verify on real kernels: equality is found, and every kind of inequality too."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mlops_bridge import api

pytestmark = pytest.mark.slow

SCRIPT = """
# %% [markdown]
# # Small job
# %%
rows = "rows.csv"
factor = 3
# %% [markdown]
# ## Load the rows
# %%
values = [int(line) for line in open(rows)]
print(len(values), "rows")
# %% [markdown]
# ## Scale the values
# %%
def scale(v):
    return v * factor
scaled = [scale(v) for v in values]
total = sum(scaled)
# %% [markdown]
# ## Save the total
# %%
with open("total.txt", "w") as f:
    f.write(str(total))
print("total", total)
"""


def notebook(folder: Path, script: str, **metadata: object) -> Path:
    """An ipynb of a percent script."""
    from mlops_bridge.notebook import loads

    cells = []
    for cell in loads(script, Path("x.py")).cells:
        made = {"cell_type": cell.kind, "id": cell.id, "metadata": {}, "source": cell.source}
        if cell.kind == "code":
            made.update(outputs=[], execution_count=None)
        cells.append(made)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / "small.ipynb"
    data = {"cells": cells, "metadata": {**kernel, **metadata}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text("1\n2\n3\n")
    converted = api.convert(notebook(tmp_path, SCRIPT), tmp_path / "job")
    assert [step["name"] for step in converted.steps] == ["load_rows", "scale_values", "save_total"]
    return tmp_path / "job"


def tree(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def edit(project: Path, old: str, new: str) -> None:
    path = project / "src" / "small" / "steps.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_equal_and_nothing_is_written(project: Path) -> None:
    before = tree(project.parent)
    verdict = api.verify(project)
    assert verdict.sentence.startswith("EQUAL: ")
    assert (verdict.equal, verdict.exit_code) == (True, 0)
    assert [step.status for step in verdict.steps] == ["proved"] * 3
    assert tree(project.parent) == before


@pytest.mark.parametrize(
    ("old", "new", "cause", "cell", "what"),
    [
        pytest.param("sum(scaled)", "sum(scaled) + 0.0", "value", 3, "`total`", id="another type"),
        pytest.param(
            '"total", total', '"Total", total', "printed", 4, "printed text", id="printed"
        ),
        pytest.param("f.write(str(total))", 'f.write("0")', "file", 4, "total.txt", id="file"),
        pytest.param('"total.txt"', '"other.txt"', "file", 0, "other.txt", id="another file"),
        pytest.param("len(values)", "len(missing)", "error", 2, "outcome", id="it fails"),
    ],
)
def test_different(project: Path, old: str, new: str, cause: str, cell: int, what: str) -> None:
    edit(project, old, new)
    verdict = api.verify(project)
    assert verdict.exit_code == 1
    found = [d for d in verdict.differences if d.cause == cause]
    assert found, verdict.differences
    assert found[0].cell == cell
    assert any(what in str(d) for d in found)


def test_job_notebook_is_compared_too(project: Path) -> None:
    path = project / "notebooks" / "job.ipynb"
    path.write_text(
        path.read_text().replace("steps.save_total(total)", "steps.save_total(total + 1)")
    )
    verdict = api.verify(project)
    assert [d.cause for d in verdict.differences][:1] == ["job"]


def test_unstable_values_are_named_and_not_held_against_the_package(tmp_path: Path) -> None:
    script = "# %%\nimport os\nn = int.from_bytes(os.urandom(8), 'big')\n# %%\nprint('done')\n"
    api.convert(notebook(tmp_path, script), tmp_path / "job")
    verdict = api.verify(tmp_path / "job")
    assert verdict.equal
    assert any(u.startswith("`n`") for u in verdict.unstable)


def test_what_is_drawn_without_a_seed_is_compared_from_the_same_start(tmp_path: Path) -> None:
    pytest.importorskip(
        "numpy", reason="the notebook draws with numpy; it comes with the ship extra"
    )
    script = (
        "# %%\nimport random\nimport numpy as np\n"
        "a = random.random()\nb = np.random.rand(3)\nc = np.random.default_rng().normal()\n"
        "# %%\nkept = [x for x in range(100) if random.random() < 0.01]\nprint(len(kept))\n"
    )
    project = tmp_path / "job"
    api.convert(notebook(tmp_path, script), project)
    verdict = api.verify(project)
    assert verdict.equal, verdict
    assert {step.status for step in verdict.steps} == {"proved"}
    assert {text.split("`")[1] for text in verdict.unstable if "`" in text} >= {"a", "b", "c"}
    assert "Drawn without a seed, and compared from the same start: `a`" in verdict.sentence
    # a package that draws otherwise is found, although no two runs of the notebook agree
    edit(project, "np.random.rand(3)", "np.random.rand(4)[1:]")
    assert "`b`" in api.verify(project).sentence


def test_notebook_that_fails_says_cell_and_line(tmp_path: Path) -> None:
    script = "# %%\nx = 1\n# %%\ny = 2\nz = y / 0\n"
    api.convert(notebook(tmp_path, script), tmp_path / "job")
    verdict = api.verify(tmp_path / "job")
    assert verdict.exit_code == 2
    assert "cell 2, line 2: ZeroDivisionError" in verdict.sentence


def test_tables_print_as_wide_as_in_a_kernel(tmp_path: Path) -> None:
    pytest.importorskip("pandas", reason="pandas prints wide tables; it comes with the ship extra")
    script = "# %%\nimport pandas as pd\nwide = pd.DataFrame({f'column_{i}': [i] for i in range(15)})\nprint(wide)\n"
    api.convert(notebook(tmp_path, script), tmp_path / "job")
    assert api.verify(tmp_path / "job").equal


def test_repair_steps_down_and_is_remembered(tmp_path: Path) -> None:
    # the helper binds a name in the notebook's own module, which only the flat program is
    (tmp_path / "helper.py").write_text(
        "import __main__\ndef put():\n    __main__.hidden = 5\n", encoding="utf-8"
    )
    script = "# %%\nimport helper\nhelper.put()\n# %%\nprint(hidden)\n"
    api.convert(notebook(tmp_path, script), tmp_path / "job")
    assert (tmp_path / "job/src/small/steps.py").exists()
    assert api.verify(tmp_path / "job").exit_code == 1
    verdict = api.verify(tmp_path / "job", repair=True)
    assert verdict.equal, verdict.sentence
    assert "EQUAL" in (tmp_path / "job" / "README.md").read_text()
    # the ladder is remembered by the next conversion
    api.convert(tmp_path / "small.ipynb", tmp_path / "job")
    assert (tmp_path / "job/src/small/verbatim.py").exists()
    assert not (tmp_path / "job/src/small/steps.py").exists()


def test_a_changed_notebook_is_refused(project: Path) -> None:
    from mlops_bridge.errors import ProjectError

    path = project.parent / "small.ipynb"
    path.write_text(path.read_text().replace("factor = 3", "factor = 4"))
    with pytest.raises(ProjectError, match="changed since"):
        api.verify(project)


def test_secret_reaches_the_package_by_the_environment_only(tmp_path: Path) -> None:
    script = "# %%\nclass Client:\n    def __init__(self, user, password):\n        self.length = len(password)\n# %%\nc = Client('etl', 'Xy9-canary!')\nprint(c.length)\n"
    api.convert(notebook(tmp_path, script), tmp_path / "job")
    assert not [
        p for p in (tmp_path / "job").rglob("*") if p.is_file() and b"canary" in p.read_bytes()
    ]
    assert api.verify(tmp_path / "job").equal


def test_interrupt_leaves_nothing(tmp_path: Path) -> None:
    marker = f"nb2prod-marker-{os.getpid()}"
    script = f"# %%\nimport time\nname = '{marker}'\ntime.sleep(300)\n"
    api.convert(notebook(tmp_path, script), tmp_path / "job")
    before = tree(tmp_path)
    (tmp_path / "tmp").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", "from mlops_bridge.cli import main; main()", "verify", str(tmp_path / "job")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        # where pytest itself runs in the background, its children would not hear the signal
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not list((tmp_path / "tmp").rglob("out.ipynb")):
        time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, (out, err)
    assert "cancelled" in err
    assert not list((tmp_path / "tmp").glob("nb2prod-*"))
    assert {k: v for k, v in tree(tmp_path).items() if not k.startswith("tmp/")} == before


def test_a_cell_tagged_to_be_skipped_is_left_out_on_both_sides(tmp_path: Path) -> None:
    script = (
        '# %%\nx = 1\n# %% tags=["skip-execution"]\nthis is not Python\n# %%\nx = x + 1\nprint(x)\n'
    )
    path = notebook(tmp_path, script)
    data = json.loads(path.read_text())
    data["cells"][1]["metadata"] = {"tags": ["skip-execution"]}
    path.write_text(json.dumps(data))
    api.convert(path, tmp_path / "job")
    verdict = api.verify(tmp_path / "job")
    assert verdict.equal, verdict.sentence
    assert "`skip-execution`" in (tmp_path / "job/README.md").read_text()


def test_commands_print_the_same(tmp_path: Path) -> None:
    script = "# %%\nname = 'ada'\n!echo hello {name}\n# %%\nlines = !echo one && echo two\nprint(lines)\n"
    api.convert(notebook(tmp_path, script), tmp_path / "job")
    verdict = api.verify(tmp_path / "job")
    assert verdict.equal, verdict.sentence


def test_a_repair_that_fails_leaves_the_project(project: Path) -> None:
    # the notebook asks where it runs, so that no rung can be equal
    path = project.parent / "small.ipynb"
    path.write_text(
        path.read_text().replace(
            'print(\\"total\\", total)', "print(hasattr(__import__('builtins'), '__IPYTHON__'))"
        )
    )
    api.convert(path, project)
    before = (project / "src/small/steps.py").read_text()
    verdict = api.verify(project, repair=True)
    assert verdict.exit_code == 1
    assert (project / "src/small/steps.py").read_text() == before
    assert "DIFFERENT" in (project / "README.md").read_text()


def test_a_repair_does_not_bury_an_edit(project: Path) -> None:
    from mlops_bridge.errors import ProjectError

    edit(project, "sum(scaled)", "sum(scaled) + 1")
    with pytest.raises(ProjectError, match="edited by hand"):
        api.verify(project, repair=True)


def test_tasks_go_on_between_cells(tmp_path: Path) -> None:
    script = (
        "# %%\nimport asyncio\nseen = []\nasync def work(name):\n    seen.append(f'{name} starts')\n"
        "    await asyncio.sleep(0)\n    seen.append(f'{name} ends')\n    return name\n"
        "# %%\ntask = asyncio.create_task(work('a'))\nseen.append('made')\n"
        "# %%\nseen.append('next cell')\n# %%\ndone = await task\nprint(done, seen)\n"
    )
    api.convert(notebook(tmp_path, script), tmp_path / "job")
    verdict = api.verify(tmp_path / "job")
    assert verdict.equal, verdict.sentence
    assert "await" in (tmp_path / "job/src/small/pipeline.py").read_text()
