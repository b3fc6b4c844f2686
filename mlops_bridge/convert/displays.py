"""What a cell only shows: pure expressions, which a job can leave out."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..analysis.program import Unit
from ..analysis.trees import walk

# methods of frames and series that change nothing and print nothing
_METHODS = frozenset(
    "abs agg aggregate all any astype clip copy corr count cov cummax cummin cumprod cumsum "
    "describe diff drop drop_duplicates dropna duplicated eq explode fillna first ge get "
    "groupby gt head idxmax idxmin isin isna isnull kurt last le lt max mean median melt "
    "memory_usage merge min mode ne nlargest notna notnull nsmallest nunique pct_change pivot "
    "pivot_table quantile rank rename reset_index rolling round select_dtypes set_index shift "
    "size skew sort_index sort_values squeeze stack std str sum tail to_frame transpose "
    "unique unstack value_counts var".split()
)
_ATTRIBUTES = frozenset(
    "T axes cat columns dt dtype dtypes empty iloc index loc name ndim shape size str "
    "values".split()
)
_STRINGS = frozenset(
    ["lower", "upper", "strip", "len", "contains", "startswith", "endswith", "replace", "title"]
)


def frames(units: Sequence[Unit]) -> frozenset[str]:
    """Names that hold a pandas object wherever they are bound.

    Every binding of such a name is an assignment of what a pandas function returns, or of what a
    table method makes of another such name. Names that hold plain values come as ``=name``.
    """
    pandas = {
        alias.asname or "pandas"
        for unit in units
        for node in unit.nodes
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == "pandas"
    }
    bound: dict[str, list[ast.expr | None]] = {}
    for unit in units:
        for part in _at_module_level(unit.nodes):
            if isinstance(part, ast.Assign):
                for target in part.targets:
                    if isinstance(target, ast.Name):
                        bound.setdefault(target.id, []).append(part.value)
            elif isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
                bound.setdefault(part.id, []).append(None)
            elif isinstance(part, (ast.FunctionDef, ast.ClassDef, ast.alias)):
                name = getattr(part, "asname", None) or part.name
                bound.setdefault(name, []).append(None)
            elif isinstance(part, ast.Global):
                for name in part.names:
                    bound.setdefault(name, []).append(None)
    proved = set(bound)
    while True:
        kept = {
            name
            for name in proved
            if all(value is not None and _is_frame(value, proved, pandas) for value in bound[name])
        }
        if kept == proved:
            return frozenset(proved) | _plain(bound)
        proved = kept


def _plain(bound: Mapping[str, Sequence[ast.expr | None]]) -> frozenset[str]:
    """``=name`` for names that hold texts, numbers and lists wherever they are bound."""
    shown = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.JoinedStr)
    return frozenset(
        f"={name}" for name, values in bound.items() if all(isinstance(v, shown) for v in values)
    )


def _at_module_level(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All parts outside of functions, without the names that a plain assignment binds.

    Of functions only their names and ``global`` statements come.
    """
    for node in nodes:
        yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from (part for part in walk(node) if isinstance(part, ast.Global))
        elif isinstance(node, ast.Assign):
            inner = [target for target in node.targets if not isinstance(target, ast.Name)]
            yield from _at_module_level([node.value, *inner])
        elif not isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            yield from _at_module_level(ast.iter_child_nodes(node))


def _is_frame(node: ast.expr, proved: set[str], pandas: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in proved
    if isinstance(node, ast.Subscript):
        return _is_frame(node.value, proved, pandas)
    if isinstance(node, ast.Attribute):
        return node.attr in _ATTRIBUTES and _is_frame(node.value, proved, pandas)
    if isinstance(node, ast.BinOp):
        return _is_frame(node.left, proved, pandas) or _is_frame(node.right, proved, pandas)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if isinstance(node.func.value, ast.Name) and node.func.value.id in pandas:
            return node.func.attr.startswith("read_") or node.func.attr in (
                "DataFrame", "Series", "concat", "merge", "get_dummies", "crosstab", "pivot_table",
                "melt", "cut", "qcut",
            )  # fmt: skip
        method = node.func.attr in _METHODS | _STRINGS | {"apply", "map", "transform", "sample"}
        return method and _is_frame(node.func.value, proved, pandas)
    return False


def is_pure(node: ast.expr, proved: frozenset[str]) -> bool:
    """Whether evaluating an expression does nothing but make a value to show.

    Literals, names, and on names of `proved` frames the attributes, subscripts and methods of a
    table, never with ``inplace``. On other objects even a method called ``describe`` may print.
    """
    if isinstance(node, (ast.Constant, ast.Name)):
        return True
    if isinstance(node, (ast.Tuple, ast.List)):
        return all(is_pure(e, proved) for e in node.elts)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "display":
        return not node.keywords and all(is_pure(a, proved) for a in node.args)
    return _of_frame(node, proved)


def _of_frame(node: ast.expr, proved: frozenset[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in proved
    if isinstance(node, ast.Attribute):
        return node.attr in _ATTRIBUTES and _of_frame(node.value, proved)
    if isinstance(node, ast.Subscript):
        return _of_frame(node.value, proved) and _argument(node.slice, proved)
    if isinstance(node, (ast.BinOp, ast.Compare)):
        parts = [part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr)]
        if any(isinstance(op, (ast.In, ast.NotIn)) for op in getattr(node, "ops", [])):
            return False
        return any(_of_frame(part, proved) for part in parts) and all(
            _of_frame(part, proved) or isinstance(part, ast.Constant) for part in parts
        )
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if any(k.arg in (None, "inplace", "out") for k in node.keywords):
            return False
        arguments = [*node.args, *(k.value for k in node.keywords)]
        return (
            node.func.attr in _METHODS | _STRINGS
            and all(_argument(argument, proved) for argument in arguments)
            and _of_frame(node.func.value, proved)
        )
    return False


def _argument(node: ast.expr, proved: frozenset[str]) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        # a function would be called and an iterator used up
        return node.id in proved or f"={node.id}" in proved or hasattr(builtins, node.id)
    if isinstance(node, (ast.Tuple, ast.List)):
        return all(_argument(e, proved) for e in node.elts)
    if isinstance(node, ast.Dict):
        return all(k is not None and _argument(k, proved) for k in node.keys) and all(
            _argument(v, proved) for v in node.values
        )
    if isinstance(node, ast.Slice):
        return all(p is None or _argument(p, proved) for p in (node.lower, node.upper, node.step))
    if isinstance(node, ast.UnaryOp):
        return _argument(node.operand, proved)
    return _of_frame(node, proved)
