"""Hardware: processor, memory and GPU that a notebook ran on, with driver, CUDA and cuDNN.

What is not there is "", never an error: most machines have no GPU.
"""

from __future__ import annotations

import csv
import json
import os
import platform
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..errors import KernelError
from ..progress import Event, Report, silent
from .kernel import Environment, interpreter
from .process import watch

QUERY = "name,driver_version,memory.total,compute_cap"
SECONDS = 120.0
# asked in the kernel: only the frameworks know which CUDA and cuDNN they were built with and use
FRAMEWORKS = r"""
import json, sys
found = {}
def ask(name, read):
    try:
        found[name] = read(__import__(name))
    except Exception as error:
        found[name] = {"error": f"{type(error).__name__}: {error}"[:200]}
def torch(module):
    gpus = module.cuda.device_count() if module.cuda.is_available() else 0
    cudnn = str(module.backends.cudnn.version() or "")
    return dict(version=module.__version__, cuda=module.version.cuda or "", cudnn=cudnn, gpus=gpus)
def tensorflow(module):
    build = module.sysconfig.get_build_info()
    gpus = len(module.config.list_physical_devices("GPU"))
    cuda, cudnn = build.get("cuda_version", ""), build.get("cudnn_version", "")
    return dict(version=module.__version__, cuda=cuda, cudnn=cudnn, gpus=gpus)
def jax(module):
    gpus = sum(device.platform in ("gpu", "cuda") for device in module.devices())
    return dict(version=module.__version__, cuda="", cudnn="", gpus=gpus)
readers = {"torch": torch, "tensorflow": tensorflow, "jax": jax}
for name in sys.argv[1:]:
    ask(name, readers[name])
print(json.dumps(found))
"""
KNOWN = ("torch", "tensorflow", "jax")


@dataclass(frozen=True)
class Gpu:
    """One GPU, as nvidia-smi tells it; `memory` in MiB."""

    name: str
    driver: str
    memory: int
    capability: str


@dataclass(frozen=True)
class Framework:
    """What a framework says of itself: version, CUDA and cuDNN it uses, GPUs it sees."""

    name: str
    version: str
    cuda: str
    cudnn: str
    gpus: int
    error: str = ""


@dataclass(frozen=True)
class Hardware:
    """The machine. `memory` is in bytes; `cuda` and `cudnn` are those that the frameworks use,
    else those of the machine's toolkit."""

    cpu: str
    cores: int
    memory: int
    system: str
    gpus: tuple[Gpu, ...] = ()
    cuda: str = ""
    cudnn: str = ""
    frameworks: tuple[Framework, ...] = ()


def hardware(environment: Environment | None = None, *, report: Report = silent) -> Hardware:
    """Look at this machine; with a kernel's record, its frameworks are asked for CUDA and cuDNN.

    Frameworks are imported in the kernel's interpreter, never in ours, for two minutes at most.
    """
    asked: tuple[str, ...] = ()
    if environment is not None and environment.probed:
        asked = tuple(name for name in KNOWN if name in environment.installed)
    found: tuple[Framework, ...] = ()
    if environment is not None and asked:
        found = _frameworks(environment, asked, report)
    toolkit, library = environment.cuda if environment else ("", "")
    return Hardware(
        cpu=_processor(),
        cores=os.cpu_count() or 0,
        memory=_memory(),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        gpus=gpus(),
        cuda=next((f.cuda for f in found if f.cuda), toolkit),
        cudnn=next((f.cudnn for f in found if f.cudnn), library),
        frameworks=found,
    )


def gpus() -> tuple[Gpu, ...]:
    """The GPUs that nvidia-smi lists; none where there is no nvidia-smi or no driver."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return ()
    try:
        done = subprocess.run(
            [program, f"--query-gpu={QUERY}", "--format=csv,noheader"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return parse(done.stdout) if done.returncode == 0 else ()


def parse(text: str) -> tuple[Gpu, ...]:
    """The GPUs in an answer of nvidia-smi; what it does not know (``[N/A]``) is "" or 0."""
    found = []
    for row in csv.reader(text.splitlines(), skipinitialspace=True):
        if len(row) < 4:
            continue
        name, driver, memory, capability = (
            "" if "N/A" in word or "Not Supported" in word else word.strip() for word in row[:4]
        )
        size = re.match(r"\d+", memory)
        if name and "NVIDIA-SMI has failed" not in name:
            found.append(Gpu(name, driver, int(size[0]) if size else 0, capability))
    return tuple(found)


def _frameworks(
    environment: Environment, asked: tuple[str, ...], report: Report
) -> tuple[Framework, ...]:
    event = Event("hardware", f"asking {', '.join(asked)} for CUDA and cuDNN")
    report(event)
    try:
        command = [*interpreter(environment.kernel), "-I", "-c", FRAMEWORKS, *asked]
        ended = watch(command, beat=lambda: report(event), timeout=SECONDS)
    except (KernelError, OSError) as error:
        return tuple(Framework(name, "", "", "", 0, str(error)) for name in asked)
    return answers(ended.stdout, asked, "no answer in time" if ended.late else "no answer")


def answers(text: str, asked: tuple[str, ...], missing: str = "no answer") -> tuple[Framework, ...]:
    """The frameworks in what the kernel printed; log lines of theirs before the answer are left."""
    told: dict[str, dict[str, object]] = {}
    lines = [line for line in text.splitlines() if line.startswith("{")]
    if lines:
        with suppress(ValueError):
            told = json.loads(lines[-1])
    found = []
    for name in asked:
        answer = told.get(name, {"error": missing})
        found.append(
            Framework(
                name,
                str(answer.get("version", "")),
                str(answer.get("cuda", "") or ""),
                _cudnn(str(answer.get("cudnn", "") or "")),
                int(str(answer.get("gpus", 0) or 0)),
                str(answer.get("error", "")),
            )
        )
    return tuple(found)


def _cudnn(number: str) -> str:
    """cuDNN's version from the number that torch gives: 8907 is 8.9.7, 90100 is 9.1.0."""
    if not number.isdigit() or len(number) < 4:
        return number
    value = int(number)
    thousand = 10000 if value >= 90000 else 1000
    return f"{value // thousand}.{value % thousand // 100}.{value % 100}"


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition(":")
            if key.strip() in ("model name", "Model"):
                return value.strip()
    return platform.processor() or platform.machine()


def _memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):  # not on Windows
        return 0
