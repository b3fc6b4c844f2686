"""Literals inside of calls that a job would take from outside: defaults of options, sinks.

Defaults of ``argparse``, of environment variables and of Databricks widgets are parameters that
the notebook already has. A path that is read, a seed or a size in a call (a *sink*) is one only
when it is asked for.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ..analysis.program import Unit
from ..analysis.secrets import is_secret, names_secret
from ..analysis.trees import callee, walk
from .parameters import type_of

_READERS = re.compile(r"read_\w+|open|load|loadtxt|genfromtxt|imread|load_dataset")
_WRITERS = re.compile(
    r"to_(?:csv|parquet|pickle|excel|json|feather|hdf|sql)|savefig|dump|save|savez"
)
_DEFAULTS = frozenset("os.environ.get os.getenv environ.get getenv".split())
_WIDGETS = frozenset({"dbutils.widgets.text", "dbutils.widgets.dropdown"})
_SINKS = re.compile(
    r"test_size|train_size|validation_split|random_state|seed|n_estimators|learning_rate|lr|epochs|"
    r"batch_size|max_depth|max_iter|n_clusters|n_splits|n_neighbors|alpha|C|gamma|n_components|"
    r"hidden_layer_sizes|min_samples_leaf|min_samples_split|subsample|dropout|nrows|cv|k"
)
_NAMES = {"lr": "learning_rate", "C": "regularization", "k": "k_neighbors", "cv": "folds"}


@dataclass(frozen=True)
class Literal:
    """A constant inside of a call.

    Attributes
    ----------
    name : what the parameter would be called
    unit : the index of its unit
    node : the constant, or the call that asks a Databricks widget for its value
    default : the constant that is the parameter's default
    sure : whether the notebook itself treats it as a default
    """

    name: str
    unit: int
    node: ast.expr
    default: ast.expr
    sure: bool


def literals(units: Sequence[Unit], taken: frozenset[str]) -> tuple[Literal, ...]:
    """Find the constants in calls at top level, one for each name.

    Parameters
    ----------
    taken : names of the notebook, which no parameter of ours may have
    """
    found: dict[str, Literal] = {}
    for index, unit in enumerate(units):
        for node in unit.nodes:
            for name, value, sure in _in_calls(node):
                if name in taken or names_secret(name) or not name.isidentifier():
                    continue
                if isinstance(value, ast.Constant) and is_secret(name, value.value):
                    continue
                if type_of(_value(value)) is not None and name not in found:
                    found[name] = Literal(name, index, value, value, sure)
    return (*found.values(), *_widgets(units, taken | set(found)))


def _widgets(units: Sequence[Unit], taken: Collection[str]) -> Iterator[Literal]:
    """``dbutils.widgets.get("name")``, with the default that its widget was made with."""
    defaults: dict[str, ast.expr] = {}
    asked: set[str] = set()
    for index, unit in enumerate(units):
        for part in unit.parts:
            if not isinstance(part, ast.Call) or not part.args:
                continue
            call, first = ast.unparse(part.func), part.args[0]
            name = first.value if isinstance(first, ast.Constant) else ""
            if not isinstance(name, str) or not name.isidentifier() or names_secret(name):
                continue
            if call in _WIDGETS and len(part.args) > 1:
                defaults[name] = part.args[1]
            elif call == "dbutils.widgets.get" and name in defaults:
                own = f"{name}_value" if name in taken else name
                if own not in asked:
                    asked.add(own)
                    yield Literal(own, index, part, defaults[name], True)


def _value(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return None


def _in_calls(statement: ast.stmt) -> Iterator[tuple[str, ast.expr, bool]]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return
    for call in walk(statement):
        if isinstance(call, (ast.Lambda, ast.FunctionDef)):
            continue
        if not isinstance(call, ast.Call):
            continue
        name = callee(call)
        if name == "add_argument":
            yield from _option(call)
        elif ast.unparse(call.func).startswith("dbutils."):
            continue
        elif ast.unparse(call.func) in _DEFAULTS:
            yield from _variable(call)
        else:
            yield from _sinks(call, name)


def _option(call: ast.Call) -> Iterator[tuple[str, ast.expr, bool]]:
    """``parser.add_argument("--name", default=0.1)``"""
    options = {k.arg: k.value for k in call.keywords}
    texts = [a.value for a in call.args if isinstance(a, ast.Constant)]
    long = [t for t in texts if isinstance(t, str) and t.startswith("--")]
    dest = options.get("dest")
    name = dest.value if isinstance(dest, ast.Constant) else (long or [""])[0].lstrip("-")
    if isinstance(name, str) and "default" in options and name:
        yield name.replace("-", "_"), options["default"], True


def _variable(call: ast.Call) -> Iterator[tuple[str, ast.expr, bool]]:
    """``os.environ.get("NAME", "default")``: the variable stays the stronger one."""
    if len(call.args) >= 2 and isinstance(call.args[0], ast.Constant):
        name = call.args[0].value
        if isinstance(name, str) and isinstance(call.args[1], ast.Constant):
            yield name.lower().replace("-", "_"), call.args[1], True


def _sinks(call: ast.Call, name: str) -> Iterator[tuple[str, ast.expr, bool]]:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
        if _READERS.fullmatch(name) or _WRITERS.fullmatch(name):
            stem = re.sub(r"\W+", "_", first.value.rsplit("/", 1)[-1].split(".")[0]).strip("_")
            if "." in first.value.rsplit("/", 1)[-1] and stem:
                yield f"{stem.lower()}_path", first, False
    for keyword in call.keywords:
        if keyword.arg and _SINKS.fullmatch(keyword.arg):
            yield _NAMES.get(keyword.arg, keyword.arg), keyword.value, False
    if name in ("seed", "manual_seed", "default_rng", "set_seed", "RandomState"):
        if isinstance(first, ast.Constant) and isinstance(first.value, int):
            yield "seed", first, False
