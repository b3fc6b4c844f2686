"""Projects of notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import KernelError
from ..progress import Event, Report, silent

if TYPE_CHECKING:
    from ..analysis.program import Program
    from ..convert.manifest import Ladder
    from ..convert.plan import Plan
    from ..environment.kernel import Environment


@dataclass(frozen=True)
class Converted:
    """A written project: what `convert` did to each file, the plan's steps and parameters."""

    project: Path
    name: str
    rung: str
    reason: str
    files: Mapping[str, str]
    steps: tuple[dict[str, Any], ...]
    parameters: tuple[Any, ...]
    kept: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def inspect(notebook: Path) -> dict[str, Any]:
    """What a conversion would make of a notebook; runs none of its code.

    Returns
    -------
    dict
        ``name``, ``title``, ``rung``, ``reason``, ``parameters``, ``steps``, ``moved``,
        ``secrets``, ``requirements`` and ``blockers`` (empty when it can be converted).
    """
    from ..convert.steps import describe
    from ..errors import ConversionError

    try:
        made, _ = plan(notebook, notebook.parent / "job")
    except ConversionError as error:
        return {
            "name": notebook.stem,
            "title": notebook.stem,
            "rung": "none",
            "reason": error.what,
            "parameters": [],
            "steps": [],
            "moved": [],
            "secrets": [],
            "requirements": [],
            "blockers": [{"message": error.what, "where": error.where, "hint": error.hint}],
        }
    return {**describe(made), "blockers": []}


def graph(notebook: Path) -> dict[str, Any]:
    """Which version of each name every statement reads, binds and changes; runs none of them.

    Returns
    -------
    dict
        ``statements`` (cell, line, reads, binds, mutates, aliases, effects, and the ``step`` that
        a conversion puts each in) and ``edges`` as ``[from, to, version]``.
    """
    from ..analysis.flow import follow
    from ..analysis.names import names
    from ..analysis.program import parse
    from ..notebook import read

    made, _ = plan(notebook, notebook.parent / "job")
    program = parse(read(notebook), translate=True)
    units = [unit for code in program.codes for unit in code.units]
    found = follow(units, [names(unit.nodes) for unit in units]).as_json()
    places = {cell: step.name for step in made.steps for cell in step.cells}
    moved = {(row.cell, row.line): row.where for row in made.moved}
    for statement in found["statements"]:  # type: ignore[attr-defined]
        place = (statement["cell"], statement["line"])
        statement["step"] = moved.get(place) or places.get(statement["cell"], made.rung)
    return found


def convert(
    notebook: Path,
    out: Path,
    *,
    force: bool = False,
    targets: Sequence[str] = (),
    parameters: Sequence[str] | None = None,
    name: str | None = None,
    kernel: str | None = None,
    ladder: Ladder | None = None,
    verdict: str | None = None,
    types: Mapping[str, Mapping[str, str]] | None = None,
    drop_explore: bool = False,
    base: str | None = None,
    track: bool | None = None,
    report: Report = silent,
) -> Converted:
    """Write the project of a notebook; runs none of its code.

    Parameters
    ----------
    out : folder to write; files there that the user edited stay, unless `force`
    parameters : names to take as parameters; None takes those found
    kernel : the kernel of the job; None takes the notebook's
    ladder : the rungs to start from; None takes those of an earlier conversion in `out`
    types : classes of values that a run has shown, by step and name
    drop_explore : leave out the steps that only look at the data
    base : the image to stand on; None takes the official one of the kernel's Python
    track : whether the package says what it trains and measures; None means: if the notebook
        trains a model, and does not record its runs itself

    Raises
    ------
    NotebookError, ConversionError, ProjectError
    """
    from .. import __version__
    from ..convert.project import render, write

    report(Event("inspect", str(notebook)))
    if ladder is None:
        ladder, verdict, types = _earlier(notebook, out)
    made, notes = plan(
        notebook, out, ladder, parameters, name, kernel, verdict, types, drop_explore, base, track
    )
    report(Event("write", str(out)))
    written = write(render(made, f"mlops-bridge {__version__}", tuple(targets)), out, force=force)
    return Converted(
        out,
        made.name,
        made.rung,
        made.reason,
        dict(written.files),
        tuple({"name": s.name, "title": s.title, "cells": s.cells} for s in made.steps),
        made.parameters,
        written.kept,
        notes,
    )


@dataclass(frozen=True)
class Preview:
    """A file that `convert` would write, and what that does to the one that is there."""

    path: str
    status: str
    text: str


