"""Dependencies: what the notebook imports, and a lock of all that this needs."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from ..analysis.facts import Facts
from ..convert.imports import modules
from ..convert.plan import Requirement
from ..convert.requirements import requirements
from ..environment import lock as resolver
from ..environment.closure import closure
from ..environment.kernel import Environment
from ..errors import LockError
from ..progress import Report, silent
from .offer import Offer, Source
from .render import render


def offer(source: Source, *, offline: bool = False, report: Report = silent) -> Offer:
    """`requirements.in` with what is imported, and its lock.

    A dependency file that the user keeps is locked as it is; where it is `requirements.txt`
    itself, the lock is `requirements.lock`. Without an index, the lock holds what is installed.
    """
    environment = source.environment()
    found, unknown = direct(source.facts, environment)
    notes = [f"nothing is known to bring `{name}`: add its distribution" for name in unknown]
    files = {}
    kept = source.beside.get("requirements.in", source.beside.get("requirements.txt"))
    if kept is None:
        kept = files["requirements.in"] = render("requirements.in", requirements=found)
        notes += [
            f"`{r.distribution}` is not installed in the kernel: its version stays open"
            for r in found
            if r.version is None
        ]
    theirs = "requirements.txt" in source.beside and "requirements.in" not in source.beside
    name = "requirements.lock" if theirs else "requirements.txt"
    if offline:
        text = installed(kept, environment, "no index was asked (--offline)")
    else:
        try:
            text = _resolved(kept, environment, report)
        except LockError as error:
            text = installed(kept, environment, "an index could not resolve it")
            notes.append(f"{error.what.splitlines()[0]} The lock holds what is installed.")
    return Offer({**files, name: text}, notes=tuple(notes))


def direct(
    facts: Facts, environment: Environment
) -> tuple[tuple[Requirement, ...], tuple[str, ...]]:
    """The distributions behind the imports, at the kernel's versions, and unknown modules."""
    local = facts.project.modules
    asked = {m: cell for m, cell in modules(facts.program).items() if m.split(".")[0] not in local}
    return requirements(facts.program, asked, environment)


def _resolved(kept: str, environment: Environment, report: Report) -> str:
    with tempfile.TemporaryDirectory(prefix="nb2prod-generate-") as scratch:
        folder = Path(scratch)
        (folder / "requirements.in").write_text(kept, encoding="utf-8")
        resolver.lock(folder, environment, report=report)
        return (folder / "requirements.txt").read_text(encoding="utf-8")


def installed(kept: str, environment: Environment, why: str) -> str:
    """The lines of a dependency file and all they need, at the versions that are installed."""
    names = re.findall(r"^\s*([A-Za-z0-9][\w.\-]*)", kept, re.M)
    pins = closure(environment, names)
    whose = "the kernel" if environment.probed else "the Python of nb2prod: no kernel was asked"
    return render(
        "requirements.txt",
        pins={name: version.partition("+")[0] for name, version in pins.items()},
        python=environment.python,
        whose=whose,
        why=why,
    )
