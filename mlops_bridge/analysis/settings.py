"""Settings: literals in the calls that load, split, train and save."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..finding import Edit, Fix, Place
from .knowledge import words
from .program import Code, Program
from .repairs import insert, replace
from .trace import Call, Calls, Trace

_MODELS = ("estimator", "search", "train", "optimizer", "trainer", "folds", "split", "cross")
_PATHS = ("loader", "table_saver", "saver")
_CONFIG = re.compile(
    r"(?:^|_)(?:config|cfg|conf|params|parameters|settings|hparams|hyper_?params|"
    r"hyper_?parameters|args|options)$",
    re.IGNORECASE,
)


class Setting(NamedTuple):
    """A literal that is a setting: what it sets, as written, and where."""

    name: str
    text: str
    node: ast.Constant
    code: Code

    @property
    def place(self) -> Place:
        return self.code.place(self.node)


def settings(trace: Trace, calls: Calls) -> tuple[Setting, ...]:
    """The hyper-parameters, sizes and paths written into calls, in the order of the run."""
    found: dict[ast.Constant, Setting] = {}
    for call in calls.role(*_MODELS, *_PATHS):
        for name, node in _literals(call):
            found.setdefault(node, Setting(name, call.code.segment(node), node, call.code))
    for call in calls.written("fit", "compile"):
        if call.receiver is not None and call.receiver.kind == "keras_model":
            for name, node in _keywords(call):
                found.setdefault(node, Setting(name, call.code.segment(node), node, call.code))
    return tuple(sorted(found.values(), key=lambda s: (s.place.cell, s.place.line)))


def configured(program: Program, trace: Trace) -> bool:
    """Whether the notebook has a `parameters` cell, or an object that holds its settings."""
    if any({"parameters", "injected-parameters"} & set(c.tags) for c in program.notebook.code):
        return True
    packages = {entry.module.partition(".")[0] for entry in trace.imports}
    return bool(packages & words("config_packages")) or any(
        code.memo(_holds_config) for code in program.codes
    )


def _holds_config(code: Code) -> bool:
    for node in code.tree.body if code.tree is not None else ():
        names = [node.name] if isinstance(node, ast.ClassDef) else []
        if isinstance(node, ast.Assign):
            names = [t.id for t in node.targets if isinstance(t, ast.Name)]
        if any(_CONFIG.search(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)) for name in names):
            return True
    return False


def _literals(call: Call) -> Iterator[tuple[str, ast.Constant]]:
    if call.role in _PATHS and call.api is not None:
        position = int(call.api.facts.get("target", call.api.facts.get("path", 0)))
        what = "path" if call.role == "loader" else "output_path"
        given = call.node.args[position] if position < len(call.node.args) else None
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield what, given
        elif given is not None and _opened(given) is not None:
            yield what, _opened(given)  # type: ignore[misc]
    else:
        yield from _keywords(call)


def _opened(node: ast.expr) -> ast.Constant | None:
    """The path in `open("path", "wb")`."""
    first = node.args[0] if isinstance(node, ast.Call) and node.args else None
    name = node.func if isinstance(node, ast.Call) else None
    opens = isinstance(name, ast.Name) and name.id == "open"
    text = isinstance(first, ast.Constant) and isinstance(first.value, str)
    return first if opens and text and isinstance(first, ast.Constant) else None


def _keywords(call: Call) -> Iterator[tuple[str, ast.Constant]]:
    for keyword in call.node.keywords:
        value = keyword.value
        if keyword.arg is None or keyword.arg in words("plain_arguments"):
            continue
        if isinstance(value, ast.Constant) and _is_number(value.value):
            yield keyword.arg, value


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return value not in (0, 1, -1)


def lifting(program: Program, found: Sequence[Setting]) -> Fix | None:
    """The settings as constants at the top of the first cell, read where they stood."""
    first = program.codes[0] if program.codes else None
    if first is None or first.tree is None or any(m.kind == "cell" for m in first.magics):
        return None
    if "__future__" in first.text:
        return None
    names: dict[str, str] = {}
    edits = list[Edit]()
    for setting in found:
        name = _name(program, setting, names)
        if name is None or "\n" in setting.text:
            return None
        names[name] = setting.text
        edits.append(replace(setting.code, setting.node, name))
    lines = "".join(f"{name} = {text}\n" for name, text in names.items())
    edits.append(insert(first, 1, 1, lines))
    return Fix("Lift the settings to the top of the notebook", "S", tuple(edits))


def _name(program: Program, setting: Setting, names: dict[str, str]) -> str | None:
    base = setting.name.upper()
    for number in range(1, 30):
        name = base if number == 1 else f"{base}_{number}"
        if names.get(name, setting.text) != setting.text:
            continue
        if name in names or not any(name in code.text for code in program.codes):
            return name
    return None
