"""Locks: what the kernel had, with hashes, and nothing of this machine."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mlops_bridge.environment import resolve
from mlops_bridge.environment.kernel import Environment
from mlops_bridge.environment.lock import lock
from mlops_bridge.errors import Cancelled, LockError
from mlops_bridge.progress import Event

PYTHON = ".".join(str(part) for part in sys.version_info[:3])
OTHER = "3.9.1" if sys.version_info[:2] != (3, 9) else "3.10.1"


def environment(
    installed: Mapping[str, str] = {}, direct: Mapping[str, Mapping[str, Any]] = {}
) -> Environment:
    return Environment(
        kernel="python3",
        executable=sys.executable,
        python=PYTHON,
        machine="x86_64",
        imports={},
        installed=installed,
        direct=direct,
        probed=True,
    )


# older than the newest, so that a lock that ignores the kernel is seen
OLD = {"python-dateutil": "2.8.2", "six": "1.16.0", "iniconfig": "1.1.1"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "requirements.in").write_text("python-dateutil  # cell 1: import dateutil\n")
    return tmp_path


def pins(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^\s\\]+)", path.read_text(), re.MULTILINE))


@pytest.mark.slow
@pytest.mark.parametrize("resolver", ["pip-tools", "uv"])
def test_the_lock_is_what_the_kernel_has(project: Path, resolver: str) -> None:
    (project / "requirements-job.in").write_text("# the runner\npython-dateutil\niniconfig\n")
    made = lock(project, environment(OLD), resolver=resolver)
    assert (made.pins, made.resolver) == (2, resolver)
    assert made.requirements == project / "requirements.txt"
    assert pins(made.requirements) == {"python-dateutil": "2.8.2", "six": "1.16.0"}
    job = pins(project / "requirements-job.txt")
    assert job.items() >= pins(made.requirements).items(), "the runner bends to the notebook"
    assert "iniconfig" in job
    for path in project.glob("requirements*.txt"):
        text = path.read_text()
        assert text.startswith("# Locked by `nb2prod lock`")
        assert f"Python {PYTHON}" in text
        assert "://" not in text
        assert str(project) not in text
        options = [line for line in text.splitlines() if line.strip().startswith("--")]
        assert all(line.strip().startswith("--hash=sha256:") for line in options)
    assert sorted(path.name for path in project.iterdir() if path.name.startswith(".")) == []


@pytest.mark.slow
def test_both_resolvers_pin_the_same(project: Path) -> None:
    (project / "requirements.in").write_text("python-dateutil\njinja2\n")
    found = []
    for resolver in ("pip-tools", "uv"):
        lock(project, environment(OLD), resolver=resolver)
        found.append(pins(project / "requirements.txt"))
    assert found[0] == found[1]
    assert found[0]["six"] == "1.16.0"
    assert "markupsafe" in found[0], "what the kernel lacks is resolved freely"


@pytest.mark.slow
def test_pip_installs_the_lock_with_its_hashes_and_refuses_others(
    project: Path, tmp_path: Path
) -> None:
    made = lock(project, environment(OLD))
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
    install += ["-r", str(made.requirements), "--target"]
    subprocess.run([*install, str(tmp_path / "site")], check=True, capture_output=True)
    assert (tmp_path / "site" / "dateutil" / "__init__.py").is_file()
    text = made.requirements.read_text()
    made.requirements.write_text(re.sub(r"sha256:\w{8}", "sha256:00000000", text))
    refused = subprocess.run([*install, str(tmp_path / "no")], capture_output=True, text=True)
    assert refused.returncode == 1
    assert "DO NOT MATCH THE HASHES" in refused.stderr


@pytest.mark.slow
@pytest.mark.parametrize("resolver", ["pip-tools", "uv"])
def test_versions_that_do_not_go_together_are_named(project: Path, resolver: str) -> None:
    (project / "requirements.in").write_text("jinja2==3.1.4\n")
    with pytest.raises(LockError, match=r"(?i)markupsafe") as caught:
        lock(project, environment({"markupsafe": "1.1.1"}), resolver=resolver)
    assert caught.value.where.endswith("requirements.in")
    assert "1.1.1" in caught.value.what, "the kernel's version is one side of the conflict"
    assert "Traceback" not in caught.value.what
    assert "://" not in caught.value.what
    assert not (project / "requirements.txt").exists()


@pytest.mark.slow
def test_a_build_that_no_index_has_is_locked_without_its_label(project: Path) -> None:
    installed = {**OLD, "six": "1.16.0+cpu"}
    made = lock(project, environment(installed))
    assert pins(made.requirements)["six"] == "1.16.0"
    assert "# `six` is 1.16.0+cpu in the kernel, 1.16.0 here" in made.requirements.read_text()


@pytest.mark.slow
def test_uv_locks_for_another_python(project: Path) -> None:
    made = lock(project, replace(environment(OLD), python=OTHER))
    assert made.resolver == "uv"
    assert f"Python {OTHER}" in made.requirements.read_text()


def test_pip_tools_does_not_lock_for_another_python(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolve, "uv", lambda: None)
    with pytest.raises(LockError, match=r"pip-tools resolves for Python .* only"):
        lock(project, replace(environment(OLD), python=OTHER))


def test_nothing_to_install_is_an_empty_lock(project: Path) -> None:
    (project / "requirements.in").write_text("# nothing but the standard library\n")
    made = lock(project, environment())
    assert made.pins == 0
    assert pins(made.requirements) == {}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"url": "file:///home/a/mine", "dir_info": {"editable": True}}, "a folder"),
        ({"url": "ssh://a", "vcs_info": {"vcs": "git", "commit_id": "1"}}, "a repository"),
    ],
    ids=["editable", "git"],
)
def test_an_install_that_others_cannot_repeat_is_refused(
    project: Path, record: dict[str, Any], said: str
) -> None:
    (project / "requirements.in").write_text("six\nMy_Project  # cell 3: import mine\n")
    with pytest.raises(LockError, match=f"`My_Project` was installed from {said}") as caught:
        lock(project, environment({"my-project": "1.0"}, {"my-project": record}))
    assert caught.value.where.endswith("requirements.in: line 2")


def test_another_version_than_the_kernels_is_refused(project: Path) -> None:
    (project / "requirements.in").write_text("six==1.15.0  # cell 1: import six\n")
    with pytest.raises(LockError, match=r"`six==1.15.0` is asked for.*six 1.16.0"):
        lock(project, environment(OLD))


@pytest.mark.parametrize(
    ("entry", "said"), [("poetry", "no resolver is named"), ("uv", "`uv` is not installed")]
)
def test_a_resolver_that_is_not_there_is_said(
    project: Path, entry: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resolve, "uv", lambda: None)
    with pytest.raises(LockError, match=said):
        lock(project, environment(OLD), resolver=entry)


def test_a_folder_without_requirements_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LockError, match=r"no `requirements\.in`"):
        lock(tmp_path, environment(OLD))


@pytest.mark.slow
def test_cancelling_leaves_the_earlier_lock(project: Path) -> None:
    (project / "requirements.txt").write_text("# earlier\n")

    def report(event: Event) -> None:
        # at the first word: a small resolution may be done before there is a second
        raise Cancelled

    with pytest.raises(Cancelled):
        lock(project, environment(OLD), report=report)
    assert (project / "requirements.txt").read_text() == "# earlier\n"
    assert len(list(project.iterdir())) == 2
