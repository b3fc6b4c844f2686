"""Scopes: which module-level names a cell reads, binds and deletes, in the order it runs."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Literal, NamedTuple

from .trees import children, walk

_Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_NAME_ERRORS = {"NameError", "Exception", "BaseException", "UnboundLocalError"}
_NAMESPACES = {"globals", "locals", "dir", "vars"}


class Use(NamedTuple):
    """One touch of a module-level name; `sure` is False in a branch that may not run."""

    kind: Literal["read", "call", "bind", "delete", "star"]
    name: str
    node: ast.AST
    sure: bool = True


class Scopes(NamedTuple):
    """The uses of one cell. `bodies` maps a function or class to the names its body reads late."""

    uses: tuple[Use, ...]
    bodies: Mapping[str, tuple[Use, ...]]
    late: tuple[Use, ...]


def scopes(tree: ast.Module) -> Scopes:
    """Collect the uses of module-level names in a cell; once for each tree.

    They are kept at the tree, and go with it: an open notebook may have any number of cells.
    """
    found: Scopes | None = tree.__dict__.get("_scopes")
    if found is None:
        found = tree.__dict__["_scopes"] = _scopes(tree)
    return found


def _scopes(tree: ast.Module) -> Scopes:
    walk = _Walk()
    with suppress(RecursionError):  # nested thousands deep: what was seen so far counts
        walk.block(tree.body)
    bodies = {name: tuple(uses) for name, uses in walk.bodies.items()}
    return Scopes(tuple(walk.uses), bodies, tuple(walk.late))


def bound(statements: Iterable[ast.stmt]) -> frozenset[str]:
    """The names that statements bind in their own scope."""
    names: set[str] = set()
    outer: set[str] = set()
    stack: list[ast.AST] = list(statements)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                names.add(node.id)
        elif isinstance(node, (*_Function, ast.ClassDef)):
            names.add(node.name)
            stack += node.decorator_list
        elif isinstance(node, ast.Lambda):
            pass
        elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            names.update(
                n.target.id
                for n in walk(node)
                if isinstance(n, ast.NamedExpr) and isinstance(n.target, ast.Name)
            )
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update(_imported(node))
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            outer.update(node.names)
        else:
            if isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
                names.update([node.name] if node.name else [])
            elif isinstance(node, ast.MatchMapping) and node.rest:
                names.add(node.rest)
            stack.extend(children(node))
    return frozenset(names - outer)


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    for alias in node.names:
        if alias.name != "*":
            yield alias.asname or (
                alias.name if isinstance(node, ast.ImportFrom) else alias.name.partition(".")[0]
            )


class _Walk:
    def __init__(self) -> None:
        self.uses: list[Use] = []
        self.late: list[Use] = []
        self.bodies: dict[str, list[Use]] = {}
        self.sink = self.uses
        self.local: list[frozenset[str]] = []  # names of the scopes inside the module's
        self.hidden: list[frozenset[str]] = []  # names that are guarded, or bound by this loop
        self.branches = 0

    def emit(
        self, kind: Literal["read", "call", "bind", "delete"], name: str, node: ast.AST
    ) -> None:
        if any(name in names for names in self.local):
            return
        if kind in ("read", "call"):
            if any(name in names or "*" in names for names in self.hidden):
                return
        elif self.sink is not self.uses:
            return
        self.sink.append(Use(kind, name, node, not self.branches))

    def block(self, statements: Iterable[ast.stmt]) -> None:
        for statement in statements:
            self.visit(statement)

    def visit(self, node: ast.AST) -> None:
        method = _VISITS.get(type(node))
        if method is not None:
            method(self, node)
        else:
            for child in children(node):
                self.visit(child)

    def name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.emit("read", node.id, node)
        elif isinstance(node.ctx, ast.Store):
            self.emit("bind", node.id, node)
        elif not self.branches:
            self.emit("delete", node.id, node)

    def call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name):
            self.emit("call", node.func.id, node.func)
        else:
            self.visit(node.func)
        for argument in node.args:
            self.visit(argument)
        for keyword in node.keywords:
            self.visit(keyword.value)

    def assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def annotated(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)
            self.visit(node.target)

    def augmented(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self.emit("read", node.target.id, node.target)
        self.visit(node.target)

    def walrus(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.visit(node.target)

    def imports(self, node: ast.Import | ast.ImportFrom) -> None:
        for name in _imported(node):
            self.emit("bind", name, node)
        if any(alias.name == "*" for alias in node.names) and self.sink is self.uses:
            self.uses.append(Use("star", getattr(node, "module", None) or "", node))

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        self.defaults(node.args)
        outer = {n for g in walk(node) if isinstance(g, ast.Global) for n in g.names}
        for name in outer:
            self.emit("bind", name, node)
        inner = _parameters(node.args) | bound(node.body)
        self.within(node.name, inner - outer, node.body)
        self.emit("bind", node.name, node)

    def within(self, name: str, inner: frozenset[str], body: Iterable[ast.AST]) -> None:
        """Walk a body that runs later; what it reads belongs to `name`."""
        before, branches = self.sink, self.branches
        if self.sink is self.uses:
            self.sink = self.bodies.setdefault(name, []) if name else self.late
        self.local.append(inner)
        for part in body:
            self.visit(part)
        self.local.pop()
        self.sink, self.branches = before, branches

    def defaults(self, arguments: ast.arguments) -> None:
        for default in (*arguments.defaults, *arguments.kw_defaults):
            if default is not None:
                self.visit(default)

    def function_like(self, node: ast.Lambda) -> None:
        self.defaults(node.args)
        self.within("", _parameters(node.args), [node.body])

    def klass(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases, *(k.value for k in node.keywords)):
            self.visit(part)
        seen: set[str] = set()
        for statement in node.body:
            if isinstance(statement, _Function):
                inner = _parameters(statement.args) | bound(statement.body)
                runs = statement.name in ("__init__", "__new__", "__post_init__")
                self.within(node.name if runs else "", inner | {"__class__"}, statement.body)
                seen.add(statement.name)
                continue
            self.local.append(frozenset(seen | bound([statement])))
            self.visit(statement)
            self.local.pop()
            seen |= bound([statement])
        self.emit("bind", node.name, node)

    def comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
    ) -> None:
        targets = bound([ast.Expr(n.target) for n in node.generators])
        self.visit(node.generators[0].iter)
        self.local.append(targets)
        for index, generator in enumerate(node.generators):
            if index:
                self.visit(generator.iter)
            for test in generator.ifs:
                self.visit(test)
        if isinstance(node, ast.DictComp):
            self.visit(node.key)
            self.visit(node.value)
        else:
            self.visit(node.elt)
        self.local.pop()

    def loop(self, node: ast.For | ast.AsyncFor | ast.While) -> None:
        if isinstance(node, ast.While):
            self.visit(node.test)
        else:
            self.visit(node.iter)
            self.visit(node.target)
        # what one round binds, the next may read
        self.hidden.append(bound(node.body))
        self.branch(node.body)
        self.hidden.pop()
        self.branch(node.orelse)

    def branch(self, statements: Iterable[ast.stmt]) -> None:
        self.branches += 1
        self.block(statements)
        self.branches -= 1

    def condition(self, node: ast.If) -> None:
        self.visit(node.test)
        guarded = _guarded(node.test)
        self.hidden.append(guarded)
        self.branch(node.body)
        self.branch(node.orelse)
        self.hidden.pop()

    def attempt(self, node: ast.Try) -> None:
        caught = any(_catches_names(handler) for handler in node.handlers)
        self.hidden.append(frozenset("*") if caught else frozenset())
        self.branch(node.body)
        self.hidden.pop()
        for handler in node.handlers:
            if handler.name:
                self.emit("bind", handler.name, handler)
            self.branch(handler.body)
        self.branch(node.orelse)
        self.block(node.finalbody)

    def with_block(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self.visit(item.context_expr)
            if item.optional_vars is not None:
                self.visit(item.optional_vars)
        self.block(node.body)

    def match(self, node: ast.Match) -> None:
        self.visit(node.subject)
        for name in bound([node]):
            self.emit("bind", name, node)
        for case in node.cases:
            if case.guard is not None:
                self.visit(case.guard)
            self.branch(case.body)


def _parameters(arguments: ast.arguments) -> frozenset[str]:
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    rest = [a for a in (arguments.vararg, arguments.kwarg) if a is not None]
    return frozenset(a.arg for a in (*named, *rest))


def _guarded(test: ast.expr) -> frozenset[str]:
    """The names whose presence a condition asks for: `"df" in globals()`."""
    names = {n.id for n in walk(test) if isinstance(n, ast.Name)}
    if not _NAMESPACES & names:
        return frozenset()
    words = [n.value for n in walk(test) if isinstance(n, ast.Constant)]
    return frozenset(word for word in words if isinstance(word, str))


def _catches_names(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    return any(isinstance(n, ast.Name) and n.id in _NAME_ERRORS for n in walk(handler.type))


_VISITS: dict[type[ast.AST], Callable[[_Walk, Any], None]] = {
    ast.Name: _Walk.name,
    ast.Call: _Walk.call,
    ast.Assign: _Walk.assign,
    ast.AnnAssign: _Walk.annotated,
    ast.AugAssign: _Walk.augmented,
    ast.NamedExpr: _Walk.walrus,
    ast.Import: _Walk.imports,
    ast.ImportFrom: _Walk.imports,
    ast.FunctionDef: _Walk.function,
    ast.AsyncFunctionDef: _Walk.function,
    ast.Lambda: _Walk.function_like,
    ast.ClassDef: _Walk.klass,
    ast.ListComp: _Walk.comprehension,
    ast.SetComp: _Walk.comprehension,
    ast.GeneratorExp: _Walk.comprehension,
    ast.DictComp: _Walk.comprehension,
    ast.For: _Walk.loop,
    ast.AsyncFor: _Walk.loop,
    ast.While: _Walk.loop,
    ast.If: _Walk.condition,
    ast.Try: _Walk.attempt,
    ast.With: _Walk.with_block,
    ast.AsyncWith: _Walk.with_block,
    ast.Match: _Walk.match,
}
if hasattr(ast, "TryStar"):
    _VISITS[ast.TryStar] = _Walk.attempt
