"""Closure: what is installed for some distributions, all that they need included."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import NormalizedName, canonicalize_name

from ..errors import KernelError
from .kernel import Environment, interpreter
from .process import watch

NEEDS = """
import json
from importlib import metadata
found = {d.metadata["Name"]: d.requires or [] for d in metadata.distributions()}
print(json.dumps({name: needs for name, needs in found.items() if name}))
"""
SECONDS = 60.0


def closure(environment: Environment, roots: Iterable[str]) -> dict[str, str]:
    """The installed version of each root and of all it needs, by canonical name.

    What is not installed is left out. No index is asked; nothing is resolved anew.

    Raises
    ------
    KernelError
        If the interpreter does not say what its distributions need.
    """
    needs = _needs(environment)
    versions = {canonicalize_name(n): v for n, v in environment.installed.items()}
    found: dict[str, str] = {}
    queue = [(canonicalize_name(root), frozenset[str]()) for root in roots]
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


def _needs(environment: Environment) -> Mapping[str, list[str]]:
    command = interpreter(environment.kernel) if environment.probed else [sys.executable]
    ended = watch([*command, "-I", "-c", NEEDS], timeout=SECONDS)
    try:
        answer: dict[str, list[str]] = json.loads(ended.stdout[ended.stdout.index("{") :])
    except ValueError:
        raise KernelError(
            f"kernel `{environment.kernel}` does not tell what its packages need",
            where=command[-1],
            hint="Lock with an index (without --offline), or choose another kernel.",
        ) from None
    return {canonicalize_name(name): lines for name, lines in answer.items()}
