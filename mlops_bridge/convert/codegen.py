"""Text of the generated modules, from the user's own lines."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ..analysis.names import Names
from ..analysis.program import Unit
from ..analysis.trees import callee, walk
from .annotations import classes, modules, proved, shown
from .edits import CannotEdit, Rules, dedent_block, indent, rewrite
from .imports import is_import, trimmed
from .plan import Line, Plan, Step
from .tidy import tidied
from .tracking import MODULE, Mark, put

_PRINTERS = frozenset("print write str repr format debug info warning error log".split())
OURS = {
    **{m: f"import {m}" for m in ("asyncio", "builtins", "contextlib", "io", "os", "subprocess")},
    "IPython": "import IPython.utils.capture",
}
"""Modules that translated magics, secrets and our own lines mention, and how each is imported."""


def width(units: Sequence[Unit]) -> str:
    """The line that makes pandas print as many columns as in a notebook; "" where none prints."""
    alias, prints = "", False
    for unit in units:
        for node in unit.nodes:  # not one that is guarded, or for a type checker
            if isinstance(node, ast.Import):
                for name in node.names:
                    if name.name == "pandas":
                        alias = alias or name.asname or name.name
        for part in unit.parts:
            if isinstance(part, ast.Call):
                called = callee(part)
                prints = prints or called in _PRINTERS
    return f'{alias}.set_option("display.max_columns", 20)' if alias and prints else ""


def plain_text(unit: Unit) -> str:
    """A unit's code without the comments of its cell that follow the last statement."""
    last = (unit.nodes[-1].end_lineno or unit.end) - unit.start + 1
    first = unit.first - unit.start
    return "\n".join(unit.text.split("\n")[first:last])


def own_text(unit: Unit) -> tuple[str, int]:
    """A unit's text with the comments above it, and the cell line where it starts."""
    lines = unit.text.split("\n")
    skipped = 0
    while skipped < len(lines) and not lines[skipped].strip():
        skipped += 1
    return "\n".join(lines[skipped:]).rstrip(), unit.start + skipped


def definition(unit: Unit, rules: Rules) -> str:
    """A function or class as it stands in ``lib.py``."""
    text, _ = own_text(unit)
    return rewrite(text, rules)


def body(
    units: Sequence[Unit],
    rules: Sequence[Rules],
    pyplot: str,
    local_imports: Sequence[str],
    partial: bool = False,
    tasks: bool = False,
    line: int = 0,
    drawing: frozenset[str] = frozenset(),
    marks: Mapping[tuple[int, int], Sequence[Mark]] | None = None,
) -> tuple[Line, ...]:
    """The indented lines of a step function.

    Parameters
    ----------
    rules : one for each unit
    pyplot : the name of ``matplotlib.pyplot``, whose figures a kernel closes after each cell
    local_imports : import statements that could not move to the top
    partial : whether the last cell goes on in the next step
    line : where the step begins in its first cell, when an earlier step has that cell's start
    drawing : the notebook's functions that draw
    tasks : whether tasks may wait for the loop, which a notebook's has at the end of a cell
    marks : calls of ``tracking`` by a unit's cell and first line
    """
    lines = [Line(f"    {statement}") for statement in local_imports]
    for index, unit in enumerate(units):
        new_cell = not index or units[index - 1].cell != unit.cell
        if new_cell:
            if index:
                lines.append(Line(""))
            part = f", line {line}" if not index and line else ""
            lines.append(Line(f"    # cell {unit.cell}{part}"))
        elif unit.text.startswith("\n"):
            lines.append(Line(""))
        lines += _placed(unit, rules[index], (marks or {}).get((unit.cell, unit.start), ()))
        at_end = index == len(units) - 1
        last = not partial if at_end else units[index + 1].cell != unit.cell
        cell = [u for u in units if u.cell == unit.cell]
        closed = bool(lines) and lines[-1].text.endswith(f'{pyplot}.close("all")')
        if last and pyplot and not closed and any(draws(u, pyplot, drawing) for u in cell):
            lines.append(Line(f'    {pyplot}.close("all")'))
        if last and tasks:
            lines.append(Line("    await asyncio.sleep(0.01)  # tasks go on between two cells"))
    return tuple(lines)


