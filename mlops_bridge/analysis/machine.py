"""The machine that follows a notebook: its names, its objects, and its notes for the trace."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from ..finding import Place
from .program import Code
from .rows import Region, Rows, Step
from .trace import Call, Column, Decorated, Eval, Fit, Import, Key, Learn, Loop, Store, Trace
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


class Saved(NamedTuple):
    """A machine between two cells: the names, the notes and objects, and the counts."""

    names: dict[str, Value]
    tables: dict[str, Any]
    counts: dict[str, int]


_TABLES = (
    *("heap", "followed", "defined", "numbers", "calls", "notes_loops", "stores", "learns"),
    *("fits", "evals", "imports", "decorated", "columns", "sources"),
)
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
        self.scopes: list[dict[str, Value]] = [{}]
        self.heap: dict[int, Value] = {}
        self.code: Code
        self.loops: tuple[Loop, ...] = ()
        self.stack: tuple[object, ...] = ()
        self.function = ""
        self.log: list[tuple[dict[Any, Value], Any, Value | None]] = []
        self.branches = 0
        self.returns: list[Value] = []
        self.trying = 0
        self.followed: set[int] = set()
        self.defined: dict[int, tuple[Code, ast.AST, str]] = {}
        self.left, self.given, self.budget = _BUDGET, 0, 0
        self.oids = 0
        self.numbers: dict[object, int] = {}
        self.calls: dict[Key, Call] = {}
        self.notes_loops: dict[Key, Loop] = {}
        self.stores: dict[Key, Store] = {}
        self.learns: dict[object, Learn] = {}
        self.fits: dict[object, Fit] = {}
        self.evals: dict[Key, Eval] = {}
        self.imports: list[Import] = []
        self.decorated: dict[Key, Decorated] = {}
        self.columns: dict[tuple[str, Rows], Column] = {}
        self.sources: dict[object, Call] = {}

    def enter(self, code: Code) -> None:
        """Begin with a cell."""
        self.code = code
        self.left -= self.given - self.budget
        self.given = self.budget = max(0, min(self.left, _CELL_BUDGET))

    def save(self) -> Saved:
        """Copy the state between two cells, to go on from there another time."""
        copies = {name: type(held)(held) for name, held in vars(self).items() if name in _TABLES}
        counts = {name: getattr(self, name) for name in ("oids", "left", "given", "budget")}
        return Saved(dict(self.scopes[0]), copies, counts)

    def resume(self, saved: Saved) -> None:
        """Go on from a saved state."""
        self.scopes = [dict(saved.names)]
        for name, held in saved.tables.items():
            setattr(self, name, type(held)(held))
        for name, count in saved.counts.items():
            setattr(self, name, count)

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
        for scope in reversed(self.scopes):
            if name in scope:
                return self.current(scope[name])
        if name in _BUILTINS:
            return Value("name", name)
        value = Value("unknown", rows=frozenset([Region(("name", name))]))
        self.write(self.scopes[0], name, value)
        return value

    def bind(self, name: str, value: Value) -> None:
        self.write(self.scopes[-1], name, value)

    def current(self, value: Value) -> Value:
        """The state of an object now."""
        return self.heap.get(value.oid, value) if value.oid else value

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
        call: Call | None = None,
    ) -> Infl:
        """Note that something is learnt from rows, and return its influence."""
        if learns == "nothing" or not rows:
            return frozenset()
        key = self.key(node)
        self.learns.setdefault(key, Learn(key, call, self.place(node), what))
        return frozenset([Influence(key, rows, learns, by)])

    def number(self, key: object) -> int:
        """A small number for a key, so that keys do not grow by holding one another."""
        return self.numbers.setdefault(key, len(self.numbers))

    def mention(self, names: frozenset[str], frame: Value, node: ast.AST) -> None:
        """Note columns that the code names."""
        for name in names:
            if (name, frame.rows) not in self.columns:
                self.columns[name, frame.rows] = Column(name, frame.rows, self.place(node))

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
        self.notes_loops.setdefault(loop.key, loop)
        self.loops = (*before, loop)
        try:
            yield
        finally:
            self.loops = before

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

    def trace(self) -> Trace:
        """What was noted."""
        return Trace(
            tuple(sorted(self.calls.values(), key=lambda call: call.order)),
            tuple(self.notes_loops.values()),
            tuple(self.stores.values()),
            self.learns,
            self.fits,
            tuple(self.evals.values()),
            tuple(self.imports),
            tuple(self.decorated.values()),
            tuple(self.columns.values()),
            self.sources,
        )


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
