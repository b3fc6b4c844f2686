"""Accelerator: where the CUDA of a notebook comes from, and the image that has the same one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..analysis.knowledge import cuda_images, cuda_users
from ..analysis.pins import normal
from .kernel import Environment


@dataclass(frozen=True)
class Accelerator:
    """How an image comes to CUDA.

    `gpu` says whether the notebook uses one. `image` is the runtime image whose libraries are
    needed, "" where wheels bring them; `folder` is where they lie in it. `problem` says why no
    image is known.
    """

    gpu: bool = False
    image: str = ""
    folder: str = ""
    problem: str = ""


def accelerator(distributions: Iterable[str], environment: Environment) -> Accelerator:
    """Decide by what is installed; no framework is imported and no GPU is asked.

    Parameters
    ----------
    distributions : iterable of str
        What the notebook needs.
    environment : Environment
        The kernel's record.
    """
    installed = {normal(name): version for name, version in environment.installed.items()}
    needed = {normal(name) for name in distributions}
    wheels = any(re.match(r"nvidia-cu(?:da-runtime|blas|dnn)", name) for name in installed)
    wheels = wheels or any(re.match(r"jax-cuda\d+", name) for name in installed)
    toolkit = sorted(needed & cuda_users("toolkit"))
    either = sorted(needed & cuda_users("either"))
    cuda = environment.cuda[0]
    if not toolkit and not (either and cuda and not wheels):
        label = re.search(r"\+cu\d+", installed.get("torch", "") if "torch" in needed else "")
        brought = wheels and bool(needed & {"torch", *cuda_users("either")})
        return Accelerator(gpu=bool(label) or brought)
    wanted = cuda or _said([f"{name} {installed.get(name, '')}" for name in toolkit])
    version, image = _image(wanted)
    if image:
        return Accelerator(True, image, f"/usr/local/cuda-{version}")
    names = ", ".join(f"`{name}`" for name in toolkit or either)
    known = f"CUDA {wanted} has no image that is known" if wanted else "its version is not known"
    return Accelerator(
        True, problem=f"{names} loads the machine's own CUDA, and {known}: add it to the Dockerfile"
    )


def _said(names: Iterable[str]) -> str:
    """The CUDA in the name of a build: ``cupy-cuda12x`` wants any 12, ``cupy-cuda112`` 11.2."""
    for name in names:
        if match := re.search(r"cuda(\d\d)(\d|x)?0?\b", name):
            minor = match[2] or ""
            return match[1] + (f".{minor}" if minor.isdigit() else "")
    return ""


def _image(cuda: str) -> tuple[str, str]:
    """The version and the image of a CUDA such as 12.2.140; the newest of a bare major version."""
    images = cuda_images()
    version = ".".join(cuda.split(".")[:2])
    if version in images:
        return version, images[version]
    same = [known for known in images if "." not in cuda and known.startswith(f"{cuda}.")]
    return (same[-1], images[same[-1]]) if same and cuda else ("", "")
