"""What the edges (CLI, server) may call: one function per user intention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import KernelError, Nb2ProdError, NotebookError, ProjectError
from .finding import Finding
from .progress import Event, Report, silent

if TYPE_CHECKING:
    from .config import Config as Config
    from .convert.execution import Container as Container
    from .convert.manifest import Ladder as Ladder
    from .convert.manifest import Manifest as Manifest
    from .convert.plan import Plan as Plan
    from .convert.verify import Verdict as Verdict
    from .delivery.image import Image as Image
    from .delivery.registry import Version as Version
    from .delivery.run import Run as Run
    from .environment.kernel import Environment as Environment
    from .environment.lock import Lock as Lock
    from .lint.fixes import Fixed as Fixed
    from .notebook.cells import Notebook as Notebook

# -- lint


@dataclass(frozen=True)
class LiveCell:
    """A cell of an open notebook, saved or not."""

    id: str
    kind: str
    source: str
    tags: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True)
class Linted:
    """The findings of many files, their notebooks, and the files that could not be read."""

    findings: Mapping[Path, tuple[Finding, ...]]
    notebooks: Mapping[Path, Notebook]
    errors: Mapping[Path, Nb2ProdError]
    min_confidence: float


def notebooks(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The notebooks that `paths` mean: files as they are, folders searched, ``.gitignore`` heeded.

    Raises
    ------
    NotebookError
        If a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for inside in _walk(path):
                found.setdefault(inside)
        elif path.exists():
            found.setdefault(path)
        else:
            raise NotebookError("no such file", where=str(path), hint="Check the path.")
    return tuple(found)


def _walk(folder: Path) -> list[Path]:
    import os

    import pathspec

    ignored = []
    for parent in (folder.absolute(), *folder.absolute().parents):
        rules = parent / ".gitignore"
        if rules.is_file():
            lines = rules.read_text(encoding="utf-8", errors="replace").splitlines()
            ignored.append((parent, pathspec.PathSpec.from_lines("gitignore", lines)))
        if (parent / ".git").exists():
            break
    found = []
    for root, folders, files in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in ("node_modules", "__pycache__")
        )
        for name in sorted(files):
            path = here / name
            if path.suffix != ".ipynb" or name.startswith("."):
                continue
            absolute = path.absolute()
            if any(spec.match_file(str(absolute.relative_to(base))) for base, spec in ignored):
                continue
            found.append(path)
    return found


def lint(
    paths: Sequence[Path],
    *,
    tools: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    report: Report = silent,
) -> Linted:
    """Lint notebooks; no line of theirs is run.

    Parameters
    ----------
    tools : other linters to run through nbqa and to merge: ruff, bandit, mypy, flake8
    select, ignore : codes or prefixes, over those of the configuration

    Raises
    ------
    NotebookError
        If a path does not exist. A file that cannot be read is in `Linted.errors`.
    ConfigError
        If the configuration is wrong.
    """
    from dataclasses import replace

    from . import config
    from .lint.engine import lint as judge
    from .notebook import read
    from .notebook.surroundings import look

    findings: dict[Path, tuple[Finding, ...]] = {}
    books: dict[Path, Notebook] = {}
    errors: dict[Path, Nb2ProdError] = {}
    confidence = 0.7
    configs: dict[Path, Config] = {}
    for path in notebooks(paths):
        report(Event("lint", str(path)))
        folder = path.absolute().parent
        if folder not in configs:
            configs[folder] = config.read(path)
        chosen = configs[folder]
        if select:
            chosen = replace(chosen, select=tuple(select))
        if ignore:
            chosen = replace(chosen, ignore=(*chosen.ignore, *ignore))
        confidence = chosen.min_confidence
        try:
            notebook = read(path)
        except NotebookError as error:
            errors[path] = error
            continue
        found = judge(notebook, chosen, look(path))
        if tools:
            from .lint.adapters import run as second_opinion

            found = tuple(
                sorted(
                    (*found, *second_opinion(path, tools)),
                    key=lambda f: (f.cell, f.line, f.column, f.code),
                )
            )
        books[path] = notebook
        findings[path] = found
    return Linted(findings, books, errors, confidence)


def lint_cells(
    cells: Sequence[LiveCell], *, path: Path | None = None, cache: dict[str, Any] | None = None
) -> tuple[Finding, ...]:
    """Lint the cells of an open notebook; `cache` is the caller's, one per document."""
    from . import config
    from .config import Config
    from .lint.engine import lint as judge
    from .notebook.cells import Cell, Notebook
    from .notebook.surroundings import look

    made, number = [], 0
    for index, cell in enumerate(cells):
        number += cell.kind == "code"
        made.append(
            Cell(
                index,
                number if cell.kind == "code" else 0,
                cell.id,
                cell.kind,  # type: ignore[arg-type]
                cell.source,
                cell.tags,
                cell.count,
            )
        )
    memory = cache if cache is not None else {}
    if path is not None and memory.get("path") != path:
        # the project around a notebook is read once per opening, not per keystroke
        memory.update(path=path, config=config.read(path), surroundings=look(path))
    chosen: Config = memory.get("config") or Config()
    notebook = Notebook(path or Path("untitled.ipynb"), tuple(made))
    return judge(notebook, chosen, memory.get("surroundings"))


