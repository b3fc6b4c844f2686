"""Environment: the interpreter of a notebook's kernel, and what it has installed."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..analysis.knowledge import bringing, is_shared
from ..errors import KernelError
from .process import watch

PROBE = Path(__file__).with_name("probe.py")
OLDEST = (3, 7)
SECONDS = 60.0
INSTALL = 'Run: pip install "mlops-bridge[ship]"'


@dataclass(frozen=True)
class Environment:
    """What a kernel runs with.

    `imports` maps each asked module that is not of the standard library to the distributions
    that bring it: empty when nothing is known to bring it; the name is not in `installed` when
    it is only known from our table. `direct` holds the ``direct_url.json`` of distributions that
    came from a folder, an archive or a repository. `probed` is False when the kernel could not be
    asked and this is our own interpreter's record. `namespaces` are the asked names, and their
    first parts, that several distributions share. `system` is as `platform.system` says, `libc`
    the C library and its version, `prefix` the folder of the environment, `cuda` the
    versions of CUDA and cuDNN that the machine or conda has installed beside Python, `needs` what
    each installed distribution asks for, as its metadata says.
    """

    kernel: str
    executable: str
    python: str
    machine: str
    imports: Mapping[str, tuple[str, ...]]
    installed: Mapping[str, str]
    direct: Mapping[str, Mapping[str, Any]]
    probed: bool
    namespaces: frozenset[str] = frozenset()
    system: str = "Linux"
    libc: str = ""
    prefix: str = ""
    cuda: tuple[str, str] = ("", "")
    needs: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Spec:
    name: str
    argv: tuple[str, ...]
    language: str
    env: Mapping[str, str]


def interpreter(kernel: str | None = None) -> list[str]:
    """Return the command that starts the Python of a kernel.

    Usually one word; launchers such as ``conda run`` add theirs before it.

    Parameters
    ----------
    kernel : str, optional
        Name of a kernelspec; ``python3`` when None.

    Raises
    ------
    KernelError
        If the kernel is unknown, is not Python's, or its program does not exist.
    """
    return _command(_find(kernel or "python3"))


def probe(kernel: str | None, imports: Iterable[str]) -> Environment:
    """Ask the interpreter of a kernel what it is and which distributions bring the modules.

    Parameters
    ----------
    kernel : str, optional
        Name of a kernelspec; ``python3`` when None.
    imports : iterable of str
        Modules as imported, dotted or not.

    Raises
    ------
    KernelError
        If the kernel is unknown or its interpreter does not answer within a minute.
    """
    spec = _find(kernel or "python3")
    command = _command(spec)
    answer = _ask(command, tuple(dict.fromkeys(imports)), spec)
    version = tuple(int(part) for part in answer["python"].split(".")[:2])
    if version < OLDEST:
        raise KernelError(
            f"kernel `{spec.name}` runs Python {answer['python']}",
            where=command[-1],
            hint="The oldest that is understood is 3.7: choose another kernel for the notebook.",
        )
    executable = shutil.which(command[-1]) or command[-1]
    return _environment(answer, spec.name, executable, probed=True)


def fallback(imports: Iterable[str]) -> Environment:
    """Return what our own interpreter and our table know, when no kernel can be asked."""
    answer = _ask([sys.executable], tuple(dict.fromkeys(imports)), None)
    return _environment(answer, "python3", sys.executable, probed=False)


def _environment(
    answer: Mapping[str, Any], kernel: str, executable: str, *, probed: bool
) -> Environment:
    namespaces = frozenset(answer["namespaces"])
    return Environment(
        kernel=kernel,
        executable=executable,
        python=answer["python"],
        machine=answer["machine"],
        imports={
            module: tuple(names) or bringing(module)[:1]
            for module, names in answer["imports"].items()
        },
        installed=answer["installed"],
        direct=answer["direct"],
        probed=probed,
        namespaces=namespaces | _shared(answer["imports"]),
        system=answer["system"],
        libc=answer["libc"],
        prefix=answer["prefix"],
        cuda=(answer["cuda"][0], answer["cuda"][1]),
        needs=answer["needs"],
    )


def _shared(imports: Mapping[str, list[str]]) -> set[str]:
    """The asked names, or first ones, that nothing installed has and our table says are shared."""
    found = {name for m in imports if not imports[m] for name in (m, m.split(".")[0])}
    return {name for name in found if not imports.get(name) and is_shared(name)}


def _find(name: str) -> _Spec:
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    except ImportError:
        raise KernelError(
            f"kernel `{name}` cannot be looked up: `jupyter_client` is not installed", hint=INSTALL
        ) from None
    manager = KernelSpecManager()
    try:
        spec = manager.get_kernel_spec(name)
    except NoSuchKernel:
        known = ", ".join(f"`{k}`" for k in sorted(manager.find_kernel_specs())) or "none"
        raise KernelError(
            f"no kernel is named `{name}`",
            hint=f"Known kernels: {known}. Choose one of them for the notebook, or install it: "
            f"python -m ipykernel install --sys-prefix --name {name}",
        ) from None
    except (OSError, ValueError) as error:
        raise KernelError(
            f"the kernelspec of `{name}` cannot be read: {error}",
            hint="Repair its kernel.json, or choose another kernel for the notebook.",
        ) from None
    return _Spec(name, tuple(spec.argv), spec.language or "python", dict(spec.env or {}))


def _command(spec: _Spec) -> list[str]:
    if spec.language.lower() != "python":
        raise KernelError(
            f"kernel `{spec.name}` runs {spec.language}, not Python",
            hint="Only notebooks of a Python kernel can become a job.",
        )
    words = list(spec.argv)
    starts = [i for i, word in enumerate(words[:-1]) if word == "-m" and "kernel" in words[i + 1]]
    # options of Python itself (-Xfrozen_modules=off) are of no interest here
    command = [w for w in words[: starts[-1] if starts else 1] if not w.startswith("-X")]
    if not command:
        raise KernelError(
            f"the kernelspec of `{spec.name}` names no program",
            hint="Repair its kernel.json, or choose another kernel for the notebook.",
        )
    # a kernelspec that only says "python" means the environment that Jupyter itself runs in
    plain = {"python", "python3", f"python3.{sys.version_info[1]}"}
    if len(command) == 1 and command[0] in plain:
        return [sys.executable]
    if shutil.which(command[0]) is None:
        raise KernelError(
            f"kernel `{spec.name}` starts `{command[0]}`, which is no program here",
            hint="Install the kernel again, or choose another for the notebook.",
        )
    return command


def _ask(command: list[str], imports: tuple[str, ...], spec: _Spec | None) -> dict[str, Any]:
    env = {**os.environ, **(spec.env if spec else {}), "PYTHONIOENCODING": "utf-8"}
    source = PROBE.read_text(encoding="utf-8")
    name = spec.name if spec else "python3"
    try:
        ended = watch(
            [*command, "-I", "-c", source],
            stdin=json.dumps(imports),
            environment=env,
            timeout=SECONDS,
        )
    except OSError as error:
        raise KernelError(
            f"the interpreter of kernel `{name}` does not start: {error.strerror or error}",
            where=command[-1],
            hint="Install the kernel again, or choose another for the notebook.",
        ) from None
    if ended.late:
        raise KernelError(
            f"the interpreter of kernel `{name}` did not answer in {SECONDS:.0f} s",
            where=command[-1],
            hint="Start it by hand to see what it waits for, or choose another for the notebook.",
        )
    try:
        # what a launcher or a .pth file prints comes before the answer
        answer: dict[str, Any] = json.loads(ended.stdout[ended.stdout.index('{"python"') :])
    except ValueError:
        last = (ended.stderr.strip() or ended.stdout.strip() or "no output").splitlines()[-1]
        raise KernelError(
            f"the interpreter of kernel `{name}` failed: {last}",
            where=command[-1],
            hint="Install the kernel again, or choose another for the notebook.",
        ) from None
    return answer
