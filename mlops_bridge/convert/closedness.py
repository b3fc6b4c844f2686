"""Checks of the generated modules, always made before anything is written."""

from __future__ import annotations

import builtins
import symtable
from collections.abc import Collection

from .codegen import text
from .plan import Plan


def problem(plan: Plan, notebook: Collection[str]) -> str:
    """Why the modules would not do what the notebook does, or "".

    Every module must compile, every global name that it mentions must be bound in it, and `run`
    must bind each step's inputs before the call.

    Parameters
    ----------
    notebook : every name that the notebook binds somewhere; others are its own NameErrors
    """
    sources = {name: text(lines) for name, lines in plan.modules_text.items()}
    star = any("import *" in line.text for line in (*plan.imports, *plan.lib_imports))
    for name, source in sources.items():
        try:
            table = symtable.symtable(source, f"{name}.py", "exec")
            compile(source, f"{name}.py", "exec", dont_inherit=True)
        except SyntaxError as error:
            return f"{name}.py would not compile: {error.msg}"
        bound = {
            s.get_name()
            for s in table.get_symbols()
            if s.is_assigned() or s.is_imported() or s.is_namespace()
        }
        bound |= set(dir(builtins)) | {"__name__", "__file__"}
        if name == "lib":
            bound |= set(plan.shared)
        if not star:
            missing = _unbound(table, bound)
            known = set(notebook) | {d.name for d in plan.definitions} | set(plan.constant_names)
            if missing & known:
                return f"`{sorted(missing & known)[0]}` would not be bound in {name}.py"
    bound_so_far = {p.name for p in plan.parameters}
    for step in plan.steps:
        lost = [n for n in step.inputs if n not in bound_so_far]
        if lost:
            return f"`{lost[0]}` is not bound before `{step.name}`"
        bound_so_far |= set(step.outputs)
    return ""


def _unbound(table: symtable.SymbolTable, bound: set[str]) -> set[str]:
    found = {
        s.get_name()
        for s in table.get_symbols()
        if s.is_global() and s.is_referenced() and s.get_name() not in bound
    }
    for child in table.get_children():
        found |= _unbound(child, bound)
    return found
