"""Validations: what checks the data before a model learns from it."""

from __future__ import annotations

import ast
import re

from .knowledge import package_role, words
from .program import Code, Program
from .trace import Calls, Trace
from .trees import walk

_CHECKS = re.compile(
    r"^_?(?:validate|check|expect|verify|ensure|assert)(?:_|$)|_(?:validate|check|checks|valid|ok)$"
    r"|sanity|data_quality|^_?(?:validate|check|expect|verify)[A-Z]"
)


def validated(program: Program, trace: Trace, calls: Calls) -> bool:
    """Whether anything tests the data: a validation library, a check of its own, or an assert."""
    if any(package_role(entry.module) == "validator" for entry in trace.imports):
        return True
    names = [name for name in calls.names if _CHECKS.search(name)]
    if any(call.api is None or call.role == "check" for call in calls.written(*names)):
        return True
    return any(code.memo(_tests) for code in program.codes)


def _tests(code: Code) -> bool:
    """Whether an assert or a branch of the cell looks at columns, types, gaps or ranges."""
    for node in code.nodes:
        if isinstance(node, ast.Assert) and _looks(node.test, "asserted_attributes", True):
            return True
        if isinstance(node, ast.If) and _looks(node.test, "branching_attributes", False):
            return True
    return False


def _looks(test: ast.expr, attributes: str, sizes: bool) -> bool:
    for node in walk(test):
        if isinstance(node, ast.Attribute) and node.attr in words(attributes):
            return True
        named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if sizes and named and node.func.id in ("len", "set", "isinstance"):  # type: ignore[attr-defined]
            return True
    return False
