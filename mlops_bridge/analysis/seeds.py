"""Seeds: random calls, and what makes them repeatable."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..finding import Edit, Fix, Place
from .repairs import keyword
from .trace import Call, Calls, Trace
from .values import Value

_SEED_NAMES = re.compile(r"seed|random_state|rng|generator", re.IGNORECASE)


@dataclass(frozen=True)
class Unseeded:
    """Random calls of one domain (the generator they share) that nothing seeds."""

    domain: str
    calls: tuple[Call, ...]
    confidence: float
    fix: Fix | None

    @property
    def evidence(self) -> tuple[Place, ...]:
        return tuple(call.place for call in self.calls[1:6])


def unseeded(trace: Trace, calls: Calls) -> tuple[Unseeded, ...]:
    """The random calls without a seed, one entry a domain, in the order of the run."""
    seeded: set[str] = set()
    found: dict[str, list[Call]] = {}
    random = {id(c): c for c in (*calls.random, *calls.written(*_SEED_ALL))}.values()
    for call in sorted(random, key=lambda c: (c.code.cell.number, c.node.lineno, c.order)):
        facts = call.api.facts if call.api else {}
        domain = facts.get("domain", "")
        if call.role == "seeder" or _seeds_all(call):
            seeded.update(domain.split(",") if domain else _ALL)
        elif domain and domain not in seeded and _random(call) and not _given(call):
            found.setdefault(domain, []).append(call)
    return tuple(
        Unseeded(domain, tuple(group), max(map(_sure, group)), _fix(group))
        for domain, members in found.items()
        if (group := sorted(members, key=lambda c: -_sure(c) if _sure(c) < 0.7 else -1))
    )


_ALL = ("numpy-global", "python", "torch", "tensorflow")


_SEED_ALL = ("seed_everything", "set_seed", "set_seeds", "set_random_seed", "fix_seed")


def _seeds_all(call: Call) -> bool:
    """A helper of the user's, or of a framework, that says it seeds."""
    return call.written in _SEED_ALL


def _random(call: Call) -> bool:
    facts = call.api.facts if call.api else {}
    for condition, wanted in (("when", True), ("unless", False)):
        if condition not in facts:
            continue
        name, _, values = facts[condition].partition(":")
        if _meets(call.keywords.get(name), values.split("|")) != wanted:
            return False
    return True


def _meets(value: Value | None, wanted: list[str]) -> bool:
    if value is None:
        return False
    if value.known:
        return str(value.const) in wanted
    # a value we do not know counts where anything but a word is meant, as for arrays
    return wanted == ["array"] and value.kind != "const"


def _given(call: Call) -> bool:
    """Whether the call has a seed of its own: a constant or a variable, but not None."""
    facts = call.api.facts if call.api else {}
    if "stochastic" in facts:
        return False
    names = [name for name in call.keywords if _SEED_NAMES.search(name)]
    values = [call.keywords[name] for name in names]
    if "first" in facts:
        values += call.args[:1]
    if "**" in call.keywords:
        return True
    return any(not (v.known and v.const is None) and "clock" not in v.tags for v in values)


def _sure(call: Call) -> float:
    return float(call.api.facts.get("sure", 0.9)) if call.api else 0.0


def _fix(calls: Iterable[Call]) -> Fix | None:
    """A constant seed for each call that takes one; none if a call takes none."""
    edits = list[Edit]()
    for call in calls:
        name = call.api.facts.get("seed") if call.api else None
        if name != "random_state":
            return None
        edit = keyword(call.code, call.node, name, "0")
        if edit is None:
            return None
        edits.append(edit)
    places = {(e.cell_id, e.line, e.column) for e in edits}
    if len(places) < len(edits):
        return None
    return Fix("Add `random_state=0`", "A", tuple(edits))
