"""Annotations of step functions: types that the code proves, or that a proved run has shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from ..analysis.names import Names
from ..analysis.program import Unit

_PLAIN = frozenset("bool int float str bytes list dict tuple set frozenset complex".split())
_TABLES = re.compile(r"read_(?:csv|parquet|excel|json|feather|sql\w*|table|pickle)|DataFrame")
_ARRAYS = frozenset("array zeros ones full arange linspace empty eye asarray".split())
_SHOWN = {
    "pandas.core.frame.DataFrame": ("pandas", "DataFrame"),
    "pandas.DataFrame": ("pandas", "DataFrame"),
    "pandas.core.series.Series": ("pandas", "Series"),
    "pandas.Series": ("pandas", "Series"),
    "pandas._libs.tslibs.timestamps.Timestamp": ("pandas", "Timestamp"),
    "pandas.Timestamp": ("pandas", "Timestamp"),
    "pandas.core.indexes.base.Index": ("pandas", "Index"),
    "pandas.Index": ("pandas", "Index"),
    "numpy.ndarray": ("numpy", "ndarray"),
    "numpy.float64": ("numpy", "float64"),
    "numpy.int64": ("numpy", "int64"),
}


def modules(imports: Sequence[str]) -> dict[str, str]:
    """Module to the name that a file of these import statements has for it."""
    found: dict[str, str] = {}
    for line in imports:
        for node in ast.parse(line).body:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.asname or "." not in alias.name:
                        found.setdefault(alias.name, alias.asname or alias.name)
    return found


def classes(imports: Sequence[str]) -> frozenset[str]:
    """Names of classes, by their capital, that a file of these import statements has."""
    found = set()
    for line in imports:
        for node in ast.parse(line).body:
            if isinstance(node, ast.ImportFrom):
                found |= {
                    a.asname or a.name for a in node.names if (a.asname or a.name)[:1].isupper()
                }
    return frozenset(found)


def proved(
    units: Sequence[Unit], names: Sequence[Names], imports: Sequence[str], own: frozenset[str]
) -> dict[str, str]:
    """Annotations of names whose every binding makes a value of one class.

    Parameters
    ----------
    imports : the import statements of the file that the annotations are for
    own : the notebook's own classes that the file knows
    """
    known, made = modules(imports), classes(imports) | own
    kinds: dict[str, set[str]] = {}
    for unit, found in zip(units, names, strict=True):
        simple = unit.nodes[0] if len(unit.nodes) == 1 else None
        target = ""
        if isinstance(simple, ast.Assign) and len(simple.targets) == 1:
            target = getattr(simple.targets[0], "id", "")
            kinds.setdefault(target, set()).add(_kind(simple.value, known, made))
        for name in found.all_bound - {target}:
            kinds.setdefault(name, set()).add("")
    return {name: next(iter(k)) for name, k in kinds.items() if len(k) == 1 and k != {""}}


def _kind(node: ast.expr, known: Mapping[str, str], made: frozenset[str]) -> str:
    if isinstance(node, ast.Constant) and type(node.value).__name__ in _PLAIN:
        return type(node.value).__name__
    displays = {ast.List: "list", ast.ListComp: "list", ast.Dict: "dict", ast.DictComp: "dict"}
    displays |= {ast.Set: "set", ast.SetComp: "set", ast.JoinedStr: "str"}
    if type(node) in displays:
        return displays[type(node)]
    if not isinstance(node, ast.Call):
        return ""
    func = node.func
    if isinstance(func, ast.Name):
        if func.id in ("len", "int", "str", "dict", "list", "set", "sorted", "bool"):
            return {"len": "int", "sorted": "list"}.get(func.id, func.id)
        return func.id if func.id in made else ""
    if not isinstance(func, ast.Attribute):
        return ""
    if isinstance(func.value, ast.Name):
        if func.value.id == known.get("pandas") and _TABLES.fullmatch(func.attr):
            chunks = any(k.arg in ("chunksize", "iterator", "squeeze") for k in node.keywords)
            read = func.attr == "DataFrame" or func.attr not in ("read_pickle", "read_json")
            sheets = func.attr == "read_excel" and any(k.arg == "sheet_name" for k in node.keywords)
            return f"{func.value.id}.DataFrame" if read and not chunks and not sheets else ""
        if func.value.id == known.get("numpy") and func.attr in _ARRAYS:
            return f"{func.value.id}.ndarray"
    if func.attr == "fit":  # an estimator returns itself
        return _kind(func.value, known, made)
    return ""


def shown(kind: str, known: Mapping[str, str], made: frozenset[str]) -> str:
    """The annotation of a class that a run has shown; "" where the file has no name for it."""
    module, _, name = kind.rpartition(".")
    if module == "builtins":
        return name if name in _PLAIN else ""
    if kind in _SHOWN:
        package, name = _SHOWN[kind]
        return f"{known[package]}.{name}" if package in known else ""
    return name if name in made else ""
