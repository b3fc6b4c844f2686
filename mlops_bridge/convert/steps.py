"""Plan a notebook: which cells become which function. The only place of judgement."""

from __future__ import annotations

import ast
import builtins
import re
import sys
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..analysis.names import Names, names
from ..analysis.program import Program, Unit
from ..analysis.secrets import catalogue, masked
from ..environment.kernel import Environment
from ..errors import ConversionError
from . import closedness, codegen, flat, sections, titles
from .blockers import dynamic, inert, magic_moves, notebook_only
from .cuts import cut, phase
from .definitions import Definitions, settle
from .displays import frames, is_pure
from .edits import CannotEdit, Rules
from .imports import Imports, hoist, modules, star
from .interfaces import Interfaces, Piece, piece
from .manifest import TOP, Ladder
from .parameters import Parameter
from .plan import Definition, Line, Moved, Plan, Requirement, Step
from .proposals import Proposal, propose
from .requirements import requirements, system_packages

_BUILTINS = frozenset(dir(builtins))
# objects that delete files, end processes or close connections when they are collected
_HELD = frozenset(
    "TemporaryDirectory NamedTemporaryFile TemporaryFile SpooledTemporaryFile Popen Pool open "
    "ThreadPoolExecutor ProcessPoolExecutor connect Session Client LocalCluster mkdtemp".split()
)
_OWN = frozenset({"lib", "steps", "params", "run", "Params", "Result", "pipeline"})


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
    chosen : names of the parameters to take; None takes those found
    """

    environment: Environment
    origin: str
    modules: Collection[str] = ()
    exists: Callable[[str], bool] = lambda path: False
    name: str | None = None
    chosen: tuple[str, ...] | None = None


def plan(program: Program, context: Context, ladder: Ladder = TOP) -> Plan:
    """Decide what becomes of a notebook, no lower on the ladder than `ladder` says.

    Raises
    ------
    ConversionError
        If a cell does not parse, or an option names what is not there.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and the like are the user's affair
        return _plan(program, context, ladder)


def _plan(program: Program, context: Context, ladder: Ladder) -> Plan:
    for code in program.codes:
        if code.error is not None and program.notebook.language == "python":
            raise ConversionError(
                f"the cell is not Python: {code.error.message}",
                where=f"{program.notebook.path}: cell {code.cell.number}, line {code.error.line}",
                hint="Repair the cell, or tag it `skip-execution` to leave it out.",
            )
    _refuse_secrets_in_commands(program)
    draft = _Draft(program, context, ladder)
    reason = notebook_only(program, draft.units, draft.names, draft.dropped)
    if reason:
        return draft.as_notebook(reason)
    reason = dynamic(draft.units, draft.names, draft.dropped)
    if not reason and not ladder.verbatim:
        try:
            return draft.as_steps()
        except _Fall as fall:
            reason = str(fall)
    return draft.as_verbatim(reason or "the steps did not stay equal")


def _refuse_secrets_in_commands(program: Program) -> None:
    """A secret in the text of a command has no literal that a look-up could replace."""
    for code in program.codes:
        for magic in code.magics:
            text = f"{magic.arguments}\n{magic.body}" if magic.action != "unwrap" else ""
            if magic.name not in ("env", "set_env") and masked(text) != text:
                raise ConversionError(
                    "a secret stands in the text of a command",
                    where=f"{program.notebook.path}: cell {code.cell.number}, line {magic.line}",
                    hint='Read it from the environment: put it there, and write "$NAME".',
                )


class _Fall(Exception):
    """Raised when the notebook cannot be cut into functions; the text says why."""


