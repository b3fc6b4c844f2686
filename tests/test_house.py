"""The import law (docs/design.md): who may import whom, and which third party has which owner.

Every form of import counts, inside functions too. The test is tested with planted breaches.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "mlops_bridge"
ROOTS = {"errors", "config", "finding", "progress", "version", "_version"}
# room -> the rooms it may import, beside itself and the roots
MAY = {
    "notebook": set(),
    "analysis": {"notebook"},
    "rules": {"analysis"},
    "lint": {"rules", "analysis", "notebook"},
    "environment": {"analysis", "notebook"},
    "convert": {"environment", "analysis", "notebook"},
    "generate": {"convert", "environment", "analysis", "notebook"},
    "delivery": {"convert", "environment", "analysis", "notebook"},
    "api": {
        *("lint", "rules", "delivery", "generate"),
        *("convert", "environment", "analysis", "notebook"),
    },
    "cli": {"api", "lint"},
    "server": {"api"},
    "__init__": {"server"},
    "__main__": {"cli"},
}
# third party -> the places that own it
OWNERS = {
    "nbformat": ("notebook/", "delivery/"),
    "IPython": ("notebook/magics.py",),
    "jinja2": ("convert/project.py", "generate/render.py"),
    "docker": ("delivery/engine.py", "delivery/image.py"),
    "mlflow": ("delivery/",),
    "nbconvert": ("delivery/",),
    "papermill": ("delivery/", "convert/notebook_run.py"),
    "nbqa": ("lint/adapters.py",),
    "yaml": ("environment/knowledge.py", "analysis/knowledge/"),
    "tornado": ("server/",),
    "jupyter_server": ("server/",),
    "click": ("cli/",),
    "rich": ("cli/",),
    "pandas": ("delivery/",),
}


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Absolute names of the modules that a file imports, with the line."""
    package = ("mlops_bridge", *path.relative_to(PACKAGE).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level] if node.level else ()
            if path.name == "__init__.py" and node.level:
                base = package[:-1][: len(package) - node.level]
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield module, node.lineno
            yield from ((f"{module}.{alias.name}", node.lineno) for alias in node.names)


def room(parts: tuple[str, ...]) -> str:
    return parts[0] if parts else "__init__"


def breaches(path: Path) -> list[str]:
    """What a file imports against the law."""
    relative = path.relative_to(PACKAGE)
    here = room(relative.with_suffix("").parts)
    found = []
    for name, line in imports(path):
        top, *rest = name.split(".")
        if top != "mlops_bridge":
            owners = OWNERS.get(top)
            if owners and not relative.as_posix().startswith(owners):
                found.append(
                    f"{relative}:{line} imports {top}, which belongs to {', '.join(owners)}"
                )
            continue
        there = rest[0] if rest else ""
        if not there or there in ROOTS or there == here or there not in MAY:
            continue
        if there not in MAY.get(here, set()):
            found.append(f"{relative}:{line} ({here}) imports {there}")
        if here == "rules" and name.startswith("mlops_bridge.rules.") and len(rest) > 2:
            found.append(f"{relative}:{line}: rules never import rules")
    return found


FILES = sorted(p for p in PACKAGE.rglob("*.py") if "labextension" not in p.parts)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_law_is_kept(path: Path) -> None:
    assert breaches(path) == []


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("lint/x.py", "from ..convert import steps"),
        ("convert/x.py", "from ..lint.engine import lint"),
        ("convert/x.py", "def f():\n    import mlops_bridge.lint"),
        ("analysis/x.py", "from .. import convert"),
        ("rules/data/x.py", "from ...lint import engine"),
        ("convert/x.py", "import mlflow.pyfunc"),
        ("api.py", "def f():\n    from docker import client"),
        ("cli/x.py", "from ..convert.project import write"),
        ("notebook/x.py", "from ..analysis.program import parse"),
        ("generate/x.py", "from ..lint.engine import lint"),
        ("generate/card.py", "import jinja2"),
        ("cli/x.py", "from ..generate.offer import write"),
    ],
)
def test_planted_breach_is_found(
    where: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = tmp_path / where
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(text, encoding="utf-8")
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    assert breaches(planted)


def test_lint_starts_light(tmp_path: Path) -> None:
    notebook = tmp_path / "x.ipynb"
    notebook.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    code = (
        "import sys; sys.argv = ['nb2prod', 'lint', sys.argv[1]]\n"
        "from mlops_bridge.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = {'mlflow', 'IPython', 'jinja2', 'docker', 'pandas', 'jupyter_server', 'numpy',"
        " 'papermill', 'nbconvert', 'nbformat'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(notebook)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"
