"""The proof that a project is equal to its notebook, and the way back to its cells."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ProjectError
from ..progress import Event, Report, silent
from .conversion import convert
from .shipping import build

if TYPE_CHECKING:
    from ..convert.execution import Container
    from ..convert.manifest import Ladder, Manifest
    from ..convert.verify import Verdict


def verify(
    project: Path,
    *,
    repair: bool = False,
    image: bool = False,
    data: Path | None = None,
    timeout: float | None = None,
    mutate: bool = True,
    tries: Mapping[str, str] | None = None,
    report: Report = silent,
) -> Verdict:
    """Run the notebook and the package, and compare what they print, write and compute.

    Parameters
    ----------
    repair : lower the ladder until equal, and write the project again
    image : build the image as well, and run the job in it without network
    data : folder with the data; None takes the notebook's
    timeout : seconds that one run may take
    mutate : once the defaults are equal, change the parameters on both sides and compare again
    tries : values to change parameters to, where none is near at hand

    Raises
    ------
    ParameterError
        If `tries` names no parameter or gives a value of another type.
    ProjectError
        If the project's notebook is gone or has changed since the conversion.
    KernelError
        If the notebook's kernel does not exist.
    """
    from ..convert.manifest import load
    from ..convert.verify import compare, lower

    manifest = load(project)
    notebook = _origin(project, manifest)
    if repair:
        _refuse_edits(project, manifest)

    def compared() -> Verdict:
        container = _container(project, timeout, report) if image else None
        return compare(
            project,
            notebook,
            data=data,
            timeout=timeout,
            container=container,
            mutate=mutate,
            tries=tries,
            report=report,
        )

    def again(
        ladder: Ladder, verdict: str | None, types: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        convert(
            notebook,
            project,
            ladder=ladder,
            name=manifest.name,
            parameters=[p.name for p in manifest.parameters],
            kernel=manifest.kernel,
            verdict=verdict,
            types=types,
            drop_explore=bool(manifest.explored),
            base=manifest.base.partition("@")[0] or None,
        )

    first = verdict = compared()
    ladder = manifest.ladder
    rounds = 0
    while repair and verdict.repairable and rounds < 7:
        rounds += 1
        ladder = lower(ladder, verdict, load(project), last=rounds >= 6)
        report(Event("repair", f"round {rounds}: {verdict.first}"))
        again(ladder, None)
        verdict = compared()
    if repair and verdict.equal:
        again(ladder, verdict.sentence, verdict.types)
        verdict = _recorded(project, notebook, verdict, data, timeout, report)
    elif repair and first.ran:
        # nothing is gained by a lower rung that is not equal either: the project as it was
        again(manifest.ladder, first.sentence)
        verdict = first
    return verdict


def _recorded(
    project: Path,
    notebook: Path,
    verdict: Verdict,
    data: Path | None,
    timeout: float | None,
    report: Report,
) -> Verdict:
    """Record what the steps hand on for the project's own tests."""
    from dataclasses import replace

    from ..analysis.program import parse
    from ..convert.golden import record
    from ..convert.manifest import load
    from ..convert.verify import secrets_of
    from ..notebook import read

    unstable = {text.split("`")[1] for text in verdict.unstable if text.startswith("`")}
    if any("printed text" in text for text in verdict.unstable):
        unstable.add("printed")
    problem = record(
        project,
        load(project),
        data or notebook.parent,
        secrets=secrets_of(parse(read(notebook))),
        unstable=unstable,
        timeout=timeout,
        report=report,
    )
    if not problem:
        return verdict
    note = f"tests/golden.json is not recorded: {problem}"
    return replace(verdict, notes=(*verdict.notes, note))


def _refuse_edits(project: Path, manifest: Manifest) -> None:
    """A lower rung would leave the user's edits in a file that nothing calls any more."""
    for name, digest in manifest.files.items():
        path = project / name
        if name.startswith("src/") and path.is_file():
            if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                raise ProjectError(
                    f"`{name}` was edited by hand, and a repair would write it anew",
                    where=str(project),
                    hint="Verify without --repair, or convert with --force first.",
                )


def concerns(project: Path) -> tuple[str, ...]:
    """What speaks against shipping a project: not proved, or not its notebook's any more."""
    from ..convert.manifest import load
    from ..errors import NotebookError

    manifest = load(project)
    found = []
    try:
        _origin(project, manifest)
    except (ProjectError, NotebookError) as error:
        found.append(f"{error.what}; {error.hint[:1].lower()}{error.hint[1:]}")
    if not (manifest.verdict or "").startswith("EQUAL"):
        found.append("not proved equal to its notebook; run: nb2prod verify --repair")
    return tuple(found)


def _container(project: Path, timeout: float | None, report: Report) -> Container:
    """Runs a job in the image of `project`, which is built if its content has changed."""
    from ..delivery.container import execute

    built = build(project, report=report)

    def run_image(folder: Path, secrets: Mapping[str, str]) -> tuple[int, str, str]:
        outcome = execute(
            built.tag, data=folder, environment=secrets, timeout=timeout, report=report
        )
        return outcome.code, outcome.stdout, outcome.stderr

    return run_image


def _origin(project: Path, manifest: Manifest) -> Path:
    from ..notebook import read

    path = (project / manifest.notebook).resolve()
    if not path.is_file():
        raise ProjectError(
            f"the notebook `{manifest.notebook}` is not there any more",
            where=str(project),
            hint="Convert the notebook again from where it is now.",
        )
    if read(path).source_hash != manifest.source:
        raise ProjectError(
            "the notebook has changed since it was converted",
            where=str(path),
            hint=f"Run: nb2prod convert {path.name} -o {project.name}",
        )
    return path


def where(place: str) -> tuple[int, int]:
    """The notebook's code cell and its line behind ``FILE:LINE`` of a generated project.

    Raises
    ------
    ProjectError
        If the place is in no project, or its line was not the user's.
    """
    from ..convert.project import where as find

    name, _, line = place.rpartition(":")
    if not name or not line.isdigit():
        raise ProjectError(
            f"`{place}` is no place", hint="Write it as FILE:LINE, e.g. steps.py:42."
        )
    path = Path(name).absolute()
    project = next((p for p in path.parents if (p / "manifest.json").is_file()), None)
    if project is None:
        raise ProjectError(
            f"`{name}` is in no generated project",
            hint="Give its path, e.g. job/src/churn/steps.py:42.",
        )
    found = find(project, path.relative_to(project).as_posix(), int(line))
    if found is None:
        raise ProjectError(
            f"line {line} was written by nb2prod, and comes from no cell",
            where=str(path),
            hint="Ask for a line inside a step.",
        )
    return found