def preview(
    notebook: Path,
    out: Path,
    *,
    targets: Sequence[str] = (),
    parameters: Sequence[str] | None = None,
    name: str | None = None,
    kernel: str | None = None,
    drop_explore: bool = False,
    base: str | None = None,
    track: bool | None = None,
    force: bool = False,
) -> tuple[Preview, ...]:
    """The files that `convert` would write or remove; writes nothing. See there.

    Raises
    ------
    NotebookError, ConversionError, ProjectError
    """
    from .. import __version__
    from ..convert.project import compare, render

    ladder, verdict, types = _earlier(notebook, out)
    made, _ = plan(
        notebook, out, ladder, parameters, name, kernel, verdict, types, drop_explore, base, track
    )
    project = render(made, f"mlops-bridge {__version__}", tuple(targets))
    statuses = compare(project, out, force=force)
    return tuple(Preview(p, s, project.files.get(p, "")) for p, s in statuses.items())


def _earlier(
    notebook: Path, out: Path
) -> tuple[Ladder | None, str | None, Mapping[str, Mapping[str, str]] | None]:
    """The ladder, the verdict and the types of an earlier conversion of the same notebook text."""
    from ..convert.manifest import load
    from ..notebook import read

    if not (out / "manifest.json").is_file():
        return None, None, None
    earlier = load(out)
    if earlier.source != read(notebook).source_hash:
        return None, None, None
    return earlier.ladder, earlier.verdict, earlier.types


def plan(
    notebook: Path,
    out: Path,
    ladder: Ladder | None = None,
    parameters: Sequence[str] | None = None,
    name: str | None = None,
    kernel: str | None = None,
    verdict: str | None = None,
    types: Mapping[str, Mapping[str, str]] | None = None,
    drop_explore: bool = False,
    base: str | None = None,
    track: bool | None = None,
) -> tuple[Plan, tuple[str, ...]]:
    """Decide what becomes of a notebook; also notes for the user. See `convert`."""
    import os
    from dataclasses import replace

    from ..analysis.program import parse
    from ..convert.imports import wanted
    from ..convert.manifest import Ladder
    from ..convert.own import own
    from ..convert.steps import Context
    from ..convert.steps import plan as decide
    from ..notebook import read
    from ..notebook.surroundings import look

    book = read(notebook)
    program = parse(book, translate=True)
    folder = notebook.absolute().parent
    local = {m for m in look(notebook).modules if _beside(folder, m)}
    beside = own(program, folder, local)
    asked = {name: 0 for each in beside.programs.values() for name in wanted(each)}
    environment, notes = environment_of(kernel or book.kernel, {**asked, **wanted(program)})
    origin = Path(os.path.relpath(notebook.absolute(), out.absolute())).as_posix()
    context = Context(
        environment,
        origin,
        local,
        lambda path: (folder / path).is_file(),
        name,
        tuple(parameters) if parameters is not None else None,
        types or {},
        drop_explore,
        _base(environment.python, out, base),
        beside,
        _tracks(program, notebook, out) if track is None else track,
    )
    made = replace(decide(program, context, ladder or Ladder()), verdict=verdict)
    return made, (*notes, *beside.left, *([made.gpu_problem] if made.gpu_problem else []))


def _tracks(program: Program, notebook: Path, out: Path) -> bool:
    """Whether to track when nobody says: as the last conversion did, else if a model is trained
    and nothing records it."""
    from ..analysis.facts import Facts
    from ..convert.manifest import load
    from ..notebook.surroundings import look

    if (out / "manifest.json").is_file() and (said := load(out).tracks) is not None:
        return said
    facts = Facts(program, look(notebook))
    return facts.training == "yes" and not facts.tracked


def _base(python: str, out: Path, base: str | None) -> str | None:
    """The base that is asked for; with the digest that a lock has found, if it is the same."""
    from ..convert.manifest import load
    from ..environment.knowledge import base as official

    if not (out / "manifest.json").is_file():
        return base
    earlier = load(out).base
    return earlier if earlier.partition("@")[0] == (base or official(python)) else base


def _beside(folder: Path, module: str) -> bool:
    return (folder / f"{module}.py").is_file() or (folder / module / "__init__.py").is_file()


def environment_of(
    kernel: str | None, imports: Mapping[str, int]
) -> tuple[Environment, tuple[str, ...]]:
    """The kernel's record; our own, with a note, when the notebook's kernel is not here."""
    from dataclasses import replace

    from ..environment.kernel import fallback, probe

    try:
        return probe(kernel, imports), ()
    except KernelError as error:
        note = (
            f"{error.what}; versions are those of the Python that runs nb2prod. Install the "
            "notebook's kernel or name another with --kernel, then convert again."
        )
        # the job keeps the kernel's name, so that no other environment is taken for it silently
        return replace(fallback(imports), kernel=kernel or "python3"), (note,)
