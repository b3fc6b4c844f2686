"""Adapters: second opinions of ruff, bandit, mypy and flake8, at our cells and lines.

ruff reads notebooks itself. The others are run by nbqa on a copy beside the notebook, so that the
configuration of the project holds; in the copy magics are plain Python of the same lines.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..analysis.knowledge import words
from ..analysis.program import Code, Program
from ..errors import ConfigError, MissingExtra, NotebookError
from ..finding import Finding, Severity
from .copies import copies_of, parsing

# what is noise in a notebook: imports below code, a displayed last line, a last `;`
_NOISE = frozenset(["E402", "B018", "F401", "E703", "W391"])
_CELL = r"^(?P<path>.+?):cell[ _](?P<cell>\d+):(?P<line>\d+)(?::(?P<column>\d+))?:\s*"
_LINE = r"^(?P<path>.+?):(?P<line>\d+):(?P<column>\d+):\s*"
_CODED = r"(?P<code>[A-Za-z]+[\w-]*):?\s+(?:\[\*\]\s+)?(?P<message>.+)$"
# the marks of a project whose root the tools are started from
_ROOTS = (
    *(".git", "pyproject.toml", "setup.cfg", "tox.ini", ".flake8"),
    *("mypy.ini", ".mypy.ini", "ruff.toml", ".ruff.toml", ".bandit"),
)
_UNDEFINED = re.compile(r"undefined name [`'](?P<a>\w+)|Name \"(?P<b>\w+)\" is not defined", re.I)


@dataclass(frozen=True)
class Tool:
    """How a tool is called, how its lines read, and whether its columns count from 0."""

    command: str
    options: tuple[str, ...]
    pattern: re.Pattern[str]
    from_zero: bool = False


_TOOLS = {
    "ruff": Tool(
        "ruff",
        ("--output-format=concise", "--no-cache", "--no-fix", "--quiet"),
        re.compile(_CODED),
    ),
    "flake8": Tool(
        "flake8",
        ("--format=default", "--color=never"),
        re.compile(_CODED),
    ),
    "bandit": Tool(
        "bandit",
        ("--quiet", "--format=custom",
         "--msg-template={abspath}:{line}:{col}: {test_id}:{severity}: {msg}"),
        re.compile(r"(?P<code>B\d+):(?P<level>\w+):\s*(?P<message>.+)$"),
        from_zero=True,
    ),
    "mypy": Tool(
        "mypy",
        ("--show-column-numbers", "--no-error-summary", "--no-color-output", "--no-pretty",
         "--hide-error-context", f"--cache-dir={os.devnull}"),
        re.compile(
            r"(?P<level>error|warning):\s*(?P<message>.+?)(?:\s+\[(?P<code>[\w-]+)\])?$"
        ),
    ),
}  # fmt: skip
_SEVERITY: dict[str, Severity] = {
    "error": "error",
    "warning": "warning",
    "HIGH": "error",
    "MEDIUM": "warning",
    "LOW": "info",
}


def run(
    programs: Mapping[Path, Program], tools: Sequence[str]
) -> tuple[Mapping[Path, tuple[Finding, ...]], Mapping[Path, NotebookError]]:
    """Run other linters over notebooks and percent scripts; nothing of them is run or changed.

    Parameters
    ----------
    programs : mapping
        The files, parsed.
    tools : sequence of str
        Of ruff, flake8, bandit and mypy; of two that say the same the first one counts.

    Returns
    -------
    tuple of mappings
        The findings of each file, with the tool before the code ("ruff:F821"); and the files
        that a tool could not judge.

    Raises
    ------
    ConfigError
        If a tool is not one of these.
    MissingExtra
        If nbqa or a tool is not installed.
    """
    for name in tools:
        if name not in _TOOLS:
            raise ConfigError(f"unknown tool `{name}`", hint=f"Known tools: {', '.join(_TOOLS)}.")
    for module in (*(["nbqa"] if set(tools) - {"ruff"} else []), *tools):
        if importlib.util.find_spec(module) is None:
            raise MissingExtra(module, "adapters")
    found: dict[Path, list[Finding]] = {path: [] for path in programs}
    errors: dict[Path, NotebookError] = {}
    groups: dict[Path, dict[Path, Program]] = {}
    for path, program in programs.items():
        if any(code.cell.source.strip() for code in program.codes):
            groups.setdefault(_root(path.absolute().parent), {})[path] = program
    for root, group in groups.items():
        for name in dict.fromkeys(tools):
            run_tool = _natively if name == "ruff" else _by_nbqa
            for path, outcome in run_tool(name, root, group):
                if isinstance(outcome, NotebookError):
                    errors[path] = outcome
                else:
                    found[path].append(outcome)
    return {path: tuple(held) for path, held in found.items()}, errors


Outcomes = Iterator[tuple[Path, Finding | NotebookError]]


def _natively(name: str, root: Path, programs: Mapping[Path, Program]) -> Outcomes:
    """ruff knows notebooks and percent scripts, and finds the configuration from their paths.

    Of a notebook with a cell that does not parse it would tell the syntax errors only, some at a
    cell below: it gets those without such cells, by its standard input.
    """
    command = [sys.executable, "-m", "ruff", "check", *_TOOLS[name].options]
    broken = [path for path, program in programs.items() if _is_broken(program)]
    whole = [path for path in programs if path not in broken]
    if whole:
        done = _started([*command, *(str(path.absolute()) for path in whole)], root)
        yield from _told(name, root, done, {path: programs[path] for path in whole})
    for path in broken:
        named = [*command, f"--stdin-filename={path.absolute()}", "-"]
        done = _started(named, root, json.dumps(parsing(programs[path])))
        yield from _told(name, root, done, {path: programs[path]})


def _is_broken(program: Program) -> bool:
    return any(code.tree is None and not code.cell.line for code in program.codes)


def _told(
    name: str,
    root: Path,
    done: subprocess.CompletedProcess[str],
    programs: Mapping[Path, Program],
) -> Outcomes:
    """What ruff says of these files; its cell numbers count Markdown and raw cells too."""
    if done.returncode not in (0, 1) and not done.stdout.strip():
        yield from ((path, _failed(name, path, done)) for path in programs)
        return
    files = {str(path.absolute()): path for path in programs}
    for text in done.stdout.splitlines():
        match = re.match(_CELL, text) or re.match(_LINE, text)
        path = files.get(str(root / match["path"])) if match else None
        if match is None or path is None:
            continue
        program = programs[path]
        line = int(match["line"])
        if "cell" in match.groupdict():
            index = int(match["cell"]) - 1
            code = next((c for c in program.codes if c.cell.index == index), None)
        else:
            code, line = _at(program, line)
        if code is not None and code.tree is not None:
            yield from _findings(name, path, program, code, line, match, text[match.end() :])


def _by_nbqa(name: str, root: Path, programs: Mapping[Path, Program]) -> Outcomes:
    """The other tools on copies; when one copy makes the tool fail, each is tried alone."""
    with copies_of(programs) as copies:
        options = [*_TOOLS[name].options, *_configured(name, root)]
        command = [sys.executable, "-m", "nbqa", _TOOLS[name].command]
        done = _started([*command, *map(str, copies), *options], root)
        if _fine(done):
            yield from _read(name, done.stdout, copies, programs)
            return
        for copy, alone in copies.items():
            if len(copies) > 1:
                done = _started([*command, str(copy), *options], root)
            if _fine(done):
                yield from _read(name, done.stdout, {copy: alone}, programs)
            else:
                yield alone, _failed(name, alone, done)


def _read(
    name: str, text: str, copies: Mapping[Path, Path], programs: Mapping[Path, Program]
) -> Outcomes:
    names = {copy.name: path for copy, path in copies.items()}
    for line in text.splitlines():
        match = re.match(_CELL, line)
        path = names.get(Path(match["path"]).name) if match else None
        if match is None or path is None:
            continue
        program, number = programs[path], int(match["cell"]) - 1  # behind the cell `AS_IS`
        code = next((c for c in program.codes if c.cell.number == number), None)
        if code is not None:
            rest = line[match.end() :]
            yield from _findings(name, path, program, code, int(match["line"]), match, rest)


def _findings(
    name: str,
    path: Path,
    program: Program,
    code: Code,
    line: int,
    place: re.Match[str],
    rest: str,
) -> Outcomes:
    match = _TOOLS[name].pattern.match(rest)
    if match is None or not _means_something(match["message"], program):
        return
    groups = match.groupdict()
    written = groups.get("code") or "error"
    if written in _NOISE and name in ("ruff", "flake8"):
        return
    lines = code.cell.source.split("\n")
    line = min(max(line, 1), len(lines))
    column = int(place["column"] or 1) + _TOOLS[name].from_zero
    if name != "ruff":
        column += code.shifts.get(line, 0)
    column = min(max(column, 1), len(lines[line - 1]) + 1)
    yield (
        path,
        Finding(
            f"{name}:{written}",
            _SEVERITY.get(groups.get("level") or "warning", "warning"),
            1.0,
            match["message"].strip(),
            code.cell.number,
            code.cell.id,
            line,
            column,
            line,
            _end(lines[line - 1], column),
            docs=f"ruff rule {written}" if name == "ruff" else f"{name} {written}",
        ),
    )


def _means_something(message: str, program: Program) -> bool:
    """Whether a name called undefined is really bound by no cell, magic or session."""
    match = _UNDEFINED.search(message)
    if match is None:
        return True
    name = match["a"] or match["b"]
    return name not in words("session_names") and not any(
        name in code.memo(_bound) for code in program.codes
    )


def _bound(code: Code) -> frozenset[str]:
    names = {magic.binds for magic in code.magics}
    for node in code.nodes if code.magics else ():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return frozenset(names)


def _end(text: str, column: int) -> int:
    """The end of the word at a column: the tools' own ends are not in all their lines."""
    match = re.compile(r"\w+|\S").match(text, column - 1)
    return match.end() + 1 if match else max(column, len(text) + 1)


