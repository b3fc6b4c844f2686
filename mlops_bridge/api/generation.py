"""Files made from a notebook."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..finding import Edit, Generated
from ..progress import Event, Report, silent

if TYPE_CHECKING:
    from ..config import Config
    from ..environment.kernel import Environment
    from ..finding import Finding
    from ..generate.offer import Change, Offer, Source
    from ..notebook.cells import Notebook
    from ..notebook.surroundings import Surroundings

_BESIDE = (".gitignore", "requirements.txt", "requirements.in")


@dataclass(frozen=True)
class Generation:
    """Files that findings ask for, as changes of the notebook's folder; nothing is written yet.

    `edited` is the notebook with the edits that go with the files, None without any; `diff`
    shows them. `notes` say what was left out, and why.
    """

    folder: Path
    codes: tuple[str, ...]
    changes: tuple[Change, ...]
    edited: Notebook | None
    diff: str
    notes: tuple[str, ...]

    @property
    def kept(self) -> tuple[str, ...]:
        """The files that are there with other contents, and stay."""
        return tuple(change.path for change in self.changes if change.status == "kept")

    @property
    def pending(self) -> tuple[str, ...]:
        """The files that would be written."""
        wanted = ("new", "grown", "changed")
        return tuple(change.path for change in self.changes if change.status in wanted)


def generate(
    path: Path,
    *,
    codes: Sequence[str] = (),
    force: bool = False,
    offline: bool = False,
    report: Report = silent,
) -> Generation:
    """Make the files that the findings of a notebook ask for; runs none of its code.

    Parameters
    ----------
    codes : only for these rules
    force : replace files that are there with other contents
    offline : pin what is installed, and ask no package index

    Raises
    ------
    NotebookError, ConfigError, ProjectError, KernelError
    """
    from .. import config
    from ..analysis.facts import analyze
    from ..analysis.knowledge import extended
    from ..generate.offer import Source, compare
    from ..lint.engine import lint
    from ..lint.fixes import apply, diff
    from ..lint.judge import known
    from ..notebook import read
    from ..notebook.surroundings import look

    known(codes, "--select")
    chosen = config.read(path)
    notebook, around = read(path), look(path)
    found = _asking(lint(notebook, chosen, around), tuple(codes) or ("",), chosen)
    folder = path.absolute().parent
    with extended(chosen.knowledge, chosen.thresholds):
        facts = analyze(notebook, around)
        ask, notes = _asker(notebook, report)
        source = Source(facts, _beside(folder, around), ask)
        wanted = dict.fromkeys(f.fix.generates for f in found if f.fix and f.fix.generates)
        offers = [_made(what, source, offline, report) for what in wanted]
    files, edits = dict[str, str](), list[Edit]()
    for offer in offers:
        for name, text in offer.files.items():
            files.setdefault(name, _hidden(text, source))
        notes += [note for note in offer.notes if note not in notes]
        if offer.edits and apply(notebook, [*edits, *offer.edits]) is None:
            notes.append(
                "some edits of the notebook meet in one cell: run it once more for the rest"
            )
        else:
            edits += offer.edits
    edited = apply(notebook, edits) if edits else None
    changes = compare(folder, files, force=force)
    text = _hidden(diff(notebook, edited), source) if edited is not None else ""
    return Generation(
        folder,
        tuple(dict.fromkeys(finding.code for finding in found)),
        changes,
        edited if text else None,
        text,
        tuple(notes),
    )


def write_generated(path: Path, made: Generation, *, unsafe: bool = False) -> None:
    """Write the files of `generate`; with `unsafe` also the edits of the notebook.

    Raises
    ------
    ProjectError, NotebookError
        If something cannot be written; then no file is left half-done.
    """
    from ..generate.offer import write
    from ..notebook.write import write as write_notebook

    write(made.folder, made.changes)
    if unsafe and made.edited is not None:
        write_notebook(path, made.edited)


def _asking(
    found: Sequence[Finding], wanted: tuple[str, ...], chosen: Config
) -> tuple[Finding, ...]:
    return tuple(
        finding
        for finding in found
        if finding.fix is not None
        and finding.fix.generates is not None
        and finding.confidence >= chosen.min_confidence
        and finding.code.startswith(wanted)
    )


def _beside(folder: Path, around: Surroundings) -> dict[str, str]:
    """The files that generators add to or repair, by their path from the notebook's folder."""
    found = {}
    above = [p for p in folder.parents if around.root and p.is_relative_to(around.root)]
    for name in _BESIDE:
        if (folder / name).is_file():
            found[name] = (folder / name).read_text(encoding="utf-8", errors="replace")
    for place in (f / ".gitignore" for f in above):
        if place.is_file():
            path = Path(os.path.relpath(place, folder)).as_posix()
            found[path] = place.read_text(encoding="utf-8", errors="replace")
    for name, text in around.files.items():
        held = next((f / name for f in (folder, *above) if (f / name).is_file()), None)
        if held is not None:
            found.setdefault(Path(os.path.relpath(held, folder)).as_posix(), text)
    return found


def _asker(notebook: Notebook, report: Report) -> tuple[Callable[[], Environment], list[str]]:
    """How to ask the notebook's kernel, once; and the notes that this gives."""
    from ..analysis.program import parse
    from ..convert.imports import wanted
    from .conversion import environment_of

    notes = list[str]()

    @cache
    def ask() -> Environment:
        report(Event("kernel", notebook.kernel or "python3"))
        program = parse(notebook, translate=True)
        environment, said = environment_of(notebook.kernel, wanted(program))
        notes.extend(said)
        return environment

    return ask, notes


def _made(what: Generated, source: Source, offline: bool, report: Report) -> Offer:
    from ..generate import card, container, dependencies, monitoring, schema, service, variables
    from ..generate.offer import Offer

    makers: dict[Generated, Callable[[Source], Offer]] = {
        "container": container.offer,
        "environment": variables.offer,
        "model-card": card.offer,
        "monitoring": monitoring.offer,
        "schema": schema.offer,
        "service": service.offer,
        "requirements": partial(dependencies.offer, offline=offline, report=report),
    }
    report(Event("generate", what))
    if what == "pipeline":
        name = source.facts.notebook.path.name
        return Offer(
            {}, notes=(f"`nb2prod convert {name} -o DIR` makes the functions of the steps",)
        )
    return makers[what](source)


def _hidden(text: str, source: Source) -> str:
    """The text without the secrets of the notebook, wherever a generator took it from."""
    facts = source.facts
    values = {
        *(found.value for found in facts.credentials),
        *(found.token.value for found in facts.provider_tokens),
    }
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, "***")
    return text
