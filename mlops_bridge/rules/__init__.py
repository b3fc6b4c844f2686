"""The catalogue: every module of a family folder is a rule, and nothing is registered."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

from ..analysis.facts import Draft, Facts
from ..errors import ConfigError
from ..finding import Severity


@dataclass(frozen=True)
class Rule:
    """One rule, as its file says it: `doc` is its page, `bad` and `good` are its tests."""

    code: str
    name: str
    family: str
    severity: Severity
    title: str
    doc: str
    check: Callable[[Facts], Iterator[Draft]]
    bad: tuple[str, ...]
    good: tuple[str, ...]


@lru_cache(maxsize=1)
def catalogue() -> tuple[Rule, ...]:
    """Every rule, sorted by code."""
    rules = [
        _rule(importlib.import_module(f"{__name__}.{family.name}.{module.name}"), family.name)
        for family in pkgutil.iter_modules(__path__)
        if family.ispkg
        for module in pkgutil.iter_modules([f"{__path__[0]}/{family.name}"])
    ]
    return tuple(sorted(rules, key=lambda rule: rule.code))


def find(code: str) -> Rule:
    """The rule with this code, in any case, or with this name.

    Raises
    ------
    ConfigError
        If there is no such rule.
    """
    for rule in catalogue():
        if code.upper() == rule.code or code.lower() == rule.name:
            return rule
    raise ConfigError(f"no rule `{code}`", hint="`nb2prod rule --all` lists the rules.")


def _rule(module: ModuleType, family: str) -> Rule:
    doc = inspect.cleandoc(module.__doc__ or "")
    return Rule(
        module.CODE,
        module.__name__.rpartition(".")[2].replace("_", "-"),
        family,
        module.SEVERITY,
        doc.partition("\n")[0].rstrip("."),
        doc,
        module.check,
        tuple(module.BAD),
        tuple(module.GOOD),
    )
