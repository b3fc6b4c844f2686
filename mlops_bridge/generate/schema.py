"""Schema: a check of the frame that a model learns from, inferred from code and stored outputs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..analysis.facts import Facts
from ..analysis.names import names
from ..analysis.program import Code, Unit
from ..analysis.repairs import imported, insert
from ..analysis.trace import Call
from ..finding import Edit
from .offer import Offer, Source
from .render import render
from .tables import Frame, kind_of, read

_SHOWS = frozenset(["info", "describe", "head", "tail", "sample", "dtypes", "isna", "isnull"])
_OF_COLUMN = frozenset(["value_counts", "unique"])
_PERSONAL = re.compile(r"name|mail|phone|address|street|ssn|birth|(?:^|_)id$", re.IGNORECASE)


@dataclass(frozen=True)
class Loaded:
    """A frame read from a source: the variable, the call, and the statement that binds it."""

    name: str
    call: Call
    code: Code
    unit: Unit


def offer(source: Source) -> Offer:
    """`schema.py`, and the line that calls it after the frame is as it was shown."""
    facts = source.facts
    loaded = next(_loaded(facts), None)
    if loaded is None:
        return Offer({}, notes=("no frame is read into a variable: no schema is written",))
    frame, unit, code = _known(facts, loaded)
    if not frame.columns:
        note = f"no column of `{loaded.name}` is known: show `{loaded.name}.info()` and save"
        return Offer({}, notes=(note,))
    module = "data_schema" if _taken(facts, "schema") else "schema"
    pandera = any(entry.module.startswith("pandera") for entry in facts.trace.imports)
    text = render(
        "schema.py",
        frame=frame,
        name=loaded.name,
        notebook=facts.notebook.path.name,
        cell=unit.cell,
        pandera=pandera or "pandera" in facts.pins.exact,
    )
    edits = _edits(facts, module, loaded.name, unit, code)
    return Offer({f"{module}.py": text}, edits)


def _taken(facts: Facts, module: str) -> bool:
    """Whether the notebook uses the name for something else."""
    bound = {name for code in facts.codes for unit in code.units for name in _bound(unit)}
    return module in bound


def _bound(unit: Unit) -> frozenset[str]:
    return names(unit.nodes).all_bound


def _loaded(facts: Facts) -> Iterator[Loaded]:
    """The frames that are read at the top of a cell; those that a model learns from first."""
    fitted = {region.source for fit in facts.trace.fits.values() for region in fit.rows}
    trains = {id(call.node) for key, call in facts.trace.sources.items() if key in fitted}
    calls = facts.calls.role("loader")
    for call in sorted(calls, key=lambda call: (id(call.node) not in trains, call.order)):
        for unit in call.code.units:
            node = unit.nodes[-1]
            if isinstance(node, ast.Assign) and any(n is call.node for n in ast.walk(node.value)):
                target = node.targets[0]
                if isinstance(target, ast.Name) and len(node.targets) == 1:
                    yield Loaded(target.id, call, call.code, unit)


def _known(facts: Facts, loaded: Loaded) -> tuple[Frame, Unit, Code]:
    """What is known of the frame, and the statement after which it is so.

    The statement is the last change of the frame before its first informative display; what is
    shown until the next change counts, and nothing after the first fit.
    """
    frame, unit, code, shown = Frame({}), loaded.unit, loaded.code, False
    fitted = min((fit.place.cell for fit in facts.fits), default=len(facts.codes) + 1)
    for later in facts.codes[loaded.code.cell.number - 1 : fitted]:
        for part in later.units:
            if later is loaded.code and part.index <= loaded.unit.index:
                continue
            said = names(part.nodes)
            if loaded.name in said.all_bound | said.mutates | said.deletes:
                if shown:
                    return _from_code(facts, loaded, frame), unit, code
                unit, code = part, later
                continue
            for what, column in _displays(part, loaded.name):
                found = read(frame, what, column, later.cell.outputs)
                shown = shown or found != frame
                frame = found
    if not shown:
        unit, code = loaded.unit, loaded.code
    return _from_code(facts, loaded, frame), unit, code


def _displays(unit: Unit, name: str) -> Iterator[tuple[str, str]]:
    """The ways in which a statement shows the frame: the method, and the column it is about."""
    for top in unit.nodes:
        if not isinstance(top, ast.Expr):
            continue
        if isinstance(top.value, ast.Name) and top.value.id == name:
            yield "head", ""
        for node in ast.walk(top):
            if not isinstance(node, ast.Attribute):
                continue
            base = node.value
            if isinstance(base, ast.Name) and base.id == name and node.attr in _SHOWS:
                yield {"isnull": "isna"}.get(node.attr, node.attr), ""
            column = base.slice if isinstance(base, ast.Subscript) else None
            if (
                node.attr in _OF_COLUMN
                and isinstance(base, ast.Subscript)
                and isinstance(base.value, ast.Name)
                and base.value.id == name
                and isinstance(column, ast.Constant)
                and isinstance(column.value, str)
                and not _PERSONAL.search(column.value)
            ):
                yield node.attr, column.value


def _from_code(facts: Facts, loaded: Loaded, frame: Frame) -> Frame:
    """What the call that reads the frame says, and the columns that the code names."""
    for keyword in loaded.call.node.keywords:
        try:
            value = ast.literal_eval(keyword.value)
        except ValueError:
            continue
        if keyword.arg == "dtype" and isinstance(value, dict):
            for name, dtype in value.items():
                frame = frame.with_column(str(name), kind=kind_of(str(dtype)))
        if keyword.arg == "parse_dates" and isinstance(value, list):
            for name in (name for name in value if isinstance(name, str)):
                held = frame.columns.get(name)
                frame = (
                    frame.with_column(name, kind="datetime")
                    if held is None or not held.kind
                    else frame
                )
        if keyword.arg in ("names", "usecols") and isinstance(value, list) and not frame.columns:
            for name in (name for name in value if isinstance(name, str)):
                frame = frame.with_column(name)
            frame = replace(frame, whole=True)
    if frame.whole:
        return frame
    for name in _used(facts, loaded):
        frame = frame.with_column(name)
    return frame


def _used(facts: Facts, loaded: Loaded) -> Sequence[str]:
    """The columns that the code takes from the frame, without those that it makes."""
    made = {
        node.slice.value
        for code in facts.codes
        for node in (ast.walk(code.tree) if code.tree is not None else ())
        if isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.slice, ast.Constant)
    }
    sources = {key for key, call in facts.trace.sources.items() if call.node is loaded.call.node}
    read_ = [c.name for c in facts.trace.columns if {r.source for r in c.rows} & sources]
    return [name for name in dict.fromkeys(read_) if name not in made]


def _edits(facts: Facts, module: str, name: str, unit: Unit, code: Code) -> tuple[Edit, ...]:
    """`schema.check(frame)` below the statement, and the import."""
    last = unit.nodes[-1].end_lineno or unit.end
    column = len(code.cell.source.split("\n")[last - 1]) + 1
    call = insert(code, last, column, f"\n{module}.check({name})")
    extra = imported(facts.program, module, code)
    return (call,) if extra is None else (extra, call)
