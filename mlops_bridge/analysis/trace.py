"""Trace: what a notebook does from top to bottom, followed without running it."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from ..finding import Place
from .knowledge import Api
from .program import Code
from .rows import Rows
from .values import Infl, Value

Key = tuple[object, ...]
"""Names one point of the run: cell, line, column, and the calls that led there."""


class Call(NamedTuple):
    """One call. `name` is the resolved dotted name or "", `written` its last part as written.

    For a method `receiver` is the object. `loops` are the enclosing loops, outermost first;
    `function` the local function it stands in. `order` grows along the run.
    """

    node: ast.Call
    code: Code
    name: str
    written: str
    api: Api | None
    receiver: Value | None
    args: tuple[Value, ...]
    keywords: Mapping[str, Value]
    value: Value
    loops: tuple[Loop, ...]
    function: str
    order: int
    key: Key

    @property
    def taken(self) -> tuple[Value, ...]:
        """The values of all arguments, and last the object of a method."""
        return (*self.values, *((self.receiver,) if self.receiver is not None else ()))

    @property
    def role(self) -> str:
        return self.api.role if self.api else ""

    @property
    def place(self) -> Place:
        return self.code.place(self.node)

    def argument(self, position: int, *names: str) -> Value | None:
        """The argument at a position (from 0) or given by one of the keywords."""
        for name in names:
            if name in self.keywords:
                return self.keywords[name]
        return self.args[position] if 0 <= position < len(self.args) else None

    def argument_place(self, position: int, *names: str) -> Place:
        """Where that argument stands; the whole call if it is not written out."""
        for keyword in self.node.keywords:
            if keyword.arg in names:
                return self.code.place(keyword.value)
        if 0 <= position < len(self.node.args):
            return self.code.place(self.node.args[position])
        return self.place

    @property
    def values(self) -> tuple[Value, ...]:
        """All argument values."""
        return (*self.args, *self.keywords.values())


class Calls(tuple[Call, ...]):
    """Calls in the order of the run, found by what they are without a search through all."""

    def role(self, *roles: str) -> tuple[Call, ...]:
        """The calls whose role in the tables is one of these."""
        return _of(self._roles, roles)

    def written(self, *names: str) -> tuple[Call, ...]:
        """The calls whose last part, as written, is one of these names."""
        return _of(self._names, names)

    def starting(self, *prefixes: str) -> tuple[Call, ...]:
        """The calls whose last part, as written, starts with one of these."""
        return _of(self._names, [name for name in self._names if name.startswith(prefixes)])

    def given(self, *keywords: str) -> tuple[Call, ...]:
        """The calls with an argument of one of these names."""
        return _of(self._keywords, keywords)

    def inside(self, *functions: str) -> tuple[Call, ...]:
        """The calls that stand in local functions of these names ("": in none)."""
        return _of(self._functions, functions)

    def of(self, node: ast.AST) -> Call | None:
        """The call that a node of a cell's tree is."""
        return self._nodes.get(node)

    @cached_property
    def random(self) -> tuple[Call, ...]:
        """The calls that draw from a random generator, or seed one."""
        return tuple(call for call in self if call.api is not None and "domain" in call.api.facts)

    @cached_property
    def names(self) -> frozenset[str]:
        """The last parts, as written, of all calls."""
        return frozenset(self._names)

    @cached_property
    def _nodes(self) -> dict[ast.AST, Call]:
        return {call.node: call for call in self}

    @cached_property
    def _roles(self) -> dict[str, list[Call]]:
        found: dict[str, list[Call]] = defaultdict(list)
        for call in self:
            found[call.api.role if call.api is not None else ""].append(call)
        return found

    @cached_property
    def _names(self) -> dict[str, list[Call]]:
        found: dict[str, list[Call]] = defaultdict(list)
        for call in self:
            found[call.written].append(call)
        return found

    @cached_property
    def _keywords(self) -> dict[str, list[Call]]:
        found: dict[str, list[Call]] = defaultdict(list)
        for call in self:
            for name in call.keywords:
                found[name].append(call)
        return found

    @cached_property
    def _functions(self) -> dict[str, list[Call]]:
        found: dict[str, list[Call]] = defaultdict(list)
        for call in self:
            found[call.function].append(call)
        return found


def _of(index: Mapping[str, list[Call]], names: Iterable[str]) -> tuple[Call, ...]:
    found = [index[name] for name in dict.fromkeys(names) if name in index]
    if len(found) == 1:
        return tuple(found[0])
    one = {id(call): call for calls in found for call in calls}
    return tuple(sorted(one.values(), key=lambda call: call.order))


class Loop(NamedTuple):
    """A `for` statement or a comprehension.

    `literal`: it runs over values written in the notebook; `outer`: the loops around it;
    `elided`: its body was left out.
    """

    key: Key
    place: Place
    targets: tuple[str, ...]
    iterable: Value
    literal: bool
    outer: tuple[Loop, ...]
    statement: bool
    elided: bool = False


class Store(NamedTuple):
    """A value put under a key or a name inside a loop."""

    place: Place
    target: str
    value: Value
    loops: tuple[Loop, ...]


class Learn(NamedTuple):
    """Something learnt from rows: a transformer's fit, or a statistic."""

    key: Key
    place: Place
    what: str


class Fit(NamedTuple):
    """A model fitted: on which rows, and what had flowed into them."""

    key: Key
    model: Value
    rows: Rows
    infl: Infl
    features: Value
    target: Value | None
    place: Place
    order: int


class Eval(NamedTuple):
    """Models scored on rows; `inner`: on held-out folds of the rows given (cross-validation).

    `watched`: during the fit, as validation data; `stops`: the fit keeps what did best on them.
    `loops` are the enclosing loops, `origin` those that the predictions or the model depend on.
    `site` is the call at the top level that led there, if it stands in a function.
    """

    key: Key
    fits: frozenset[object]
    rows: Rows
    infl: Infl
    place: Place
    inner: bool = False
    train: Rows = frozenset()
    watched: bool = False
    stops: bool = False
    loops: tuple[Loop, ...] = ()
    origin: frozenset[object] = frozenset()
    order: int = 0
    site: Place | None = None

    @property
    def seen(self) -> Place:
        """Where the reader meets it: the call, if it stands in a function of the notebook."""
        return self.site or self.place


class Comparison(NamedTuple):
    """A score compared by size: with another score, or with the best so far.

    `fixed`: the other side is a number written out.
    """

    key: Key
    place: Place
    fits: frozenset[object]
    loops: tuple[Loop, ...]
    both: bool
    fixed: bool


class Import(NamedTuple):
    """An import of a module; `guarded`: in a `try`."""

    module: str
    place: Place
    guarded: bool


class Decorated(NamedTuple):
    """A function with a decorator that is a call, such as a route."""

    function: str
    call: Call
    place: Place


class Column(NamedTuple):
    """A column named in the code, of a frame that stems from these rows."""

    name: str
    rows: Rows
    place: Place


class Trace(NamedTuple):
    """All that happens, in the order of the cells."""

    calls: tuple[Call, ...]
    loops: tuple[Loop, ...]
    stores: tuple[Store, ...]
    learns: Mapping[object, Learn]
    fits: Mapping[object, Fit]
    evals: tuple[Eval, ...]
    comparisons: tuple[Comparison, ...]
    imports: tuple[Import, ...]
    decorated: tuple[Decorated, ...]
    columns: tuple[Column, ...]
    sources: Mapping[object, Call]
