"""Locks against an index of our own: logins, taken-back releases, targets, and faults."""

from __future__ import annotations

import re
import resource
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mlops_bridge.environment.kept import kept
from mlops_bridge.environment.kernel import Environment
from mlops_bridge.environment.lock import lock, pinned
from mlops_bridge.environment.target import own, target
from mlops_bridge.errors import Cancelled, LockError
from mlops_bridge.progress import Event

from .conftest import Index, use  # type: ignore[import-not-found,unused-ignore]

pytestmark = pytest.mark.slow
RESOLVERS = pytest.mark.parametrize("resolver", ["pip-tools", "uv"])
PYTHON = ".".join(str(part) for part in sys.version_info[:3])


def environment(
    installed: dict[str, str] | None = None, direct: dict[str, Any] | None = None, **more: Any
) -> Environment:
    base = Environment(
        kernel="python3",
        executable=sys.executable,
        python=PYTHON,
        machine="x86_64",
        imports={},
        installed=installed or {},
        direct=direct or {},
        probed=True,
    )
    return replace(base, **more)


def project(folder: Path, *lines: str) -> Path:
    (folder / "requirements.in").write_text("".join(f"{line}\n" for line in lines))
    return folder


@RESOLVERS
def test_a_private_index_is_used_and_nowhere_named(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resolver: str
) -> None:
    digest = index.add("mine", "1.0", "other>=1")
    index.add("other", "1.5")
    index.add("other", "2.0")
    index.user = "reader:canary-password"
    use(monkeypatch, index.address)
    made = lock(project(tmp_path, "mine"), environment({"other": "1.5"}), resolver=resolver)
    text = made.requirements.read_text()
    assert pinned(text) == {"mine": "==1.0", "other": "==1.5"}
    assert digest in text
    assert "canary" not in text
    assert "127.0.0.1" not in text


@RESOLVERS
def test_a_wrong_password_is_said_and_not_repeated(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resolver: str
) -> None:
    index.add("mine", "1.0")
    index.user = "reader:right"
    use(monkeypatch, index.address.replace("right", "canary"))
    with pytest.raises(LockError) as caught:
        lock(project(tmp_path, "mine"), environment(), resolver=resolver)
    assert "lets nobody in" in caught.value.what
    assert "canary" not in str(caught.value)
    assert not (tmp_path / "requirements.txt").exists()


@RESOLVERS
def test_an_index_that_does_not_answer_is_said(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resolver: str
) -> None:
    index.add("mine", "1.0")
    use(monkeypatch, "http://127.0.0.1:9/simple")
    with pytest.raises(LockError) as caught:
        lock(project(tmp_path, "mine"), environment(), resolver=resolver)
    assert "does not answer" in caught.value.what
    assert "--offline" in caught.value.hint
    assert sorted(path.name for path in tmp_path.iterdir()) == ["requirements.in"]
    use(monkeypatch, index.address)
    lock(tmp_path, environment(), resolver=resolver)  # a rerun succeeds


@RESOLVERS
def test_a_release_that_was_taken_back_is_told(index: Index, tmp_path: Path, resolver: str) -> None:
    index.add("mine", "1.0", yanked="wrong results")
    index.add("mine", "1.1")
    made = lock(project(tmp_path, "mine==1.0"), environment({"mine": "1.0"}), resolver=resolver)
    assert pinned(made.requirements.read_text()) == {"mine": "==1.0"}
    assert made.notes == ("`mine` 1.0 was taken back by its makers: wrong results",)
    assert "# `mine` 1.0 was taken back" in made.requirements.read_text()


def test_hashes_are_not_downloaded_where_the_index_tells_them(index: Index, tmp_path: Path) -> None:
    tags = (
        "py3-none-any", "cp311-cp311-win_amd64", "cp312-cp312-macosx_11_0_arm64",
        "cp310-cp310-manylinux_2_17_x86_64",
    )  # fmt: skip
    index.add("mine", "1.0", tags=tags)
    made = lock(project(tmp_path, "mine"), environment(), resolver="pip-tools")
    assert made.requirements.read_text().count("--hash=sha256:") == 4
    assert {path for path in index.wheels_asked if "none-any" not in path} == set()


def test_hashes_are_downloaded_where_the_index_does_not_tell_them(
    index: Index, tmp_path: Path
) -> None:
    digest = index.add("mine", "1.0", digest=False)
    made = lock(project(tmp_path, "mine"), environment(), resolver="pip-tools")
    assert f"--hash=sha256:{digest}" in made.requirements.read_text()


