"""Verdict: whether the package does what the notebook does, by running both.

The notebook runs top down in its own kernel, twice; the package from its command line in the same
interpreter, the job notebook by papermill; each in a fresh copy of the notebook's folder. What
they print, the files they write, the values at the end of each step and those that are handed on
are compared. Generators that nobody seeds start alike on both sides, and from elsewhere in the
notebook's second run: what that changes is called unstable. What differs between the sides, but is
not held still by the same start either, is not held against the package. Then both run once more
with other values of the parameters: a parameter that the package ignores is a difference.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from ..analysis.program import Program, parse
from ..analysis.secrets import find as find_secrets
from ..errors import Cancelled
from ..notebook import read
from ..progress import Event, Report, silent
from .comparison import (
    Difference,
    categories,
    differences,
    keys,
    outside_differences,
    repeats,
    settled,
    spans,
    unstable,
)
from .execution import Container, Failure, Observation, Scene
from .manifest import Ladder, Manifest, load
from .neighbours import Neighbour, neighbours
from .notebook_run import run_job, run_notebook
from .package_run import run_container, run_package

Status = Literal["proved", "close", "partly", "unstable", "different", "not run"]
_SINGLY = 8  # parameters that are changed one by one when all at once do not tell


@dataclass(frozen=True)
class StepVerdict:
    """How one step compares.

    "proved": every value was comparable and equal to the bit; "close": equal but for the last
    digits; "partly": equal, but some values cannot be compared; "unstable": equal, but for values
    that differ between two runs of the notebook as well.
    """

    name: str
    cells: tuple[int, ...]
    status: Status
    values: int
    opaque: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wiring:
    """What changing the parameters showed: which take effect, which do not, which were untried."""

    effective: tuple[str, ...] = ()
    ineffective: tuple[str, ...] = ()
    untried: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The outcome. `ran` is False when a side did not reach its end, and `sentence` says why."""

    equal: bool
    ran: bool
    sentence: str
    steps: tuple[StepVerdict, ...]
    differences: tuple[Difference, ...]
    unstable: tuple[str, ...]
    notes: tuple[str, ...]
    seconds: Mapping[str, float]
    repairable: bool = False
    types: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The class of each value by step and name, as ``module.name``."""
    wiring: Wiring | None = None

    @property
    def first(self) -> str:
        return str(self.differences[0]) if self.differences else self.sentence

    @property
    def exit_code(self) -> int:
        return 0 if self.equal else 1 if self.ran else 2


@dataclass
class _Findings:
    """What the runs have shown so far."""

    source: Observation
    made: Observation
    shaky: Mapping[str, str] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)
    found: list[Difference] = field(default_factory=list)
    close: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)
    wiring: Wiring | None = None


def compare(
    project: Path,
    notebook: Path,
    *,
    data: Path | None = None,
    timeout: float | None = None,
    container: Container | None = None,
    mutate: bool = True,
    tries: Mapping[str, str] | None = None,
    report: Report = silent,
) -> Verdict:
    """Run both sides and compare them. Writes nothing outside of a temporary folder.

    Parameters
    ----------
    data : folder that the notebook reads from; None takes its own
    timeout : seconds that each run may take
    container : runs the job in its image, to be compared as well
    mutate : whether to change the parameters on both sides, once the defaults are equal
    tries : values to change parameters to, where none is near at hand

    Raises
    ------
    ProjectError, KernelError, MissingExtra
    ParameterError
        If `tries` names no parameter or gives a value of another type.
    """
    manifest = load(project)
    program = parse(read(notebook))
    stop = threading.Event()

    def beat(event: Event) -> None:
        if stop.is_set():
            raise Cancelled
        report(event)

    folder = data or notebook.parent
    scene = Scene(project, manifest, program, folder, secrets_of(program), timeout, beat)
    changed, without = neighbours(manifest.parameters, folder, tries or {})
    with tempfile.TemporaryDirectory(prefix="nb2prod-verify-", ignore_cleanup_errors=True) as top:
        scratch = Path(top)
        with ThreadPoolExecutor(2) as pool:
            try:
                findings = _judged(scene, scratch, pool, container)
                if findings.source.failure is not None:
                    return _not_run(scene, findings.source.failure, findings.seconds)
                if mutate and not findings.found and manifest.rung != "notebook":
                    _mutate(scene, scratch, pool, findings, changed, without)
            except BaseException:
                stop.set()
                raise
    return _verdict(scene, findings)


def secrets_of(program: Program) -> dict[str, str]:
    return {
        s.variable: s.value
        for c in program.codes
        if c.tree is not None
        for s in find_secrets(c.tree)
    }


def _judged(
    scene: Scene, scratch: Path, pool: ThreadPoolExecutor, container: Container | None
) -> _Findings:
    """Two runs beside each other: the notebook and the package, then both once more."""
    for name in ("notebook", "package", "job", "again", "third", "repeated", "image"):
        (scratch / name).mkdir()
    whole = scene.manifest.rung == "notebook"
    first = pool.submit(run_notebook, scene, scratch, "notebook")
    side = pool.submit(run_package, scene, scratch, "package") if not whole else None
    if whole:
        made = run_job(scene, scratch, "job")
    source = first.result()
    made = side.result() if side is not None else made
    seconds = {"notebook": source.seconds, "job" if whole else "package": made.seconds}
    findings = _Findings(source, made, seconds=seconds)
    if source.failure is not None:
        return findings
    found = every = differences(scene, source, made)
    job = pool.submit(run_job, scene, scratch, "job") if not whole else None
    again = run_notebook(replace(scene, seed=1), scratch, "again")
    seconds["notebook again"] = again.seconds
    if again.failure is None:
        findings.shaky = unstable(scene, source, again)
        moving = findings.shaky
        if any(d.cause in ("value", "printed", "file") for d in every):
            moving = _moving(scene, scratch, pool, findings)
        found, findings.close = settled(scene, every, moving, source, again, made)
        findings.ignored = keys(scene, every) & moving.keys()
    if job is not None:
        ran = job.result()
        seconds["job notebook"] = ran.seconds
        if not found:
            found = outside_differences(scene, source, ran, findings.shaky, "job notebook")
    if not found and container is not None:
        boxed = run_container(scene, scratch, "image", container)
        seconds["image"] = boxed.seconds
        found = outside_differences(scene, source, boxed, findings.shaky, "image")
    findings.found = found
    return findings


def _moving(
    scene: Scene, scratch: Path, pool: ThreadPoolExecutor, findings: _Findings
) -> dict[str, str]:
    """What the same seed does not hold still, on either side: it cannot be held against a side.

    Two runs can agree by chance, so what was unstable before counts only when both sides repeat it.
    """
    source, made = findings.source, findings.made
    whole = scene.manifest.rung == "notebook"
    side = pool.submit(run_package, scene, scratch, "repeated") if not whole else None
    third = run_notebook(scene, scratch, "third")
    findings.seconds["notebook, third run"] = third.seconds
    moving = unstable(scene, source, third) if third.failure is None else {}
    repeated = side.result() if side is not None else None
    for key, words in findings.shaky.items():
        if repeated is None or third.failure is not None or not repeats(scene, made, repeated, key):
            moving.setdefault(key, words)
    findings.shaky = {**findings.shaky, **moving}
    return moving


def _mutate(
    scene: Scene,
    scratch: Path,
    pool: ThreadPoolExecutor,
    findings: _Findings,
    changed: Sequence[Neighbour],
    without: Iterable[str],
) -> None:
    """Change the parameters on both sides, all at once; one by one where that does not tell."""
    effective, ineffective, untried = list[str](), list[str](), list(without)

    def differ(some: Sequence[Neighbour], label: str) -> tuple[list[Difference], bool, bool]:
        """The differences, whether the notebook took notice, and whether it reached its end."""
        own = replace(scene, changed=tuple(some))
        for name in ("notebook", "package"):
            (scratch / f"{label}-{name}").mkdir()
        left = pool.submit(run_notebook, own, scratch, f"{label}-notebook")
        right = pool.submit(run_package, own, scratch, f"{label}-package")
        source, made = left.result(), right.result()
        findings.seconds[f"with {label}"] = max(source.seconds, made.seconds)
        noticed = bool(unstable(scene, findings.source, source)) or source.failure is not None
        if source.failure is not None:
            return _failing(source, made), noticed, False
        found, _ = settled(
            scene, differences(own, source, made), findings.shaky, source, None, made
        )
        if found:  # the notebook may not agree with itself either
            (scratch / f"{label}-again").mkdir()
            again = run_notebook(replace(own, seed=1), scratch, f"{label}-again")
            shaky = {**findings.shaky, **unstable(own, source, again)}
            found, _ = settled(scene, found, shaky, source, again, made)
        return found, noticed, True

    if changed:
        found, noticed, ended = differ(changed, "other parameters")
        if not found and ended:
            effective = [n.name for n in changed] if noticed else []
            ineffective = [] if noticed else [n.name for n in changed]
        else:
            untried += [n.name for n in changed[_SINGLY:]]
            for neighbour in changed[:_SINGLY] if len(changed) > 1 else ():
                found, noticed, _ = differ([neighbour], f"another {neighbour.name}")
                (effective if noticed else ineffective).append(neighbour.name)
                if found:
                    findings.found = _blamed(found, neighbour)
                    break
            if len(changed) == 1 and found:
                findings.found = _blamed(found, changed[0])
    findings.wiring = Wiring(tuple(effective), tuple(ineffective), tuple(untried))


def _failing(source: Observation, made: Observation) -> list[Difference]:
    """Both sides must fail alike; how far the package got is not compared."""
    assert source.failure is not None
    one, two = source.failure, made.failure
    if two is not None and two.name.split(".")[-1] == one.name.split(".")[-1]:
        return []
    said = f"{two.name}: {two.text}" if two is not None else "its end"
    where = (one.cell, one.line)
    return [Difference("error", "", *where, "the outcome", f"{one.name}: {one.text}", said)]


def _blamed(found: Sequence[Difference], neighbour: Neighbour) -> list[Difference]:
    what = f"with `{neighbour.name} = {neighbour.source}`, {found[0].what}"
    return [replace(found[0], cause="parameter", what=what), *found[1:]]


def _not_run(scene: Scene, failure: Failure, seconds: Mapping[str, float]) -> Verdict:
    place = f"cell {failure.cell}" + (f", line {failure.line}" if failure.line else "")
    sentence = (
        f"NOT RUN: the notebook itself does not run: {place if failure.cell else 'it'}: "
        f"{failure.name}: {failure.text}"
    )
    steps = tuple(StepVerdict(s.name, s.cells, "not run", 0) for s in scene.manifest.steps)
    return Verdict(False, False, sentence, steps, (), (), (), seconds)


def _verdict(scene: Scene, findings: _Findings) -> Verdict:
    found = findings.found
    steps = tuple(_step_verdicts(scene, findings))
    total = sum(step.values - len(step.opaque) for step in steps)
    if not scene.manifest.steps:
        total = sum(not v.opaque for v in findings.made.values.get("verbatim", {}).values())
    equal = not found
    shaky = tuple(sorted(set(findings.shaky.values()) - {""}))
    if equal:
        sentence = _equal_sentence(scene, findings, total)
    else:
        sentence = f"DIFFERENT: {found[0]}."
    notes = [
        f"`{step.name}`: {', '.join(f'`{n}`' for n in step.opaque)} cannot be compared"
        for step in steps
        if step.opaque
    ]
    notes += _warning_notes(findings)
    wiring = findings.wiring
    if wiring is not None and wiring.ineffective:
        notes.append(f"another value changes nothing: {_listed(wiring.ineffective)}")
    if wiring is not None and wiring.untried:
        notes.append(
            f"not tried with another value: {_listed(wiring.untried)} (--try NAME=VALUE does)"
        )
    repairable = not equal and scene.manifest.rung == "steps"
    return Verdict(
        equal,
        True,
        sentence,
        steps,
        tuple(found),
        shaky,
        tuple(notes),
        findings.seconds,
        repairable=repairable,
        types=_types(scene, findings),
        wiring=wiring,
    )


def _types(scene: Scene, findings: _Findings) -> dict[str, dict[str, str]]:
    """The classes of the names that steps take and hand on."""
    return {
        step.name: {
            name: print_.kind
            for name, print_ in findings.made.values.get(step.name, {}).items()
            if name in (*step.inputs, *step.outputs)
        }
        for step in scene.manifest.steps
    }


def _step_verdicts(scene: Scene, findings: _Findings) -> Iterable[StepVerdict]:
    every = {span.label: span for span in spans(scene.manifest, scene.program)}
    for record in scene.manifest.steps:
        values = findings.made.values.get(record.name, {})
        end = every[record.name].end
        theirs = findings.source.values.get(end, {})
        named = [n for n in values if n.isidentifier()]
        opaque = tuple(n for n in named if values[n].opaque or (n in theirs and theirs[n].opaque))
        status: Status = "proved"
        if any(d.step == record.name for d in findings.found):
            status = "different"
        elif record.name not in findings.made.values:
            status = "not run"
        elif any(f"{end} {name}" in findings.ignored for name in named) or any(
            f"printed {n}" in findings.ignored for n in every[record.name].cells
        ):
            status = "unstable"
        elif record.name in findings.close:
            status = "close"
        elif opaque:
            status = "partly"
        yield StepVerdict(record.name, record.cells, status, len(named), opaque)


def _equal_sentence(scene: Scene, findings: _Findings, total: int) -> str:
    compared, files = _count(total, "value"), _count(len(findings.source.files), "file")
    sentence = f"EQUAL: {compared}, the printed text and {files} are the same"
    if not total and not findings.made.values:
        sentence = f"EQUAL in what is printed and written ({files}); no value was compared"
    sides = [
        "the notebook",
        "the job notebook" if scene.manifest.rung == "notebook" else "the package",
        *(f"the {s}" for s in findings.seconds if s in ("job notebook", "image")),
    ]
    sentence += f" in {', '.join(sides[:-1])} and {sides[-1]}"
    wiring = findings.wiring
    if wiring is not None and wiring.effective:
        sentence += f", and again with other values of {_listed(wiring.effective)}"
    sentence += "."
    if findings.close:
        sentence += f" The last digits differ in {_listed(sorted(findings.close))}."
    shaky = findings.shaky
    ignored = {shaky[key] for key in findings.ignored} - {""}
    if ignored:
        sentence += f" Not compared, because two runs of the notebook differ: {_some(ignored)}."
    if drawn := set(shaky.values()) - ignored - {""}:
        sentence += f" Drawn without a seed, and compared from the same start: {_some(drawn)}."
    return sentence


def _some(words: Iterable[str]) -> str:
    several = sorted(words)
    more = f" and {len(several) - 5} more" if len(several) > 5 else ""
    return f"{', '.join(several[:5])}{more}"


def _warning_notes(findings: _Findings) -> list[str]:
    one, two = categories(findings.source.stderr), categories(findings.made.stderr)
    if one == two:
        return []
    said = [", ".join(side) or "none" for side in (one, two)]
    return [f"warnings on standard error: {said[0]} in the notebook, {said[1]} in the job"]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def lower(ladder: Ladder, verdict: Verdict, manifest: Manifest, *, last: bool) -> Ladder:
    """The next ladder to try for a verdict that is not equal; strictly lower than `ladder`.

    Parameters
    ----------
    last : whether the tries are used up, so that only the verbatim rung is left
    """
    if last or manifest.rung == "verbatim":
        return replace(ladder, verbatim=True)
    first = verdict.differences[0]
    step = next((s for s in manifest.steps if s.name == first.step), None)
    if step is not None and first.cause in ("printed", "value"):
        upto = {n for s in manifest.steps for n in s.cells if s.cells[0] <= step.cells[0]}
        every = frozenset(range(1, max(upto) + 1))
        if not every <= ladder.kept:
            return replace(ladder, kept=ladder.kept | every)
        cut = {s.cells[0] for s in manifest.steps if s.line} & set(step.cells)
        if not cut <= ladder.whole:
            return replace(ladder, whole=ladder.whole | cut)
        start = step.cells[0]
        if start not in ladder.joined and step is not manifest.steps[0]:
            return replace(ladder, joined=ladder.joined | {start})
    return replace(ladder, verbatim=True)
