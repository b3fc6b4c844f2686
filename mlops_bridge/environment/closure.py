"""Closure: what is installed for some distributions, all that they need included."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import NormalizedName, canonicalize_name

from .kernel import Environment


def closure(environment: Environment, roots: Iterable[str]) -> dict[str, str]:
    """The installed version of each root (``dask[dataframe]``) and of all it needs, by name.

    What is not installed is left out. No index is asked; nothing is resolved anew.
    """
    needs = {canonicalize_name(name): lines for name, lines in environment.needs.items()}
    versions = {canonicalize_name(n): v for n, v in environment.installed.items()}
    found: dict[str, str] = {}
    asked = [Requirement(root) for root in roots]
    queue = [(canonicalize_name(root.name), frozenset(root.extras)) for root in asked]
    seen = set(queue)
    while queue:
        name, extras = queue.pop()
        if name not in versions:
            continue
        found[name] = versions[name]
        for line in needs.get(name, ()):
            need = _need(line, extras, environment)
            if need is not None and need not in seen:
                seen.add(need)
                queue.append(need)
    return dict(sorted(found.items()))


def _need(line: str, extras: frozenset[str], environment: Environment) -> _Named | None:
    """The distribution that a line asks for, if its marker holds."""
    try:
        asked = Requirement(line)
    except InvalidRequirement:
        return None
    python = environment.python
    given = {"python_full_version": python, "python_version": ".".join(python.split(".")[:2])}
    if asked.marker is not None and not any(
        asked.marker.evaluate({**given, "extra": extra}) for extra in ("", *extras)
    ):
        return None
    return canonicalize_name(asked.name), frozenset(asked.extras)


_Named = tuple[NormalizedName, frozenset[str]]