@RESOLVERS
def test_the_sides_of_a_conflict_are_told(index: Index, tmp_path: Path, resolver: str) -> None:
    index.add("mine", "1.0", "other>=2")
    index.add("other", "1.0")
    index.add("other", "2.0")
    with pytest.raises(LockError) as caught:
        lock(project(tmp_path, "mine"), environment({"other": "1.0"}), resolver=resolver)
    assert "cannot be resolved" in caught.value.what
    assert re.search(r"mine .*depends? on other", caught.value.what)
    assert "other==1.0" in caught.value.what


def test_other_targets_have_files_of_their_own(index: Index, tmp_path: Path) -> None:
    index.add("mine", "1.0", "arm ; platform_machine == 'aarch64'", "old ; python_version < '3.12'")
    index.add("arm", "1.0", tags=("cp312-cp312-manylinux_2_17_aarch64",))
    index.add("old", "1.0")
    (tmp_path / "requirements-job.in").write_text("mine\nrunner\n")
    index.add("runner", "3.0")
    folder = project(tmp_path, "mine")
    kernel = environment({"mine": "1.0"})
    made = lock(folder, kernel, target=target("3.12", "linux-aarch64"))
    assert [path.relative_to(tmp_path).as_posix() for path in made.files] == [
        "requirements/linux-aarch64-py312.txt",
        "requirements/linux-aarch64-py312-job.txt",
    ]
    assert made.resolver == "uv"
    assert pinned(made.requirements.read_text()) == {"arm": "==1.0", "mine": "==1.0"}
    assert "Python 3.12, linux-aarch64" in made.requirements.read_text()
    assert not (tmp_path / "requirements.txt").exists()
    other = lock(folder, kernel, target=target("3.11", "linux-x86_64"), resolver="uv")
    assert pinned(other.requirements.read_text()) == {"mine": "==1.0", "old": "==1.0"}


def test_a_kernel_on_a_mac_is_locked_for_the_linux_image_too(index: Index, tmp_path: Path) -> None:
    index.add(
        "mine", "1.0", "penguin ; sys_platform == 'linux'", "apple ; sys_platform == 'darwin'"
    )
    index.add("penguin", "1.0")
    index.add("apple", "1.0")
    kernel = environment({"mine": "1.0", "apple": "1.0"}, system="Darwin", machine="arm64")
    made = lock(project(tmp_path, "mine"), kernel)
    assert set(pinned(made.requirements.read_text())) == {"apple", "mine", "penguin"}
    assert "all platforms" in made.requirements.read_text()
    assert own("Darwin", "arm64") == "macos-arm64"


@pytest.mark.parametrize(("python", "platform"), [("2.7", "linux-x86_64"), ("3.12", "amiga")])
def test_targets_that_do_not_exist_are_refused(python: str, platform: str) -> None:
    with pytest.raises(LockError, match=r"no version of Python|no platform is called"):
        target(python, platform)


def test_a_package_from_an_address_keeps_it_with_its_digest(index: Index, tmp_path: Path) -> None:
    digest = index.add("model", "1.0")
    url = f"http://127.0.0.1:{index.port}/files/model-1.0-py3-none-any.whl"
    record = {"url": url, "archive_info": {"hashes": {"sha256": digest}}}
    kernel = environment({"model": "1.0"}, {"model": record})
    for resolver in ("pip-tools", "uv"):
        made = lock(project(tmp_path, "model==1.0"), kernel, resolver=resolver)
        text = made.requirements.read_text()
        assert pinned(text)["model"].startswith(f" @ {url}")
        assert f"--hash=sha256:{digest}" in text or f"sha256={digest}" in text


def test_a_package_from_a_local_file_is_explained(index: Index, tmp_path: Path) -> None:
    index.add("mine", "2.0")
    record = {"url": "file:///home/somebody/mine-1.0-py3-none-any.whl", "archive_info": {}}
    kernel = environment({"mine": "1.0"}, {"mine": record})
    with pytest.raises(LockError) as caught:
        lock(project(tmp_path, "mine==1.0"), kernel)
    assert "`mine` was installed from a file of this machine" in caught.value.hint
    assert "somebody" not in str(caught.value)
    index.add("mine", "1.0")
    assert pinned(lock(tmp_path, kernel).requirements.read_text()) == {"mine": "==1.0"}


