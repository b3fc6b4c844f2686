"""The machine that follows a notebook: its names, its objects, and its notes for the trace."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..finding import Place
from .program import Code
from .rows import Region, Rows, Step
from .trace import Call, Column, Decorated, Eval, Fit, Import, Key, Learn, Loop, Store, Trace
from .values import Infl, Influence, Learns, Value, join

_BUILTINS = frozenset(dir(builtins)) | {"display", "get_ipython"}
_BUDGET = 40_000  # statements followed in one notebook, calls of local functions included


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
        self.guard = ""
        self.returns: list[Value] = []
        self.trying = 0
        self.followed: set[int] = set()
        self.defined: dict[int, tuple[Code, ast.AST, str]] = {}
        self.budget = _BUDGET
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
        self.scopes[0][name] = value
        return value

    def bind(self, name: str, value: Value) -> None:
        self.scopes[-1][name] = value

    def current(self, value: Value) -> Value:
        """The state of an object now."""
        return self.heap.get(value.oid, value) if value.oid else value

    def new(self, value: Value) -> Value:
        """Put an object that can change on the heap."""
        self.oids += 1
        value = value._replace(oid=self.oids)
        self.heap[self.oids] = value
        return value

    def change(self, value: Value) -> Value:
        """Give an object a new state, seen through all its names."""
        if value.oid:
            self.heap[value.oid] = value
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

    def snapshot(self) -> tuple[list[dict[str, Value]], dict[int, Value]]:
        return [dict(scope) for scope in self.scopes], dict(self.heap)

    def restore(self, saved: tuple[list[dict[str, Value]], dict[int, Value]]) -> None:
        self.scopes = [dict(scope) for scope in saved[0]]
        self.heap = dict(saved[1])

    def meet(self, other: tuple[list[dict[str, Value]], dict[int, Value]]) -> None:
        """Join with the state at the end of another branch."""
        for mine, theirs in zip(self.scopes, other[0], strict=True):
            for name, value in theirs.items():
                mine[name] = join(mine[name], value) if name in mine else value
        for oid, value in other[1].items():
            held = self.heap.get(oid)
            self.heap[oid] = value if held is None or held is value else _same(held, value)

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


def _same(left: Value, right: Value) -> Value:
    return join(left, right)._replace(oid=left.oid)
