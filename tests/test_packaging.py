"""What the wheel and the sdist hold, with and without Node; no network is used."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import mlops_bridge

TREE = Path(__file__).resolve().parents[1]
FRONT_END = "mlops_bridge/labextension"
SHARED = ".data/data/share/jupyter/labextensions/mlops-bridge/"
needs_front_end = pytest.mark.skipif(
    not (TREE / FRONT_END / "package.json").exists(),
    reason="front end not built: npm ci && npm run build:prod",
)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the tree as git knows it, without the built front end."""
    target = tmp_path / "clone"
    ignore = shutil.ignore_patterns(".git", ".venv", "node_modules", "lib", "labextension")
    shutil.copytree(TREE / "mlops_bridge", target / "mlops_bridge", ignore=ignore)
    shutil.copytree(TREE / "labextension", target / "labextension", ignore=ignore)
    shutil.copytree(TREE / "templates", target / "templates")
    for name in ("pyproject.toml", "package.json", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(TREE / name, target / name)
    return target


def build(tree: Path, kind: str) -> subprocess.CompletedProcess[str]:
    """Build without Node: nothing but Python's own folder of programs is on PATH."""
    empty = tree.parent / "nothing"
    empty.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(tree.parent / "dist")],
        cwd=tree,
        env={**os.environ, "PATH": str(empty)},
        capture_output=True,
        text=True,
        check=False,
    )


def names(folder: Path, pattern: str) -> list[str]:
    """The members of the one archive that matches."""
    (archive,) = folder.glob(pattern)
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.namelist()
    with tarfile.open(archive) as sdist:
        return sdist.getnames()


@pytest.mark.slow
def test_a_wheel_without_node_lacks_only_the_front_end_and_says_so(clone: Path) -> None:
    made = build(clone, "wheel")
    assert made.returncode == 0, made.stderr
    assert "front end left out: no Node.js on PATH" in made.stdout + made.stderr
    held = names(clone.parent / "dist", "*.whl")
    assert not any(SHARED in name for name in held)
    assert "mlops_bridge/cli/__init__.py" in held
    assert any(name.startswith("mlops_bridge/templates/") for name in held)
    assert any(name.endswith("jupyter_server_config.d/mlops_bridge.json") for name in held)


@pytest.mark.slow
def test_an_sdist_without_a_front_end_is_refused(clone: Path) -> None:
    made = build(clone, "sdist")
    assert made.returncode != 0
    assert "An sdist needs the JupyterLab front end" in made.stderr


@needs_front_end
@pytest.mark.slow
def test_sdist_and_the_wheel_of_it_hold_the_front_end(clone: Path) -> None:
    shutil.copytree(TREE / FRONT_END, clone / FRONT_END)
    dist = clone.parent / "dist"
    made = build(clone, "sdist")
    assert made.returncode == 0, made.stderr
    held = names(dist, "*.tar.gz")
    root = held[0].split("/")[0]
    assert f"{root}/{FRONT_END}/package.json" in held
    assert any(name.startswith(f"{root}/templates/") for name in held)
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as sdist:
        sdist.extractall(clone.parent / "unpacked", filter="data")
    shutil.rmtree(dist)
    unpacked = clone.parent / "unpacked" / root
    made = build(unpacked, "wheel")
    assert made.returncode == 0, made.stderr
    wheel = names(clone.parent / "unpacked" / "dist", "*.whl")
    shared = [name.split(SHARED)[1] for name in wheel if SHARED in name]
    assert {"package.json", "install.json", "static/style.js"} <= set(shared)
    assert any(name.startswith("static/remoteEntry.") for name in shared)
    assert not any(name.startswith(FRONT_END) for name in wheel)


@needs_front_end
def test_the_front_end_is_small() -> None:
    scripts = (TREE / FRONT_END / "static").glob("*.js")
    assert sum(script.stat().st_size for script in scripts) < 150_000


def test_version_is_said_in_one_place() -> None:
    manifest = json.loads((TREE / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((TREE / "package-lock.json").read_text(encoding="utf-8"))
    assert mlops_bridge.__version__ == manifest["version"] == lock["version"]


def test_the_lock_names_no_host() -> None:
    text = (TREE / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert not re.search(r"https?://[^\"]*registry", text)


@pytest.mark.parametrize(
    ("shown", "usable"),
    [
        ("v18.20.4", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("", False),
    ],
)
def test_node_is_asked_for_its_version(
    shown: str, usable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in ("node", "npm"):
        script = tmp_path / program
        script.write_text(f"#!/bin/sh\necho {shown}\n")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(TREE))
    hook = importlib.import_module("hatch_build")
    assert (hook.missing_node() == "") is usable


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = "tornado jupyter_server jupyterlab nbformat IPython mlflow pandas jinja2 docker click"
    asked = f"import sys, mlops_bridge; print([m for m in {heavy.split()!r} if m in sys.modules])"
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=TREE, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def test_jupyter_finds_both_extensions() -> None:
    (front,) = mlops_bridge._jupyter_labextension_paths()
    assert front == {"src": "labextension", "dest": "mlops-bridge"}
    (point,) = mlops_bridge._jupyter_server_extension_points()
    assert callable(importlib.import_module(point["module"])._load_jupyter_server_extension)
    config = TREE / "mlops_bridge" / "jupyter-config" / "mlops_bridge.json"
    enabled = json.loads(config.read_text(encoding="utf-8"))["ServerApp"]["jpserver_extensions"]
    assert enabled == {point["module"]: True}