def test_the_projects_own_files_are_kept_to(index: Index, tmp_path: Path) -> None:
    for version in ("1.0", "2.0", "3.0"):
        index.add("mine", version, "other")
        index.add("other", version)
    (tmp_path / "requirements.txt").write_text("mine==2.0\nother<3\n")
    job = project_in(tmp_path / "job", "mine")
    made = lock(job, environment(), kept=kept(tmp_path / "n.ipynb"), offline=False)
    assert pinned(made.requirements.read_text())["mine"] == "==2.0", "the kernel says nothing"
    with pytest.raises(LockError) as caught:
        lock(job, environment({"mine": "1.0", "other": "1.0"}), kept=kept(tmp_path / "n.ipynb"))
    assert "`mine`: requirements.txt says ==2.0, the kernel has 1.0" in caught.value.what
    assert "--ignore-project" in caught.value.hint
    with pytest.raises(LockError, match=r"`other`: requirements.txt says <3, the kernel has 3.0"):
        lock(job, environment({"mine": "2.0", "other": "3.0"}), kept=kept(tmp_path / "n.ipynb"))
    good = environment({"mine": "2.0+cpu", "other": "2.0"})
    made = lock(job, good, kept=kept(tmp_path / "n.ipynb"))
    assert pinned(made.requirements.read_text()) == {"mine": "==2.0", "other": "==2.0"}


def project_in(folder: Path, *lines: str) -> Path:
    folder.mkdir()
    return project(folder, *lines)


@RESOLVERS
def test_stopping_leaves_nothing_and_a_rerun_succeeds(
    index: Index, tmp_path: Path, resolver: str
) -> None:
    index.add("mine", "1.0")
    folder = project(tmp_path, "mine")
    seen = 0

    def report(event: Event) -> None:
        nonlocal seen
        seen += 1
        raise Cancelled

    with pytest.raises(Cancelled):
        lock(folder, environment(), resolver=resolver, report=report)
    assert seen == 1
    assert [path.name for path in folder.iterdir()] == ["requirements.in"]
    assert lock(folder, environment(), resolver=resolver).pins == 1


def test_a_full_disk_leaves_the_earlier_lock(tmp_path: Path) -> None:
    folder = project(tmp_path, "mine")
    (folder / "requirements.txt").write_text("# earlier\n")
    kernel = environment({"mine": "1.0"}, needs={"mine": ()})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, hard))  # no file can hold more than 20 bytes
    try:
        with pytest.raises(LockError, match="cannot be written"):
            lock(folder, kernel, offline=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (folder / "requirements.txt").read_text() == "# earlier\n"
    assert sorted(p.name for p in folder.iterdir()) == ["requirements.in", "requirements.txt"]


def test_offline_pins_what_is_installed_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, "http://127.0.0.1:9/simple")
    (tmp_path / "requirements-job.in").write_text("runner>=1\ngone\n")
    kernel = environment(
        {"mine": "1.0", "other": "2.0", "extra": "3.0", "runner": "4.0"},
        needs={
            "mine": ("other>=1", "extra ; extra == 'all'"),
            "other": (), "extra": (), "runner": ("other",),
        },
    )  # fmt: skip
    made = lock(project(tmp_path, "mine[all]==1.0"), kernel, offline=True)
    assert not made.hashed
    assert pinned(made.requirements.read_text()) == {
        "extra": "==3.0", "mine": "==1.0", "other": "==2.0",
    }  # fmt: skip
    assert "offline: what is installed, no index was asked" in made.requirements.read_text()
    assert set(pinned((tmp_path / "requirements-job.txt").read_text())) == {"other", "runner"}
    assert made.notes == ("`gone` is not installed in the kernel, so that it is not pinned",)


@pytest.mark.parametrize(
    "line",
    ["six ==", "./helpers.whl", "-r other.txt", "-e .", "x @ http://u:canary@host/x.whl",
     "x @ http://host/x.whl?token=canary", "x @ file:///home/ann/x.whl"],
)  # fmt: skip
def test_a_line_that_is_no_plain_requirement_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(LockError) as caught:
        lock(project(tmp_path, "# what is needed", "six", line), environment(), offline=True)
    assert caught.value.where.endswith("requirements.in: line 3")
    assert not (tmp_path / "requirements.txt").exists()


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"url": "https://host/six.git", "vcs_info": {"vcs": "git"}}, "a repository"),
        ({"url": "file:///home/ann/six", "dir_info": {"editable": True}}, "a folder"),
        ({"url": "https://h/s.whl?sig=canary", "archive_info": {}}, "with a signature"),
    ],
    ids=["git", "editable", "signed"],
)
def test_what_a_package_needs_is_not_taken_from_somebody_else(
    index: Index, tmp_path: Path, record: dict[str, Any], said: str
) -> None:
    """The index may have another package of the name of one that came from a folder."""
    index.add("mine", "1.0", "six")
    index.add("six", "9.0")
    kernel = environment({"mine": "1.0", "six": "1.0"}, {"six": record})
    with pytest.raises(LockError, match=f"`six` was installed from .*{said}") as caught:
        lock(project(tmp_path, "mine"), kernel)
    assert "canary" not in str(caught.value)


