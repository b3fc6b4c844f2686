"""The commands `lint`, `fix` and `rule`: options, exit codes, and one clear line for a mistake."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlops_bridge import api

ROOT = Path(__file__).parents[2]


def nb2prod(
    *arguments: object, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    plain = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(
        [sys.executable, "-m", "mlops_bridge", *map(str, arguments)],
        capture_output=True, cwd=cwd, check=False, input=stdin,
        env={**plain, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def write(path: Path, *sources: str) -> Path:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "execution_count": None,
         "outputs": [], "source": source}
        for n, source in enumerate(sources)
    ]  # fmt: skip
    data = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.nb2prod]\nselect = ['NB803', 'ENV101']\n")
    write(tmp_path / "n.ipynb", "!pip install pandas", "missing")
    return tmp_path


def test_lint_fails_on_findings_and_passes_when_told(work: Path) -> None:
    done = nb2prod("lint", "n.ipynb", cwd=work)
    assert (done.returncode, done.stderr) == (1, "")
    assert "n.ipynb:cell 2:1:1: E NB803" in done.stdout
    assert nb2prod("lint", "n.ipynb", "--exit-zero", cwd=work).returncode == 0
    assert nb2prod("lint", "n.ipynb", "--select", "nb803", cwd=work).stdout.count(" E ") == 1
    assert nb2prod("lint", "n.ipynb", "--ignore", "NB,ENV", cwd=work).returncode == 0


def test_the_cache_stands_in_the_project(work: Path) -> None:
    (work / "deep").mkdir()
    nb2prod("lint", "../n.ipynb", cwd=work / "deep")
    assert (work / ".nb2prod_cache" / ".gitignore").exists()
    assert not (work / "deep" / ".nb2prod_cache").exists()
    nb2prod("lint", "n.ipynb", "--cache-dir", "kept", cwd=work)
    assert (work / "kept").is_dir()


def test_no_cache_writes_nothing(work: Path) -> None:
    nb2prod("lint", ".", "--no-cache", cwd=work)
    assert sorted(p.name for p in work.iterdir()) == ["n.ipynb", "pyproject.toml"]


def test_a_hit_imports_no_rule(work: Path) -> None:
    nb2prod("lint", ".", cwd=work)
    code = (
        "import sys; sys.argv = ['nb2prod', 'lint', '.']\n"
        "from mlops_bridge.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 1\n"
        "names = [n for n in sys.modules if n.startswith(('mlops_bridge.analysis',"
        " 'mlops_bridge.rules', 'multiprocessing', 'concurrent', 'rich', 'yaml'))]\n"
        "print(names)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=work, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_baseline_from_the_first_update_on(work: Path) -> None:
    done = nb2prod("lint", ".", "--update-baseline", cwd=work)
    assert done.returncode == 0
    assert ".nb2prod-baseline.json: 2 findings accepted (2 new, 0 that occur no more" in done.stdout
    assert 'write `baseline = ".nb2prod-baseline.json"`' in done.stdout
    assert nb2prod("lint", ".", cwd=work).returncode == 1, "it counts only when it is named"
    named = nb2prod("lint", ".", "--baseline", ".nb2prod-baseline.json", cwd=work)
    assert named.returncode == 0 and "2 in the baseline, not shown" in named.stdout
    with (work / "pyproject.toml").open("a") as file:
        file.write("baseline = '.nb2prod-baseline.json'\n")
    assert nb2prod("lint", ".", cwd=work).returncode == 0
    write(work / "n.ipynb", "missing", "other")
    done = nb2prod("lint", ".", cwd=work)
    assert done.returncode == 1 and "`other`" in done.stdout and "`missing`" not in done.stdout
    assert "1 entry of the baseline occurs no more" in done.stdout


@pytest.mark.parametrize("style", ["json", "sarif", "junit", "gitlab", "github", "text"])
def test_a_report_goes_to_a_file(style: str, work: Path) -> None:
    done = nb2prod("lint", ".", "--format", style, "--output", "out/report", cwd=work)
    assert (done.returncode, done.stdout) == (1, "")
    assert "NB803" in (work / "out" / "report").read_text("utf-8")


def test_colours_follow_the_environment(work: Path) -> None:
    assert "\x1b[" not in nb2prod("lint", ".", cwd=work).stdout
    assert "\x1b[1;31mE NB803" in nb2prod("lint", ".", cwd=work, FORCE_COLOR="1").stdout


def test_statistics(work: Path) -> None:
    done = nb2prod("lint", ".", "--statistics", cwd=work)
    assert done.returncode == 1
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["1", "ENV101"],
        ["1", "NB803"],
    ]
    rows = json.loads(nb2prod("lint", ".", "--statistics", "--format", "json", cwd=work).stdout)
    assert rows[0]["fixable"] == 1 and rows[0]["title"]


def test_diff_shows_and_writes_nothing(work: Path) -> None:
    before = (work / "n.ipynb").read_bytes()
    for command in (["lint", "--diff"], ["fix", "--diff"]):
        done = nb2prod(*command, "n.ipynb", cwd=work)
        assert done.returncode == 1
        assert "--- n.ipynb:cell 1\n+++ n.ipynb:cell 1\n" in done.stdout
        assert "-!pip install pandas\n+%pip install pandas" in done.stdout
    assert nb2prod("lint", "--diff", "n.ipynb", "--ignore", "ENV", cwd=work).returncode == 0
    assert (work / "n.ipynb").read_bytes() == before


def test_standard_input_has_the_name_it_is_given(work: Path) -> None:
    data = (work / "n.ipynb").read_bytes()
    done = nb2prod("lint", "-", "--stdin-filename", "x/y.ipynb", cwd=work, stdin=data)
    assert done.returncode == 1 and "x/y.ipynb:cell 2:1:1: E NB803" in done.stdout
    script = nb2prod("lint", "-", cwd=work, stdin=b"# %%\nmissing\n")
    assert "stdin.py:cell 1:1:1: E NB803" in script.stdout
    assert nb2prod("lint", "-", cwd=work, stdin=b"{").returncode == 2
    assert nb2prod("lint", "-", "n.ipynb", cwd=work, stdin=data).returncode == 2


def test_more_processes_print_the_same(work: Path) -> None:
    for number in range(6):
        write(work / f"m{number}.ipynb", f"missing{number}")
    alone = nb2prod("lint", ".", "--jobs", 1, "--no-cache", cwd=work)
    assert alone.stdout == nb2prod("lint", ".", "--jobs", 3, "--no-cache", cwd=work).stdout
    assert alone.stdout == nb2prod("lint", ".", cwd=work).stdout
    assert alone.stdout == nb2prod("lint", ".", cwd=work).stdout


MISTAKES = [
    pytest.param(["lint", "gone.ipynb"], ["gone.ipynb: no such file"], id="no file"),
    pytest.param(["lint", ".", "--select", "NB80x"], ["`NB80X` (--select)", "`NB80"], id="code"),
    pytest.param(["lint", ".", "--ignore", "FOO"], ["`FOO` (--ignore)", "rule --all"], id="ignored"),
    pytest.param(["lint", ".", "--format", "xml"], ["unknown format `xml`", "sarif"], id="format"),
    pytest.param(["lint", ".", "--with", "pylint"], ["unknown tool `pylint`", "ruff"], id="tool"),
    pytest.param(["lint", ".", "--baseline", "b.json"], ["b.json: no such baseline"], id="baseline"),
    pytest.param(["lint", ".", "--output", "n.ipynb/x"], ["cannot be written"], id="output"),
    pytest.param(["lint", "odd.ipynb"], ["odd.ipynb, line 1: not a notebook"], id="no notebook"),
    pytest.param(["lint", "bytes.ipynb"], ["not UTF-8"], id="no text"),
    pytest.param(["lint", "bad/n.ipynb"], ["pyproject.toml: unknown key `selct`", "`select`"],
                 id="configuration"),
    pytest.param(["lint", "codes/n.ipynb"], ["`NB8O1` (select)", "pyproject.toml"], id="its codes"),
    pytest.param(["lint", "lists/n.ipynb"], ["unknown list `nams`"], id="its lists"),
    pytest.param(["rule", "NB80X"], ["no rule `NB80X`", "rule --all"], id="rule"),
    pytest.param(["rule", "NB803", "--all"], ["a rule and --all"], id="rule and all"),
    pytest.param(["fix", "odd.ipynb"], ["not a notebook"], id="fix"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "words"), MISTAKES)
def test_a_mistake_is_one_clear_line(arguments: list[str], words: list[str], work: Path) -> None:
    (work / "odd.ipynb").write_text("x = 1")
    (work / "bytes.ipynb").write_bytes(b'{"cells": "\xff"}')
    texts = {
        "bad": "selct = []",
        "codes": "select = ['NB8O1']",
        "lists": "knowledge = { nams = ['x'] }",
    }
    for folder, text in texts.items():
        (work / folder).mkdir()
        (work / folder / "pyproject.toml").write_text(f"[tool.nb2prod]\n{text}\n")
        write(work / folder / "n.ipynb", "x = 1")
    here = work / "clean"
    here.mkdir()
    if arguments[1] == ".":
        write(here / "n.ipynb", "x = 1")
        arguments = [arguments[0], "n.ipynb", *arguments[2:]]
    elif arguments[0] != "rule":
        arguments = [arguments[0], f"../{arguments[1]}", *arguments[2:]]
    done = nb2prod(*arguments, cwd=here)
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith("error: ") and "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    for word in words:
        assert word in done.stderr


def test_one_bad_file_leaves_the_others(work: Path) -> None:
    (work / "odd.ipynb").write_text("x = 1")
    done = nb2prod("lint", ".", cwd=work)
    assert done.returncode == 2 and "NB803" in done.stdout and "odd.ipynb" in done.stderr


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    done = nb2prod("lint", ".", cwd=tmp_path)
    assert done.returncode == 0 and "no notebook found in ." in done.stderr


def test_rules_in_every_form(tmp_path: Path) -> None:
    listed = nb2prod("rule", "--all", cwd=tmp_path).stdout.splitlines()
    assert len(listed) == len(api.catalogue()) and listed[0].split()[1] in (
        "error",
        "warning",
        "info",
    )
    table = nb2prod("rule", "--all", "--format", "markdown", cwd=tmp_path).stdout
    assert table.splitlines()[1] == "|---|---|---|---|" and "| NB803 |" in table
    assert json.loads(nb2prod("rule", "--all", "--format", "json", cwd=tmp_path).stdout)
    page = nb2prod("rule", "nb803", cwd=tmp_path).stdout
    assert page.startswith("# NB803: ") and "```python" in page
    plain = nb2prod("rule", "NB803", "--format", "text", cwd=tmp_path).stdout
    assert plain.startswith("NB803: ") and "```" not in plain
    assert json.loads(nb2prod("rule", "NB803", "--format", "json", cwd=tmp_path).stdout)[
        "documentation"
    ]
