"""Plan a notebook: which cells become which function. The only place of judgement."""

from __future__ import annotations

import ast
import builtins
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from ..analysis.effects import effects, imported
from ..analysis.names import Names, names, unannotated
from ..analysis.program import Program, Unit
from ..analysis.secrets import catalogue, looked_up, masked
from ..environment.accelerator import accelerator
from ..environment.closure import closure
from ..environment.knowledge import base as base_image
from ..environment.knowledge import system_packages
from ..errors import ConversionError
from . import closedness, codegen, flat, moves, residence, sections, tracking
from .blockers import (
    SKIP,
    awaiting,
    awaits,
    display_is_ours,
    dynamic,
    expected_error,
    inert,
    magic_moves,
    makes_tasks,
    notebook_only,
    passwords,
    refuse_questions,
)
from .context import Context, inputs, package_name
from .context import title as title_of
from .cuts import cut
from .definitions import Definitions, settle
from .displays import frames, is_pure
from .edits import CannotEdit, Rules
from .history import resolved
from .imports import Imports, hoist, modules, star
from .interfaces import Interfaces, Piece, piece
from .manifest import TOP, Ladder
from .plan import Definition, Line, Moved, Plan, Step
from .proposals import TAGS, Proposal, propose
from .requirements import plain, requirements
from .results import held, pyplot, results

_BUILTINS = frozenset(dir(builtins))
_OWN = frozenset({"lib", "steps", "params", "run", "Params", "Result", "pipeline", tracking.MODULE})


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


