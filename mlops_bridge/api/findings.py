"""Findings and fixes of notebooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigError, Nb2ProdError, NotebookError
from ..finding import Finding
from ..lint import baseline as baselines
from ..lint.judged import Judged
from ..lint.results import Asked, Listed, Results
from ..progress import Event, Report, silent
from .discovery import notebooks

if TYPE_CHECKING:
    from ..config import Config
    from ..lint.fixes import Fixed


@dataclass(frozen=True)
class LiveCell:
    """A cell of an open notebook, saved or not."""

    id: str
    kind: str
    source: str
    tags: tuple[str, ...] = ()
    count: int | None = None
    outputs: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class LiveRun:
    """A run of a cell since its kernel started, and what the cell said then.

    `order` grows from run to run; the first runs of a cell may be left out, not its last.
    """

    id: str
    order: int
    source: str


def lint(
    paths: Sequence[Path],
    *,
    tools: Sequence[str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    contents: Mapping[Path, bytes] | None = None,
    baseline: Path | None = None,
    cache: Path | None = None,
    jobs: int | None = 1,
    report: Report = silent,
) -> Results:
    """Lint notebooks; no line of theirs is run.

    Parameters
    ----------
    tools : other linters to run through nbqa and to merge: ruff, bandit, mypy, flake8
    select, ignore : codes or prefixes, over those of the configuration
    contents : files that are given as bytes, under the path that they would have
    baseline : a file of findings that are accepted
    cache : a folder for what was found, so that unchanged files are not judged again
    jobs : processes; None is as many as there are cores, if there are many files

    Raises
    ------
    NotebookError
        If a path does not exist. A file that cannot be read is in the errors of the result, and
        so is one that a bug of ours kept from being judged.
    ConfigError
        If the configuration, a code or the baseline is wrong.
    """
    from dataclasses import replace

    from .. import config
    from ..lint.batch import judge_all

    accepted = baselines.read(baseline) if baseline is not None else None
    seen: dict[Path, Config | None] = {}

    def configure(path: Path) -> Config:
        chosen = config.read(path.absolute().parent, seen)
        if select:
            chosen = replace(chosen, select=tuple(select))
        return replace(chosen, ignore=(*chosen.ignore, *ignore)) if ignore else chosen

    def check() -> None:
        from ..lint.judge import check, known

        known(select, "--select")
        known(ignore, "--ignore")
        for found in seen.values():
            if found is not None:
                check(found)

    given = contents or {}
    files = notebooks([path for path in paths if path not in given])
    outcomes = judge_all(
        [*given, *files],
        configure,
        contents=given,
        cache=cache,
        jobs=jobs,
        check=check,
        started=lambda path: report(Event("lint", str(path))),
    )
    judged: Mapping[Path, Judged] = {
        path: found for path, found in outcomes.items() if isinstance(found, Judged)
    }
    errors = {path: found for path, found in outcomes.items() if isinstance(found, Nb2ProdError)}
    if tools:
        from ..lint.opinions import merged

        if given:
            raise ConfigError(
                "other tools read files only", hint="Leave --with out, or name files."
            )
        judged, failed = merged(judged, tools)
        errors.update(failed)
    stale = 0
    listed = {}
    for path, found in judged.items():
        asked = Asked(path, configure(path), () if path in errors else tuple(tools))
        known: frozenset[int] = frozenset()
        if accepted is not None:
            known, gone = accepted.match(found, asked)
            stale += gone
        listed[path] = Listed(found, asked, known)
    return Results(listed, errors, stale)


def accept(baseline: Path, linted: Results) -> tuple[int, int, int]:
    """Write all findings of a run into a baseline.

    Other files keep their entries, and so do codes that this run did not look for.

    Returns
    -------
    tuple of int
        How many entries it holds now, how many are new, and how many are gone.

    Raises
    ------
    ConfigError
        If the file is there and no baseline, or cannot be written.
    """
    before = baselines.read(baseline, missing=True)
    now, new, gone = before.updated(linted.files)
    baselines.write(now)
    return now.count, new, gone


def settings(folder: Path) -> tuple[Path, Path | None]:
    """The project that a folder belongs to, and the baseline that its configuration names."""
    from .. import config

    found = config.read(folder)
    if found.path is None or not found.baseline:
        return config.project(folder), None
    return config.project(folder), found.path.parent / found.baseline


def lint_cells(
    cells: Sequence[LiveCell],
    *,
    path: Path | None = None,
    cache: dict[str, Any] | None = None,
    runs: Sequence[LiveRun] = (),
    metadata: Mapping[str, Any] | None = None,
    pause: Callable[[], None] | None = None,
) -> tuple[Finding, ...]:
    """Lint the cells of an open notebook.

    Parameters
    ----------
    path : the notebook's file, for its configuration and what stands around it
    cache : the caller's, one for each document: an edit costs only what it changes
    runs : those since the kernel started, in any order
    metadata : the notebook's as it stands in the editor; that of the file when None
    pause : called again and again; what it raises ends the work, and the cache keeps what is done
    """
    from .. import config
    from ..analysis.follow import Memory
    from ..config import Config
    from ..lint.engine import lint as judge
    from ..notebook.cells import Cell, Event, Notebook
    from ..notebook.read import lines
    from ..notebook.surroundings import look

    made, number = [], 0
    for index, cell in enumerate(cells):
        number += cell.kind == "code"
        made.append(
            Cell(
                index,
                number if cell.kind == "code" else 0,
                cell.id,
                cell.kind,  # type: ignore[arg-type]
                lines(cell.source),
                cell.tags,
                cell.count,
                cell.outputs,
            )
        )
    memory = cache if cache is not None else {}
    if path is not None and memory.get("path") != path:
        # the project around a notebook is read once per opening, not per keystroke
        memory.update(
            path=path,
            config=config.read(path),
            surroundings=look(path),
            metadata=_metadata(path),
        )
    chosen: Config = memory.get("config") or Config()
    notebook = Notebook(
        path or Path("untitled.ipynb"),
        tuple(made),
        metadata=memory.get("metadata", {}) if metadata is None else metadata,
        events=tuple(Event(run.id, run.order, run.source) for run in runs),
        live=True,
    )
    known = memory.setdefault("memory", Memory())
    known.pause = pause or (lambda: None)
    return judge(notebook, chosen, memory.get("surroundings"), known)


def _metadata(path: Path) -> Mapping[str, Any]:
    """What the saved file says of the whole notebook; nothing, as long as it cannot be read."""
    from ..notebook import read

    try:
        return read(path).metadata
    except NotebookError:
        return {}


def fix(
    path: Path,
    *,
    unsafe: bool = False,
    codes: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> Fixed:
    """Apply the safe fixes to a notebook in memory; `apply` writes them.

    Parameters
    ----------
    unsafe : also those that need an eye on them
    codes : only these rules
    ignore : not these rules

    Raises
    ------
    NotebookError
        If the file cannot be read.
    ConfigError
        If the configuration or a code is wrong.
    """
    from dataclasses import replace

    from .. import config
    from ..lint.fixes import fix as repair
    from ..lint.judge import known
    from ..notebook import read
    from ..notebook.surroundings import look

    known(codes, "--select")
    known(ignore, "--ignore")
    chosen = config.read(path)
    if ignore:
        chosen = replace(chosen, ignore=(*chosen.ignore, *ignore))
    return repair(read(path), chosen, look(path), unsafe=unsafe, codes=tuple(codes) or None)


def apply(path: Path, fixed: Fixed) -> None:
    """Write fixed cells back; other cells, metadata and the file's layout stay."""
    from ..notebook.write import write

    write(path, fixed.notebook, cleared=fixed.cleared, deleted=fixed.deleted)


