"""Hardware: recorded answers of machines with GPUs, and a program that stands in for nvidia-smi."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mlops_bridge.environment.accelerator import accelerator
from mlops_bridge.environment.hardware import Gpu, answers, gpus, hardware, parse
from mlops_bridge.environment.kernel import Environment, probe
from mlops_bridge.environment.knowledge import base
from mlops_bridge.environment.snapshot import snapshot

RECORDED = {
    "two cards": (
        "NVIDIA A100-SXM4-40GB, 535.104.05, 40960 MiB, 8.0\n"
        "NVIDIA A100-SXM4-40GB, 535.104.05, 40960 MiB, 8.0\n",
        (Gpu("NVIDIA A100-SXM4-40GB", "535.104.05", 40960, "8.0"),) * 2,
    ),
    "an old driver that does not know the capability": (
        "Tesla K80, 418.67, 11441 MiB, [N/A]\n",
        (Gpu("Tesla K80", "418.67", 11441, ""),),
    ),
    "no driver": (
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure "
        "that the latest NVIDIA driver is installed, and running, please.\n",
        (),
    ),
    "no devices": ("No devices were found\n", ()),
    "nothing": ("", ()),
}


@pytest.mark.parametrize(("text", "found"), RECORDED.values(), ids=RECORDED.keys())
def test_what_nvidia_smi_says_is_read(text: str, found: tuple[Gpu, ...]) -> None:
    assert parse(text) == found


@pytest.mark.parametrize("code", [0, 9], ids=["answers", "fails"])
def test_nvidia_smi_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    program = tmp_path / "nvidia-smi"
    program.write_text(
        "#!/bin/sh\n"
        'case "$*" in *--query-gpu=name,driver_version,memory.total,compute_cap*) ;; *) exit 2;; esac\n'
        f'echo "NVIDIA L4, 550.54.15, 23034 MiB, 8.9"\nexit {code}\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    expected = (Gpu("NVIDIA L4", "550.54.15", 23034, "8.9"),)
    assert gpus() == (expected if code == 0 else ())


def test_a_machine_without_a_gpu_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = hardware()
    assert found.gpus == ()
    assert (found.cuda, found.cudnn) == ("", "")
    assert found.cores > 0
    assert found.memory > 2**30
    assert found.cpu


ANSWERS = {
    "torch on a GPU": (
        '{"torch": {"version": "2.1.2+cu121", "cuda": "12.1", "cudnn": "8902", "gpus": 1}}',
        ("2.1.2+cu121", "12.1", "8.9.2", 1, ""),
    ),
    "a newer cuDNN": (
        '{"torch": {"version": "2.5.1", "cuda": "12.4", "cudnn": "90100", "gpus": 8}}',
        ("2.5.1", "12.4", "9.1.0", 8, ""),
    ),
    "torch without CUDA, after what it logs": (
        "2024-05-01 I tensorflow/core: this build\n"
        '{"torch": {"version": "2.13.0+cpu", "cuda": "", "cudnn": "", "gpus": 0}}\n',
        ("2.13.0+cpu", "", "", 0, ""),
    ),
    "one that does not import": (
        '{"torch": {"error": "OSError: libcudart.so.12: cannot open shared object file"}}',
        ("", "", "", 0, "OSError: libcudart.so.12: cannot open shared object file"),
    ),
    "no answer": ("Segmentation fault", ("", "", "", 0, "no answer")),
}


@pytest.mark.parametrize(("text", "told"), ANSWERS.values(), ids=ANSWERS.keys())
def test_what_frameworks_say_is_read(text: str, told: tuple[str, str, str, int, str]) -> None:
    (found,) = answers(text, ("torch",))
    assert (found.version, found.cuda, found.cudnn, found.gpus, found.error) == told


@pytest.mark.slow
def test_frameworks_are_asked_in_the_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interpreter of the kernel imports them; a stand-in lies where it looks."""
    environment = replace(probe(None, []), installed={"torch": "2.1.2"})
    monkeypatch.setattr(
        "mlops_bridge.environment.hardware.FRAMEWORKS",
        "import json, sys; print(json.dumps({n: {'version': '1', 'cuda': '12.1', 'cudnn': '8907',"
        " 'gpus': 1} for n in sys.argv[1:]}))",
    )
    found = hardware(environment)
    assert (found.cuda, found.cudnn) == ("12.1", "8.9.7")
    assert [framework.name for framework in found.frameworks] == ["torch"]


