"""Seeds: random calls, and what makes them repeatable."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from ..finding import Edit, Fix, Place
from .program import Code, Program
from .repairs import argument, before, keyword
from .trace import Call, Calls, Trace
from .values import Value

_SEED_NAMES = re.compile(r"seed|random_state|rng|generator", re.IGNORECASE)


class Unseeded(NamedTuple):
    """Random calls of one domain (the generator they share) that nothing seeds."""

    domain: str
    calls: tuple[Call, ...]
    confidence: float
    fix: Fix | None

    @property
    def evidence(self) -> tuple[Place, ...]:
        return tuple(call.place for call in self.calls[1:6])


def unseeded(program: Program, trace: Trace, calls: Calls) -> tuple[Unseeded, ...]:
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
        Unseeded(domain, tuple(group), max(map(_sure, group)), _fix(program, domain, list(group)))
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


def _fix(program: Program, domain: str, calls: list[Call]) -> Fix | None:
    """A seed for each call that takes one; one seeding line if some take none."""
    if any(call.loops or call.function for call in calls):
        return None  # one seed inside would make every repetition the same
    first = min(calls, key=lambda c: (c.code.cell.number, c.node.lineno))
    known = _constant(program, first)
    taken = any("SEED" in code.text for code in program.codes)
    makes = not known and len(calls) > 1 and not taken
    seed = known or ("SEED" if makes else "0")
    edits = [_seeded(call, seed) for call in calls]
    if all(edit is not None for edit in edits):
        added = [edit for edit in edits if edit is not None]
        if len({(e.cell_id, e.line, e.column) for e in added}) < len(added):
            return None
        if makes and (above := _above(first, "SEED = 0")):
            added.append(above)
        elif makes:
            return None
        return Fix(f"Add `random_state={seed}`", "A", tuple(added))
    seeder = _seeder(domain, calls, first)
    above = _above(first, seeder.format(seed if not makes else "0")) if seeder else None
    return Fix(f"Seed once: `{seeder.format('0')}`", "A", (above,)) if above else None


def _seeded(call: Call, seed: str) -> Edit | None:
    """The seed as an argument of a call."""
    facts = call.api.facts if call.api else {}
    if facts.get("seed") == "random_state":
        return keyword(call.code, call.node, "random_state", seed)
    if "first" in facts and not call.node.args and not call.node.keywords:
        return argument(call.code, call.node, seed)
    return None


def _seeder(domain: str, calls: list[Call], first: Call) -> str:
    """The line that seeds a domain, by the name under which the first call has the module."""
    function = first.node.func
    if domain not in _SEEDERS or any(call.role not in ("draw", "permute") for call in calls):
        return ""
    if not isinstance(function, ast.Attribute):
        return ""
    module = first.code.segment(function.value)
    return f"{module}.{_SEEDERS[domain]}({{}})" if first.name.startswith(_MODULES[domain]) else ""


_SEEDERS = {"numpy-global": "seed", "python": "seed", "torch": "manual_seed"}
_MODULES = {"numpy-global": "numpy.random.", "python": "random.", "torch": "torch."}


def _above(call: Call, line: str) -> Edit | None:
    """A line above the statement of the cell in which a call stands."""
    body = call.code.tree.body if call.code.tree is not None else []
    for node in body:
        if node.lineno <= call.node.lineno <= (node.end_lineno or node.lineno):
            decorators = getattr(node, "decorator_list", [])
            return before(call.code, decorators[0] if decorators else node, line)
    return None


def _constant(program: Program, first: Call) -> str:
    """A number that the notebook calls a seed already, above the first call."""
    for code in program.codes[: first.code.cell.number]:
        for name, line in code.memo(_seed_names):
            if code is not first.code or line < first.node.lineno:
                return name
    return ""


def _seed_names(code: Code) -> tuple[tuple[str, int], ...]:
    body = code.tree.body if code.tree is not None else []
    return tuple(
        (node.targets[0].id, node.lineno)
        for node in body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and re.fullmatch(r"(?i)(?:random_?)?(?:seed|state)", node.targets[0].id)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, int)
    )