def _configured(name: str, root: Path) -> list[str]:
    """Options by which a tool reads the project's configuration, or does without one."""
    if name == "mypy":
        files = (("mypy.ini", ""), (".mypy.ini", ""), ("pyproject.toml", "[tool.mypy"),
                 ("setup.cfg", "[mypy"))  # fmt: skip
        return [] if any(_says(root / f, s) for f, s in files) else ["--ignore-missing-imports"]
    if name == "bandit":
        if _says(root / ".bandit", ""):
            return ["--ini", str(root / ".bandit")]
        if _says(root / "pyproject.toml", "[tool.bandit"):
            return ["-c", str(root / "pyproject.toml")]
    return []


def _says(path: Path, section: str) -> bool:
    try:
        return section in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _root(folder: Path) -> Path:
    """Where the tools look for their configuration: the nearest folder that holds one."""
    for candidate in (folder, *folder.parents):
        if any((candidate / mark).exists() for mark in _ROOTS):
            return candidate
    return folder


def _at(program: Program, line: int) -> tuple[Code | None, int]:
    """The cell of a percent script that holds a line of the file, and the line in it."""
    for code in reversed(program.codes):
        if code.cell.line and code.cell.line <= line:
            inside = line - code.cell.line + 1
            return (code, inside) if inside <= len(code.lines) else (None, 0)
    return None, 0


def _started(
    command: Sequence[str], root: Path, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "MYPY_FORCE_COLOR": "0", "PYTHONUTF8": "1"}
    environment.pop("FORCE_COLOR", None)
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, timeout=600, check=False,
        env=environment, encoding="utf-8", errors="replace", input=given,
    )  # fmt: skip


def _fine(done: subprocess.CompletedProcess[str]) -> bool:
    return done.returncode in (0, 1) and "Traceback (most recent" not in done.stderr


def _failed(name: str, path: Path, done: subprocess.CompletedProcess[str]) -> NotebookError:
    lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    return NotebookError(
        f"`{name}` ended with code {done.returncode}: {lines[-1] if lines else 'it said nothing'}",
        where=str(path),
        hint="Run it by itself to see more, or leave it out of --with.",
    )
