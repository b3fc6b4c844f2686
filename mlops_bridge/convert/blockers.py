"""What magics leave behind, and what keeps a notebook from becoming functions or a package."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from ..analysis.names import Names
from ..analysis.program import Code, Program, Unit
from ..analysis.trees import callee, walk
from ..errors import ConversionError
from ..notebook.commands import indented
from ..notebook.magics import Magic
from .imports import is_import
from .plan import Moved

SKIP = "skip-execution"
"""The tag by which notebooks leave a cell out of a run."""
EXPECTED = "raises-exception"
"""The tag of a cell whose error the notebook expects, and survives."""
_HISTORY = re.compile(r"_+|_\d+|_i+|_i\d+|Out|In|_oh|_ih|_dh|_exit_code|__annotations__")
_HOST = re.compile(
    r"drive\.(?:mount|flush_and_unmount)\(|auth\.authenticate_user\(|"
    r"dbutils\.widgets\.(?:text|dropdown|combobox|multiselect|remove|removeAll)\("
)
_FRONT_END = frozenset({"interact", "interactive", "interact_manual", "interactive_output"})
_SHOWN = re.compile(r"__repr__|__str__|_repr_\w+_|_ipython_display_")
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
    shown = f"{mark}{magic.arguments}".strip()
    # an index is nobody's business where the project goes
    return re.sub(r"\S+://\S+", "…", shown) if magic.action == "require" else shown


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
        elif all(map(_is_of_a_host, unit.nodes)):
            found[index] = (ast.unparse(unit.nodes[0])[:60], "only of use on the notebook's host")
        elif len(unit.nodes) == 1 and _shows_history(unit.nodes[0]):
            found[index] = (ast.unparse(unit.nodes[0]), "only shown")
        elif len(unit.nodes) == 1 and is_clearing(unit.nodes[0]):
            found[index] = (ast.unparse(unit.nodes[0])[:60], "clears what a cell shows")
        elif len(unit.nodes) == 1 and _SESSION.match(ast.unparse(unit.nodes[0])):
            found[index] = (
                ast.unparse(unit.nodes[0])[:60],
                "a setting of the interactive session",
            )
    return found


def _is_of_a_host(node: ast.stmt) -> bool:
    """Whether a statement only sets up Colab or the widgets of Databricks."""
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").startswith("google.colab")
    if isinstance(node, ast.Import):
        return all(alias.name.startswith("google.colab") for alias in node.names)
    text = ast.unparse(node)
    return isinstance(node, ast.Expr) and bool(_HOST.match(text))


def _shows_history(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Name)
        and bool(_HISTORY.fullmatch(node.value.id))
    )


def is_clearing(node: ast.AST) -> bool:
    """Whether a statement is a call of IPython's ``clear_output``."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and (getattr(node.value.func, "attr", getattr(node.value.func, "id", "")) == "clear_output")
    )


def notebook_only(
    program: Program,
    units: Sequence[Unit],
    names: Sequence[Names],
    dropped: Collection[int],
    installed: Callable[[str], bool],
) -> str:
    """Why only the notebook itself can be the job, or ""."""
    if program.notebook.language != "python":
        return f"the kernel speaks {program.notebook.language}, not Python"
    for code in program.codes:
        for magic in code.magics:
            if magic.action == "refuse":
                return f"cell {code.cell.number}, line {magic.line}: {magic.reason}"
    if any(isinstance(p, ast.FunctionDef) and p.name == "__del__" for p in _parts(units)):
        return "`__del__` runs when the notebook forgets an object"
    reason = _display_handed_on(units, names)
    reason = reason or _moved_folder(units, installed) or _front_end(units) or _telling_repr(units)
    if reason:
        return reason
    lists = {magic.binds for code in program.codes for magic in code.magics if magic.binds}
    bound: set[str] = set()
    for index, (unit, found) in enumerate(zip(units, names, strict=True)):
        where = f"cell {unit.cell}, line {unit.first}"
        if index not in dropped:
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


def display_is_ours(units: Sequence[Unit], names: Sequence[Names]) -> bool:
    """Whether ``display`` is IPython's: nothing but an import binds it."""
    return not any(
        "display" in found.all_bound and not is_import(unit)
        for unit, found in zip(units, names, strict=True)
    )


def _display_handed_on(units: Sequence[Unit], names: Sequence[Names]) -> str:
    """IPython's ``display`` as a value: elsewhere it would print."""
    if not display_is_ours(units, names):
        return ""
    called = {id(p.func) for p in _parts(units) if isinstance(p, ast.Call)}
    for unit in units:
        for part in _parts([unit]):
            if isinstance(part, ast.Name) and part.id == "display" and id(part) not in called:
                return f"cell {unit.cell}, line {part.lineno}: `display` is handed on"
    return ""


def _parts(units: Sequence[Unit]) -> Iterator[ast.AST]:
    return (part for unit in units for part in unit.parts)


def _moved_folder(units: Sequence[Unit], installed: Callable[[str], bool]) -> str:
    """Why an import finds its module only from the folder that the notebook has changed to."""
    moved = False
    for unit in units:
        for node in unit.nodes:
            text = ast.unparse(node)
            moved = moved or "os.chdir(" in text
            for part in walk(node) if moved else ():
                found = []
                if isinstance(part, ast.Import):
                    found = [alias.name for alias in part.names]
                elif isinstance(part, ast.ImportFrom) and not part.level:
                    found = [part.module or ""]
                for module in found:
                    if not installed(module.split(".")[0]):
                        where = f"cell {unit.cell}, line {unit.first}"
                        return f"{where}: `{module}` is found in a folder that was changed to"
    return ""


