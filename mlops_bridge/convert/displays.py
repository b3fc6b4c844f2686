"""What a cell only shows: pure expressions, which a job can leave out."""

from __future__ import annotations

import ast

_METHODS = frozenset(
    [
        "head",
        "tail",
        "describe",
        "value_counts",
        "isna",
        "isnull",
        "notna",
        "nunique",
        "unique",
        "corr",
        "copy",
        "round",
        "sum",
        "mean",
        "median",
        "min",
        "max",
        "std",
        "var",
        "count",
        "sort_values",
        "sort_index",
        "groupby",
        "agg",
        "size",
        "transpose",
        "reset_index",
        "set_index",
        "nlargest",
        "nsmallest",
        "to_frame",
        "idxmax",
        "idxmin",
        "quantile",
        "get_params",
        "keys",
        "values",
        "items",
        "astype",
        "pivot",
        "pivot_table",
        "mode",
        "rank",
        "abs",
        "cumsum",
        "duplicated",
        "memory_usage",
        "select_dtypes",
        "lower",
        "upper",
        "strip",
        "format",
    ]
)
_FUNCTIONS = frozenset(
    [
        "len",
        "type",
        "sorted",
        "set",
        "list",
        "tuple",
        "dict",
        "abs",
        "round",
        "str",
        "int",
        "float",
        "repr",
        "range",
    ]
)


def is_pure(node: ast.expr) -> bool:
    """Whether evaluating an expression does nothing but make a value to show.

    Names, literals, attributes, subscripts, arithmetic, and calls from a table of methods that
    change nothing (never with ``inplace``).
    """
    if isinstance(node, (ast.Constant, ast.Name)):
        return True
    if isinstance(node, ast.Attribute):
        return is_pure(node.value)
    if isinstance(node, ast.Subscript):
        return is_pure(node.value) and is_pure(node.slice)
    if isinstance(node, ast.Slice):
        return all(part is None or is_pure(part) for part in (node.lower, node.upper, node.step))
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return all(is_pure(e) for e in node.elts)
    if isinstance(node, ast.Dict):
        return all(k is not None and is_pure(k) for k in node.keys) and all(
            map(is_pure, node.values)
        )
    if isinstance(node, ast.BinOp):
        return is_pure(node.left) and is_pure(node.right)
    if isinstance(node, ast.UnaryOp):
        return is_pure(node.operand)
    if isinstance(node, ast.Compare):
        return all(map(is_pure, [node.left, *node.comparators]))
    if isinstance(node, ast.Call):
        if any(k.arg in (None, "inplace", "out") for k in node.keywords):
            return False
        if not all(map(is_pure, [*node.args, *(k.value for k in node.keywords)])):
            return False
        if isinstance(node.func, ast.Name):
            if node.func.id == "display":
                return True
            return node.func.id in _FUNCTIONS
        return (
            isinstance(node.func, ast.Attribute)
            and node.func.attr in _METHODS
            and is_pure(node.func.value)
        )
    return False