class _Draft:
    """The state of one planning; `plan` is its only user and its methods its chapters."""

    def __init__(self, program: Program, context: Context, ladder: Ladder) -> None:
        self.program, self.context, self.ladder = program, context, ladder
        self.notebook = program.notebook
        skipped = {c.cell.number for c in program.codes if "skip-execution" in c.cell.tags}
        self.units: tuple[Unit, ...] = tuple(
            unit for code in program.codes if code.cell.number not in skipped for unit in code.units
        )
        self.names: tuple[Names, ...] = tuple(names(unit.nodes) for unit in self.units)
        self.moved = (
            *(Moved(n, 1, "cell", "dropped", "tagged `skip-execution`") for n in sorted(skipped)),
            *magic_moves(program),
        )
        self.dropped = inert(self.units)
        self.secrets = catalogue(code.tree for code in program.codes if code.tree is not None)
        bound = {name for each in self.names for name in each.all_bound}
        # where the notebook has a name of ours, ours get an underscore
        self.alias = "_" if bound & _OWN else ""
        self.proposals: tuple[Proposal, ...] = propose(
            program, self.units, self.names, context.chosen
        )
        if context.chosen is not None:
            missing = set(context.chosen) - {p.parameter.name for p in self.proposals}
            if missing:
                raise ConversionError(
                    f"`{sorted(missing)[0]}` cannot be a parameter",
                    where=str(self.notebook.path),
                    hint="A parameter is a name bound once, at top level, to a literal.",
                )

    # -- what applies on every rung

    def _base(self, **more: object) -> Plan:
        environment = self.context.environment
        imported = {
            name: cell
            for name, cell in modules(self.program).items()
            if name.split(".")[0] not in self.context.modules
        }
        needed, unresolved = requirements(self.program, imported, environment)
        name = self._package_name(imported)
        base = Plan(
            name=name,
            title=self._title(),
            python=environment.python,
            kernel=environment.kernel,
            origin=self.context.origin,
            source=self.notebook.source_hash,
            rung="steps",
            reason="",
            ladder=self.ladder,
            modules=imported,
            requirements=needed,
            unresolved=unresolved,
            system_packages=system_packages(needed),
            secrets=tuple(self.secrets.values()),
            alias=self.alias,
            inputs=self._inputs(),
            tracks=any(_trains(unit) for unit in self.units),
        )
        return replace(base, **more)  # type: ignore[arg-type]

    def _title(self) -> str:
        for cell in self.notebook.cells:
            if cell.kind == "markdown":
                match = re.search(r"^\s{0,3}#{1,3}\s+(.+?)\s*#*\s*$", cell.source, re.MULTILINE)
                if match:
                    return masked(titles.plain(match[1])) or self.notebook.path.stem
        return titles.plain(self.notebook.path.stem.replace("_", " ")).capitalize()

    def _package_name(self, imported: Mapping[str, int]) -> str:
        name = titles.identifier(self.context.name or self.notebook.path.stem)
        installed = {d.lower().replace("-", "_") for d in self.context.environment.installed}
        taken = (
            {module.split(".")[0] for module in imported} | set(self.context.modules) | installed
        )
        if name in taken or name in sys.stdlib_module_names:
            name += "_job"
        return name

    def _inputs(self) -> tuple[str, ...]:
        """Files beside the notebook that its literals name, and modules imported from there."""
        found: dict[str, None] = {}
        for unit in self.units:
            for node in unit.nodes:
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        text = part.value
                        usable = 0 < len(text) < 200 and "\n" not in text and "\0" not in text
                        if usable and not text.startswith(("/", "~")) and self.context.exists(text):
                            found.setdefault(text.removeprefix("./"))
        local = {m.split(".")[0] for m in modules(self.program)} & set(self.context.modules)
        for module in sorted(local):
            if self.context.exists(f"{module}.py"):
                found.setdefault(f"{module}.py")
        return tuple(found)

    # -- rung: the notebook itself

    def as_notebook(self, reason: str) -> Plan:
        cells = []
        for cell in self.notebook.cells:
            source = cell.source
            if cell.kind == "code":
                code = next(c for c in self.program.codes if c.cell is cell)
                source = flat.without_secrets(cell.source, code, self.notebook.path, self.secrets)
            cells.append((cell.kind, source if cell.kind == "code" else masked(source)))
        return self._base(rung="notebook", reason=reason, notebook_cells=tuple(cells), moved=())

    # -- rung: verbatim

    def as_verbatim(self, reason: str) -> Plan:
        parameters = [p for p in self.proposals if not self.names[p.unit].dynamic]
        gone = {p.unit for p in parameters} | set(self.dropped)
        kept = [u for i, u in enumerate(self.units) if i not in gone]
        lines = flat.verbatim(self.notebook.path, kept, self.ladder.width, self.secrets)
        plan = self._base(
            rung="verbatim",
            reason=reason,
            ladder=replace(self.ladder, verbatim=True),
            parameters=tuple(p.parameter for p in parameters),
            moved=self._sorted_moves(parameters),
        )
        return replace(plan, modules_text={"verbatim": lines, "pipeline": flat.pipeline(plan)})

    def _sorted_moves(
        self, parameters: Iterable[Proposal], more: Iterable[Moved] = ()
    ) -> tuple[Moved, ...]:
        rows = [
            *self.moved,
            *(
                Moved(u.cell, u.first, what, "dropped", why)
                for i, (what, why) in self.dropped.items()
                if what
                for u in [self.units[i]]
            ),
            *(
                Moved(
                    p.parameter.cell, p.parameter.line, p.parameter.name, "params.py", "a parameter"
                )
                for p in parameters
            ),
            *more,
        ]
        shown = (replace(row, what=masked(row.what)) for row in rows)
        return tuple(sorted(shown, key=lambda m: (m.cell, m.line, m.what)))

    # -- rung: steps

    def as_steps(self) -> Plan:
        units, every = self.units, self.names
        found = hoist(units, every, self.ladder.kept, self._is_installed)
        if any(star(units[i]) for i in found.top) and self._star_is_unsafe(found):
            raise _Fall("`import *` hides which names are bound")
        parameters = tuple(p for p in self.proposals if p.unit not in found.top)
        parameter_names = frozenset(p.parameter.name for p in parameters)
        rebound = frozenset(
            name
            for p in parameters
            for name in [p.parameter.name]
            if sum(name in n.all_bound | n.deletes for n in every) > 1
        )
        definitions = settle(units, every, found.names, parameter_names, self.ladder)
        self._refuse_local_definitions(definitions)
        displays = self._displays(found, definitions)
        gone = {
            *found.top,
            *found.repeated,
            *definitions.lib.values(),
            *definitions.constants.values(),
            *(p.unit for p in parameters),
            *self.dropped,
            *displays,
        }
        variables = self._variables(found, definitions, parameter_names)
        pieces = [
            piece(i, unit.cell, every[i], _order(unit), variables, definitions.threaded)
            for i, unit in enumerate(units)
            if i not in gone
        ]
        rules = Rules(
            definitions.shared,
            definitions.threaded,
            display=self._display_is_ours(every),
            secrets=self.secrets,
            alias=f"{self.alias}lib",
        )
        interfaces = Interfaces(
            tuple(pieces),
            parameter_names & variables,
            self._results(pieces, variables),
            self._held() & variables,
        )
        try:
            steps = self._cut(pieces, interfaces, rules, found, definitions, variables)
            text = self._definitions(definitions, rules)
        except CannotEdit as problem:
            raise _Fall(
                f"an edit of `{str(problem).strip().splitlines()[0][:60]}` is not provable"
            ) from None
        plan = self._base(
            parameters=tuple(p.parameter for p in parameters),
            rebound=rebound - definitions.shared,
            definitions=text,
            constants=tuple(
                Line(codegen.plain_text(units[i]), units[i].cell, units[i].first)
                for i in definitions.constants.values()
            ),
            constant_names=tuple(definitions.constants),
            shared=tuple(sorted(definitions.shared)),
            steps=steps,
            results=interfaces.kept,
            moved=self._sorted_moves(parameters, self._moves(found, definitions, displays)),
        )
        plan = codegen.with_imports(plan, [units[i] for i in found.top], found.futures)
        known = {n for f in every for n in f.all_bound | f.declared} | parameter_names
        wrong = closedness.problem(plan, known)
        if wrong:
            raise _Fall(wrong)
        return plan

    def _is_installed(self, module: str) -> bool:
        """Whether a top-level module is there before the notebook runs."""
        owners = self.context.environment.imports
        return (
            module in sys.stdlib_module_names
            or module in self.context.modules
            or any(found and name.split(".")[0] == module for name, found in owners.items())
        )

    def _refuse_local_definitions(self, definitions: Definitions) -> None:
        """A class made in a function has another qualified name, which its repr and pickle show."""
        parallel = any(
            module.split(".")[0] in ("multiprocessing", "joblib", "concurrent")
            for unit in self.units
            for node in unit.nodes
            for module in [getattr(node, "module", None) or "", *_aliases(node)]
        )
        for index, unit in enumerate(self.units):
            node = unit.nodes[0]
            if isinstance(node, ast.ClassDef) and index not in definitions.lib.values():
                raise _Fall(f"cell {unit.cell}: the class `{node.name}` cannot leave its place")
            if parallel and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if index not in definitions.lib.values():
                    raise _Fall(f"cell {unit.cell}: `{node.name}` may go to other processes")

    def _held(self) -> frozenset[str]:
        """Names of objects that undo their work when they die, as a temporary folder does."""
        return frozenset(
            target.id
            for unit in self.units
            for node in unit.nodes
            if isinstance(node, ast.Assign) and set(sections.callees([node.value])) & _HELD
            for target in node.targets
            if isinstance(target, ast.Name)
        )

    def _star_is_unsafe(self, found: Imports) -> bool:
        """Whether the notebook binds a name that a star import might have bound before."""
        first = min(i for i in found.top if star(self.units[i]))
        bound: set[str] = set()
        for index, names_ in enumerate(self.names):
            if index > first and any(
                n in names_.all_bound and n not in bound and n not in _BUILTINS
                for n in names_.reads
            ):
                return True
            bound |= names_.all_bound
        return False

    def _display_is_ours(self, every: Sequence[Names]) -> bool:
        return not any(
            "display" in found.all_bound
            for found, unit in zip(every, self.units, strict=True)
            if not all(isinstance(n, (ast.Import, ast.ImportFrom)) for n in unit.nodes)
        )

    def _displays(self, found: Imports, definitions: Definitions) -> dict[int, str]:
        shown: dict[int, str] = {}
        proved = frames(self.units)
        for index, unit in enumerate(self.units):
            if unit.cell in self.ladder.kept or index in self.dropped:
                continue
            if all(isinstance(n, ast.Expr) and is_pure(n.value, proved) for n in unit.nodes):
                shown[index] = ast.unparse(unit.nodes[-1])[:60]
        return shown

    def _variables(
        self, found: Imports, definitions: Definitions, parameters: frozenset[str]
    ) -> frozenset[str]:
        bound = {n for names_ in self.names for n in names_.all_bound | names_.deletes}
        return frozenset(
            (bound | parameters)
            - found.names
            - set(found.stay)
            - set(definitions.lib)
            - set(definitions.constants)
            - definitions.shared
        )

    def _results(self, pieces: Sequence[Piece], variables: frozenset[str]) -> tuple[str, ...]:
        """Names that the job is for: fitted models and metrics, certainly bound at the end."""
        bound: set[str] = set()
        for p in pieces:
            bound = (bound - p.deletes) | p.binds
        fitted: dict[str, None] = {}
        metrics: dict[str, None] = {}
        for p in pieces:
            for node in self.units[p.index].nodes:
                for part in ast.walk(node):
                    if (
                        isinstance(part, ast.Call)
                        and isinstance(part.func, ast.Attribute)
                        and part.func.attr == "fit"
                    ):
                        if isinstance(part.func.value, ast.Name):
                            fitted.setdefault(part.func.value.id)
                if isinstance(node, ast.Assign) and phase(sections.callees([node])) == "evaluate":
                    for target in node.targets:
                        if isinstance(target, ast.Name):
                            metrics.setdefault(target.id)
        wanted = [
            n for n in (*fitted, *metrics) if n in bound & variables and not n.startswith("_")
        ]
        return tuple(dict.fromkeys(wanted))[:6]

    def _cut(
        self,
        pieces: list[Piece],
        interfaces: Interfaces,
        rules: Rules,
        found: Imports,
        definitions: Definitions,
        variables: frozenset[str],
    ) -> tuple[Step, ...]:
        atoms = sections.atoms(self.program, self.units, pieces)
        every = {n for f in self.names for n in f.all_bound | f.reads | f.late}
        taken = frozenset(every | _OWN | set(definitions.lib))
        joined = set(self.ladder.joined)
        for _ in range(len(atoms) + 1):
            runs = cut(atoms, interfaces, frozenset(joined))
            named = sections.named(runs, atoms, interfaces, taken, self._title())
            nameless = [i for i, (name, _) in enumerate(named) if not name]
            if not nameless:
                break
            # two steps are joined rather than numbered
            starts = {atoms[runs[i or 1][0]].cell for i in nameless if len(runs) > 1}
            if not starts or starts <= joined:
                runs, named = ((0, len(atoms)),), [("run_notebook", self._title())]
                break
            joined |= starts
        steps: list[Step] = []
        figures = self._pyplot()
        for (start, end), (name, title) in zip(runs, named, strict=True):
            first, last = atoms[start].start, atoms[end - 1].end
            clash = interfaces.shadows_builtin(first, last)
            if clash:
                raise _Fall(f"`{clash}` is read before it is bound in one function")
            face = interfaces.of(first, last)
            missing = [n for n in face.inputs if not interfaces.is_possible(n, first)]
            if missing:
                raise _Fall(f"`{missing[0]}` is read before it is bound")
            inside = [self.units[p.index] for p in interfaces.pieces[first:last]]
            read = {
                n
                for p in interfaces.pieces[first:last]
                for n in self.names[p.index].reads | self.names[p.index].late
            }
            own = {n for p in interfaces.pieces[first:last] for n in self.names[p.index].binds}
            local_imports = tuple(
                dict.fromkeys(s for n, s in found.stay.items() if n in read and n not in own)
            )
            drawn = any(codegen.draws(unit, figures) for unit in inside) if figures else False
            if drawn and figures in found.stay:
                local_imports = tuple(dict.fromkeys((*local_imports, found.stay[figures])))
            body = codegen.body(
                inside, rules, figures, local_imports, self.ladder.width and not steps
            )
            steps.append(
                Step(
                    name,
                    title,
                    tuple(dict.fromkeys(a.cell for a in atoms[start:end])),
                    face.inputs,
                    face.outputs,
                    body,
                    sum(_statements(u.nodes) for u in inside),
                )
            )
        return tuple(steps)

    def _pyplot(self) -> str:
        """The name by which the notebook knows ``matplotlib.pyplot``, or ""."""
        for unit in self.units:
            for node in unit.nodes:
                if isinstance(node, ast.Import):
                    for alias in node.names:
                        if alias.name == "matplotlib.pyplot" and alias.asname:
                            return alias.asname
                elif isinstance(node, ast.ImportFrom) and node.module == "matplotlib":
                    for alias in node.names:
                        if alias.name == "pyplot":
                            return alias.asname or "pyplot"
        return ""

    def _definitions(self, definitions: Definitions, rules: Rules) -> tuple[Definition, ...]:
        library = replace(rules, library=True)
        return tuple(
            Definition(
                name,
                self.units[i].cell,
                self.units[i].first,
                codegen.definition(self.units[i], library),
                definitions.threaded.get(name, ()),
            )
            for name, i in definitions.lib.items()
        )

    def _moves(
        self, found: Imports, definitions: Definitions, displays: Mapping[int, str]
    ) -> Iterable[Moved]:
        for index in found.top:
            unit = self.units[index]
            yield Moved(
                unit.cell,
                unit.first,
                ast.unparse(unit.nodes[0]).split("\n")[0][:60],
                "top of the module",
                "an import",
            )
        for name, index in definitions.lib.items():
            how = definitions.threaded.get(name)
            why = (
                f"takes {', '.join(f'`{n}`' for n in how)} at each call" if how else "a definition"
            )
            yield Moved(self.units[index].cell, self.units[index].first, name, "lib.py", why)
        for name, index in definitions.constants.items():
            yield Moved(
                self.units[index].cell,
                self.units[index].first,
                name,
                "lib.py",
                "a constant that functions read",
            )
        for name in sorted(definitions.shared):
            index = next(i for i, f in enumerate(self.names) if name in f.all_bound | f.declared)
            yield Moved(
                self.units[index].cell,
                self.units[index].first,
                name,
                f"lib.{name}",
                "read by functions when they are called",
            )
        for index, what in displays.items():
            yield Moved(
                self.units[index].cell, self.units[index].first, what, "dropped", "only shown"
            )


def _aliases(node: ast.stmt) -> list[str]:
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def _trains(unit: Unit) -> bool:
    return bool(
        {"fit", "fit_transform", "train", "backward", "fit_predict"}
        & set(sections.callees(unit.nodes))
    )


def _order(unit: Unit) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for node in unit.nodes:
        for part in ast.walk(node):
            if isinstance(part, ast.Name):
                found.setdefault(part.id)
    return tuple(found)


def _statements(nodes: Iterable[ast.AST]) -> int:
    return sum(isinstance(part, ast.stmt) for node in nodes for part in ast.walk(node))


def describe(plan: Plan) -> dict[str, object]:
    """The plan as the sidebar's form needs it."""
    return {
        "name": plan.name,
        "title": plan.title,
        "rung": plan.rung,
        "reason": plan.reason,
        "parameters": plan.parameters,
        "steps": [{"name": s.name, "title": s.title, "cells": s.cells} for s in plan.steps],
        "moved": plan.moved,
        "secrets": plan.secrets,
        "requirements": plan.requirements,
    }


__all__ = ["Context", "Parameter", "Requirement", "describe", "plan"]
