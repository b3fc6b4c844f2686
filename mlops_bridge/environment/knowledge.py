"""Tables: what an image needs beside Python: its base, and system packages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

# the first patch release of each Python that has an image on the Debian release
_BOOKWORM = {(3, 7): 17, (3, 8): 17, (3, 9): 17, (3, 10): 12, (3, 11): 4}
_BULLSEYE = {(3, 7): 12, (3, 8): 12, (3, 9): 7, (3, 10): 0, (3, 11): 0}


def system_packages(distributions: Iterable[str]) -> tuple[str, ...]:
    """Return the Debian packages that the distributions need in a slim image, sorted."""
    table = _table("system_packages.yaml")
    keys = {name.lower().replace("_", "-").replace(".", "-") for name in distributions}
    return tuple(sorted({package for key in keys for package in table.get(key, ())}))


def base(python: str) -> str:
    """Return the official slim image of a Python version, on the newest Debian that it came with.

    Images of a version are built until it is superseded: those before mid 2023 exist on bullseye
    only, those before mid 2021 on buster.
    """
    parts = [int(part) for part in re.findall(r"\d+", python)[:3]]
    minor, patch = (parts[0], parts[1]), parts[2] if len(parts) > 2 else 0
    first = {"bookworm": _BOOKWORM, "bullseye": _BULLSEYE}
    release = next((name for name, since in first.items() if patch >= since.get(minor, 99)), "")
    if not release:
        release = "bookworm" if minor >= (3, 12) else "buster"
    return f"python:{python}-slim-{release}"


@cache
def _table(name: str) -> dict[str, Any]:
    import yaml

    path = resources.files("mlops_bridge.analysis") / "knowledge" / name
    table: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return table
