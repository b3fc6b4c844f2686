"""The machine that follows a notebook: its names, its objects, and its notes for the trace."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..finding import Place
from .program import Code
from .rows import Region, Rows, Step
from .trace import Call, Column, Comparison, Decorated, Eval, Fit, Import, Key, Learn, Loop, Store
from .values import Infl, Influence, Learns, Value, join

_BUILTINS = frozenset(dir(builtins)) | {"display", "get_ipython"}
_BUDGET = 200_000  # statements followed in one notebook, calls of local functions included
_CELL_BUDGET = 10_000  # and in one cell, so that one cell cannot use up all


class Change(NamedTuple):
    """One name or object, and its value before and after; None: it was not there."""

    table: dict[Any, Value]
    key: Any
    old: Value | None
    new: Value | None


@dataclass
class Notes:
    """What one stretch of the run (a cell, or a function that nothing calls) adds to the trace."""

    calls: dict[Key, Call] = field(default_factory=dict)
    loops: dict[Key, Loop] = field(default_factory=dict)
    stores: dict[Key, Store] = field(default_factory=dict)
    learns: dict[object, Learn] = field(default_factory=dict)
    fits: dict[object, Fit] = field(default_factory=dict)
    evals: dict[Key, Eval] = field(default_factory=dict)
    comparisons: dict[Key, Comparison] = field(default_factory=dict)
    imports: list[Import] = field(default_factory=list)
    decorated: dict[Key, Decorated] = field(default_factory=dict)
    columns: dict[tuple[str, Rows], Column] = field(default_factory=dict)
    sources: dict[object, Call] = field(default_factory=dict)
    followed: set[int] = field(default_factory=set)
    defined: dict[int, tuple[Code, ast.AST, str]] = field(default_factory=dict)


class Stretch(NamedTuple):
    """A stretch that was followed: what it read and found, what it left, what it noted.

    Where all that it read is as it was, following it again would give the same.
    """

    read: Mapping[tuple[bool, Any], Value | None]
    left: Mapping[tuple[bool, Any], Value | None]
    notes: Notes
    given: int
    used: int


Changes = dict[tuple[int, Any], Change]


class Machine:
    """Names and objects as they stand at one point of the run.

    Objects that change (frames, models) live on a heap; a value with an `oid` is read there.
    """

    def __init__(
        self,
        execute: Callable[[Machine, list[ast.stmt]], None],
        evaluate: Callable[[Machine, ast.AST], Value],
    ) -> None:
        self._execute, self._evaluate = execute, evaluate
        self.names: dict[str, Value] = {}
        self.scopes: list[dict[str, Value]] = [self.names]
        self.heap: dict[int, Value] = {}
        self.code: Code
        self.loops: tuple[Loop, ...] = ()
        self.stack: tuple[object, ...] = ()
        self.function = ""
        self.log: list[tuple[dict[Any, Value], Any, Value | None]] = []
        self.branches = 0
        self.returns: list[Value] = []
        self.site: Place | None = None  # of the call at the top level that is followed
        self.ended = False  # a `return` that surely ran: what follows it in the function does not
        self.entered = self.outside = 0  # branches and loops at the call of the function
        self.trying = 0
        self.left, self.given, self.budget = _BUDGET, 0, 0
        self.first = self.oids = 0
        self.notes = Notes()
        self._read: dict[tuple[bool, Any], Value | None] = {}
        self._wrote: set[tuple[bool, Any]] = set()

    def enter(self, code: Code, first: int) -> None:
        """Begin a stretch; objects and calls are numbered from `first`."""
        self.code, self.scopes, self.loops, self.stack = code, [self.names], (), ()
        self.function, self.returns, self.trying = "", [], 0
        self.branches = self.entered = self.outside = 0
        self.ended, self.site = False, None
        self.log.clear()
        self.given = self.budget = self._share()
        self.first = self.oids = first
        self.notes, self._read, self._wrote = Notes(), {}, set()

    def end(self) -> Stretch:
        """End the stretch."""
        used = self.given - self.budget
        self.left -= used
        left = {name: self._held(name) for name in self._wrote}
        return Stretch(self._read, left, self.notes, self.given, used)

    def _share(self) -> int:
        """How many statements may be followed in the next cell."""
        return max(0, min(self.left, _CELL_BUDGET))

    def repeat(self, held: Stretch) -> bool:
        """Take over what a stretch left and noted, if following it again would give the same."""
        if held.given != self._share():
            return False
        for name, value in held.read.items():
            now = self._held(name)
            if now is not value and now != value:
                return False
        self.leave_behind(held)
        self.left -= held.used
        return True

    def leave_behind(self, held: Stretch) -> None:
        """Write what a stretch left."""
        for (is_name, key), value in held.left.items():
            _restore(self.names if is_name else self.heap, key, value)

    def _held(self, name: tuple[bool, Any]) -> Value | None:
        return (self.names if name[0] else self.heap).get(name[1])

    @property
    def order(self) -> int:
        """The number of the next call."""
        return self.first + len(self.notes.calls)

    def run(self, statements: list[ast.stmt]) -> None:
        """Follow statements."""
        self._execute(self, statements)

    def value(self, node: ast.AST) -> Value:
        """Follow an expression."""
        return self._evaluate(self, node)

    def key(self, node: ast.AST) -> Key:
        """The name of this point of the run."""
        return (
            self.code.cell.number,
            getattr(node, "lineno", 0),
            getattr(node, "col_offset", 0),
            getattr(node, "end_col_offset", 0),
            self.stack,
        )

    def place(self, node: ast.AST) -> Place:
        return self.code.place(node)

    def look_up(self, name: str) -> Value:
        """The value of a name; a name nobody defines is a source of its own."""
        found = self.find(name)
        if found is not None:
            return found
        if name in _BUILTINS:
            return Value("name", name)
        value = Value("unknown", rows=frozenset([Region(("name", name))]))
        self.write(self.scopes[0], name, value)
        return value

    def find(self, name: str) -> Value | None:
        """The value of a name, innermost scope first; None where nobody has defined it."""
        for scope in reversed(self.scopes):
            if name in scope:
                if scope is self.names and (True, name) not in self._wrote:
                    self._read.setdefault((True, name), scope[name])
                return self.current(scope[name])
        if (True, name) not in self._wrote:
            self._read.setdefault((True, name), None)
        return None

    def bind(self, name: str, value: Value) -> None:
        self.write(self.scopes[-1], name, value)

    def current(self, value: Value) -> Value:
        """The state of an object now."""
        if not value.oid:
            return value
        held = self.heap.get(value.oid)
        if (False, value.oid) not in self._wrote:
            self._read.setdefault((False, value.oid), held)
        return value if held is None else held

    def new(self, value: Value) -> Value:
        """Put an object that can change on the heap."""
        self.oids += 1
        value = value._replace(oid=self.oids)
        self.write(self.heap, self.oids, value)
        return value

    def change(self, value: Value) -> Value:
        """Give an object a new state, seen through all its names."""
        if value.oid:
            self.write(self.heap, value.oid, value)
        return value

    def learn(
        self,
        node: ast.AST,
        rows: Rows,
        learns: Learns,
        by: str,
        what: str,
        of: frozenset[str] | None = None,
    ) -> Infl:
        """Note that something is learnt from rows, and return its influence."""
        if learns == "nothing" or not rows:
            return frozenset()
        key = self.key(node)
        self.notes.learns.setdefault(key, Learn(key, self.place(node), what))
        return frozenset([Influence(key, rows, learns, by, None, of or frozenset())])

    def mention(self, names: frozenset[str], frame: Value, node: ast.AST) -> None:
        """Note columns that the code names."""
        for name in names:
            if (name, frame.rows) not in self.notes.columns:
                self.notes.columns[name, frame.rows] = Column(name, frame.rows, self.place(node))

    def source(self, key: object) -> Rows:
        """All rows of a source."""
        return frozenset([Region(key)])

    def split(self, node: ast.AST, key: object | None = None) -> tuple[Step, Step]:
        """The two steps of a split made here."""
        name = key or ("split", self.key(node))
        return Step("side", name, 0), Step("side", name, 1)

    @contextmanager
    def inside(self, loop: Loop) -> Iterator[None]:
        """Stand in the body of a loop."""
        before = self.loops
        self.notes.loops.setdefault(loop.key, loop)
        self.loops = (*before, loop)
        try:
            yield
        finally:
            self.loops = before

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Follow what is not reached: its calls are noted, what they would do is not."""
        notes, returns = self.notes, self.returns
        kept = dict(notes.learns), dict(notes.fits), dict(notes.evals)
        self.returns = []
        try:
            yield
        finally:
            notes.learns, notes.fits, notes.evals = kept
            self.returns, self.ended = returns, False

    def mark(self) -> int:
        """Begin a branch: what is written from here can be taken back or joined."""
        self.branches += 1
        return len(self.log)

    def take_back(self, mark: int) -> Changes:
        """Return to the state at the mark; what was written since, old and new, is returned."""
        changed: Changes = {}
        for table, key, old in reversed(self.log[mark:]):
            new = changed[id(table), key].new if (id(table), key) in changed else table.get(key)
            changed[id(table), key] = Change(table, key, old, new)
            _restore(table, key, old)
        del self.log[mark:]
        return changed

    def redo(self, changed: Changes) -> None:
        """Go the branch again that was taken back."""
        for change in changed.values():
            self.write(change.table, change.key, change.new)

    def meet(self, mark: int, other: Changes) -> None:
        """Join the state with that at the end of another branch from the same mark."""
        mine = self._since(mark)
        for name, change in mine.items():
            there = other[name].new if name in other else change.old
            if change.new is not None and there is not None:
                self.write(change.table, change.key, _joined(change.new, there))
            elif there is not None:
                self.write(change.table, change.key, there)
        for name, change in other.items():
            if name in mine:
                continue
            new, old = change.new, change.old
            both = new if old is None else old if new is None else _joined(old, new)
            self.write(change.table, change.key, both)
        self.leave()

    def leave(self) -> None:
        """End a branch."""
        self.branches -= 1
        if not self.branches:
            self.log.clear()

    def write(self, table: dict[Any, Value], key: Any, value: Value | None) -> None:
        """Write a name or an object, so that a branch can take it back."""
        if table is self.names or table is self.heap:
            name = (table is self.names, key)
            if name not in self._wrote:
                if self.branches:  # the join at the end of the branch reads it
                    self._read.setdefault(name, table.get(key))
                self._wrote.add(name)
        if self.branches:
            self.log.append((table, key, table.get(key)))
        _restore(table, key, value)

    def _since(self, mark: int) -> Changes:
        changed: Changes = {}
        for table, key, old in self.log[mark:]:
            name = (id(table), key)
            first = changed[name].old if name in changed else old
            changed[name] = Change(table, key, first, table.get(key))
        return changed


def _joined(left: Value, right: Value) -> Value:
    if left is right:
        return left
    both = join(left, right)
    return both._replace(oid=left.oid) if left.oid and left.oid == right.oid else both


def _restore(table: dict[Any, Value], key: Any, value: Value | None) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = value
