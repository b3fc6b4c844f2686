"""Verdict: whether the package does what the notebook does, by running both.

The notebook runs top down in its own kernel, the package from its command line in the same
interpreter, the job notebook by papermill; each in a fresh copy of the notebook's folder. What
they print, the files they write and the values at the end of each step are compared. A value
that differs between two runs of the notebook itself is called unstable and not held against the
package.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ..analysis.program import Program, parse
from ..analysis.secrets import find as find_secrets
from ..errors import Cancelled
from ..notebook import read
from ..progress import Event, Report, silent
from .comparison import Difference, differences, differing, outside_differences, settled
from .execution import (
    Container,
    Failure,
    Observation,
    Scene,
    run_container,
    run_job,
    run_notebook,
    run_package,
)
from .manifest import Ladder, Manifest, load

Status = Literal["proved", "equal", "unstable", "different", "not run"]


@dataclass(frozen=True)
class StepVerdict:
    """How one step compares. "proved": every value was comparable and equal."""

    name: str
    cells: tuple[int, ...]
    status: Status
    values: int
    opaque: tuple[str, ...] = ()


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

    @property
    def first(self) -> str:
        return str(self.differences[0]) if self.differences else self.sentence

    @property
    def exit_code(self) -> int:
        return 0 if self.equal else 1 if self.ran else 2


def compare(
    project: Path,
    notebook: Path,
    *,
    data: Path | None = None,
    timeout: float | None = None,
    container: Container | None = None,
    report: Report = silent,
) -> Verdict:
    """Run both sides and compare them. Writes nothing outside of a temporary folder.

    Parameters
    ----------
    data : folder that the notebook reads from; None takes its own
    timeout : seconds that each run may take
    container : runs the job in its image, to be compared as well

    Raises
    ------
    ProjectError, KernelError, MissingExtra
    """
    manifest = load(project)
    program = parse(read(notebook))
    stop = threading.Event()

    def beat(event: Event) -> None:
        if stop.is_set():
            raise Cancelled
        report(event)

    scene = Scene(
        project, manifest, program, data or notebook.parent, _secrets(program), timeout, beat
    )
    with tempfile.TemporaryDirectory(prefix="nb2prod-verify-", ignore_cleanup_errors=True) as top:
        scratch = Path(top)
        with ThreadPoolExecutor(2) as pool:
            try:
                return _judged(scene, scratch, pool, container)
            except BaseException:
                stop.set()
                raise


def _secrets(program: Program) -> dict[str, str]:
    return {
        s.variable: s.value
        for c in program.codes
        if c.tree is not None
        for s in find_secrets(c.tree)
    }


def _judged(
    scene: Scene, scratch: Path, pool: ThreadPoolExecutor, container: Container | None
) -> Verdict:
    for name in ("notebook", "package", "job", "again", "image"):
        (scratch / name).mkdir()
    first = pool.submit(run_notebook, scene, scratch, "notebook")
    whole = scene.manifest.rung == "notebook"
    side = pool.submit(
        run_job if whole else run_package, scene, scratch, "job" if whole else "package"
    )
    source, made = first.result(), side.result()
    seconds = {"notebook": source.seconds, "job" if whole else "package": made.seconds}
    if source.failure is not None:
        return _not_run(scene, source.failure, seconds)
    found = differences(scene, source, made)
    unstable: tuple[str, ...] = ()
    if found:
        again = run_notebook(scene, scratch, "again")
        seconds["notebook again"] = again.seconds
        if again.failure is None:
            shaky = differing(scene, source, again)
            unstable = tuple(sorted(shaky))
            found = settled(scene, found, shaky, source, again, made)
    if not found and not whole:
        job = run_job(scene, scratch, "job")
        seconds["job notebook"] = job.seconds
        found = outside_differences(scene, source, job, set(unstable), "job notebook")
    if not found and container is not None:
        boxed = run_container(scene, scratch, "image", container)
        seconds["image"] = boxed.seconds
        found = outside_differences(scene, source, boxed, set(unstable), "image")
    return _verdict(scene, source, made, found, unstable, seconds)


def _not_run(scene: Scene, failure: Failure, seconds: Mapping[str, float]) -> Verdict:
    place = f"cell {failure.cell}" + (f", line {failure.line}" if failure.line else "")
    sentence = (
        f"NOT RUN: the notebook itself does not run: {place if failure.cell else 'it'}: "
        f"{failure.name}: {failure.text}"
    )
    steps = tuple(StepVerdict(s.name, s.cells, "not run", 0) for s in scene.manifest.steps)
    return Verdict(False, False, sentence, steps, (), (), (), seconds)


def _verdict(
    scene: Scene,
    source: Observation,
    made: Observation,
    found: list[Difference],
    unstable: tuple[str, ...],
    seconds: Mapping[str, float],
) -> Verdict:
    steps = []
    total = 0
    for record in scene.manifest.steps:
        values = made.values.get(record.name, {})
        theirs = source.values.get(str(record.cells[-1]), {})
        opaque = tuple(n for n, v in values.items() if v[2] or (n in theirs and theirs[n][2]))
        total += len(values) - len(opaque)
        end = f"after cell {record.cells[-1]}"
        status: Status = "proved"
        if record.name not in made.values:
            status = "not run"
        elif any(d.step == record.name for d in found):
            status = "different"
        elif any(u.endswith(end) for u in unstable):
            status = "unstable"
        elif opaque:
            status = "equal"
        steps.append(StepVerdict(record.name, record.cells, status, len(values), opaque))
    if not scene.manifest.steps:
        total = sum(not v[2] for v in made.values.get("verbatim", {}).values())
    equal = not found
    if equal:
        compared, files = _count(total, "value"), _count(len(source.files), "file")
        sentence = f"EQUAL: {compared}, the printed text and {files} are the same"
        if not total and not made.values:
            sentence = f"EQUAL in what is printed and written ({files}); no value was compared"
        sides = [
            "the notebook",
            "the package",
            *(f"the {s}" for s in seconds if s in ("job notebook", "image")),
        ]
        if scene.manifest.rung == "notebook":
            sides[1] = "the job notebook"
        sentence += f" in {', '.join(sides[:-1])} and {sides[-1]}."
        if unstable:
            sentence += (
                f" Not compared, because two runs of the notebook differ: {', '.join(unstable[:5])}"
            )
            sentence += f" and {len(unstable) - 5} more." if len(unstable) > 5 else "."
    else:
        sentence = f"DIFFERENT: {found[0]}."
    notes = tuple(
        f"`{step.name}`: {', '.join(f'`{n}`' for n in step.opaque)} cannot be compared"
        for step in steps
        if step.opaque
    )
    return Verdict(
        equal,
        True,
        sentence,
        tuple(steps),
        tuple(found),
        unstable,
        notes,
        seconds,
        repairable=(not equal and scene.manifest.rung == "steps")
        or (not equal and not scene.manifest.ladder.width and scene.manifest.rung == "verbatim"),
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def lower(ladder: Ladder, verdict: Verdict, manifest: Manifest, *, last: bool) -> Ladder:
    """The next ladder to try for a verdict that is not equal; strictly lower than `ladder`.

    Parameters
    ----------
    last : whether the tries are used up, so that only the verbatim rung is left
    """
    if last or manifest.rung == "verbatim":
        return replace(ladder, verbatim=True, width=_wide(verdict, manifest) or ladder.width)
    first = verdict.differences[0]
    if first.cause in ("printed", "job") and not ladder.width and _wide(verdict, manifest):
        return replace(ladder, width=True)
    step = next((s for s in manifest.steps if s.name == first.step), None)
    if step is not None and first.cause in ("printed", "value"):
        upto = {n for s in manifest.steps for n in s.cells if s.cells[0] <= step.cells[0]}
        every = frozenset(range(1, max(upto) + 1))
        if not every <= ladder.kept:
            return replace(ladder, kept=ladder.kept | every)
        start = step.cells[0]
        if start not in ladder.joined and step is not manifest.steps[0]:
            return replace(ladder, joined=ladder.joined | {start})
    return replace(ladder, verbatim=True)


def _wide(verdict: Verdict, manifest: Manifest) -> bool:
    """Whether a table printed at another width explains the first difference."""
    if not any(module.split(".")[0] == "pandas" for module in manifest.imports):
        return False
    return any(d.cause in ("printed", "job") for d in verdict.differences)
