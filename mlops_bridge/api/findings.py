"""Findings and fixes of notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ConfigError, Nb2ProdError, NotebookError
from ..finding import Finding
from ..progress import Event, Report, silent

if TYPE_CHECKING:
    from ..config import Config
    from ..lint.fixes import Fixed
    from ..notebook.cells import Notebook


@dataclass(frozen=True)
class LiveCell:
    """A cell of an open notebook, saved or not."""

    id: str
    kind: str
    source: str
    tags: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True)
class LiveRun:
    """A run of a cell since the notebook was opened, and what the cell said then.

    `order` grows from run to run; the first runs of a cell may be left out, not its last.
    """

    id: str
    order: int
    source: str


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
        If a path does not exist. A file that cannot be read is in `Linted.errors`, and so is one
        that a bug of ours kept from being judged.
    ConfigError
        If the configuration is wrong.
    """
    from dataclasses import replace

    from .. import config
    from ..lint.engine import lint as judge
    from ..notebook import read
    from ..notebook.surroundings import look

    _known((*select, *ignore))
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
        try:
            found = judge(notebook, chosen, look(path))
        except Exception as bug:  # ours: this file gets an error, the run over the others goes on
            errors[path] = Nb2ProdError(
                f"{type(bug).__name__}: {bug}",
                where=str(path),
                hint="This is a bug of mlops-bridge; --verbose shows where.",
            )
            errors[path].__cause__ = bug
            continue
        if tools:
            from ..lint.adapters import run as second_opinion

            others = _without_secrets(second_opinion(path, tools), notebook)
            found = tuple(
                sorted(
                    (*found, *others),
                    key=lambda f: (f.cell, f.line, f.column, f.code),
                )
            )
        books[path] = notebook
        findings[path] = found
    return Linted(findings, books, errors, confidence)


def _without_secrets(findings: Sequence[Finding], notebook: Notebook) -> tuple[Finding, ...]:
    """Other tools' findings without the secrets that they quote."""
    from dataclasses import replace

    from ..analysis.program import parse
    from ..analysis.secrets import catalogue as secrets

    values = secrets(code.tree for code in parse(notebook).codes if code.tree is not None)

    def cleaned(message: str) -> str:
        for value in values:
            message = message.replace(value, "***")
        return message

    return tuple(replace(finding, message=cleaned(finding.message)) for finding in findings)


def _known(codes: Sequence[str]) -> None:
    """Refuse a code or prefix that no rule has: a gate with a typo would never close."""
    from ..rules import catalogue as rules

    for code in codes:
        if not any(rule.code.startswith(code) for rule in rules()):
            raise ConfigError(
                f"no rule has the code or prefix `{code}`",
                hint="`nb2prod rule --all` lists the rules.",
            )


def lint_cells(
    cells: Sequence[LiveCell],
    *,
    path: Path | None = None,
    cache: dict[str, Any] | None = None,
    runs: Sequence[LiveRun] = (),
) -> tuple[Finding, ...]:
    """Lint the cells of an open notebook; `cache` is the caller's, one per document.

    `runs` are those since the kernel started, in any order.
    """
    from .. import config
    from ..analysis.follow import Memory
    from ..config import Config
    from ..lint.engine import lint as judge
    from ..notebook.cells import Cell, Event, Notebook
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
    notebook = Notebook(
        path or Path("untitled.ipynb"),
        tuple(made),
        events=tuple(Event(run.id, run.order, run.source) for run in runs),
    )
    return judge(
        notebook, chosen, memory.get("surroundings"), memory.setdefault("memory", Memory())
    )


def fix(path: Path, *, unsafe: bool = False, codes: Sequence[str] = ()) -> Fixed:
    """Apply the safe fixes to a notebook in memory; `apply` writes them.

    Parameters
    ----------
    unsafe : also those that need an eye on them
    codes : only these rules
    """
    from .. import config
    from ..lint.fixes import fix as repair
    from ..notebook import read
    from ..notebook.surroundings import look

    _known(codes)
    return repair(
        read(path), config.read(path), look(path), unsafe=unsafe, codes=tuple(codes) or None
    )


def apply(path: Path, fixed: Fixed) -> None:
    """Write fixed cells back; outputs, metadata and the file's layout stay."""
    from ..notebook.write import write

    write(path, fixed.notebook)


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
