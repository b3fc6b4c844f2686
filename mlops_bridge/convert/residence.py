"""Residence: where a definition lives shows when it is printed, pickled or sent to a process."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Sequence

from ..analysis.names import Names
from ..analysis.program import Unit
from ..analysis.trees import walk

_FORKED = frozenset({"multiprocessing", "concurrent"})
_BY_VALUE = frozenset({"dask", "distributed", "ray", "loky"})
_LAZY = frozenset("apply agg aggregate assign map_elements sort_values applymap".split())
_HINTS = frozenset(
    "get_type_hints singledispatch singledispatchmethod BaseModel TypeAdapter".split()
)
_PICKLES = frozenset({"pickle", "cPickle", "dill", "joblib", "cloudpickle", "shelve"})


def modules(units: Iterable[Unit]) -> frozenset[str]:
    """The top-level modules that the notebook imports."""
    found = set()
    for unit in units:
        for part in unit.parts:
            if isinstance(part, ast.Import):
                found |= {alias.name.split(".")[0] for alias in part.names}
            elif isinstance(part, ast.ImportFrom):
                found.add((part.module or "").split(".")[0])
    return frozenset(found)


def keepers(units: Iterable[Unit]) -> frozenset[str]:
    """Methods that may keep a function that they are given, though tables' methods do not."""
    found = {
        part.name
        for unit in units
        for node in unit.nodes
        if isinstance(node, ast.ClassDef)
        for part in node.body
        if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))
    }
    lazy = modules(units) & {"dask", "polars", "pyspark"}
    return frozenset(found) | (_LAZY if lazy else frozenset())


def by_value(units: Sequence[Unit]) -> bool:
    """Whether functions may go to processes that get them by value, as joblib's do.

    Such a process has its own copy of ``lib``, in which no step has set a shared name.
    """
    return bool(modules(units) & _BY_VALUE) or any(
        (isinstance(part, ast.alias) and part.name in ("Parallel", "delayed"))
        or (
            isinstance(part, ast.keyword)
            and part.arg == "n_jobs"
            and not (isinstance(part.value, ast.Constant) and part.value.value in (None, 1))
        )
        for unit in units
        for part in unit.parts
    )


def problem(
    units: Sequence[Unit],
    names: Sequence[Names],
    lib: Collection[int],
    exists: Callable[[str], bool],
) -> str:
    """Why the notebook's functions and classes cannot leave ``__main__``, or "".

    Parameters
    ----------
    lib : units whose definitions go to ``lib.py``
    exists : whether a path relative to the notebook's folder is a file
    """
    used = modules(units)
    hints = _resolves_hints(units)
    if "get_type_hints" in hints:
        return "`get_type_hints` looks for names in the module"
    classes = {node.name for unit in units for node in unit.nodes if isinstance(node, ast.ClassDef)}
    pickled = bool(used & (_PICKLES | _FORKED))
    for index, (unit, found) in enumerate(zip(units, names, strict=True)):
        node = unit.nodes[0]
        if index in lib:
            continue
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and used & _FORKED:
            return f"cell {unit.cell}: `{node.name}` may go to other processes"
        if isinstance(node, ast.ClassDef):
            if hints:
                return f"cell {unit.cell}: `{min(hints)}` may look for the class `{node.name}`"
            if pickled:
                return f"cell {unit.cell}: the class `{node.name}` may be pickled"
            own = {n for s in node.body for n in _stored(s)} & (found.reads | found.late)
            if own:
                return f"cell {unit.cell}: the body of `{node.name}` reads and binds `{min(own)}`"
    if classes:
        dumps = any("dumps" in _called(node) for unit in units for node in unit.nodes)
        for unit in units:
            for node in unit.nodes:
                if _shows_home(node, classes, units):
                    return f"cell {unit.cell}, line {unit.first}: it prints where a class lives"
                if used & _PICKLES and _reads_pickle(node, exists, dumps):
                    return (
                        f"cell {unit.cell}, line {unit.first}: it unpickles what was stored before"
                    )
    return ""


def _resolves_hints(units: Iterable[Unit]) -> frozenset[str]:
    """What reads annotations as names of the module."""
    return _HINTS & {
        getattr(part, "id", getattr(part, "attr", ""))
        for unit in units
        for part in unit.parts
        if isinstance(part, (ast.Name, ast.Attribute))
    }


def _stored(node: ast.stmt) -> set[str]:
    """Names that a statement of a class body binds."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    return {
        part.id
        for part in walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    }


def _shows_home(node: ast.stmt, classes: set[str], units: Sequence[Unit]) -> bool:
    """Whether a printed text holds the full name of one of the notebook's classes."""
    if any(isinstance(p, ast.Attribute) and p.attr == "__module__" for p in walk(node)):
        return True
    for call in walk(node):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("print", "str", "repr"):
            for argument in call.args:
                values = [argument]
                if isinstance(argument, ast.JoinedStr):
                    values = [v.value for v in argument.values if isinstance(v, ast.FormattedValue)]
                if any(_is_class(value, classes, units) for value in values):
                    return True
    return False


def _is_class(node: ast.expr, classes: set[str], units: Sequence[Unit]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in classes
    made: ast.expr | None = None
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "type" and node.args:
        made = node.args[0]
    elif isinstance(node, ast.Attribute) and node.attr == "__class__":
        made = node.value
    if isinstance(made, ast.Call):
        return getattr(made.func, "id", "") in classes
    if not isinstance(made, ast.Name):
        return False
    for unit in units:
        for part in unit.nodes:
            if isinstance(part, ast.Assign) and isinstance(part.value, ast.Call):
                if getattr(part.value.func, "id", "") in classes:
                    if any(getattr(t, "id", "") == made.id for t in part.targets):
                        return True
    return False


def _called(node: ast.stmt) -> set[str]:
    calls = [part.func for part in walk(node) if isinstance(part, ast.Call)]
    return {getattr(func, "attr", getattr(func, "id", "")) for func in calls}


def _reads_pickle(node: ast.stmt, exists: Callable[[str], bool], dumps: bool) -> bool:
    """Whether a statement loads what was pickled before the notebook ran."""
    names = _called(node)
    if "loads" in names and not dumps:
        return True
    loads = "load" in names
    return loads and any(
        isinstance(p, ast.Constant) and isinstance(p.value, str) and _is_file(p.value, exists)
        for p in walk(node)
    )


def _is_file(text: str, exists: Callable[[str], bool]) -> bool:
    return 0 < len(text) < 200 and "\0" not in text and "\n" not in text and exists(text)