def ignore(path: Path, code: str, *, within: Path | None = None) -> Path:
    """Add a rule to `ignore` in the ``[tool.nb2prod]`` that holds for a notebook.

    Where there is none, the table goes into the pyproject.toml of the notebook's project, which
    is made if need be. Comments and layout of the file stay.

    Parameters
    ----------
    code : a rule's code, or a prefix
    within : a folder that the file must be in

    Returns
    -------
    Path
        The file that says it now.

    Raises
    ------
    ConfigError
        If there is no such rule, or the file is outside, no TOML, or cannot be written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    from .. import config
    from ..lint.judge import known
    from ..notebook.together import put

    known((code,), "code")
    found = config.read(path)
    file = (found.path or config.project(path.absolute().parent) / "pyproject.toml").resolve()
    if within is not None and not file.is_relative_to(within.resolve()):
        raise ConfigError(
            "the project's configuration is outside the folder that this Jupyter server shows",
            where=file.name,
            hint=f"Add `{code}` to `ignore` in its [tool.nb2prod] with an editor.",
        )
    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8") if file.exists() else "")
        table = document.setdefault("tool", tomlkit.table(is_super_table=True))
        table = table.setdefault("nb2prod", tomlkit.table())
        codes = table.setdefault("ignore", tomlkit.array())
        if code not in codes:
            codes.append(code)
        put({file: tomlkit.dumps(document)})
    except (TOMLKitError, OSError) as error:
        raise ConfigError(
            f"cannot be changed: {error}", where=str(file), hint="Mend the file, then try again."
        ) from None
    return file


def catalogue() -> tuple[dict[str, Any], ...]:
    """Every rule as data: code, name, title, severity, family."""
    from ..rules import catalogue as rules

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
    from ..rules import find

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