def _plan(whole: Program, context: Context, ladder: Ladder) -> Plan:
    skipped = [code for code in whole.codes if SKIP in code.cell.tags]
    kept = tuple(c for c in whole.codes if SKIP not in c.cell.tags)
    program = resolved(Program(whole.notebook, kept))
    for code in program.codes:
        if code.error is not None and program.notebook.language == "python":
            raise ConversionError(
                f"the cell is not Python: {code.error.message}",
                where=f"{program.notebook.path}: cell {code.cell.number}, line {code.error.line}",
                hint=f"Repair the cell, or tag it `{SKIP}` to leave it out.",
            )
    _refuse_secrets_in_commands(program)
    refuse_questions(program)
    draft = _Draft(program, context, ladder, [code.cell.number for code in skipped])
    reason = notebook_only(program, draft.units, draft.names, draft.dropped, context.is_installed)
    if reason:
        return draft.as_notebook(reason)
    reason = dynamic(draft.units, draft.names, draft.dropped)
    if not reason and not ladder.verbatim:
        try:
            return draft.as_steps()
        except _Fall as fall:
            reason = str(fall)
    if where := awaiting(draft.units):
        return draft.as_notebook(f"{where}: `await` at top level, and {reason or 'not equal'}")
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

    def __init__(
        self, program: Program, context: Context, ladder: Ladder, skipped: Sequence[int]
    ) -> None:
        self.program, self.context, self.ladder = program, context, ladder
        self.notebook = program.notebook
        self.units: tuple[Unit, ...] = tuple(
            unit for c in program.codes for unit in expected_error(c)
        )
        postponed = any(map(_postpones, self.units))
        kept = residence.keepers(self.units)
        self.names: tuple[Names, ...] = tuple(
            names(unannotated(unit.nodes) if postponed else unit.nodes, kept) for unit in self.units
        )
        self.moved = (
            *(Moved(n, 1, "cell", "dropped", f"tagged `{SKIP}`") for n in skipped),
            *magic_moves(program),
        )
        self.dropped = inert(self.units)
        self.secrets = catalogue(code.tree for code in program.codes if code.tree is not None)
        self.passwords = passwords(self.units)
        self.has_star = any(map(star, self.units))
        self.by_value = residence.by_value(self.units)
        bound = {name for each in self.names for name in each.all_bound}
        # where the notebook has a name of ours, ours get an underscore
        self.alias = "_" if bound & _OWN else ""
        self.proposals, self.offered = propose(program, self.units, self.names, context.chosen)
        for proposal in self.proposals:
            if proposal.inline:  # its unit reads the parameter from now on
                each = list(self.names)
                found = each[proposal.unit]
                each[proposal.unit] = found._replace(reads=found.reads | {proposal.parameter.name})
                self.names = tuple(each)
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
        environment, trees = self.context.environment, self.program.codes
        imported = {
            name: cell
            for name, cell in modules(self.program).items()
            if name.split(".")[0] not in self.context.modules
        }
        needed, unresolved = requirements(
            self.program, imported, environment, self.context.own.programs
        )
        whole = {r.distribution for r in needed} | set(closure(environment, plain(needed)))
        gpu = accelerator(whole, environment)
        base = Plan(
            name=package_name(self.notebook, self.context, imported),
            title=title_of(self.notebook),
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
            own=self.context.own.files,
            probed=environment.probed,
            system_packages=system_packages(whole),
            base=self.context.base or base_image(environment.python),
            gpu=gpu.gpu,
            cuda_image=gpu.image,
            cuda_folder=gpu.folder,
            gpu_problem=gpu.problem,
            secrets=tuple(
                dict.fromkeys(
                    (
                        *self.secrets.values(),
                        *self.passwords.values(),
                        *looked_up(c.tree for c in trees if c.tree),
                    )
                )
            ),
            alias=self.alias,
            inputs=inputs(self.program, self.units, self.context),
            offered=tuple(p.parameter for p in self.offered),
            types=self.context.types,
        )
        return replace(base, **more)  # type: ignore[arg-type]

    # -- rung: the notebook itself

    def as_notebook(self, reason: str) -> Plan:
        codes = {code.cell.id: code for code in self.program.codes}
        cells: list[tuple[str, str]] = []
        for cell in self.notebook.cells:
            if cell.kind != "code":
                cells.append((cell.kind, masked(cell.source)))
            elif cell.id in codes:
                code = codes[cell.id]
                source = flat.without_secrets(cell.source, code, self.notebook.path, self.secrets)
                cells.append((cell.kind, source))
        return self._base(rung="notebook", reason=reason, notebook_cells=tuple(cells), moved=())

    # -- rung: verbatim

    def as_verbatim(self, reason: str) -> Plan:
        parameters = [p for p in self.proposals if not self.names[p.unit].dynamic]
        gone = {p.unit for p in parameters if not p.inline} | set(self.dropped)
        kept = [u for i, u in enumerate(self.units) if i not in gone]
        lines = flat.verbatim(
            self.notebook.path,
            kept,
            codegen.width(self.units),
            self.secrets,
            _literals(parameters, self.units),
            self.passwords,
        )
        plan = self._base(
            rung="verbatim",
            reason=reason,
            ladder=replace(self.ladder, verbatim=True),
            parameters=tuple(p.parameter for p in parameters),
            moved=moves.ordered(self._moves(parameters), self.secrets),
        )
        return replace(plan, modules_text={"verbatim": lines, "pipeline": flat.pipeline(plan)})

    # -- rung: steps

    def _moves(self, proposals: Iterable[Proposal]) -> Iterable[Moved]:
        """The rows of every rung."""
        yield from self.moved
        yield from moves.dropped(self.units, self.dropped)
        found = tuple(proposals)
        yield from moves.parameters(found)
        cells = {code.cell.number for code in self.program.codes if set(code.cell.tags) & TAGS}
        yield from moves.tagged(self.units, cells, {p.unit for p in found})

    def as_steps(self) -> Plan:
        units, every = self.units, self.names
        found = hoist(
            units,
            every,
            self.ladder.kept,
            self.context.is_installed,
            self.context.modules,
            self.dropped,
        )
        if any(star(units[i]) for i in found.top) and _star_is_unsafe(units, every, found):
            raise _Fall("`import *` hides which names are bound")
        parameters = tuple(p for p in self.proposals if p.unit not in found.top)
        parameters = self._without_defaults(parameters)
        parameter_names = frozenset(p.parameter.name for p in parameters)
        rebound = frozenset(
            name
            for p in parameters
            for name in [p.parameter.name]
            if sum(name in n.all_bound | n.deletes for n in every) > 1
        )
        definitions = settle(units, every, found.names, parameter_names, self.ladder, self.by_value)
        if name := _deleted_by_handler(units, every):
            raise _Fall(f"an `except` clause may delete `{name}`")
        moved = frozenset(definitions.lib.values())
        if why := residence.problem(units, every, moved, self.context.exists):
            raise _Fall(why)
        displays = self._displays()
        gone = {
            *found.top,
            *found.repeated,
            *definitions.lib.values(),
            *definitions.constants.values(),
            *(p.unit for p in parameters if not p.inline),
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
            display=display_is_ours(units, every),
            secrets=self.secrets,
            alias=f"{self.alias}lib",
            literals=_literals(parameters, units),
            lookups=self.passwords,
            pyplot=pyplot(units)[0],
        )
        interfaces = Interfaces(
            tuple(pieces),
            parameter_names & variables,
            results(units, pieces, variables),
            held(units) & variables,
        )
        try:
            every_step = self._cut(pieces, interfaces, rules, found, definitions, variables)
            steps = tuple(step for step in every_step if not self._only_looks(step))
            text = self._definitions(definitions, rules)
        except CannotEdit as problem:
            line = masked(str(problem).strip().splitlines()[0][:60])
            raise _Fall(f"an edit of `{line}` is not provable") from None
        plan = self._base(
            parameters=tuple(p.parameter for p in parameters),
            rebound=rebound - definitions.shared,
            definitions=text,
            width=codegen.width(units),
            constants=tuple(
                Line(codegen.plain_text(units[i]), units[i].cell, units[i].first)
                for i in definitions.constants.values()
            ),
            constant_names=tuple(definitions.constants),
            shared=tuple(sorted(definitions.shared)),
            steps=steps,
            tracks=self.context.track,
            explored=tuple(n for step in every_step if step not in steps for n in step.cells),
            results=interfaces.kept,
            moved=moves.ordered(
                (
                    *self._moves(parameters),
                    *moves.imports(units, found.top),
                    *moves.definitions(units, every, definitions),
                    *moves.dropped(units, displays),
                    *(
                        Moved(step.cells[0], 1, step.name, "dropped", "it only looks at the data")
                        for step in every_step
                        if step not in steps
                    ),
                ),
                self.secrets,
            ),
        )
        top = [units[i] for i in found.top]
        plan = codegen.with_imports(plan, top, found.futures, (units, every), rules)
        known = {n for f in every for n in f.all_bound | f.declared} | parameter_names
        wrong = closedness.problem(plan, known)
        if wrong:
            raise _Fall(wrong)
        return plan

    def _without_defaults(self, parameters: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
        """The parameters that no class, and no function with ``global``, reads when it is made.

        Such a definition could not leave its step, where it could not be pickled or be global.
        """
        made = {
            name
            for unit, found in zip(self.units, self.names, strict=True)
            if isinstance(unit.nodes[0], ast.ClassDef) or found.declared
            for name in (found.reads | found.late if self.by_value else found.reads)
        }
        asked = self.context.chosen is not None
        return tuple(p for p in parameters if asked or p.tagged or p.parameter.name not in made)

    def _displays(self) -> dict[int, tuple[str, str]]:
        shown: dict[int, tuple[str, str]] = {}
        proved = frames(self.units)
        bound = set(_BUILTINS)
        for index, unit in enumerate(self.units):
            bound = (bound - self.names[index].deletes) | self.names[index].binds
            if unit.cell in self.ladder.kept or index in self.dropped:
                continue
            if not self.names[index].reads <= bound | {"display"}:
                continue  # it may be an error to show it
            if all(isinstance(n, ast.Expr) and is_pure(n.value, proved) for n in unit.nodes):
                shown[index] = (ast.unparse(unit.nodes[-1])[:60], "only shown")
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

    def _cut(
        self,
        pieces: list[Piece],
        interfaces: Interfaces,
        rules: Rules,
        found: Imports,
        definitions: Definitions,
        variables: frozenset[str],
    ) -> tuple[Step, ...]:
        atoms = sections.atoms(self.program, self.units, pieces, self.ladder.whole)
        every = {n for f in self.names for n in f.all_bound | f.reads | f.late}
        taken = frozenset(every | _OWN | set(definitions.lib))
        joined = {a.start for a in atoms if a.cell in self.ladder.joined and not a.line}
        for _ in range(len(atoms) + 1):
            runs = cut(atoms, interfaces, joined)
            named = sections.named(
                runs,
                atoms,
                interfaces,
                taken,
                title_of(self.notebook),
                self.units,
                found.names | set(found.stay),
            )
            nameless = [i for i, (name, _) in enumerate(named) if not name]
            if not nameless:
                break
            # two steps are joined rather than numbered
            starts = {atoms[runs[i or 1][0]].start for i in nameless if len(runs) > 1}
            if not starts or starts <= joined:
                runs, named = ((0, len(atoms)),), [("run_notebook", title_of(self.notebook))]
                break
            joined |= starts
        steps: list[Step] = []
        tasks = bool(awaiting(self.units)) and makes_tasks(self.units)
        figures, _ = pyplot(self.units)
        marks = {}
        if self.context.track:
            marks = tracking.marks(self.program, self.units, self.alias)
        drawing = codegen.drawers(self.units, figures) if figures else frozenset[str]()
        for (start, end), (name, title) in zip(runs, named, strict=True):
            first, last = atoms[start].start, atoms[end - 1].end
            meant = self._builtins_meant(interfaces, first, last)
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
            drawn = bool(figures) and any(codegen.draws(u, figures, drawing) for u in inside)
            if drawn and figures in found.stay:
                local_imports = tuple(dict.fromkeys((*local_imports, found.stay[figures])))
            body = codegen.body(
                inside,
                [replace(rules, builtins=names) for names in meant],
                figures,
                local_imports,
                bool(atoms[end - 1].changes) or (end < len(atoms) and atoms[end].line > 0),
                tasks,
                atoms[start].line,
                drawing,
                marks,
            )
            steps.append(
                Step(
                    name,
                    title,
                    tuple(dict.fromkeys(a.cell for a in atoms[start:end])),
                    face.inputs,
                    face.outputs,
                    body,
                    sections.statements(n for u in inside for n in u.nodes),
                    atoms[start].line,
                    sections.reason(atoms, (start, end), interfaces, self.ladder),
                    tasks or any(awaits(node) for unit in inside for node in unit.nodes),
                )
            )
        return tuple(steps)

    def _only_looks(self, step: Step) -> bool:
        """Whether a step can be left out on request: nothing comes of it but prints and figures.

        `verify` proves that what is left computes the same; it keeps a cell that it must.
        """
        if not self.context.drop_explore or step.outputs or set(step.cells) & self.ladder.kept:
            return False
        known: dict[str, str] = {}
        found: set[str] = set()
        for unit in self.units:
            known.update(imported(unit.nodes))
            if unit.cell in step.cells:
                found |= set(effects(unit.nodes, known))
        return found <= {"output", "figure", "unknown"} and "figure" in found

    def _builtins_meant(
        self, interfaces: Interfaces, first: int, last: int
    ) -> list[frozenset[str]]:
        """For each piece of a step, the names that mean a builtin there, though it binds them.

        In a notebook ``sum = sum(v)`` reads the builtin; in a function `sum` would be local.
        """
        pieces = interfaces.pieces[first:last]
        own = {n for p in pieces for n in p.binds | p.maybe | p.deletes}
        bound = {n for n in own if interfaces.is_possible(n, first)}
        found = []
        for each in pieces:
            names = self.names[each.index]
            fresh = own & set(each.reads) - bound
            # what only a call will look up is bound by then, unless it would be a builtin
            fresh -= names.late - names.reads - _BUILTINS
            if not self.has_star and not any(
                isinstance(n, ast.Try) for n in self.units[each.index].nodes
            ):
                fresh &= _BUILTINS  # of others both sides say that the name is not bound
            wrong = fresh - (names.reads & _BUILTINS)
            simple = all(
                isinstance(n, (ast.Assign, ast.AugAssign, ast.Expr, ast.AnnAssign))
                for n in self.units[each.index].nodes
            )
            if wrong or (fresh and not simple) or fresh & each.captured:
                raise _Fall(f"`{min(fresh)}` is read before it is bound in one function")
            found.append(frozenset(fresh))
            bound = (bound - each.deletes) | each.binds | each.maybe
        return found

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


def _literals(
    proposals: Iterable[Proposal], units: Sequence[Unit]
) -> dict[tuple[int, int, int], str]:
    """(cell, line, column) of each literal inside of a call, and the parameter it becomes."""
    return {(units[p.unit].cell, *p.inline): p.parameter.name for p in proposals if p.inline}


def _deleted_by_handler(units: Sequence[Unit], names: Sequence[Names]) -> str:
    """A name bound before an ``except E as name``, which unbinds it, and read after; or ""."""
    for at, unit in enumerate(units):
        handlers = {
            part.name for part in unit.parts if isinstance(part, ast.ExceptHandler) and part.name
        }
        for name in sorted(handlers):
            if not any(name in each.all_bound for each in names[:at]):
                continue
            for each in names[at + 1 :]:
                if name in each.reads | each.late:
                    return name
                if name in each.binds:
                    break
    return ""


def _postpones(unit: Unit) -> bool:
    """Whether a unit is ``from __future__ import annotations``."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(alias.name == "annotations" for alias in node.names)
        for node in unit.nodes
    )


def _star_is_unsafe(units: Sequence[Unit], names: Sequence[Names], found: Imports) -> bool:
    """Whether the notebook binds a name that a star import might have bound before."""
    first = min(i for i in found.top if star(units[i]))
    bound: set[str] = set()
    for index, each in enumerate(names):
        fresh = each.reads & each.all_bound - bound - _BUILTINS
        if index > first and fresh:
            return True
        bound |= each.all_bound
    return False


def _order(unit: Unit) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in unit.parts:
        if isinstance(part, ast.Name):
            found.setdefault(part.id)
    return tuple(found)


def describe(plan: Plan) -> dict[str, object]:
    """The plan as the sidebar's form needs it."""
    return {
        "name": plan.name,
        "title": plan.title,
        "rung": plan.rung,
        "reason": plan.reason,
        "parameters": [{**asdict(p), "text": p.text} for p in plan.parameters],
        "offered": [{**asdict(p), "text": p.text} for p in plan.offered],
        "steps": [
            {
                "name": s.name,
                "title": s.title,
                "cells": s.cells,
                "inputs": s.inputs,
                "outputs": s.outputs,
            }
            for s in plan.steps
        ],
        "moved": plan.moved,
        "secrets": plan.secrets,
        "requirements": plan.requirements,
    }


__all__ = ["Context", "describe", "plan"]
