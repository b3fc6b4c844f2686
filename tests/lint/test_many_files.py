"""A run over many files: found, judged in several processes, kept; one failure stops no other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mlops_bridge import api, config
from mlops_bridge.errors import ConfigError, Nb2ProdError, NotebookError
from mlops_bridge.lint import cache, judge
from mlops_bridge.lint.batch import Looks
from mlops_bridge.lint.judged import Judged
from mlops_bridge.lint.witness import Witness, still
from mlops_bridge.notebook.surroundings import Surroundings, look

BOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def write(path: Path, *sources: str) -> Path:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "execution_count": None,
         "outputs": [], "source": source}
        for n, source in enumerate(sources)
    ]  # fmt: skip
    data = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_bug_of_ours_stops_one_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.ipynb", "b.ipynb"):
        (tmp_path / name).write_text(BOOK)
    lint = judge.lint

    def broken(notebook, *rest):  # type: ignore[no-untyped-def]
        if notebook.path.name == "a.ipynb":
            raise ZeroDivisionError("planted")
        return lint(notebook, *rest)

    monkeypatch.setattr(judge, "lint", broken)
    linted = api.lint([tmp_path], cache=tmp_path / "cache")
    assert [path.name for path in linted.findings] == ["b.ipynb"]
    (error,) = linted.errors.values()
    assert "ZeroDivisionError: planted" in error.what
    assert "in broken" in error.traceback
    monkeypatch.setattr(judge, "lint", lint)
    assert not api.lint([tmp_path], cache=tmp_path / "cache").errors, "a bug is not kept"


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("old/\n*-copy.ipynb\n")
    for name in ("a.ipynb", "a-copy.ipynb", "old/b.ipynb", "in/c.ipynb", "in/deep/d.ipynb"):
        write(tmp_path / name)
    (tmp_path / "in" / ".gitignore").write_text("/deep\n")
    for hidden in (".venv/x.ipynb", "env/x.ipynb", "node_modules/x.ipynb"):
        write(tmp_path / hidden)
    (tmp_path / "env" / "pyvenv.cfg").touch()

    def names(folder: Path) -> list[str]:
        return [path.relative_to(folder).as_posix() for path in api.notebooks([folder])]

    assert names(tmp_path) == ["a.ipynb", "in/c.ipynb"]
    assert names(tmp_path / "in") == ["c.ipynb"]
    assert api.notebooks([tmp_path / "a-copy.ipynb"]), "a file that is named counts"


def test_percent_scripts_are_found_by_their_cells(tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text("x = '# %%'\n")
    (tmp_path / "cells.py").write_text("import os\n# %% [markdown]\n# text\n# %%\nmissing\n")
    (tmp_path / "code.py").write_text("#%%\nx = 1\n")
    assert [p.name for p in api.notebooks([tmp_path])] == ["cells.py", "code.py"]


def test_folders_keep_the_form_in_which_they_were_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in" / "a.ipynb")
    monkeypatch.chdir(tmp_path)
    assert api.notebooks([Path("in")]) == (Path("in/a.ipynb"),)
    assert api.notebooks([Path()]) == (Path("in/a.ipynb"),)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for number in range(9):
        write(
            tmp_path / f"n{number}.ipynb", f"missing{number}\n!pip install x", "print(x)", "x = 1"
        )
    (tmp_path / "broken.ipynb").write_text("{")
    return tmp_path


def test_processes_change_nothing(many: Path) -> None:
    serial, parallel = api.lint([many], jobs=1), api.lint([many], jobs=3)
    assert list(serial.files) == list(parallel.files)
    assert serial.files == parallel.files
    assert {p: str(e) for p, e in serial.errors.items()} == {
        p: str(e) for p, e in parallel.errors.items()
    }


def test_errors_come_back_from_processes() -> None:
    import pickle

    error = NotebookError("what", where="here", hint="do")
    error.traceback = "lines"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.traceback) == (NotebookError, str(error), "lines")


# the cache


def kept(path: Path, folder: Path) -> bool:
    """Whether a second run takes what was found from the cache; it must be equal."""
    fresh = api.lint([path])
    known = cache.Cache(folder).get(path, path.read_bytes(), config.read(path), Looks().at)
    linted = api.lint([path], cache=folder)
    assert linted.files == fresh.files
    assert {p: str(e) for p, e in linted.errors.items()} == {
        p: str(e) for p, e in fresh.errors.items()
    }
    return known is not None


USES = "import pandas as pd\nfrom sklearn.svm import SVC\nd = pd.read_csv('data.csv')\nm = SVC().fit(d[['a']], d.b)"


def test_a_second_run_finds_the_same_in_the_cache(many: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert not kept(many / "n1.ipynb", folder)
    assert kept(many / "n1.ipynb", folder)
    assert (folder / ".gitignore").read_text() == "*\n"
    assert not kept(many / "broken.ipynb", folder)
    assert kept(many / "broken.ipynb", folder), "an error of the content is kept too"


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def _edit(path: Path) -> None:
    path.write_text(path.read_text().replace("SVC()", "SVC( )"))


CHANGES = {
    "the notebook": lambda root: _edit(root / "n.ipynb"),
    "the configuration": lambda root: (root / "pyproject.toml").write_text(
        "[tool.nb2prod]\nignore = ['LEAK']\n"
    ),
    "requirements": lambda root: (root / "requirements.txt").write_text("pandas\n"),
    "a lock file": lambda root: (root / "uv.lock").write_text(""),
    "a DVC pointer": lambda root: (root / "data.csv.dvc").write_text("outs: []\n"),
    "git tracks the data": lambda root: _git(root, "add", "data.csv"),
    "the data's size": lambda root: (root / "data.csv").write_text("a,b\n" * 9),
    "a local module": lambda root: (root / "sklearn.py").write_text(""),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    write(root / "n.ipynb", USES)
    _git(root, "init")
    (root / "pyproject.toml").write_text("[project]\nname = 'x'\ndependencies = ['pandas']\n")
    (root / "data.csv").write_text("a,b\n")
    return root


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_around_the_notebook_is_never_missed(
    change: str, project: Path, tmp_path: Path
) -> None:
    notebook, folder = project / "n.ipynb", tmp_path / "kept"
    assert not kept(notebook, folder) and kept(notebook, folder)
    CHANGES[change](project)
    assert not kept(notebook, folder), "and what is found now equals a run without a cache"
    assert kept(notebook, folder)


def test_what_nothing_asked_for_changes_nothing(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    plain = write(project / "plain.ipynb", "x = 1")
    assert not kept(plain, folder)
    (project / "data.csv").write_text("other")
    os.utime(plain, (1, 1))
    assert kept(plain, folder)


def test_our_own_code_is_part_of_the_key(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    assert not kept(many / "n1.ipynb", folder)
    before = cache.engine()
    table = tmp_path / "table.txt"
    table.write_text("x")
    files = cache._files
    monkeypatch.setattr(cache, "_files", lambda: [*files(), table])
    cache.engine.cache_clear()
    try:
        assert cache.engine() != before
        assert not kept(many / "n1.ipynb", folder)
    finally:
        cache.engine.cache_clear()
    monkeypatch.undo()
    names = {path.name for path in cache._files()}
    assert {"engine.py", "words.txt", "facts.py", "read.py", "hardcoded_credential.py"} <= names
    assert {path.name for path in cache._libraries()} >= {"release.py", "_version.py"}


@pytest.mark.parametrize("damage", [b"", b"\n\n", b"x\n[]\n[0.7, []]", b"\xff\xfe\n1\n2"])
def test_a_damaged_entry_is_a_miss(damage: bytes, many: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    kept(many / "n1.ipynb", folder)
    entries = [p for p in folder.iterdir() if p.name != ".gitignore"]
    for entry in entries:
        entry.write_bytes(damage)
    assert not kept(many / "n1.ipynb", folder)
    for entry in entries:
        text = entry.read_bytes()
        entry.write_bytes(text[: len(text) * 2 // 3])
    assert not kept(many / "n1.ipynb", folder)
    for entry in entries:
        key = entry.read_bytes().split(b"\n")[0]
        entry.write_bytes(key + b'\n[["locate", ["x"]]]\n[]')
    assert not kept(many / "n1.ipynb", folder)


def test_the_cache_holds_no_secret(tmp_path: Path) -> None:
    path = write(tmp_path / "n.ipynb", "login = dict(password='hunter22-x')\n%env TOKEN=hunter22-x")
    kept(path, tmp_path / "kept")
    assert not [p for p in (tmp_path / "kept").iterdir() if b"hunter22" in p.read_bytes()]


def test_a_folder_that_cannot_be_written_keeps_nothing(many: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert api.lint([many / "n1.ipynb"], cache=tmp_path / "file" / "cache").findings


def test_judged_survives_as_plain_data(many: Path) -> None:
    judged = api.lint([many / "n1.ipynb"]).files[many / "n1.ipynb"].judged
    assert any(f.fix for f in judged.findings)
    assert Judged.of(json.loads(json.dumps(judged.as_list()))) == judged


def test_a_witness_repeats_what_was_asked(project: Path) -> None:
    held = look(project / "n.ipynb")
    witness = Witness(held)
    assert witness.size("data.csv") == 4 and witness.root == project
    assert witness.versioning("data.csv") == "" and witness.locate("gone") is None
    assert len(witness.questions) == 4 and witness.sound
    assert still(json.loads(json.dumps(witness.questions)), look(project / "n.ipynb"), {})
    (project / "gone").touch()
    assert not still(witness.questions, look(project / "n.ipynb"), {})


def test_an_answer_that_cannot_be_compared_is_not_kept() -> None:
    class Odd(Surroundings):
        thing = object()

        def give(self, *values: object) -> object:
            return 1

    for ask in (lambda w: w.thing, lambda w: w.give(object())):
        witness = Witness(Odd(Path("n.ipynb")))
        ask(witness)
        assert not witness.sound


def test_lint_reads_no_file_but_through_the_surroundings(project: Path) -> None:
    """What the cache does not know of, it could not notice."""
    code = (
        "import sys; from pathlib import Path\n"
        "from mlops_bridge.lint.judge import judge; from mlops_bridge.config import Config\n"
        "from mlops_bridge.notebook.surroundings import look\n"
        "path = Path(sys.argv[1]); data = path.read_bytes(); around = look(path)\n"
        "judge(path, data, Config(), around)\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, args: seen.append(args[0])"
        " if event in ('open', 'os.scandir', 'os.listdir') else None)\n"
        "judge(path, data, Config(), around)\n"
        "print(seen)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(project / "n.ipynb")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_runs_at_the_same_time_do_no_harm(many: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mlops_bridge", "lint", str(many), "--format", "json",
               "--cache-dir", str(tmp_path / "kept")]  # fmt: skip
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for _ in range(4)
    ]
    told = {process.communicate()[0] for process in running}
    assert len(told) == 1
    assert kept(many / "n1.ipynb", tmp_path / "kept")
    assert not [p for p in (tmp_path / "kept").iterdir() if p.name.startswith("tmp")]


# codes


def test_codes_that_no_rule_has_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "n.ipynb", "x = 1")
    with pytest.raises(ConfigError, match=r"`LAEK` \(--select\)"):
        api.lint([tmp_path], select=["LAEK"], cache=tmp_path / "kept")
    with pytest.raises(ConfigError, match="`LAEK`"):
        api.lint([], select=["LAEK"])
    (tmp_path / "pyproject.toml").write_text("[tool.nb2prod]\nignore = ['LEAK710x']\n")
    with pytest.raises(Nb2ProdError) as caught:
        api.lint([tmp_path])
    assert caught.value.where.endswith("pyproject.toml")
    assert "Did you mean `LEAK7" in caught.value.hint
