"""Target: the Python and the platform that a lock is for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..errors import LockError

PLATFORMS = {
    # the C library of the image's Debian release: wheels for older ones are taken too
    "linux-x86_64": "x86_64-manylinux_2_36",
    "linux-aarch64": "aarch64-manylinux_2_36",
    "macos-arm64": "aarch64-apple-darwin",
    "macos-x86_64": "x86_64-apple-darwin",
    "windows-x86_64": "x86_64-pc-windows-msvc",
}
"""The platforms that can be named, and what uv calls them."""


@dataclass(frozen=True)
class Target:
    """A Python version, as "3.12" or "3.12.4", and one of `PLATFORMS`."""

    python: str
    platform: str

    @property
    def name(self) -> str:
        """What its lock is called, such as ``linux-x86_64-py312``."""
        return f"{self.platform}-py{''.join(self.python.split('.')[:2])}"


def target(python: str, platform: str) -> Target:
    """Check what the user has named.

    Raises
    ------
    LockError
        For what is no version of Python 3, or no platform that is known.
    """
    if not re.fullmatch(r"3\.\d{1,2}(\.\d{1,2})?", python):
        raise LockError(
            f"`{python}` is no version of Python", hint="Write --python 3.12 or --python 3.12.4."
        )
    if platform not in PLATFORMS:
        raise LockError(
            f"no platform is called `{platform}`", hint=f"Known are: {', '.join(PLATFORMS)}."
        )
    return Target(python, platform)


def own(system: str, machine: str) -> str:
    """The platform of a kernel, in the words of `PLATFORMS`; "" when it is none of them."""
    word = {"Linux": "linux", "Darwin": "macos", "Windows": "windows"}.get(system, system)
    same = {"AMD64": "x86_64", "arm64": "aarch64" if word == "linux" else "arm64"}
    name = f"{word}-{same.get(machine, machine)}"
    return name if name in PLATFORMS else ""
