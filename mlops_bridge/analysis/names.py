"""Names: what a unit reads, binds, deletes and mutates, from syntax alone.

Reads are of two kinds, and mixing them is how converters go silently wrong. An *immediate* read
happens when the statement runs; a *late* read stands in the body of a function, lambda, method
or generator expression and happens when that is called.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from .functions import class_body, comprehension, early, function
from .trees import callee, walk

# calls that use up a function argument before they return: a lambda given to them cannot outlive
# the statement; the builtins also use up a generator expression
_SORTERS = frozenset({"sorted", "min", "max", "reduce"})
_CONSUMERS = frozenset(
    {"apply", "applymap", "agg", "aggregate", "assign", "sort", "sort_values", "map_elements"}
)
_DRAINS = frozenset(
    {"sum", "any", "all", "list", "tuple", "set", "dict", "frozenset", "sorted", "min", "max"}
)
_FRAMES = frozenset(
    "f_globals f_locals _getframe currentframe getouterframes extract_stack print_stack "
    "format_stack testmod run_docstring_examples".split()
)
# names that a notebook's module has and a package's has not, or the other way round
_MODULE_NAMES = frozenset({"__file__", "__annotations__", "__spec__", "__loader__", "__package__"})
# what of the place of a line a logging format may show
_PLACE_IN_LOG = re.compile(r"%\((?:funcName|module)\)|\{(?:funcName|module)[:}]|\$\{?funcName")
_MANAGERS = frozenset(
    {"open", "redirect_stdout", "redirect_stderr", "closing", "nullcontext", "Pool", "ZipFile"}
    | {"ThreadPoolExecutor", "ProcessPoolExecutor", "TemporaryDirectory", "NamedTemporaryFile"}
    | {"tqdm", "Progress", "urlopen", "Session", "catch_warnings", "no_grad", "parallel_backend"}
)
_PLACES = ("sys.modules", "unittest.main", "inspect.stack", "weakref.ref", "weakref.finalize")
# calls whose string arguments name variables of the caller
_STRING_READERS = frozenset(
    "query eval ols logit glm wls gls mixedlm poisson probit rlm quantreg from_formula "
    "dmatrix dmatrices sqldf".split()
)
_MUTATORS = frozenset(
    "append extend insert remove pop popitem clear sort reverse add discard update setdefault "
    "fit fit_transform partial_fit fit_resample drop_duplicates_inplace appendleft popleft "
    "add_argument write writelines seek backward step zero_grad compile load_state_dict".split()
)


class Names(NamedTuple):
    """The names of one unit.

    Attributes
    ----------
    reads : names read at once, before the unit certainly binds them
    late : names read when a function made here is called later; `captured` of them may be read
        after the unit has ended
    binds : names certainly bound when the unit has run
    maybe : names bound on some paths only
    deletes : names deleted
    mutates : names whose object is certainly or by API knowledge changed in place
    declared : names that a function here declares ``global``
    strings : names that are read by a string, as in ``df.query("a > @name")``
    dynamic : why the namespace is dynamic (``exec``, ``globals()``), or ""
    """

    reads: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    captured: frozenset[str] = frozenset()
    binds: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    deletes: frozenset[str] = frozenset()
    mutates: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    strings: frozenset[str] = frozenset()
    dynamic: str = ""

    @property
    def all_bound(self) -> frozenset[str]:
        return self.binds | self.maybe


def names(nodes: Iterable[ast.stmt], methods: frozenset[str] = frozenset()) -> Names:
    """Collect the names of statements that run one after the other at module level.

    Parameters
    ----------
    methods : methods of the notebook's own classes, and others that may keep a function
    """
    scan = _Scan(methods=methods)
    for node in nodes:
        scan.visit(node)
    return Names(
        frozenset(scan.reads),
        frozenset(scan.late),
        frozenset(scan.captured),
        frozenset(scan.bound),
        frozenset(scan.maybe - scan.bound),
        frozenset(scan.deleted),
        frozenset(scan.mutated),
        frozenset(scan.declared),
        frozenset(scan.strings),
        scan.dynamic,
    )


def unannotated(nodes: Iterable[ast.stmt]) -> list[ast.stmt]:
    """Copies of statements without their annotations, which a ``__future__`` import postpones."""
    found = [copy.deepcopy(node) for node in nodes]
    for node in found:
        for part in walk(node):
            if isinstance(part, ast.arg):
                part.annotation = None
            elif isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)):
                part.returns = None
            elif isinstance(part, ast.AnnAssign):
                part.annotation = ast.Constant("")
    return found


@dataclass
class _Scan(ast.NodeVisitor):
    """Names of module-level code in evaluation order; branches join."""

    bound: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    captured: set[str] = field(default_factory=set)
    maybe: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    mutated: set[str] = field(default_factory=set)
    declared: set[str] = field(default_factory=set)
    strings: set[str] = field(default_factory=set)
    dynamic: str = ""
    consumed: bool = False
    methods: frozenset[str] = frozenset()
    outside: list[set[str]] = field(default_factory=list)
    """What was bound before each branch that is open."""

    def _read(self, name: str) -> None:
        if name not in self.bound:
            self.reads.add(name)

    def _bind(self, name: str) -> None:
        self.bound.add(name)
        self.deleted.discard(name)

    def _late(self, found: Iterable[str]) -> None:
        self.late.update(found)
        if not self.consumed:
            self.captured.update(found)

    # -- expressions

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in _MODULE_NAMES:
            self.dynamic = self.dynamic or f"`{node.id}`"
        if isinstance(node.ctx, ast.Load):
            self._read(node.id)
        elif isinstance(node.ctx, ast.Store):
            self._bind(node.id)
        else:
            self._read(node.id)
            own = node.id in self.bound - set().union(*self.outside)
            if self.outside and not own:
                self.dynamic = self.dynamic or "a `del` on some paths only"
            self.bound.discard(node.id)
            self.maybe.discard(node.id)
            self.deleted.add(node.id)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.generic_visit(node)
        if not isinstance(node.ctx, ast.Load):
            self._mutate(node.value)

    def _mutate(self, node: ast.expr) -> None:
        while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
            node = node.func if isinstance(node, ast.Call) else node.value
        if isinstance(node, ast.Name):
            self.mutated.add(node.id)

    def visit_Call(self, node: ast.Call) -> None:
        name = callee(node)
        if isinstance(node.func, ast.Name):
            if name in ("exec", "eval", "globals", "locals", "vars", "dir", "get_ipython") and (
                name in ("exec", "eval", "globals", "locals", "get_ipython") or not node.args
            ):
                self.dynamic = self.dynamic or f"`{name}()`"
        elif name in _MUTATORS or any(
            k.arg in ("inplace", "out") and not _is_false(k.value) for k in node.keywords
        ):
            if isinstance(node.func, ast.Attribute):
                self._mutate(node.func.value)
        for keyword in node.keywords:
            if keyword.arg == "out":
                self._mutate(keyword.value)
        self.visit(node.func)
        builtin = isinstance(node.func, ast.Name)
        consumes = name in (_SORTERS if builtin else _CONSUMERS - self.methods)
        for argument in (*node.args, *(k.value for k in node.keywords)):
            before = self.consumed
            drained = (builtin and name in _DRAINS) or (not builtin and name == "join")
            if (consumes and isinstance(argument, ast.Lambda)) or (
                drained
                and (isinstance(argument, ast.GeneratorExp) or _is_lazy(argument))
                and not _makes_functions(argument)
            ):
                self.consumed = True
            elif not (before and _is_lazy(node)):
                self.consumed = False
            self.visit(argument)
            self.consumed = before
            if name in _STRING_READERS:
                for read in _names_in_strings(argument):
                    self._read(read)
                    self.strings.add(read)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr in _FRAMES or node.attr == "__qualname__" or ast.unparse(node) in _PLACES:
            self.dynamic = self.dynamic or f"`{node.attr}`"
        self.generic_visit(node)
        if not isinstance(node.ctx, ast.Load):
            self._mutate(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:
        if ast.unparse(node.left) == "__name__":
            self._read("__name__")  # the guard of a program, which is known to hold
            return
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        self._place_in(node)

    def _place_in(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and "__main__" in node.value:
            self.dynamic = self.dynamic or "`__main__` in a string"
        elif isinstance(node.value, str) and _PLACE_IN_LOG.search(node.value):
            self.dynamic = self.dynamic or "a log format with the function's name"

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.visit(node.target)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        self.visit(node.values[0])
        for value in node.values[1:]:
            self._branch([[value]], complete=False)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.visit(node.test)
        self._branch([[node.body], [node.orelse]])

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for expression in early(node):
            self.visit(expression)
        self._dynamic_inside(node)
        self._late(function(node).free)

    def _comprehension(self, node: ast.AST) -> None:
        first, late, walrus = comprehension(node)
        for name in sorted(first):
            self._read(name)
        self._late(late)
        for generator in getattr(node, "generators", []):
            for part in walk(generator):
                if isinstance(part, ast.Call):
                    self._calls_in(part)
        for part in walk(node):
            if isinstance(part, ast.Call):
                self._calls_in(part)
        self.maybe.update(walrus)

    def _calls_in(self, node: ast.Call) -> None:
        """Dynamic namespaces and mutation inside a comprehension, whose names are scoped apart."""
        name = callee(node)
        if isinstance(node.func, ast.Name) and name in ("exec", "eval", "globals", "locals"):
            self.dynamic = self.dynamic or f"`{name}()`"
        elif isinstance(node.func, ast.Attribute) and name in _MUTATORS:
            self._mutate(node.func.value)

    visit_ListComp = _comprehension
    visit_SetComp = _comprehension
    visit_DictComp = _comprehension
    visit_GeneratorExp = _comprehension

    # -- statements

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit(node.annotation)
        if node.value:
            self.visit(node.value)
            self.visit(node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self._read(node.target.id)
            self.mutated.add(node.target.id)
        self.visit(node.target)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._bind((alias.asname or alias.name).split(".")[0])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name != "*":
                self._bind(alias.asname or alias.name)

    def _define(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for expression in early(node):
            self.visit(expression)
        made = function(node)
        self._late(made.free - {node.name})
        if node.name in made.free:  # it calls itself by its name, whatever that is by then
            self.late.add(node.name)
            self.captured.add(node.name)
        self.declared |= made.declared
        self._dynamic_inside(node)
        self._bind(node.name)

    visit_FunctionDef = _define
    visit_AsyncFunctionDef = _define

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for expression in (*node.decorator_list, *node.bases, *(k.value for k in node.keywords)):
            self.visit(expression)
        first, late, declared = class_body(node)
        for name in sorted(first):
            self._read(name)
        self._late(late - {node.name})
        if node.name in late:
            self.late.add(node.name)
            self.captured.add(node.name)
        self.declared |= declared
        self._dynamic_inside(node)
        self._bind(node.name)

    def _dynamic_inside(self, node: ast.AST) -> None:
        for part in walk(node):
            if isinstance(part, ast.Attribute) and (
                part.attr in _FRAMES or ast.unparse(part) in _PLACES
            ):
                self.dynamic = self.dynamic or f"`{part.attr}`"
            if isinstance(part, ast.Name) and part.id in _MODULE_NAMES:
                self.dynamic = self.dynamic or f"`{part.id}`"
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                if _PLACE_IN_LOG.search(part.value):
                    self.dynamic = self.dynamic or "a log format with the function's name"
            if isinstance(part, ast.FunctionDef) and part.name == "__del__":
                self.dynamic = self.dynamic or "`__del__`"
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
                text = " ".join(ast.unparse(argument) for argument in part.args)
                module = getattr(part.func.value, "id", "")
                if (part.func.attr in ("query", "eval") and "@" in text) or (
                    part.func.attr in ("eval", "evaluate") and module in ("pd", "ne", "numexpr")
                ):
                    self.dynamic = self.dynamic or "names in a string of a function"
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
                name = part.func.id
                # inside a function only the module's namespace is of interest
                if name in ("globals", "get_ipython") or (name in ("exec", "eval")):
                    self.dynamic = self.dynamic or f"`{name}()`"

    def visit_Global(self, node: ast.Global) -> None:
        """At module level the statement says nothing."""

    def _branch(self, paths: list[list[ast.AST]], *, complete: bool = True) -> None:
        """Run alternatives from one state; afterwards only what all of them bind is certain."""
        start, ends, touched = set(self.bound), [], set[str]()
        self.outside.append(start | self.reads)
        for path in paths:
            self.bound = set(start)
            for part in path:
                self.visit(part)
            if not _leaves(path):
                ends.append(set(self.bound))
            touched |= self.bound - start
        if not complete:
            ends.append(start)
        self.outside.pop()
        self.bound = set.intersection(*ends) if ends else set(start)
        self.maybe |= touched - self.bound

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        self._branch([list(node.body), list(node.orelse)])

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        if _never_empty(node.iter):
            self.visit(node.target)
            leaves = next((i for i, s in enumerate(node.body) if _breaks(s)), len(node.body))
            for statement in node.body[:leaves]:
                self.visit(statement)
            if leaves < len(node.body):
                self._branch([list(node.body[leaves:])], complete=False)
            self._branch([list(node.orelse)], complete=False)
            return
        self._branch([[node.target, *node.body]], complete=False)
        self._branch([list(node.orelse)], complete=False)

    visit_AsyncFor = visit_For

    def visit_While(self, node: ast.While) -> None:
        self.visit(node.test)
        self._branch([list(node.body)], complete=False)
        self._branch([list(node.orelse)], complete=False)

    def visit_Try(self, node: ast.Try) -> None:
        start = set(self.bound)
        for statement in [*node.body, *node.orelse]:
            self.visit(statement)
        whole = set(self.bound)
        ends, touched = [whole], whole - start
        for handler in node.handlers:
            self.bound = set(start)  # the body may have failed at its first statement
            if handler.type:
                self.visit(handler.type)
            if handler.name:
                self.bound.add(handler.name)
            for statement in handler.body:
                self.visit(statement)
            if handler.name:
                self.bound.discard(handler.name)
            touched |= self.bound - start
            if not _leaves(handler.body):
                ends.append(set(self.bound))
        self.bound = set.intersection(*ends)
        self.maybe |= touched - self.bound
        for statement in node.finalbody:
            self.visit(statement)

    visit_TryStar = visit_Try

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self.visit(item.context_expr)
            if item.optional_vars:
                self.visit(item.optional_vars)
        if any(_may_swallow(item.context_expr) for item in node.items):
            self._branch([list(node.body)], complete=False)
            return
        for statement in node.body:
            self.visit(statement)

    visit_AsyncWith = visit_With

    def visit_Match(self, node: ast.Match) -> None:
        self.visit(node.subject)
        self._branch(
            [[c.pattern, *([c.guard] if c.guard else []), *c.body] for c in node.cases],
            complete=False,
        )

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.pattern:
            self.visit(node.pattern)
        if node.name:
            self._bind(node.name)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self._bind(node.name)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        self.generic_visit(node)
        if node.rest:
            self._bind(node.rest)


def _may_swallow(node: ast.expr) -> bool:
    """Whether a context manager may end an exception of its body, so that the body is cut short."""
    if not isinstance(node, ast.Call):
        return not isinstance(node, ast.Attribute)
    name = callee(node)
    if name in ("suppress", "raises", "ExitStack") or name.startswith("assert"):
        return True
    # a manager of the notebook's own, or imported by its name: only known ones let errors through
    return isinstance(node.func, ast.Name) and name not in _MANAGERS


def _is_lazy(node: ast.expr) -> bool:
    """A call of ``map`` or ``filter``, whose function runs when somebody asks for the items."""
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("map", "filter")


def _makes_functions(node: ast.expr) -> bool:
    """Whether a generator yields functions or generators, which live on when it is used up."""
    lazy = (ast.Lambda, ast.GeneratorExp)
    return isinstance(node, ast.GeneratorExp) and any(
        isinstance(part, lazy) for part in walk(node.elt)
    )


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and not node.value


def _never_empty(node: ast.expr) -> bool:
    """Whether a loop over this literal runs at least once."""
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return any(not isinstance(e, ast.Starred) for e in node.elts)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        if node.func.id == "range":
            bounds = [
                a.value for a in node.args if isinstance(a, ast.Constant) and type(a.value) is int
            ]
            whole = len(bounds) == len(node.args)
            return whole and 0 not in bounds[2:] and len(range(*bounds)) > 0
        if node.func.id in ("enumerate", "sorted", "reversed"):
            return _never_empty(node.args[0])
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


def _breaks(node: ast.AST) -> bool:
    return any(isinstance(part, (ast.Break, ast.Continue)) for part in walk(node))


def _leaves(path: Iterable[ast.AST]) -> bool:
    """Whether a path never reaches its end."""
    last = list(path)[-1:]
    return bool(last) and isinstance(last[0], (ast.Raise, ast.Return, ast.Break, ast.Continue))


def _names_in_strings(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return set(re.findall(r"[^\W\d]\w*", node.value))
    if isinstance(node, ast.JoinedStr):
        parts = (v.value for v in node.values if isinstance(v, ast.Constant))
        return {name for part in parts for name in re.findall(r"[^\W\d]\w*", str(part))}
    return set()
