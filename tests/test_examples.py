"""The churn notebook, which everything is shown on, stays as messy as it is and keeps running."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
CHURN = ROOT / "examples" / "churn"
TIMING = re.compile(r"^(CPU times|Wall time):.*\n?", re.MULTILINE)


@pytest.fixture(scope="module")
def notebook() -> Any:
    return nbformat.read(CHURN / "churn.ipynb", as_version=4)


@pytest.fixture(scope="module")
def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def tree(code: list[Any]) -> ast.Module:
    """The notebook's Python, magics left out."""
    lines = "\n".join(cell.source for cell in code).splitlines()
    return ast.parse("\n".join(line for line in lines if not line.startswith(("%", "!"))))


def calls(tree: ast.Module, name: str) -> list[ast.Call]:
    """Every call whose function, or last attribute, has this name."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name
    ]


def test_notebook_is_valid_with_the_ids_of_format_4_5(notebook: Any) -> None:
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def test_size_is_that_of_a_real_notebook(code: list[Any]) -> None:
    lines = [line for cell in code for line in cell.source.splitlines() if line.strip()]
    assert 25 <= len(code) <= 40
    assert len(lines) >= 250


def test_headings_divide_it_into_at_least_six_sections(notebook: Any) -> None:
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert re.match(r"# Customer churn\n", prose)
    assert len(re.findall(r"^## ", prose, re.MULTILINE)) >= 6


def test_no_cell_is_tagged_so_parameters_must_be_found(notebook: Any) -> None:
    assert all("tags" not in cell.metadata for cell in notebook.cells)


def test_counts_tell_of_execution_out_of_order_with_gaps(code: list[Any]) -> None:
    counts = [cell.execution_count for cell in code]
    assert None not in counts
    assert len(set(counts)) == len(counts)
    assert counts != sorted(counts)
    assert max(counts) > len(counts)


def test_outputs_are_real_plots_and_tables_and_no_error(code: list[Any]) -> None:
    outputs = [output for cell in code for output in cell.outputs]
    shown = [kind for output in outputs for kind in output.get("data", {})]
    assert shown.count("image/png") >= 5
    assert shown.count("text/html") >= 3
    assert all(output.output_type != "error" for output in outputs)
    assert all(output.get("name") != "stderr" for output in outputs)


@pytest.mark.parametrize("magic", ["%matplotlib inline", "%%time", "!pip install pandas"])
def test_magic_stands_at_the_start_of_a_cell(code: list[Any], magic: str) -> None:
    assert any(cell.source.startswith(magic + "\n") or cell.source == magic for cell in code)


def test_credential_is_given_by_position_to_a_client_defined_here(tree: ast.Module) -> None:
    (login,) = calls(tree, "CrmClient")
    assert [type(argument) for argument in login.args] == [ast.Constant, ast.Constant]
    assert not login.keywords
    assert "CrmClient" in {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


def test_absolute_path_is_read_only_where_the_file_exists(tree: ast.Module) -> None:
    (branch,) = [node for node in tree.body if "/home/maria/" in ast.unparse(node)]
    assert isinstance(branch, ast.If)
    assert "os.path.exists" in ast.unparse(branch.test)


def test_scaler_is_fitted_before_the_split(tree: ast.Module) -> None:
    assert calls(tree, "fit_transform")[0].lineno < calls(tree, "train_test_split")[0].lineno


def test_seed_is_global_and_one_split_has_none_of_its_own(tree: ast.Module) -> None:
    assert len(calls(tree, "seed")) == 1
    seeded = [
        any(keyword.arg == "random_state" for keyword in split.keywords)
        for split in calls(tree, "train_test_split")
    ]
    assert sorted(seeded) == [False, True]


def test_functions_read_globals_of_which_one_is_bound_again(tree: ast.Module) -> None:
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    bound = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    reads = {
        name: {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} & set(bound)
        for name, function in functions.items()
    }
    assert "features" in reads["build_matrix"]
    assert "THRESHOLD" in reads["evaluate"]
    assert "spend_limits" in reads["spend_band"]
    assert "spend_band" in {ast.unparse(call.args[0]) for call in calls(tree, "apply")}
    assert bound.count("features") == 2
    assert bound.count("THRESHOLD") == 1


def test_imports_are_those_of_its_own_extra_and_the_standard_library(tree: ast.Module) -> None:
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
        + ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [])
    }
    assert names - sys.stdlib_module_names == {"numpy", "pandas", "sklearn", "matplotlib"}


def test_data_is_what_the_kept_script_makes(tmp_path: Path) -> None:
    again = tmp_path / "customers.csv"
    script = [sys.executable, str(CHURN / "make_data.py"), str(again)]
    subprocess.run(script, check=True, capture_output=True)
    assert again.read_bytes() == (CHURN / "customers.csv").read_bytes()
    assert len(again.read_bytes()) < 1_000_000


def test_binder_installs_the_panel_and_what_the_notebook_imports() -> None:
    build = ROOT / "binder" / "postBuild"
    assert '".[all,churn]"' in build.read_text()
    assert os.access(build, os.X_OK)
    (name,) = re.findall(r"workspaces import (\S+)", build.read_text())
    workspace = json.loads((ROOT / name).read_text(encoding="utf-8"))
    (address,) = re.findall(r"urlpath=lab/workspaces/(\w+)", build.read_text())
    assert workspace["metadata"]["id"].endswith(address)
    (shown,) = (key.split(":", 1)[1] for key in workspace["data"] if key.startswith("notebook:"))
    assert (ROOT / shown).is_file()
    assert "mlops-bridge-panel" in json.dumps(workspace["data"]["layout-restorer:data"]["right"])


def execute(folder: Path) -> tuple[list[str], bytes]:
    """Run the notebook top-down in a copy of its folder.

    Returns
    -------
    tuple
        What each code cell printed, and the scores file it wrote.
    """
    folder.mkdir()
    for name in ("churn.ipynb", "customers.csv"):
        shutil.copy(CHURN / name, folder)
    notebook = nbformat.read(folder / "churn.ipynb", as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}
    ).execute()
    printed = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            streams = [output for output in cell.outputs if output.output_type == "stream"]
            assert [output.text for output in streams if output.name == "stderr"] == []
            printed.append(TIMING.sub("", "".join(output.text for output in streams)))
    assert (folder / "churn_model.pkl").is_file()
    return printed, (folder / "churn_scores.csv").read_bytes()


@pytest.mark.slow
def test_two_runs_from_top_to_bottom_print_and_write_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # `!pip` must be the pip of this environment, where there is nothing for it to install.
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    first, second = execute(tmp_path / "first"), execute(tmp_path / "second")
    assert first == second
    assert any("accuracy" in text for text in first[0])