def environment(installed: dict[str, str], cuda: str = "") -> Environment:
    return Environment(
        kernel="python3",
        executable=sys.executable,
        python="3.11.7",
        machine="x86_64",
        imports={},
        installed=installed,
        direct={},
        probed=True,
        cuda=(cuda, ""),
    )


GPU = {
    "no GPU library": (["pandas"], {"pandas": "2"}, "", (False, "")),
    "torch with CUDA in its wheels": (
        ["torch"],
        {"torch": "2.1.2", "nvidia-cuda-runtime-cu12": "12.1.105"},
        "12.2.2",
        (True, ""),
    ),
    "a labelled build": (["torch"], {"torch": "2.1.2+cu121"}, "", (True, "")),
    "torch for the processor": (["torch"], {"torch": "2.13.0+cpu"}, "", (False, "")),
    "tensorflow on the machine's CUDA": (
        ["tensorflow"],
        {"tensorflow": "2.15.0"},
        "12.2.140",
        (True, "nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04"),
    ),
    "tensorflow where there is none": (["tensorflow"], {"tensorflow": "2.15.0"}, "", (False, "")),
    "tensorflow with wheels": (
        ["tensorflow"],
        {"tensorflow": "2.16.1", "nvidia-cudnn-cu12": "8.9"},
        "12.2.2",
        (True, ""),
    ),
    "cupy for CUDA 11.2": (
        ["cupy-cuda112"],
        {"cupy-cuda112": "10.6"},
        "",
        (True, "nvidia/cuda:11.2.2-cudnn8-runtime-ubuntu20.04"),
    ),
    "cupy for any CUDA 12": (
        ["cupy-cuda12x"],
        {"cupy-cuda12x": "13.3"},
        "",
        (True, "nvidia/cuda:12.9.1-cudnn-runtime-ubuntu22.04"),
    ),
}


@pytest.mark.parametrize(("needed", "installed", "cuda", "found"), GPU.values(), ids=GPU.keys())
def test_an_image_comes_to_the_same_cuda(
    needed: list[str], installed: dict[str, str], cuda: str, found: tuple[bool, str]
) -> None:
    chosen = accelerator(needed, environment(installed, cuda))
    assert (chosen.gpu, chosen.image) == found
    assert chosen.problem == ""


def test_a_cuda_without_a_known_image_is_told_and_not_guessed() -> None:
    chosen = accelerator(["cupy"], environment({"cupy": "13"}, "9.9.1"))
    assert (chosen.gpu, chosen.image) == (True, "")
    assert "CUDA 9.9.1 has no image that is known" in chosen.problem


@pytest.mark.parametrize(
    ("python", "image"),
    [
        ("3.11.7", "python:3.11.7-slim-bookworm"),
        ("3.10.12", "python:3.10.12-slim-bookworm"),
        ("3.10.6", "python:3.10.6-slim-bullseye"),
        ("3.8.10", "python:3.8.10-slim-buster"),
        ("3.9.19", "python:3.9.19-slim-bookworm"),
        ("3.13.0", "python:3.13.0-slim-bookworm"),
    ],
)
def test_the_base_is_an_image_that_exists(python: str, image: str) -> None:
    assert base(python) == image


def test_the_snapshot_tells_origins_and_no_place() -> None:
    kernel = replace(
        environment({"mine": "1.0", "theirs": "2.0", "wheel-of-mine": "3.0", "six": "1.16"}),
        direct={
            "mine": {"url": "file:///home/ann/mine", "dir_info": {"editable": True}},
            "theirs": {
                "url": "https://user:canary@host/x.git",
                "vcs_info": {"vcs": "git", "commit_id": "abc"},
            },
            "wheel-of-mine": {"url": "file:///home/ann/w.whl", "archive_info": {}},
        },
    )
    text = snapshot(kernel, hardware())
    told = json.loads(text)
    assert told["installed"] == {
        "mine": {"version": "1.0", "origin": "editable"},
        "six": "1.16",
        "theirs": {"version": "2.0", "origin": "git", "commit": "abc"},
        "wheel-of-mine": {"version": "3.0", "origin": "archive"},
    }
    assert "canary" not in text
    assert "ann" not in text
    assert told["hardware"]["cores"] > 0