def _placed(unit: Unit, rules: Rules, marks: Sequence[Mark]) -> list[Line]:
    text, start = own_text(unit)
    if marks and _main_guard(unit) is None:
        places = (*rules.literals, *rules.lookups)
        text = put(text, start, marks, [line for cell, line, _ in places if cell == unit.cell])
    branch = _main_guard(unit)
    if branch is not None:
        relative = ast.parse(text).body[0]
        assert isinstance(relative, ast.If)
        if any(cell == unit.cell for cell, _, _ in rules.literals):
            raise CannotEdit(text)  # its places were those before the move
        text = dedent_block(text, relative.body)
        start += relative.body[0].lineno - 1
    last = text.rsplit("\n", 1)[-1]
    if last.endswith(";") and "#" not in last:
        text = text.rstrip(";")  # it only kept IPython from showing the value
    whole = indent(rewrite(text, rules, (unit.cell, start)))
    if not marks:
        return [Line(whole, unit.cell, start)]
    return _apart(whole, {mark.text.partition("(")[0] for mark in marks}, unit.cell, start)


def _apart(text: str, ours: Collection[str], cell: int, start: int) -> list[Line]:
    """A text as lines of the notebook and of ours, so that each is found where it stands."""
    found: list[Line] = []
    waiting: list[str] = []
    at = start
    for line in text.split("\n"):
        if line.strip().partition("(")[0] in ours:
            if waiting:
                found.append(Line("\n".join(waiting), cell, at))
                at += len(waiting)
                waiting = []
            found.append(Line(line))
        else:
            waiting.append(line)
    return [*found, Line("\n".join(waiting), cell, at)] if waiting else found


def _main_guard(unit: Unit) -> ast.If | None:
    node = unit.nodes[0]
    if len(unit.nodes) == 1 and isinstance(node, ast.If) and not node.orelse:
        if ast.unparse(node.test) in ("__name__ == '__main__'", "'__main__' == __name__"):
            return node
    return None


