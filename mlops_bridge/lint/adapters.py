"""Adapters: second opinions of ruff, bandit, mypy and flake8, run over the notebook by nbqa."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import ConfigError, MissingExtra, NotebookError
from ..finding import Finding, Severity
from ..notebook.cells import Cell, Notebook
from ..notebook.read import read


@dataclass(frozen=True)
class Tool:
    """How a tool is called and how its lines read. `named`: its lines name the cell."""

    command: str
    options: tuple[str, ...]
    pattern: re.Pattern[str]
    named: bool
    docs: str


_CELL_LINE = r"^.*?:cell_(?P<cell>\d+):(?P<line>\d+)(?::(?P<column>\d+))?:\s*"
# what is noise in a notebook: imports below code, a displayed last line, a last `;`
_NOISE = "E402,B018,F401,E703,W391"
_TOOLS = {
    "ruff": Tool(
        "ruff check",
        ("--output-format=concise", "--no-cache", f"--extend-ignore={_NOISE}"),
        re.compile(_CELL_LINE + r"(?P<code>[A-Z]+\d+)\s+(?:\[\*\]\s+)?(?P<message>.+)$"),
        True,
        "ruff rule {code}",
    ),
    "mypy": Tool(
        "mypy",
        (
            "--ignore-missing-imports",
            "--show-column-numbers",
            "--no-error-summary",
            "--no-color-output",
        ),
        re.compile(
            _CELL_LINE + r"(?P<level>error|warning):\s*"
            r"(?P<message>.+?)(?:\s+\[(?P<code>[\w-]+)\])?$"
        ),
        True,
        "mypy [{code}]",
    ),
    "flake8": Tool(
        "flake8",
        (f"--extend-ignore={_NOISE}",),
        re.compile(_CELL_LINE + r"(?P<code>[A-Z]+\d+)\s+(?P<message>.+)$"),
        True,
        "flake8 {code}",
    ),
    "bandit": Tool(
        "bandit",
        ("--quiet", "--format=custom", "--msg-template={line}:{col}:{test_id}:{severity}: {msg}"),
        re.compile(
            r"^(?P<line>\d+):(?P<column>\d+):(?P<code>B\d+):(?P<level>\w+):\s*(?P<message>.+)$"
        ),
        False,
        "bandit {code}",
    ),
}
_SEVERITY: dict[str, Severity] = {
    "error": "error",
    "warning": "warning",
    "HIGH": "error",
    "MEDIUM": "warning",
    "LOW": "info",
}


def run(path: Path, tools: Sequence[str]) -> tuple[Finding, ...]:
    """Run other linters over a notebook; their codes are kept, with cell and line as ours.

    Nothing of the notebook is run, and the file is not changed.

    Parameters
    ----------
    tools : sequence of str
        Of ruff, mypy, bandit and flake8.

    Raises
    ------
    ConfigError
        If a tool is not one of these.
    MissingExtra
        If nbqa or a tool is not installed.
    NotebookError
        If a tool ends without an answer.
    """
    for name in tools:
        if name not in _TOOLS:
            raise ConfigError(f"unknown tool `{name}`", hint=f"Known tools: {', '.join(_TOOLS)}.")
    for module in ("nbqa", *tools):
        if importlib.util.find_spec(module) is None:
            raise MissingExtra(module, "adapters")
    if path.suffix != ".ipynb":
        raise NotebookError(
            "other tools are run over notebooks only",
            where=str(path),
            hint="Run them on the script itself.",
        )
    notebook = read(path)
    if not notebook.code:
        return ()
    return tuple(found for name in tools for found in _run(path, notebook, _TOOLS[name]))


def _run(path: Path, notebook: Notebook, tool: Tool) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / (path.stem.replace(" ", "_") + path.suffix)
        copy.write_bytes(path.read_bytes())
        command = [sys.executable, "-m", "nbqa", tool.command, copy.name, *tool.options]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
        )
    if done.returncode not in (0, 1) or "Traceback (most recent" in done.stderr:
        raise NotebookError(
            f"`{tool.command}` ended with code {done.returncode}: {_last(done.stderr)}",
            where=str(path),
            hint="Run it by itself to see more, or leave it out of --with.",
        )
    cells = _checked(notebook)
    joined = _joined(cells)
    for text in done.stdout.splitlines():
        match = tool.pattern.match(text.strip())
        if match is None:
            continue
        line = int(match["line"])
        if tool.named:
            number = int(match["cell"])
            cell = next((c for c in notebook.code if c.number == number), None)
        else:
            cell, line = joined.get(line, (None, 0))
        if cell is not None:
            yield _finding(cell, line, match, tool)


def _finding(cell: Cell, line: int, match: re.Match[str], tool: Tool) -> Finding:
    groups = match.groupdict()
    lines = cell.source.split("\n")
    line = min(max(line, 1), len(lines))
    column = min(int(groups.get("column") or 1) + (not tool.named), len(lines[line - 1]) + 1)
    code = groups.get("code") or tool.command
    return Finding(
        code,
        _SEVERITY.get(groups.get("level") or "warning", "warning"),
        1.0,
        match["message"].strip(),
        cell.number,
        cell.id,
        line,
        column,
        line,
        len(lines[line - 1]) + 1,
        docs=tool.docs.format(code=code),
    )


def _checked(notebook: Notebook) -> tuple[Cell, ...]:
    """The cells that nbqa joins: it leaves out empty cells and those of other languages."""
    return tuple(
        cell
        for cell in notebook.code
        if cell.source.strip()
        and not re.match(r"\s*%%(?!time\b|timeit\b|capture\b|prun\b)", cell.source)
    )


def _joined(cells: Sequence[Cell]) -> dict[int, tuple[Cell, int]]:
    """For each line of nbqa's joined file, the cell and its line.

    Before each cell stands a line with a marker, and two blank lines after each but the last.
    """
    found: dict[int, tuple[Cell, int]] = {}
    line = 1
    for cell in cells:
        line += 1
        for number, _ in enumerate(cell.source.rstrip("\n").split("\n"), 1):
            found[line] = (cell, number)
            line += 1
        line += 2
    return found


def _last(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