def _front_end(units: Sequence[Unit]) -> str:
    """The call of a widget that runs the user's function when somebody moves it."""
    imported = any("ipywidgets" in ast.unparse(n) for u in units for n in u.nodes if _imports(n))
    for unit in units if imported else ():
        for part in unit.parts:
            if isinstance(part, ast.Call):
                name = callee(part)
                if name in _FRONT_END:
                    return f"cell {unit.cell}, line {part.lineno}: `{name}` needs a front end"
    return ""


def _imports(node: ast.stmt) -> bool:
    return isinstance(node, (ast.Import, ast.ImportFrom))


def _telling_repr(units: Sequence[Unit]) -> str:
    """A class whose text form does more than make a text: showing it is an effect."""
    telling = ""
    for unit in units:
        for part in unit.parts:
            if isinstance(part, ast.FunctionDef) and _SHOWN.fullmatch(part.name):
                if _has_effect(part):
                    telling = part.name
        if telling and any(isinstance(n, ast.Expr) for n in unit.nodes):
            return f"cell {unit.cell}, line {unit.first}: showing a value may run `{telling}`"
    return ""


def _has_effect(function: ast.FunctionDef) -> bool:
    for part in walk(function):
        if isinstance(part, (ast.Global, ast.Nonlocal)):
            return True
        if isinstance(part, (ast.Attribute, ast.Subscript)) and isinstance(part.ctx, ast.Store):
            return True
        if isinstance(part, ast.Call) and getattr(part.func, "id", "") == "print":
            return True
    return False


def refuse_questions(program: Program) -> None:
    """Refuse a notebook that asks a person when it runs: a job has nobody to ask.

    Raises
    ------
    ConversionError
    """
    colab = any("google.colab" in code.cell.source for code in program.codes)
    for code in program.codes:
        for unit in code.units:
            for node in unit.nodes:
                if colab and "files.upload(" in ast.unparse(node):
                    raise ConversionError(
                        "`files.upload()` waits for a person, and a job has none",
                        where=f"{program.notebook.path}: cell {unit.cell}, line {node.lineno}",
                        hint="Read the file by its path: the path becomes a parameter of the job.",
                    )
                call = _question(node)
                if call is not None:
                    raise ConversionError(
                        "`input()` waits for a person, and a job has none",
                        where=f"{program.notebook.path}: cell {unit.cell}, line {call.lineno}",
                        hint="Give the name a value: it becomes a parameter of the job.",
                    )


def passwords(units: Sequence[Unit]) -> dict[tuple[int, int, int], str]:
    """(cell, line, column) of each question for a password, and the variable that answers it."""
    found: dict[tuple[int, int, int], str] = {}
    for unit in units:
        for part in unit.parts:
            if not isinstance(part, ast.Assign) or not isinstance(part.value, ast.Call):
                continue
            asks = ast.unparse(part.value.func) in ("getpass.getpass", "getpass")
            target = part.targets[0]
            if asks and isinstance(target, ast.Name):
                place = (unit.cell, part.value.lineno, part.value.col_offset)
                found[place] = target.id.upper()
    return found


def _question(node: ast.AST) -> ast.Call | None:
    """A call of ``input`` that runs when the cell does."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
        return None
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "input":
        return node
    return next(filter(None, map(_question, ast.iter_child_nodes(node))), None)


def expected_error(code: Code) -> tuple[Unit, ...]:
    """The units of a cell; one that suppresses the error of a cell that is tagged to raise it."""
    units = code.units
    if EXPECTED not in code.cell.tags or not units:
        return units
    first, last = units[0], units[-1]
    body = indented("\n".join(unit.text for unit in units))
    text = f"with contextlib.suppress(Exception):  # the notebook expects an error\n{body}"
    tree = ast.parse(text)
    ast.increment_lineno(tree, first.start - 2)  # the `with` stands on the line above the cell's
    start = first.start - 1
    return (Unit(first.cell, 0, start, start, last.end, tuple(tree.body), text),)


def dynamic(units: Sequence[Unit], names: Sequence[Names], dropped: Mapping[int, object]) -> str:
    """Why the names of the notebook cannot be known from its text, or ""."""
    for index, (unit, found) in enumerate(zip(units, names, strict=True)):
        if found.dynamic and index not in dropped:
            return f"cell {unit.cell}, line {unit.first}: {found.dynamic} makes names dynamic"
    return ""


def _list_extra(node: ast.stmt, lists: set[str]) -> str:
    """The use of an attribute that IPython gives to the list of lines of ``x = !command``."""
    extras = ("n", "s", "l", "p", "nlstr", "spstr", "list", "paths", "fields", "grep")
    for part in walk(node):
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            if part.value.id in lists and part.attr in extras:
                return f"{part.value.id}.{part.attr}"
    return ""


def awaiting(units: Sequence[Unit]) -> str:
    """Where a statement awaits at top level, or ""."""
    for unit in units:
        if any(awaits(node) for node in unit.nodes):
            return f"cell {unit.cell}, line {unit.first}"
    return ""


def makes_tasks(units: Iterable[Unit]) -> bool:
    """Whether the notebook starts tasks, which go on while its loop is free."""
    return any(
        isinstance(part, (ast.Attribute, ast.Name))
        and getattr(part, "attr", getattr(part, "id", "")) in ("create_task", "ensure_future")
        for unit in units
        for part in unit.parts
    )


def awaits(node: ast.AST) -> bool:
    """Whether a statement awaits at top level."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
        return False
    if isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith)):
        return True
    if isinstance(node, ast.comprehension) and node.is_async:
        return True
    return any(awaits(child) for child in ast.iter_child_nodes(node))
