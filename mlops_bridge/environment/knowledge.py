"""Tables: which distribution brings a module, which system packages a distribution needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any


def distribution(module: str) -> tuple[str, ...]:
    """Return the distribution that is known to bring a module; empty when none is known.

    A name that is not in the table is never guessed: a distribution named like the module may
    be somebody else's.
    """
    table = _table("distributions.yaml")
    parts = module.split(".")
    for length in range(len(parts), 0, -1):
        found = table.get(".".join(parts[:length]))
        if found:
            return (str(found),)
    return ()


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