def fix(path: Path, *, unsafe: bool = False, codes: Sequence[str] = ()) -> Fixed:
    """Apply the safe fixes to a notebook in memory; `apply` writes them.

    Parameters
    ----------
    unsafe : also those that need an eye on them
    codes : only these rules
    """
    from . import config
    from .lint.fixes import fix as repair
    from .notebook import read
    from .notebook.surroundings import look

    return repair(
        read(path), config.read(path), look(path), unsafe=unsafe, codes=tuple(codes) or None
    )


def apply(path: Path, fixed: Fixed) -> None:
    """Write fixed cells back; outputs, metadata and the file's layout stay."""
    from .notebook.write import write

    write(path, fixed.notebook)


def catalogue() -> tuple[dict[str, Any], ...]:
    """Every rule as data: code, name, title, severity, family."""
    from .rules import catalogue as rules

    return tuple(
        {
            "code": rule.code,
            "name": rule.name,
            "title": rule.title,
            "severity": rule.severity,
            "family": rule.family,
        }
        for rule in rules()
    )


def explain(code: str) -> str:
    """The documentation page of a rule, in Markdown."""
    from .rules import find

    rule = find(code)
    title, _, rest = rule.doc.partition("\n")
    parts = [
        f"# {rule.code}: {title.rstrip('.')}",
        f"`{rule.name}` · {rule.severity} · {rule.family}",
        rest.strip(),
    ]
    if rule.bad:
        parts.append(f"## Bad\n\n```python\n{_example(rule.bad[0])}\n```")
    if rule.good:
        parts.append(f"## Good\n\n```python\n{_example(rule.good[0])}\n```")
    return "\n\n".join(part for part in parts if part) + "\n"


def _example(text: str) -> str:
    import re

    return re.sub(r"[ ]*# <--[^\n]*", "", text).strip("\n")


# -- convert


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
    from .convert.steps import describe
    from .errors import ConversionError

    try:
        plan, _ = _plan(notebook, notebook.parent / "job")
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
    return {**describe(plan), "blockers": []}


def convert(
    notebook: Path,
    out: Path,
    *,
    force: bool = False,
    targets: Sequence[str] = (),
    parameters: Sequence[str] | None = None,
    name: str | None = None,
    ladder: Ladder | None = None,
    verdict: str | None = None,
    report: Report = silent,
) -> Converted:
    """Write the project of a notebook; runs none of its code.

    Parameters
    ----------
    out : folder to write; files there that the user edited stay, unless `force`
    parameters : names to take as parameters; None takes those found
    ladder : the rungs to start from; None takes those of an earlier conversion in `out`

    Raises
    ------
    NotebookError, ConversionError, ProjectError
    """
    from . import __version__
    from .convert.project import render, write

    report(Event("inspect", str(notebook)))
    if ladder is None:
        ladder, verdict = _earlier(notebook, out)
    plan, notes = _plan(notebook, out, ladder, parameters, name, verdict)
    report(Event("write", str(out)))
    written = write(render(plan, f"mlops-bridge {__version__}", tuple(targets)), out, force=force)
    return Converted(
        out,
        plan.name,
        plan.rung,
        plan.reason,
        dict(written.files),
        tuple({"name": s.name, "title": s.title, "cells": s.cells} for s in plan.steps),
        plan.parameters,
        written.kept,
        notes,
    )


def preview(
    notebook: Path,
    out: Path,
    *,
    targets: Sequence[str] = (),
    parameters: Sequence[str] | None = None,
) -> dict[str, str]:
    """The files that `convert` would write, by path; writes nothing."""
    from . import __version__
    from .convert.project import render

    ladder, verdict = _earlier(notebook, out)
    plan, _ = _plan(notebook, out, ladder, parameters, None, verdict)
    return dict(render(plan, f"mlops-bridge {__version__}", tuple(targets)).files)


def _earlier(notebook: Path, out: Path) -> tuple[Ladder | None, str | None]:
    """The ladder and the verdict of an earlier conversion of the same notebook text."""
    from .convert.manifest import load
    from .notebook import read

    if not (out / "manifest.json").is_file():
        return None, None
    earlier = load(out)
    if earlier.source != read(notebook).source_hash:
        return None, None
    return earlier.ladder, earlier.verdict


def _plan(
    notebook: Path,
    out: Path,
    ladder: Ladder | None = None,
    parameters: Sequence[str] | None = None,
    name: str | None = None,
    verdict: str | None = None,
) -> tuple[Plan, tuple[str, ...]]:
    import os
    from dataclasses import replace

    from .analysis.program import parse
    from .convert.imports import modules
    from .convert.manifest import Ladder
    from .convert.steps import Context
    from .convert.steps import plan as decide
    from .notebook import read
    from .notebook.surroundings import look

    book = read(notebook)
    program = parse(book, translate=True)
    environment, notes = _environment(book.kernel, modules(program))
    folder = notebook.absolute().parent
    origin = Path(os.path.relpath(notebook.absolute(), out.absolute())).as_posix()
    context = Context(
        environment,
        origin,
        {m for m in look(notebook).modules if _beside(folder, m)},
        lambda path: (folder / path).is_file(),
        name,
        tuple(parameters) if parameters is not None else None,
    )
    return replace(decide(program, context, ladder or Ladder()), verdict=verdict), notes


