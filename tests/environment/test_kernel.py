"""The interpreter behind a kernel, and who brings which module there."""

from __future__ import annotations

import json
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from mlops_bridge.analysis.knowledge import bringing
from mlops_bridge.environment import kernel, knowledge
from mlops_bridge.errors import KernelError

VERSIONS = Path(sys.base_prefix).parent

Kernelspec = Callable[..., str]


@pytest.fixture
def kernelspec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kernelspec:
    """Install a kernelspec where Jupyter looks for it."""
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))

    def install(*argv: str, language: str = "python", env: dict[str, str] | None = None) -> str:
        folder = tmp_path / "jupyter" / "kernels" / "other"
        folder.mkdir(parents=True)
        spec = {"argv": argv, "display_name": "Other", "language": language, "env": env or {}}
        (folder / "kernel.json").write_text(json.dumps(spec))
        return "other"

    return install


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site-packages of a fresh environment, to be filled by hand."""
    venv.create(tmp_path / "env", with_pip=False, symlinks=True)
    return next((tmp_path / "env" / "lib").glob("python*")) / "site-packages"


def distribution(
    site: Path, name: str, files: tuple[str, ...], requires: str = "", direct: str = ""
) -> None:
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    needs = f"Requires-Dist: {requires}\n" if requires else ""
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{needs}\n")
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in files))
    if direct:
        (info / "direct_url.json").write_text(direct)
    for file in files:
        (site / file).parent.mkdir(parents=True, exist_ok=True)
        (site / file).touch()


def probe_in(site: Path, kernelspec: Kernelspec, *modules: str) -> kernel.Environment:
    python = site.parents[2] / "bin" / "python"
    name = kernelspec(str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}")
    return kernel.probe(name, modules)


def test_the_default_kernel_knows_its_versions() -> None:
    found = kernel.probe(None, ["numpy", "yaml", "os", "json.decoder", "google.protobuf", "nope"])
    assert found.probed
    assert found.kernel == "python3"
    assert found.python.split(".")[:2] == [str(part) for part in sys.version_info[:2]]
    assert found.imports["numpy"] == ("numpy",)
    assert [name.lower() for name in found.imports["yaml"]] == ["pyyaml"]
    assert found.imports["nope"] == ()
    assert "os" not in found.imports, "the standard library needs no distribution"
    assert "json.decoder" not in found.imports
    assert found.installed["numpy"][0].isdigit()


@pytest.mark.parametrize("version", ["3.7", "3.8", "3.10", "3.12", "3.13"])
def test_kernels_of_other_pythons_answer(version: str, kernelspec: Kernelspec) -> None:
    pythons = sorted(VERSIONS.glob(f"{version}.*/bin/python{version}"))
    if not pythons:
        pytest.skip(f"no Python {version} beside the one that runs the tests")
    name = kernelspec(str(pythons[0]), "-m", "ipykernel_launcher", "-f", "{connection_file}")
    found = kernel.probe(name, ["pip", "asyncio.events", "zlib", "_ssl", "nope"])
    assert found.python.startswith(f"{version}.")
    assert found.executable == str(pythons[0])
    assert dict(found.imports) == {"pip": ("pip",), "nope": ()}
    assert "pip" in found.installed


@pytest.mark.parametrize(
    ("version", "said"),
    [("2.7", "failed"), ("3.6", "runs Python 3.6")],
    ids=["without isolated mode", "answers with its version"],
)
def test_too_old_a_kernel_is_refused(version: str, said: str, kernelspec: Kernelspec) -> None:
    pythons = sorted(VERSIONS.glob(f"{version}.*/bin/python{version}"))
    if not pythons:
        pytest.skip(f"no Python {version} beside the one that runs the tests")
    with pytest.raises(KernelError, match=said):
        kernel.probe(kernelspec(str(pythons[0]), "-m", "ipykernel_launcher"), [])


def test_two_owners_of_a_file_give_the_one_the_user_asked_for(
    site: Path, kernelspec: Kernelspec
) -> None:
    distribution(site, "tool", ("tool/__init__.py", "tool/ui.py"), requires="tool-skinny>=1")
    distribution(site, "tool_skinny", ("tool/__init__.py",))
    assert probe_in(site, kernelspec, "tool").imports["tool"] == ("tool",)


def test_parts_of_a_namespace_have_their_own_owners(site: Path, kernelspec: Kernelspec) -> None:
    distribution(site, "acme-storage", ("acme/cloud/storage/__init__.py",))
    distribution(site, "acme-storage-control", ("acme/cloud/storage_control/__init__.py",))
    found = probe_in(site, kernelspec, "acme.cloud.storage", "acme")
    assert found.imports["acme.cloud.storage"] == ("acme-storage",)
    assert found.imports["acme"] == ("acme-storage", "acme-storage-control")


def test_compiled_and_single_file_modules_are_found(site: Path, kernelspec: Kernelspec) -> None:
    distribution(site, "fast-thing", ("fast.cpython-311-x86_64-linux-gnu.so",))
    distribution(site, "one-file", ("single.py",))
    found = probe_in(site, kernelspec, "fast", "single")
    assert found.imports == {"fast": ("fast-thing",), "single": ("one-file",)}


def test_an_editable_install_is_known_by_its_folder(
    site: Path, kernelspec: Kernelspec, tmp_path: Path
) -> None:
    source = tmp_path / "source" / "mine"
    source.mkdir(parents=True)
    (source / "__init__.py").touch()
    (site / "mine.pth").write_text(f"{source.parent}\n")
    record = {"url": source.parent.as_uri(), "dir_info": {"editable": True}}
    distribution(site, "my-project", ("mine.pth",), direct=json.dumps(record))
    found = probe_in(site, kernelspec, "mine")
    assert found.imports["mine"] == ("my-project",)
    assert found.direct["my-project"]["dir_info"] == {"editable": True}


def test_words_of_a_launcher_stay_and_options_of_python_go(kernelspec: Kernelspec) -> None:
    name = kernelspec(
        "env", sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "x"
    )
    assert kernel.interpreter(name) == ["env", sys.executable]
    assert kernel.probe(name, ["pip"]).executable == sys.executable


def test_a_bare_python_is_the_one_jupyter_runs_in(kernelspec: Kernelspec) -> None:
    assert kernel.interpreter(kernelspec("python3", "-m", "ipykernel_launcher")) == [sys.executable]


def test_the_environment_of_the_kernelspec_counts(
    site: Path, kernelspec: Kernelspec, tmp_path: Path
) -> None:
    script = tmp_path / "python"
    script.write_text('#!/bin/sh\nexec "$REAL_PYTHON" "$@"\n')
    script.chmod(0o755)
    name = kernelspec(str(script), "-m", "ipykernel", env={"REAL_PYTHON": sys.executable})
    assert kernel.probe(name, []).probed


def test_chatter_before_the_answer_is_no_harm(kernelspec: Kernelspec, tmp_path: Path) -> None:
    script = tmp_path / "python"
    script.write_text(f'#!/bin/sh\necho activating; exec {sys.executable} "$@"\n')
    script.chmod(0o755)
    assert kernel.probe(kernelspec(str(script), "-m", "ipykernel"), []).probed


def test_an_unknown_kernel_names_the_known_ones() -> None:
    with pytest.raises(KernelError, match="no kernel is named `churn-env`") as caught:
        kernel.probe("churn-env", [])
    assert "`python3`" in caught.value.hint


def test_a_kernel_of_another_language_is_refused(kernelspec: Kernelspec) -> None:
    with pytest.raises(KernelError, match="runs R, not Python"):
        kernel.probe(kernelspec("R", "--slave", language="R"), [])


def test_a_kernel_whose_program_is_gone_is_refused(kernelspec: Kernelspec) -> None:
    with pytest.raises(KernelError, match="is no program here"):
        kernel.probe(kernelspec("/gone/bin/python", "-m", "ipykernel_launcher"), [])


def test_a_kernelspec_that_is_no_json_is_refused(kernelspec: Kernelspec, tmp_path: Path) -> None:
    name = kernelspec("python3")
    (tmp_path / "jupyter" / "kernels" / name / "kernel.json").write_text("{")
    with pytest.raises(KernelError, match="cannot be read"):
        kernel.probe(name, [])


def test_an_interpreter_that_hangs_is_given_up(
    kernelspec: Kernelspec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "python"
    script.write_text("#!/bin/sh\nsleep 60\n")
    script.chmod(0o755)
    monkeypatch.setattr(kernel, "SECONDS", 0.5)
    with pytest.raises(KernelError, match="did not answer"):
        kernel.probe(kernelspec(str(script), "-m", "ipykernel"), [])


def test_an_interpreter_that_fails_shows_its_last_line(
    kernelspec: Kernelspec, tmp_path: Path
) -> None:
    script = tmp_path / "python"
    script.write_text("#!/bin/sh\necho 'libpython is missing' >&2\nexit 1\n")
    script.chmod(0o755)
    with pytest.raises(KernelError, match="libpython is missing"):
        kernel.probe(kernelspec(str(script), "-m", "ipykernel"), [])


def test_without_a_kernel_the_table_helps_and_nothing_is_guessed() -> None:
    found = kernel.fallback(["fitz", "numpy", "some_module_nobody_has"])
    assert not found.probed
    assert found.imports["fitz"] == ("PyMuPDF",)
    assert found.imports["some_module_nobody_has"] == ()


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("sklearn.model_selection", "scikit-learn"),
        ("google.cloud.bigquery", "google-cloud-bigquery"),
        ("mpl_toolkits.mplot3d", "matplotlib"),
    ],
)
def test_the_table_knows_modules_by_any_of_their_parts(module: str, name: str) -> None:
    assert bringing(module)[:1] == (name,)


def test_system_packages_follow_the_normalized_name() -> None:
    assert knowledge.system_packages(["LightGBM", "opencv_python", "pandas"]) == (
        "libgl1",
        "libglib2.0-0",
        "libgomp1",
    )
