"""Context: what a plan knows beside the notebook, and what it names by it."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..analysis.program import Program, Unit
from ..analysis.secrets import masked
from ..analysis.trees import walk
from ..environment.kernel import Environment
from ..notebook.cells import Notebook
from . import titles
from .imports import modules
from .own import Own


@dataclass(frozen=True)
class Context:
    """What a plan needs to know beside the notebook.

    Attributes
    ----------
    environment : the kernel's interpreter and distributions
    origin : path of the notebook relative to the project
    modules : names of modules beside the notebook
    exists : whether a path relative to the notebook's folder is a file
    name : name of the package; None takes the notebook's
    types : classes of values that a run has shown, by step and name, as ``module.name``
    drop_explore : whether steps that only look at the data are left out
    base : the image to stand on; None takes the official one of the kernel's Python
    own : the modules beside the notebook that it imports
    chosen : names of the parameters to take; None takes those found
    track : whether the package says what it trains and measures
    """

    environment: Environment
    origin: str
    modules: Collection[str] = ()
    exists: Callable[[str], bool] = lambda path: False
    name: str | None = None
    chosen: tuple[str, ...] | None = None
    types: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    drop_explore: bool = False
    base: str | None = None
    own: Own = field(default_factory=Own)
    track: bool = False

    def is_installed(self, module: str) -> bool:
        """Whether a top-level module is there before the notebook runs."""
        owners = self.environment.imports
        return (
            module in sys.stdlib_module_names
            or module in self.modules
            or any(found and name.split(".")[0] == module for name, found in owners.items())
        )


def title(notebook: Notebook) -> str:
    """The first heading, else the file's name."""
    for cell in notebook.cells:
        if cell.kind == "markdown":
            match = re.search(r"^\s{0,3}#{1,3}\s+(.+?)\s*#*\s*$", cell.source, re.MULTILINE)
            if match:
                return masked(titles.plain(match[1])) or notebook.path.stem
    return titles.plain(notebook.path.stem.replace("_", " ")).capitalize()


def package_name(notebook: Notebook, context: Context, imported: Iterable[str]) -> str:
    """The file's name as an identifier that hides no module of the job."""
    name = titles.identifier(context.name or notebook.path.stem)
    installed = {d.lower().replace("-", "_") for d in context.environment.installed}
    taken = {module.split(".")[0] for module in imported} | set(context.modules) | installed
    return f"{name}_job" if name in taken or name in sys.stdlib_module_names else name


def inputs(program: Program, units: Sequence[Unit], context: Context) -> tuple[str, ...]:
    """Files beside the notebook that its literals name, and modules imported from there."""
    found: dict[str, None] = {}
    for unit in units:
        for node in unit.nodes:
            for part in walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    text = part.value
                    usable = 0 < len(text) < 200 and "\n" not in text and "\0" not in text
                    if usable and not text.startswith(("/", "~")) and context.exists(text):
                        found.setdefault(text.removeprefix("./"))
    local = {module.split(".")[0] for module in modules(program)} & set(context.modules)
    for module in sorted(local):
        if context.exists(f"{module}.py"):
            found.setdefault(f"{module}.py")
    return tuple(found)
