"""Facts: everything a rule may ask about a notebook, in the words of the field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from ..finding import Edit, Fix, Generated, Place, Severity
from ..notebook.cells import Cell, Event, Notebook
from ..notebook.surroundings import Surroundings
from .advisories import Concern, concerns
from .attributes import Attribute, assessed, attributes, compared, dropped, explained
from .borrowings import Borrowing, borrowings
from .bulk import Bulk, bulk
from .cards import uncarded
from .choices import Choice, choices
from .clearing import all_cleared, clearing
from .containers import Container, containers
from .contracts import Missing
from .contracts import missing as missing_contracts
from .credentials import Credential, ProviderToken, credentials, provider_tokens
from .definitions import completed, moved_up
from .dynamic import Dynamic, dynamic
from .explanations import Unexplained, unexplained
from .follow import Memory, follow
from .gradients import Uncleared, uncleared
from .handoffs import Handoff, handoffs, recorded, saved_models, sidecar
from .handwork import Handwork, handwork
from .holdouts import Unjudged, unjudged
from .hub import HubUse, hub_uses
from .hygiene import Untidy, hygiene
from .imbalance import Blind, blind
from .imports import Scattered, Star, scattered, stars
from .inputs import Input, checked, hashing, inputs, learnt_from
from .installs import Install, installs
from .knowledge import package_role, words
from .leaks import Early, Overlap, learnt_early, overlaps
from .losses import Loss, losses
from .merges import Merge, merges
from .modes import Misused, misused
from .monitoring import monitored
from .outputs import Shown, people_shown, secrets_shown
from .overwrites import Overwrite, overwrites
from .paths import MachinePath, machine_paths
from .peeks import Peek, peeks
from .pins import Pins, pins, third_party
from .program import Code, Program, parse
from .promotions import Promotion, bar, newest, promotions
from .recordings import recorded_sweep, recorded_training
from .remotes import Remote, external, remotes
from .reruns import Rerun, reruns
from .results import Result, logging, results
from .runs import Gap
from .runs import gaps as gaps_of_runs
from .saves import Save, kept, saves
from .seeds import Unseeded, unseeded
from .serving import Deploy, Route, Server, deploys, health_check, healthy, routes, servers
from .settings import Setting, configured, lifting, settings
from .skew import Skew, skews
from .splits import Shuffled, Ungrouped, shuffled, ungrouped
from .stages import Flow, flow
from .staleness import Stale, stale
from .sweeps import Sweep, sweeps
from .targets import TargetLeak, target_leaks
from .trace import Call, Calls, Eval, Fit, Import, Trace
from .transport import Insecure, insecure
from .unbound import Unbound, unbound
from .undeclared import Undeclared, undeclared
from .unpickles import Unpickle, unpickles
from .validations import validated
from .writebacks import Writeback, writebacks


class Draft(NamedTuple):
    """What a rule says; the engine adds the code, the usual severity and the link."""

    place: Place
    message: str
    confidence: float = 0.9
    severity: Severity | None = None
    evidence: tuple[Place, ...] = ()
    fix: Fix | None = None


class Problem(NamedTuple):
    """A cell that does not parse: where, and why in plain words."""

    place: Place
    message: str


_TRAINING = re.compile(
    r"\b(?:train|fit)(?:s|ing)?\b[^.\n]{0,40}\bmodels?\b|\bmodel training\b", re.IGNORECASE
)


@lru_cache(maxsize=1024)
def _speaks_of_training(source: str) -> bool:
    """Whether a heading, or a comment, speaks of training a model."""
    if not _TRAINING.search(source):
        return False
    lines = (line for line in source.split("\n") if "#" in line)
    return any(_TRAINING.search(line) for line in lines)


class Facts:
    """What a notebook says and does, asked by the rules; each answer is computed once."""

    def __init__(
        self,
        program: Program,
        surroundings: Surroundings,
        memory: Memory | None = None,
    ) -> None:
        self.program = program
        self._memory = memory
        self.notebook = program.notebook
        self.project = surroundings

    def finding(
        self,
        place: Place,
        message: str,
        *,
        confidence: float = 0.9,
        severity: Severity | None = None,
        evidence: Iterable[Place] = (),
        fix: Fix | None = None,
    ) -> Draft:
        """Say something about a place; `confidence` is 0 to 1."""
        return Draft(place, message, round(confidence, 2), severity, tuple(evidence), fix)

    def generated(self, what: Generated, title: str) -> Fix:
        """A fix that writes files; `title` says what they are, and the command is added to it."""
        name = self.notebook.path.name
        named = f'"{name}"' if " " in name else name
        command = f"convert {named}" if what == "pipeline" else f"fix --generate {named}"
        return Fix(f"{title}: `nb2prod {command}`", "G", (), what)

    def clearing(self, place: Place) -> Fix:
        """A fix that clears the outputs of the cell at a place."""
        return clearing([place.cell_id])

    def all_cleared(self, *, certain: bool) -> Fix | None:
        """A fix that clears all outputs and counts; None where the notebook is open."""
        return all_cleared(self.notebook, certain)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The code cells, parsed."""
        return self.program.codes

    @cached_property
    def unbound(self) -> tuple[Unbound, ...]:
        """Names read before, or without, a definition."""
        return unbound(self.program)

    @cached_property
    def scattered(self) -> Scattered | None:
        """Imports below other code."""
        return scattered(self.program)

    @cached_property
    def stars(self) -> tuple[Star, ...]:
        """Imports of all names of a module."""
        return stars(self.program, self.unbound)

    @cached_property
    def hygiene(self) -> tuple[Untidy, ...]:
        """What makes the notebook hard to name, to read or to keep."""
        return hygiene(self.program, self.calls)

    @property
    def events(self) -> tuple[Event, ...]:
        """The runs of cells since the kernel started, where somebody watched."""
        return self.notebook.events

    @cached_property
    def stale(self) -> tuple[Stale, ...]:
        """Cells whose last run is out of date."""
        return stale(self.program) if self.events else ()

    @cached_property
    def reruns(self) -> tuple[Rerun, ...]:
        """Changes of another cell's names that a second run of a cell repeats."""
        return reruns(self.program, self.calls)

    @cached_property
    def uncleared(self) -> tuple[Uncleared, ...]:
        """Training loops that never clear the gradients."""
        return uncleared(self.program, self.calls)

    @cached_property
    def misused(self) -> tuple[Misused, ...]:
        """Torch modules in the wrong mode."""
        return misused(self.program, self.trace)

    @property
    def disorder(self) -> tuple[Place, ...]:
        """The first lines of cells whose execution count is not above all counts before it."""
        found, highest = list[Place](), 0
        for cell in self._ran:
            if cell.count is not None:
                if cell.count <= highest:
                    found.append(start(cell, f"execution count {cell.count} after {highest}"))
                highest = max(highest, cell.count)
        return tuple(found)

    @property
    def gaps(self) -> tuple[Place, ...]:
        """The first lines of cells before which a count, or a run, is missing."""
        found, last, pending = list[Place](), 0, list[Place]()
        for cell in self._ran:
            if cell.count is None:
                pending.append(start(cell, "never run"))
                continue
            found += pending if last else []
            if cell.count > last + 1:
                after = f"execution count {cell.count} after {last}"
                found.append(start(cell, after if last else f"the counts begin at {cell.count}"))
            last, pending = cell.count, []
        return tuple(found)

    @cached_property
    def _ran(self) -> tuple[Cell, ...]:
        cells = [c for c in self.notebook.code if c.source.strip()]
        cells = [c for c in cells if "injected-parameters" not in c.tags]
        return tuple(cells) if any(c.count is not None for c in cells) else ()

    @property
    def saved_errors(self) -> tuple[tuple[Place, str], ...]:
        """The cells whose stored output is an error, with its name."""
        return tuple(
            (start(cell), str(output.get("ename") or "an error"))
            for cell in self.notebook.code
            if "raises-exception" not in cell.tags
            for output in cell.outputs
            if output.get("output_type") == "error"
        )

    @cached_property
    def unparsable(self) -> tuple[Problem, ...]:
        """The cells that are not Python, magics aside."""
        return tuple(
            Problem(_error_place(code), _error_text(code))
            for code in self.codes
            if code.error is not None
        )

    @cached_property
    def elided(self) -> tuple[Place, ...]:
        """The lines where a block of comments only stands for code left out."""
        return tuple(_line(code, line) for code in self.codes for line in code.elided)

    def completed(self, name: Unbound) -> Fix | None:
        """What gives a name that no cell defines."""
        return completed(self.program, name)

    def moved_up(self, name: Unbound) -> Fix | None:
        """The definition of a name, moved above its first use."""
        return moved_up(self.program, name)

    @cached_property
    def trace(self) -> Trace:
        """What the notebook does, followed without running it."""
        return follow(self.program, self._memory)

    @cached_property
    def calls(self) -> Calls:
        """Every call written in the notebook, once each, in the order of the run."""
        found: dict[object, Call] = {}
        for call in self.trace.calls:
            held = found.get(call.node)
            if held is None or (not held.role and call.role):
                found[call.node] = call
        return Calls(found.values())

    @cached_property
    def training(self) -> Literal["yes", "intent", "no"]:
        """Whether a model is trained: by a known call, by what the text says, or not."""
        if self.fits or self._torch_loop:
            return "yes"
        packages = {entry.module.partition(".")[0] for entry in self.trace.imports}
        if packages & words("training_packages"):
            return "intent"
        return "intent" if self._speaks_of_training else "no"

    @cached_property
    def fits(self) -> tuple[Fit, ...]:
        """The fits of models whose class is known."""
        return tuple(fit for fit in self.trace.fits.values() if fit.model.name)

    @cached_property
    def evals(self) -> tuple[Eval, ...]:
        """The evaluations of those models."""
        known = {fit.key for fit in self.fits if "unsupervised" not in fit.model.tags}
        return tuple(event for event in self.trace.evals if event.fits & known)

    @cached_property
    def training_place(self) -> Place:
        """The first training call; the first code cell if there is none."""
        if self.fits:
            return self.fits[0].place
        if self._torch_loop:
            return self._torch_loop[0].place
        return start(self.notebook.code[0])

    @property
    def handoff_place(self) -> Place:
        """Where a model is saved first, or else trained first."""
        saved = handoffs(self.calls)
        return saved[0].place if saved else self.training_place

    @cached_property
    def _torch_loop(self) -> tuple[Call, ...]:
        steps = any(
            call.receiver is not None and call.receiver.kind == "optimizer"
            for call in self.calls.written("step")
        )
        return self.calls.written("backward") if steps else ()

    @cached_property
    def _speaks_of_training(self) -> bool:
        return any(_speaks_of_training(cell.source) for cell in self.notebook.cells)

    @property
    def tutorial(self) -> bool:
        """Whether the notebook says that it teaches (metadata `nb2prod.kind`)."""
        said = self.notebook.metadata.get("nb2prod")
        return isinstance(said, dict) and said.get("kind") == "tutorial"

    @cached_property
    def tracked(self) -> bool:
        """Whether anything records the runs: a tracker is called, here or in local modules, or
        DVC has the metrics."""
        if self.calls.role("tracker"):
            return True
        modules = {entry.module.lstrip(".").partition(".")[0] for entry in self.trace.imports}
        local = modules & self.project.modules if modules else modules
        if any(_tracks(self.project.module(name)) for name in local):
            return True
        stages = self.project.files.get("dvc.yaml", "")
        return self.notebook.path.name in stages and "metrics:" in stages

    @cached_property
    def installs(self) -> tuple[Install, ...]:
        """What cells install."""
        return installs(self.program, self.trace, lambda: self.pins.versions)

    @cached_property
    def pins(self) -> Pins:
        """What the project's dependency files say about versions."""
        return pins(self.program, self.project)

    @cached_property
    def third_party(self) -> tuple[tuple[str, Import], ...]:
        """The distributions imported, each with its first import."""
        return third_party(self.trace, self.project)

    @cached_property
    def undeclared(self) -> tuple[Undeclared, ...]:
        """Distributions imported, and declared in no dependency file."""
        return undeclared(self.program, self.trace, self.project, self.pins, self.installs)

    @cached_property
    def hub_uses(self) -> tuple[HubUse, ...]:
        """Models and data taken from a hub in whatever version it holds today."""
        return hub_uses(self.calls, self.project)

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """What the project's container files leave open."""
        return containers(self.program, self.calls, self.project)

    @cached_property
    def unpickles(self) -> tuple[Unpickle, ...]:
        """Loads of files that can run code."""
        return unpickles(self.program, self.calls, self.project, self.pins, self.installs)

    @cached_property
    def insecure(self) -> tuple[Insecure, ...]:
        """Connections that are not protected."""
        return insecure(self.program, self.calls)

    @cached_property
    def dynamic(self) -> tuple[Dynamic, ...]:
        """Texts that are run as code, as a query or as a command."""
        return dynamic(self.program, self.trace, self.calls)

    @cached_property
    def concerns(self) -> tuple[Concern, ...]:
        """Dependencies that the project's own lists speak against."""
        imported = (name for name, _ in self.third_party)
        return concerns(self.pins, self.project, self.installs, imported)

    @property
    def first_place(self) -> Place:
        """The first line of the first code cell."""
        return start(self.notebook.code[0])

    @cached_property
    def unseeded(self) -> tuple[Unseeded, ...]:
        """Random calls that nothing seeds."""
        return unseeded(self.program, self.trace, self.calls)

    @cached_property
    def machine_paths(self) -> tuple[MachinePath, ...]:
        """Paths that exist on one machine only."""
        return machine_paths(self.program, self.calls)

    def sidecar(self, handoff: Handoff) -> Fix | None:
        """The lines that write down what a dumped model needs."""
        return sidecar(self.program, handoff)

    @cached_property
    def handoffs(self) -> tuple[Handoff, ...]:
        """Models dumped raw, with no record of the environment they need."""
        if self.training == "no":
            return ()
        return tuple(
            found
            for found in handoffs(self.calls)
            if not recorded(self.program, self.calls, self.pins, found)
        )

    @cached_property
    def sweeps(self) -> tuple[Sweep, ...]:
        """Hand-made searches over settings or models."""
        return sweeps(self.trace, self.calls)

    @cached_property
    def saves(self) -> tuple[Save, ...]:
        """Models written to files, or handed to a tracker."""
        return saves(self.calls)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """Scores written to files by hand."""
        return results(self.calls)

    def logging(self, result: Result) -> Fix | None:
        """The repair that gives a file of scores to a tracker."""
        return logging(self.program, result)

    @cached_property
    def gaps_of_runs(self) -> tuple[Gap, ...]:
        """What the runs of a tracker leave out."""
        return gaps_of_runs(self.program, self.trace, self.calls, self.fits, self.saves)

    @property
    def recorded_training(self) -> Fix | None:
        """The repair that puts the first training into a run."""
        if not self.fits:
            return None
        return recorded_training(self.program, self.fits[0], self.evals)

    def recorded_sweep(self, sweep: Sweep) -> Fix | None:
        """The repair that gives each round of a search a run."""
        return recorded_sweep(self.program, self.trace, self.calls, sweep)

    @cached_property
    def overwrites(self) -> tuple[Overwrite, ...]:
        """Files of models and scores that are written over, if no tracker keeps the models."""
        if self.training == "no" or kept(self.calls):
            return ()
        return overwrites(self.program, self.saves, self.results)

    @cached_property
    def credentials(self) -> tuple[Credential, ...]:
        """Secrets written into cells."""
        return credentials(self.program)

    @cached_property
    def provider_tokens(self) -> tuple[ProviderToken, ...]:
        """Keys of known providers, in code and in text."""
        return provider_tokens(self.program)

    @cached_property
    def secrets_shown(self) -> tuple[Shown, ...]:
        """Keys and passwords in stored outputs."""
        literals = {found.value: found.variable for found in self.credentials}
        return secrets_shown(self.program, literals)

    @cached_property
    def people_shown(self) -> tuple[Shown, ...]:
        """Personal data in stored outputs."""
        return people_shown(self.program)

    @cached_property
    def servers(self) -> tuple[Server, ...]:
        """Servers that a cell runs."""
        return servers(self.trace, self.calls)

    def health_check(self, route: Route) -> Fix | None:
        """The repair that adds a route which says whether the service is alive."""
        return health_check(self.program, self.trace, self.calls, route)

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """Routes of applications made in the notebook."""
        return routes(self.trace, self.calls)

    @property
    def healthy(self) -> bool:
        """Whether one of the routes is a health check, or the server brings one."""
        packages = {entry.module.partition(".")[0] for entry in self.trace.imports}
        return healthy(self.routes) or bool(packages & words("serving_packages"))

    @cached_property
    def promotions(self) -> tuple[Promotion, ...]:
        """Models that are registered, staged, given an alias or deployed."""
        return promotions(self.program, self.calls)

    @property
    def newest(self) -> tuple[Place, ...]:
        """Where a model is served from an address that ends in `latest`."""
        return newest(self.program, self.calls) if not self.fits or self.routes else ()

    def bar(self, promotion: Promotion) -> Fix | None:
        """The repair that lets only good models pass."""
        return bar(self.calls, promotion)

    @property
    def serving_places(self) -> tuple[Place, ...]:
        """The routes that predict, and the calls that deploy a model."""
        steps = [step.place for step in self.promotions if step.what == "deploy"]
        return (*(route.place for route in self.routes if route.predicts), *steps)

    @property
    def monitored(self) -> bool:
        """Whether anything watches the inputs and answers of a served model."""
        return monitored(self.program, self.trace, self.calls, self.routes, self.promotions)

    @cached_property
    def missing_contracts(self) -> tuple[Missing, ...]:
        """Served and registered models that do not say what they take."""
        return missing_contracts(self.program, self.calls, self.routes, self.fits, self.promotions)

    @cached_property
    def deploys(self) -> tuple[Deploy, ...]:
        """Model files given to other machines by hand."""
        saved = saved_models(self.calls) | {save.text for save in self.saves if save.text}
        return deploys(self.program, self.calls, saved)

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """Protected attributes that a model learns from, if nothing compares the groups."""
        found = attributes(self.program, self.trace)
        if not found or assessed(self.program, self.calls, self.trace, [a.column for a in found]):
            return ()
        return found

    @cached_property
    def dropped(self) -> tuple[Attribute, ...]:
        """Protected attributes taken out before the fit, if nothing compares the groups."""
        found = dropped(self.trace)
        names = [attribute.column for attribute in found]
        if not found or assessed(self.program, self.calls, self.trace, names):
            return ()
        return found

    @property
    def compared(self) -> Fix | None:
        """The repair that compares the groups of the first protected attribute."""
        return compared(self.program, self.calls, self.attributes)

    @property
    def blind(self) -> Blind | None:
        """A classifier with uneven classes that only accuracy judges."""
        return blind(self.program, self.calls, self.fits)

    @property
    def uncarded(self) -> Place | None:
        """Where a model goes into use, if nothing says what it is for."""
        return uncarded(
            self.notebook, self.project, self.calls, self.saves, self.promotions, self.tracked
        )

    @property
    def in_tests(self) -> bool:
        """Whether the notebook is a test of a library."""
        return bool({"test", "tests", "testing"} & set(self.notebook.path.parts[-4:-1]))

    @property
    def unexplained(self) -> Unexplained | None:
        """A model for use that is too involved to be read, and that nothing explains."""
        return unexplained(
            self.program, self.trace, self.calls, self.fits, self.saves, self.serving_places
        )

    @property
    def explained(self) -> bool:
        """Whether an explainer is applied."""
        return explained(self.calls)

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """Local data files whose version nothing keeps or checks."""
        if checked(self.calls):
            return ()
        return tuple(
            found
            for found in inputs(self.calls, self.sources_learnt)
            if self.project.versioning(found.path) not in ("dvc", "lfs")
        )

    @cached_property
    def merges(self) -> tuple[Merge, ...]:
        """Merges that leave keys, kind or matches open."""
        return merges(self.program, self.calls, self.fits)

    @cached_property
    def remotes(self) -> tuple[Remote, ...]:
        """Remote data that models learn from, if nothing names or checks its version."""
        return () if checked(self.calls) else remotes(self.calls, self.sources_learnt)

    @cached_property
    def learns_unchecked(self) -> bool:
        """Whether a model learns from data from outside, and nothing validates it."""
        return external(self.calls, self.sources_learnt) and not validated(
            self.program, self.trace, self.calls
        )

    @cached_property
    def flow(self) -> Flow | None:
        """Stages of the work that stand in a row, in no function."""
        return flow(self.trace, self.calls, self.saves, self.project.modules)

    @cached_property
    def borrowings(self) -> tuple[Borrowing, ...]:
        """Functions that read tables, models or changing names of the notebook."""
        return borrowings(self.program, self.calls)

    @cached_property
    def lifted(self) -> Fix | None:
        """The repair that lifts these settings to the top."""
        return lifting(self.program, self.settings)

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """Literals that set how a model comes out, if one is saved and no parameters hold them."""
        if self.training != "yes" or not self.saves or configured(self.program, self.trace):
            return ()
        return settings(self.trace, self.calls)

    @cached_property
    def bulk(self) -> tuple[Bulk, ...]:
        """Data, models and outputs that are too large for git, and in it."""
        return bulk(self.program, self.calls, self.project)

    @cached_property
    def handwork(self) -> tuple[Handwork, ...]:
        """Steps done by hand that a pipeline or a function would do."""
        return handwork(self.program, self.calls, self.fits, self.saves)

    def hashing(self, found: tuple[Input, ...]) -> Fix | None:
        """The repair that asserts the hashes of these files."""
        return hashing(self.program, self.project, found)

    @cached_property
    def sources_learnt(self) -> frozenset[object]:
        """The sources whose rows, or columns by a merge, reach a fit."""
        return learnt_from(self.trace, self.calls)

    @cached_property
    def writebacks(self) -> tuple[Writeback, ...]:
        """Sources that are written over."""
        return writebacks(self.calls)

    @cached_property
    def losses(self) -> tuple[Loss, ...]:
        """Statements on pandas tables that change nothing, and comparisons with NaN."""
        return losses(self.program, self.calls, self.project)

    @cached_property
    def learnt_early(self) -> tuple[Early, ...]:
        """What was learnt from the rows that a model is judged on."""
        return learnt_early(self.program, self.trace)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Held-out rows that a model, a setting or a cut-off was chosen on."""
        return choices(self.program, self.trace, self.calls)

    @cached_property
    def peeks(self) -> tuple[Peek, ...]:
        """Transformers fitted on the rows that a model is judged on, and on none of its own."""
        return peeks(self.trace, self.calls)

    @cached_property
    def unjudged(self) -> Unjudged | None:
        """A model that is kept though nothing in the notebook judges one."""
        return unjudged(self.trace, self.calls, self.routes)

    @cached_property
    def target_leaks(self) -> tuple[TargetLeak, ...]:
        """Models whose features hold what they are to predict."""
        return target_leaks(self.trace)

    @cached_property
    def skews(self) -> tuple[Skew, ...]:
        """Predictions on rows that were not prepared as those of the fit."""
        return skews(self.trace, self.calls)

    @cached_property
    def shuffled(self) -> tuple[Shuffled, ...]:
        """Rows in the order of time that are parted at random."""
        return shuffled(self.trace, self.calls)

    @cached_property
    def ungrouped(self) -> tuple[Ungrouped, ...]:
        """Rows of entities that come again, parted without regard to them."""
        return ungrouped(self.program, self.trace, self.calls)

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """Models judged only on rows they were fitted on."""
        return overlaps(self.program, self.trace)

    def code(self, cell: int) -> Code:
        """The code cell with this number."""
        return self.program.codes[cell - 1]


def _line(code: Code, line: int) -> Place:
    text = code.cell.source.split("\n")[line - 1]
    column = len(text) - len(text.lstrip()) + 1
    return Place(code.cell.number, code.cell.id, line, column, line, len(text) + 1)


def _tracks(text: str) -> bool:
    """Whether a module imports a tracker."""
    found = re.findall(r"^[ \t]*(?:import|from)[ \t]+([\w.]+)", text, re.MULTILINE)
    return any(package_role(name) == "tracker" for name in found)


def _error_place(code: Code) -> Place:
    error = code.error
    lines = code.cell.source.split("\n")
    line = min(max(error.line if error else 1, 1), len(lines))
    column = min(max(error.column if error else 1, 1), len(lines[line - 1]) + 1)
    return Place(code.cell.number, code.cell.id, line, column, line, len(lines[line - 1]) + 1)


def _error_text(code: Code) -> str:
    reason = code.error.message if code.error else ""
    if "Missing parentheses in call to" in reason:
        return "the cell is Python 2 (`print` without parentheses): nothing below it is reached"
    return f"the cell is not valid Python ({reason}): repair it, or make it a Markdown cell"


def start(cell: Cell, text: str = "") -> Place:
    """The first line of a cell, as a place."""
    first = cell.source.split("\n", 1)[0]
    return Place(cell.number, cell.id, 1, 1, 1, len(first) + 1, text)


def analyze(
    notebook: Notebook, surroundings: Surroundings | None = None, memory: Memory | None = None
) -> Facts:
    """Make the facts of a notebook. Pure: no user code runs, and nothing is written.

    `memory`, one for each open notebook, holds what an edit leaves as it was.
    """
    around = surroundings or Surroundings(notebook.path)
    known = memory.codes if memory is not None else None
    return Facts(parse(notebook, known=known), around, memory)


__all__ = ["Draft", "Edit", "Facts", "Fix", "Memory", "Place", "analyze", "start"]