def test_the_files_of_the_project_itself_are_not_the_users(index: Index, tmp_path: Path) -> None:
    """A second lock after an upgrade of the kernel: the first lock is nobody's wish."""
    for version in ("1.0", "2.0"):
        index.add("mine", version)
    job = project_in(tmp_path / "job", "mine")
    notebook = job / ".." / "n.ipynb"
    for version in ("1.0", "2.0"):
        made = lock(job, environment({"mine": version}), kept=kept(notebook))
        assert pinned(made.requirements.read_text()) == {"mine": f"=={version}"}


WISHES = {
    "environment.yml, exact": ("environment.yml", "dependencies:\n  - mine==2.0\n", True),
    "environment.yml, one equals sign": ("environment.yml", "dependencies:\n  - mine=2.0\n", True),
    "environment.yml, with channel and build": (
        "environment.yml", "dependencies:\n  - conda-forge::mine=2.0.0=py_0\n", True),
    "environment.yml, agrees": ("environment.yml", "dependencies:\n  - mine=1.0\n", False),
    "pyproject": ("pyproject.toml", '[project]\nname = "x"\ndependencies = ["mine>=2"]\n', True),
    "pyproject, an optional group": (
        "pyproject.toml", '[project]\nname = "x"\n[project.optional-dependencies]\ndev = ["mine>=2"]\n',
        False),
    "poetry": ("pyproject.toml", '[tool.poetry.dependencies]\nmine = "^2.0"\n', True),
    "poetry, optional": (
        "pyproject.toml", '[tool.poetry.dependencies]\nmine = {version = "^2.0", optional = true}\n', False),
    "another platform": ("requirements.txt", 'mine==2.0; sys_platform == "win32"\n', False),
    "a lock of uv": ("uv.lock", '[[package]]\nname = "mine"\nversion = "2.0"\n', True),
    "a lock of uv with two": (
        "uv.lock", '[[package]]\nname = "mine"\nversion = "1.0"\n\n[[package]]\nname = "mine"\nversion = "2.0"\n',
        False),
    "a file that another names": ("requirements.txt", "-r more/base.txt\n", True),
}  # fmt: skip


@pytest.mark.parametrize(("file", "text", "conflict"), WISHES.values(), ids=WISHES.keys())
def test_what_a_project_asks_for_is_read_as_it_is_meant(
    tmp_path: Path, file: str, text: str, conflict: bool
) -> None:
    (tmp_path / file).write_text(text)
    (tmp_path / "requirements-other.txt").write_text("")  # marks the project
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "base.txt").write_text("mine==2.0\n")
    found = kept(tmp_path / "n.ipynb").conflicts({"mine": "1.0"})
    assert bool(found) == conflict, found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "a scheduler"])
def test_a_signal_ends_the_resolver_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    """An index that takes its time: the resolver waits for it when the signal comes."""
    import psutil

    (tmp_path / "scratch").mkdir()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        use(monkeypatch, f"http://127.0.0.1:{silent.getsockname()[1]}/simple")
        monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
        source = (
            "import sys; from pathlib import Path; from mlops_bridge import cli;"
            "from mlops_bridge.cli import lock as command;"
            "from mlops_bridge.environment import kernel, lock;"
            "import mlops_bridge.api as api;"
            "api.lock = lambda project, **options: lock.lock(project, kernel.probe(None, []));"
            "sys.argv = ['nb2prod', 'lock', sys.argv[1]]; cli.main()"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", source, str(project(tmp_path, "mine"))],
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        silent.settimeout(60)
        connection, _ = silent.accept()  # the resolver asks
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        connection.close()
    assert process.returncode == 130, said
    assert not any(child.is_running() for child in children)
    assert list((tmp_path / "scratch").glob("nb2prod-*")) == []
    assert not (tmp_path / "requirements.txt").exists()
