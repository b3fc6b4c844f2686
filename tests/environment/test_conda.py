"""Conda environments, from records as conda writes them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from mlops_bridge.environment.conda import files
from mlops_bridge.environment.kernel import Environment
from mlops_bridge.errors import LockError

FORGE = "https://conda.anaconda.org/conda-forge"


def record(prefix: Path, name: str, version: str, build: str, **more: Any) -> None:
    subdir = more.pop("subdir", "linux-64")
    channel = more.pop("channel", f"{FORGE}/{subdir}")
    data = {
        "name": name,
        "version": version,
        "build": build,
        "channel": channel,
        "subdir": subdir,
        "url": f"{channel.removesuffix('/' + subdir)}/{subdir}/{name}-{version}-{build}.conda",
        "md5": "0" * 32,
        **more,
    }
    folder = prefix / "conda-meta"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}-{version}-{build}.json").write_text(json.dumps(data))


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    record(tmp_path, "python", "3.11.7", "hab00c5b_0_cpython")
    record(tmp_path, "numpy", "1.26.4", "py311h64a7726_0")
    record(tmp_path, "pytorch", "2.1.2", "cuda120_py311")
    record(tmp_path, "tzdata", "2024a", "h0c530f3_0", subdir="noarch")
    return tmp_path


def environment(prefix: Path) -> Environment:
    return Environment(
        kernel="lab",
        executable=sys.executable,
        python="3.11.7",
        machine="x86_64",
        imports={},
        installed={"numpy": "1.26.4", "torch": "2.1.2", "river": "0.21.0", "Six": "1.16.0"},
        direct={},
        probed=True,
        prefix=str(prefix),
    )


def test_the_explicit_list_restores_the_environment(prefix: Path) -> None:
    text = files(environment(prefix))["env-lock.txt"]
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines[0] == "@EXPLICIT"
    assert f"{FORGE}/linux-64/numpy-1.26.4-py311h64a7726_0.conda#{'0' * 32}" in lines
    assert f"{FORGE}/noarch/tzdata-2024a-h0c530f3_0.conda#{'0' * 32}" in lines
    assert "# platform: linux-64" in text


def test_the_environment_file_names_builds_and_what_pip_brought(prefix: Path) -> None:
    data = yaml.safe_load(files(environment(prefix))["environment.yml"])
    assert data["channels"] == ["conda-forge", "nodefaults"]
    assert "numpy=1.26.4=py311h64a7726_0" in data["dependencies"]
    assert "tzdata=2024a=h0c530f3_0" in data["dependencies"]
    assert data["dependencies"][-1] == {"pip": ["river==0.21.0", "Six==1.16.0"]}
    assert "name" not in data, "that is the user's to choose"
    assert "prefix" not in data


def test_passwords_and_tokens_are_cut_out(prefix: Path) -> None:
    channel = "https://ann:canary@conda.example.org/t/tk-canary-123/team/linux-64"
    record(prefix, "own", "1.0", "0", channel=channel)
    made = files(environment(prefix))
    assert "canary" not in "".join(made.values())
    assert "https://conda.example.org/team/linux-64/own-1.0-0.conda" in made["env-lock.txt"]
    assert "  - https://conda.example.org/team\n" in made["environment.yml"]


def test_an_environment_that_is_not_condas_is_said(tmp_path: Path) -> None:
    with pytest.raises(LockError, match="kernel `lab` was not made by conda") as caught:
        files(environment(tmp_path))
    assert "Leave --conda out" in caught.value.hint


def test_a_broken_record_is_named(prefix: Path) -> None:
    (prefix / "conda-meta" / "broken-1-0.json").write_text('{"name": ')
    with pytest.raises(LockError, match=r"broken-1-0\.json` cannot be read"):
        files(environment(prefix))