def _beside(folder: Path, module: str) -> bool:
    return (folder / f"{module}.py").is_file() or (folder / module / "__init__.py").is_file()


def _environment(
    kernel: str | None, imports: Mapping[str, int]
) -> tuple[Environment, tuple[str, ...]]:
    """The kernel's record; our own, with a note, when the notebook's kernel is not here."""
    from .environment.kernel import fallback, probe

    try:
        return probe(kernel, imports), ()
    except KernelError as error:
        note = (
            f"{error.what}; versions are those of the Python that runs nb2prod. "
            "Install the notebook's kernel, then convert again."
        )
        return fallback(imports), (note,)


# -- prove


def verify(
    project: Path,
    *,
    repair: bool = False,
    image: bool = False,
    data: Path | None = None,
    timeout: float | None = None,
    report: Report = silent,
) -> Verdict:
    """Run the notebook and the package, and compare what they print, write and compute.

    Parameters
    ----------
    repair : lower the ladder until equal, and write the project again
    image : build the image as well, and run the job in it without network
    data : folder with the data; None takes the notebook's
    timeout : seconds that one run may take

    Raises
    ------
    ProjectError
        If the project's notebook is gone or has changed since the conversion.
    KernelError
        If the notebook's kernel does not exist.
    """
    from .convert.manifest import load
    from .convert.verify import compare, lower

    manifest = load(project)
    notebook = _origin(project, manifest)
    container = _container(project, timeout, report) if image else None
    verdict = compare(
        project, notebook, data=data, timeout=timeout, container=container, report=report
    )
    rounds = 0
    ladder = manifest.ladder
    while repair and verdict.repairable and rounds < 7:
        rounds += 1
        ladder = lower(ladder, verdict, manifest, last=rounds >= 6)
        report(Event("repair", f"round {rounds}: {verdict.first}"))
        convert(
            notebook,
            project,
            ladder=ladder,
            name=manifest.name,
            parameters=[p.name for p in manifest.parameters],
        )
        manifest = load(project)
        verdict = compare(project, notebook, data=data, timeout=timeout, report=report)
    if repair and verdict.ran:
        convert(
            notebook,
            project,
            ladder=ladder,
            name=manifest.name,
            parameters=[p.name for p in manifest.parameters],
            verdict=verdict.sentence,
        )
    return verdict


def _container(project: Path, timeout: float | None, report: Report) -> Container:
    """Runs a job in the image of `project`, which is built if its content has changed."""
    from .delivery.image import execute

    built = build(project, report=report)

    def run_image(folder: Path, secrets: Mapping[str, str]) -> tuple[int, str, str]:
        outcome = execute(
            built.tag, data=folder, environment=secrets, timeout=timeout, report=report
        )
        return outcome.code, outcome.stdout, outcome.stderr

    return run_image


def _origin(project: Path, manifest: Manifest) -> Path:
    from .notebook import read

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


def where(place: str) -> str:
    """The notebook's cell and line behind ``FILE:LINE`` of a generated project.

    Raises
    ------
    ProjectError
        If the place is in no project, or its line was not the user's.
    """
    from .convert.project import where as find

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
            f"line {line} of `{name}` was written by nb2prod",
            where=str(project),
            hint="Ask for a line inside a step.",
        )
    return f"cell {found[0]}, line {found[1]}"


# -- deliver


def lock(project: Path, *, resolver: str | None = None, report: Report = silent) -> Lock:
    """Pin everything that the project installs to the versions of the notebook's kernel."""
    from .convert.manifest import load
    from .environment.kernel import probe
    from .environment.lock import lock as pin

    manifest = load(project)
    return pin(project, probe(manifest.kernel, manifest.imports), resolver=resolver, report=report)


def build(
    project: Path, *, tag: str | None = None, network: str | None = None, report: Report = silent
) -> Image:
    """Build the project's image with the Docker engine."""
    from .delivery.image import build as make

    return make(project, tag=tag, network=network, labels={}, report=report)


def register(
    project: Path,
    *,
    name: str | None = None,
    tracking_uri: str | None = None,
    alias: str = "candidate",
    image: str | None = None,
    report: Report = silent,
) -> Version:
    """Register the project as a version of a job in MLflow; the same content only once."""
    from .delivery.registry import register as enter

    return enter(
        project, name=name, tracking_uri=tracking_uri, alias=alias, image=image, report=report
    )


def run(
    project: Path,
    parameters: Mapping[str, object],
    *,
    data: Path | None = None,
    tracking_uri: str | None = None,
    timeout: float | None = None,
    report: Report = silent,
) -> Run:
    """Execute the job by papermill and record the run in MLflow."""
    from .delivery.run import run as execute

    return execute(
        project, parameters, data=data, tracking_uri=tracking_uri, timeout=timeout, report=report
    )
