"""What a cell only shows: pure expressions, which a job can leave out."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..analysis.program import Unit

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
    table method makes of another such name.
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
        for statement in unit.nodes:
            if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value:
                whole = (
                    statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                )
                plain = {target.id for target in whole if isinstance(target, ast.Name)}
                for name in plain:
                    bound.setdefault(name, []).append(statement.value)
            else:
                plain = set()
            for part in ast.walk(statement):
                # any other way to bind it: the name is not proved
                if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
                    if part.id not in plain:
                        bound.setdefault(part.id, []).append(None)
                elif isinstance(part, (ast.FunctionDef, ast.ClassDef, ast.alias)):
                    name = getattr(part, "asname", None) or part.name
                    bound.setdefault(name, []).append(None)
    proved = set(bound)
    while True:
        kept = {
            name
            for name in proved
            if all(value is not None and _is_frame(value, proved, pandas) for value in bound[name])
        }
        if kept == proved:
            return frozenset(proved)
        proved = kept


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
        return all(
            _argument(part, proved)
            for part in ast.iter_child_nodes(node)
            if isinstance(part, ast.expr)
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
    if isinstance(node, (ast.Constant, ast.Name)):
        return True
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
