"""Tables: which system packages a distribution needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


def system_packages(distributions: Iterable[str]) -> tuple[str, ...]:
    """Return the Debian packages that the distributions need in a slim image, sorted."""
    table = _table("system_packages.yaml")
    keys = {name.lower().replace("_", "-").replace(".", "-") for name in distributions}
    return tuple(sorted({package for key in keys for package in table.get(key, ())}))


@cache
def _table(name: str) -> dict[str, Any]:
    import yaml

    path = resources.files("mlops_bridge.analysis") / "knowledge" / name
    table: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return table
