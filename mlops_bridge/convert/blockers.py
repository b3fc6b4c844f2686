"""What magics leave behind, and what keeps a notebook from becoming functions or a package."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from ..analysis.names import Names
from ..analysis.program import Program, Unit
from ..notebook.magics import Magic
from .plan import Moved

SKIP = "skip-execution"
"""The tag by which notebooks leave a cell out of a run."""
_HISTORY = re.compile(r"_+|_\d+|_i+|_i\d+|Out|In|_oh|_ih|_dh")
_SESSION = re.compile(
    r"get_ipython\(\)\.(?:run_line_magic|magic)"
    r"\('(?:matplotlib|config|load_ext|autoreload|pylab)\b"
)
_PLACES = {"drop": "dropped", "unwrap": "unwrapped", "require": "requirements.in"}


def magic_moves(program: Program) -> Iterator[Moved]:
    """One row for each magic: what became of it."""
    for code in program.codes:
        for magic in code.magics:
            where = _PLACES.get(magic.action, "translated")
            yield Moved(code.cell.number, magic.line, _shown(magic)[:60], where, magic.reason)


def _shown(magic: Magic) -> str:
    """A magic as it was written."""
    if magic.kind == "cell":
        return f"%%{magic.name}"
    mark = {"!": "!", "?": ""}.get(magic.name, f"%{magic.name} ")
    return f"{mark}{magic.arguments}".strip()


def inert(units: Sequence[Unit]) -> dict[int, tuple[str, str]]:
    """Units that do nothing outside of IPython: index to (what, why), both "" for nothing."""
    found: dict[int, tuple[str, str]] = {}
    for index, unit in enumerate(units):
        if all(isinstance(node, ast.Pass) for node in unit.nodes):
            found[index] = ("", "")
        elif all(isinstance(node, ast.Global) for node in unit.nodes):
            found[index] = (ast.unparse(unit.nodes[0]), "says nothing at top level")
        elif all(isinstance(n, ast.AnnAssign) and n.value is None for n in unit.nodes):
            found[index] = (ast.unparse(unit.nodes[0])[:60], "an annotation without a value")
        elif len(unit.nodes) == 1 and _SESSION.match(ast.unparse(unit.nodes[0])):
            found[index] = (
                ast.unparse(unit.nodes[0])[:60],
                "a setting of the interactive session",
            )
    return found


def notebook_only(
    program: Program, units: Sequence[Unit], names: Sequence[Names], dropped: Collection[int]
) -> str:
    """Why only the notebook itself can be the job, or ""."""
    if program.notebook.language != "python":
        return f"the kernel speaks {program.notebook.language}, not Python"
    for code in program.codes:
        for magic in code.magics:
            if magic.action == "refuse":
                return f"cell {code.cell.number}, line {magic.line}: {magic.reason}"
    lists = {magic.binds for code in program.codes for magic in code.magics if magic.binds}
    bound: set[str] = set()
    for index, (unit, found) in enumerate(zip(units, names, strict=True)):
        where = f"cell {unit.cell}, line {unit.first}"
        if index not in dropped:
            if any(_awaits(node) for node in unit.nodes):
                return f"{where}: `await` at top level"
            extra = next(filter(None, (_list_extra(node, lists) for node in unit.nodes)), "")
            if extra:
                return f"{where}: `{extra}` is IPython's list of lines"
            for name in sorted((found.reads | found.late) - bound):
                if name == "get_ipython":
                    return f"{where}: `get_ipython()` needs IPython"
                if _HISTORY.fullmatch(name) and name not in found.binds:
                    return f"{where}: `{name}` is the notebook's history"
        bound |= found.all_bound
    return ""


def dynamic(units: Sequence[Unit], names: Sequence[Names], dropped: Mapping[int, object]) -> str:
    """Why the names of the notebook cannot be known from its text, or ""."""
    for index, (unit, found) in enumerate(zip(units, names, strict=True)):
        if found.dynamic and index not in dropped:
            return f"cell {unit.cell}, line {unit.first}: {found.dynamic} makes names dynamic"
    return ""


def _list_extra(node: ast.stmt, lists: set[str]) -> str:
    """The use of an attribute that IPython gives to the list of lines of ``x = !command``."""
    extras = ("n", "s", "l", "p", "nlstr", "spstr", "list", "paths", "fields", "grep")
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            if part.value.id in lists and part.attr in extras:
                return f"{part.value.id}.{part.attr}"
    return ""


def _awaits(node: ast.AST) -> bool:
    """Whether a statement awaits at top level."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
        return False
    if isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith)):
        return True
    if isinstance(node, ast.comprehension) and node.is_async:
        return True
    return any(_awaits(child) for child in ast.iter_child_nodes(node))