def drawers(units: Sequence[Unit], pyplot: str) -> frozenset[str]:
    """Names of the notebook's functions and methods that draw, themselves or by others."""
    made = [
        part
        for unit in units
        for part in unit.parts
        if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    found: frozenset[str] = frozenset()
    while True:
        more = frozenset(f.name for f in made if _draws(f.body, pyplot, found))
        if more == found:
            return found
        found = more


def draws(unit: Unit, pyplot: str, drawing: frozenset[str] = frozenset()) -> bool:
    """Whether a unit may open a figure; `drawing` are the notebook's functions that do."""
    definition = isinstance(unit.nodes[0], (ast.FunctionDef, ast.ClassDef))
    return not definition and _draws(unit.nodes, pyplot, drawing)


def _draws(nodes: Sequence[ast.stmt], pyplot: str, drawing: frozenset[str]) -> bool:
    for node in nodes:
        for part in walk(node):
            if isinstance(part, ast.Call):
                called = callee(part)
                if called in drawing:
                    return True
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
                if part.value.id == pyplot and part.attr not in ("rcParams", "style", "rc", "ion"):
                    return True
            if isinstance(part, ast.Attribute) and part.attr in ("plot", "hist", "boxplot"):
                return True
    return False


def with_imports(
    plan: Plan,
    units: Sequence[Unit],
    futures: Sequence[str],
    notebook: tuple[Sequence[Unit], Sequence[Names]],
    rules: Rules,
) -> Plan:
    """Give ``steps.py`` and ``lib.py`` the imports they use, and finish the modules' text.

    An import that neither uses is kept in ``steps.py``, for what it does when it runs.

    Parameters
    ----------
    units : the imports that go to the top
    notebook : all units and their names
    rules : of which the secrets also hold for settings among the imports
    """
    steps_used = _loaded("\n".join(line.text for step in plan.steps for line in step.body))
    going_up = [ast.unparse(n) for unit in units if not is_import(unit) for n in unit.nodes]
    steps_used |= _loaded("\n".join(going_up), whole=True)
    library = [*(d.text for d in plan.definitions), *(line.text for line in plan.constants)]
    lib_used = _loaded("\n".join(library), whole=True)
    in_steps: list[Line] = []
    in_lib: list[Line] = []
    unused: set[tuple[int, int]] = set()
    for unit in units:
        for node in unit.nodes:
            bound = _bound_by(node)
            star = "*" in bound
            for_lib = trimmed(node, lib_used) if bound & lib_used or star else ""
            for_steps = trimmed(node, steps_used) if bound & steps_used or star else ""
            if not is_import(unit):  # a setting that goes up with the imports below it
                for_steps = rewrite(ast.unparse(node), Rules(secrets=rules.secrets))
            note = "  # noqa: F403" if star else ""
            if not for_lib and not for_steps and _is_harmless(node):
                unused.add((unit.cell, unit.first))
                continue
            if not for_lib and not for_steps:
                for_steps = ast.unparse(node)
                note = "  # noqa: F401" if bound and not isinstance(node, ast.Try) else ""
            if for_lib:
                in_lib.append(Line(for_lib + note, unit.cell, node.lineno))
            if for_steps:
                in_steps.append(Line(for_steps + note, unit.cell, node.lineno))
    bodies = "\n".join(line.text for step in plan.steps for line in step.body)
    captures = "IPython.utils.capture." in bodies
    for used, lines in ((steps_used, in_steps), (lib_used, in_lib)):
        for module, statement in reversed(OURS.items()):
            settings = any(re.match(rf"{module}\.", line.text) for line in lines)
            known = any(statement in line.text.split("\n") for line in lines)
            mentioned = module in used and (module != "IPython" or captures)
            if settings or (mentioned and not known):
                lines[:] = [line for line in lines if line.text != statement]
                lines.insert(0, Line(statement))
    if futures:
        line = Line(f"from __future__ import {', '.join(futures)}")
        in_steps.insert(0, line)
        in_lib.insert(0, line)
    alias = plan.width.split(".")[0]
    found = "import pandas" + (f" as {alias}" if alias != "pandas" else "")
    if alias and not any(line.text == found for line in in_steps):
        at = 1 if futures else 0
        in_steps.insert(at, Line(found))
    in_steps, in_lib = tidied(in_steps), tidied(in_lib)
    plan = replace(plan, imports=tuple(in_steps), lib_imports=tuple(in_lib))
    plan = replace(
        plan,
        moved=tuple(
            replace(row, where="dropped", why="nothing uses it")
            if (row.cell, row.line) in unused and row.why == "an import"
            else row
            for row in plan.moved
        ),
    )
    made = {"steps": _steps(plan, steps_used, notebook), "pipeline": _pipeline(plan)}
    if plan.definitions or plan.constants or plan.shared:
        made["lib"] = _lib(plan)
    return replace(plan, modules_text=made)


_HARMLESS = frozenset({"numpy", "pandas", "scipy", "sklearn", "IPython", "ipywidgets", "tqdm"})
_TELLING = frozenset({"this", "antigravity", "readline", "rlcompleter", "faulthandler"})


def _is_harmless(node: ast.stmt) -> bool:
    """Whether an import does nothing but bind its names."""
    if isinstance(node, ast.Import):
        modules = {alias.name.split(".")[0] for alias in node.names}
    elif isinstance(node, ast.ImportFrom) and node.module:
        modules = {node.module.split(".")[0]}
        if "experimental" in node.module or any(alias.name == "*" for alias in node.names):
            return False  # scikit-learn's switches
    else:
        return False
    return modules <= (_HARMLESS | sys.stdlib_module_names) - _TELLING


def _loaded(text: str, whole: bool = False) -> frozenset[str]:
    """Names that code mentions; the text may be indented statements."""
    tree = ast.parse(text if whole or not text.strip() else "if True:\n" + text)
    return frozenset(n.id for n in walk(tree) if isinstance(n, ast.Name)) | frozenset(
        name
        for node in walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 400
        for name in re.findall(r"[^\W\d]\w*", node.value)
    )


def _bound_by(node: ast.stmt) -> frozenset[str]:
    found = set()
    for part in walk(node):
        if isinstance(part, ast.alias):
            found.add((part.asname or part.name).split(".")[0] if part.name != "*" else "*")
        elif isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            found.add(part.id)
    return frozenset(found)


def _statements(lines: Iterable[Line]) -> list[str]:
    return [line.text.split("  #")[0] for line in lines]


def _steps(
    plan: Plan, used: frozenset[str], notebook: tuple[Sequence[Unit], Sequence[Names]]
) -> tuple[Line, ...]:
    lines = [
        Line(f'"""Steps of the job {quotable(plan.title)}, in the order of the notebook."""'),
        Line(""),
    ]
    lines += plan.imports  # in the notebook's order, since it may matter
    types = {p.name: p.annotation for p in plan.parameters if p.name not in plan.rebound}
    statements = _statements(plan.imports)
    own_classes = {d.name for d in plan.definitions if d.text.lstrip().startswith(("class", "@"))}
    names, made = modules(statements), classes(statements) | frozenset(own_classes & used)
    certain = proved(notebook[0], notebook[1], statements, made)
    own = [
        *(d.name for d in plan.definitions if d.name in used),
        *(name for name in plan.constant_names if name in used),
    ]
    late_imports = []
    if plan.shared:
        late_imports.append(Line(own_import(plan, "lib")))
    if plan.tracks:
        module = f"{plan.alias}tracking"
        if any(line.text.strip().startswith(f"{module}.") for s in plan.steps for line in s.body):
            late_imports.append(Line(own_import(plan, "tracking")))
    if own:
        late_imports.append(Line(_import_from(f"{plan.name}.lib", own)))
    if late_imports:
        lines += [Line(""), *late_imports] if plan.imports else late_imports
    if any("Path" in kind for kind in _used_types(plan, types)) and "Path" not in used:
        lines.insert(2, Line("from pathlib import Path"))
    if any("Literal" in kind for kind in _used_types(plan, types)) and "Literal" not in used:
        lines.insert(2, Line("from typing import Literal"))
    dates = [k for k in plan.date_types if k in _used_types(plan, types) and k not in used]
    if dates:
        lines.insert(2, Line(f"from datetime import {', '.join(dates)}"))
    if plan.width:
        lines += [Line(""), Line(f"{plan.width}  # tables print as in the notebook")]
    for step in plan.steps:
        known = {**certain, **_shown(plan, step, names, made), **types}
        lines += [Line(""), Line(""), Line(_signature(step, known))]
        lines.append(Line(f'    """{_sentence(step.title)}"""'))
        lines += step.body
        if step.outputs:
            lines.append(Line(f"    return {step.returned}"))
    return tuple(lines)


def _shown(
    plan: Plan, step: Step, names: Mapping[str, str], made: frozenset[str]
) -> dict[str, str]:
    """Annotations of a step's names by the classes that a run has shown."""
    kinds = plan.types.get(step.name, {})
    found = {name: shown(kind, names, made) for name, kind in kinds.items()}
    return {name: text for name, text in found.items() if text}


def _used_types(plan: Plan, types: Mapping[str, str]) -> list[str]:
    return [types[n] for step in plan.steps for n in step.inputs if n in types]


def _signature(step: Step, types: Mapping[str, str]) -> str:
    arguments = [f"{n}: {types[n]}" if n in types else n for n in step.inputs]
    define = "async def" if step.is_async else "def"
    returns = _returned(step, types)
    line = f"{define} {step.name}({', '.join(arguments)}){returns}:"
    if len(line) <= 88:
        return line
    inside = "".join(f"    {argument},\n" for argument in arguments)
    return f"{define} {step.name}(\n{inside}){returns}:"


def _returned(step: Step, types: Mapping[str, str]) -> str:
    """The annotation of what a step hands on; "" when a part of it is not known."""
    if not step.outputs:
        return " -> None"
    kinds = [types.get(name, "") for name in step.outputs]
    if not all(kinds):
        return ""
    return f" -> {kinds[0]}" if len(kinds) == 1 else f" -> tuple[{', '.join(kinds)}]"


def quotable(text: str) -> str:
    return text.replace("\\", " ").replace('"', "'")


def _sentence(title: str) -> str:
    text = quotable(title).strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _import_from(module: str, names: Sequence[str]) -> str:
    names = sorted(dict.fromkeys(names), key=lambda n: (not n.isupper(), n[:1].islower(), n))
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= 88:
        return line
    return f"from {module} import (\n" + "".join(f"    {n},\n" for n in names) + ")"


def _lib(plan: Plan) -> tuple[Line, ...]:
    lines = [Line('"""Functions and classes defined in the notebook."""'), Line("")]
    lines += plan.lib_imports
    if plan.lib_imports:
        lines.append(Line(""))
    constants = list(plan.constants)
    if plan.shared:
        types = {p.name: p.type for p in plan.parameters}
        lines += [Line("# set by the steps, read by the functions below when they are called")]
        lines += [Line(f"{name}: {_simple(types.get(name))}") for name in plan.shared]
        lines.append(Line(""))
    lines += constants
    for made in plan.definitions:
        lines += [
            Line(""),
            Line(""),
            Line(f"# cell {made.cell}"),
            Line(made.text, made.cell, made.line),
        ]
    while lines and not lines[-1].text:
        lines.pop()
    return tuple(_collapsed(lines))


def _simple(kind: str | None) -> str:
    """An annotation that needs no import."""
    return (
        kind
        if kind and re.fullmatch(r"[\w\[\], |]+", kind) and kind not in ("Path", "date", "datetime")
        else "object"
    )


def _collapsed(lines: Iterable[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        blank = not line.text
        if blank and len(kept) >= 2 and not kept[-1].text and not kept[-2].text:
            continue
        kept.append(line)
    return kept


def own_import(plan: Plan, module: str) -> str:
    """The statement that imports a module of the package under the name that `run` uses."""
    return f"from {plan.name} import {module}" + (f" as {plan.alias}{module}" if plan.alias else "")


def params_import(plan: Plan) -> str:
    line = f"from {plan.name}.params import Params"
    return f"{line} as {plan.alias}Params" if plan.alias else line


def own_modules(plan: Plan) -> tuple[str, ...]:
    """The modules that `run` uses: ``lib`` only where it sets a shared name."""
    used = any(text.startswith(f"{plan.alias}lib.") for text in plan.setup)
    return ("lib", "steps") if used else ("steps",)


def _pipeline(plan: Plan) -> tuple[Line, ...]:
    own = plan.alias
    lines = [Line(f'"""The job {quotable(plan.title)} from start to end."""'), Line("")]
    if plan.results:
        lines += [Line("from typing import Any, NamedTuple"), Line("")]
    tracked = (MODULE,) if plan.tracks and plan.parameters else ()
    lines += [Line(own_import(plan, module)) for module in (*own_modules(plan), *tracked)]
    lines.append(Line(params_import(plan)))
    if plan.results:
        lines += [Line(""), Line(""), Line(f"class {own}Result(NamedTuple):")]
        lines += [Line('    """What the job is for."""'), Line("")]
        lines += [Line(f"    {name}: Any") for name in plan.results]
    returns = f"{own}Result" if plan.results else "None"
    lines += [Line(""), Line("")]
    define = "async def" if plan.is_async else "def"
    lines.append(Line(f"{define} run({own}params: {own}Params | None = None) -> {returns}:"))
    lines.append(Line('    """Run every step in the order of the notebook."""'))
    if plan.parameters:
        lines.append(Line(f"    {own}params = {own}params or {own}Params()"))
        if plan.tracks:
            lines.append(Line(f"    {own}tracking.parameters(vars({own}params))"))
    lines += [Line("    " + text) for text in plan.setup]
    lines += [Line("    " + text.replace("\n", "\n    ")) for text in plan.calls]
    if plan.results:
        lines.append(Line(f"    return {own}Result({', '.join(plan.results)})"))
    elif not plan.steps:
        lines.append(Line("    # the notebook computes nothing"))
    return tuple(lines)


def text(lines: Iterable[Line]) -> str:
    """Lines as a file."""
    return "\n".join(line.text for line in lines).rstrip("\n") + "\n"
