"""Function: the free names of functions, lambdas, class bodies and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple


class Function(NamedTuple):
    """What a function, lambda or class body needs from outside itself.

    `own` are free names read in its own body, `nested` those read only in functions inside it.
    """

    own: frozenset[str]
    nested: frozenset[str]
    locals: frozenset[str]
    declared: frozenset[str]

    @property
    def free(self) -> frozenset[str]:
        return self.own | self.nested


def function(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Function:
    """Resolve the free names of a function body (its defaults and decorators are not its own)."""
    scan = _Body()
    arguments = node.args
    for argument in _arguments(arguments):
        scan.local.add(argument.arg)
    body = node.body if isinstance(node.body, list) else [ast.Expr(node.body)]
    for statement in body:
        scan.visit(statement)
    local = scan.local - scan.declared
    outside = scan.nonlocals
    return Function(
        frozenset(scan.loaded - local),
        frozenset((scan.inner | outside) - local) - frozenset(scan.loaded - local),
        frozenset(local),
        frozenset(scan.declared | scan.inner_declared),
    )


def _arguments(arguments: ast.arguments) -> Iterator[ast.arg]:
    yield from (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    if arguments.vararg:
        yield arguments.vararg
    if arguments.kwarg:
        yield arguments.kwarg


def early(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> list[ast.expr]:
    """The expressions of a definition that run when it is made."""
    found: list[ast.expr] = [*node.args.defaults, *(d for d in node.args.kw_defaults if d)]
    if not isinstance(node, ast.Lambda):
        found += node.decorator_list
        found += [a.annotation for a in _arguments(node.args) if a.annotation]
        if node.returns:
            found.append(node.returns)
    return found


class _Body(ast.NodeVisitor):
    """Local names and loads of one function body; functions inside are resolved on the way."""

    def __init__(self) -> None:
        self.local: set[str] = set()
        self.loaded: set[str] = set()
        self.inner: set[str] = set()
        self.declared: set[str] = set()
        self.inner_declared: set[str] = set()
        self.nonlocals: set[str] = set()

    def visit_Name(self, node: ast.Name) -> None:
        (self.loaded if isinstance(node.ctx, ast.Load) else self.local).add(node.id)
        if isinstance(node.ctx, ast.Del):
            self.loaded.add(node.id)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.loaded.add(node.target.id)
        self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> None:
        self.declared.update(node.names)
        self.loaded.update(node.names)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        self.nonlocals.update(node.names)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            self.local.add((alias.asname or alias.name).split(".")[0])

    visit_Import = _import
    visit_ImportFrom = _import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.local.add(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self.local.add(node.name)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self.local.add(node.name)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self.local.add(node.rest)
        self.generic_visit(node)

    def _definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        if not isinstance(node, ast.Lambda):
            self.local.add(node.name)
        for expression in early(node):
            self.visit(expression)
        made = function(node)
        self.inner |= made.free
        self.inner_declared |= made.declared

    visit_FunctionDef = _definition
    visit_AsyncFunctionDef = _definition
    visit_Lambda = _definition

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self.local.add(node.name)
        for expression in (*node.bases, *(k.value for k in node.keywords), *node.decorator_list):
            self.visit(expression)
        first, late, declared = class_body(node)
        self.loaded |= first
        self.inner |= late
        self.inner_declared |= declared

    def _comprehension(self, node: ast.AST) -> None:
        first, late, walrus = comprehension(node)
        self.loaded |= first
        self.inner |= late
        self.local |= walrus

    visit_ListComp = _comprehension
    visit_SetComp = _comprehension
    visit_DictComp = _comprehension
    visit_GeneratorExp = _comprehension


def class_body(node: ast.ClassDef) -> tuple[set[str], set[str], set[str]]:
    """Names that a class body reads at once, those its methods read late, and declared globals."""
    body = _Body()
    for statement in node.body:
        body.visit(statement)
    # a name bound in the body may be read before; that read looks outside, so it counts
    first = body.loaded - (body.local - _read_first(node))
    return first, body.inner, body.declared | body.inner_declared


def _read_first(node: ast.ClassDef) -> set[str]:
    """Names on the right of ``x = x`` in a class body."""
    found: set[str] = set()
    bound: set[str] = set()
    for statement in node.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(statement.name)
            continue
        for part in ast.walk(statement):
            if (
                isinstance(part, ast.Name)
                and isinstance(part.ctx, ast.Load)
                and part.id not in bound
            ):
                found.add(part.id)
        for part in ast.walk(statement):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                bound.add(part.id)
    return found


def comprehension(node: ast.AST) -> tuple[set[str], set[str], set[str]]:
    """Names read at once and late by a comprehension, and those a walrus binds around it."""
    generators: list[ast.comprehension] = getattr(node, "generators", [])
    outer, inner = _Body(), _Body()
    outer.visit(generators[0].iter)
    for index, generator in enumerate(generators):
        inner.visit(generator.target)
        if index:
            inner.visit(generator.iter)
        for condition in generator.ifs:
            inner.visit(condition)
    if isinstance(node, ast.DictComp):
        inner.visit(node.key)
        inner.visit(node.value)
    else:
        inner.visit(node.elt)  # type: ignore[attr-defined]
    targets = {
        name.id
        for generator in generators
        for name in ast.walk(generator.target)
        if isinstance(name, ast.Name)
    }
    walrus = {
        part.target.id
        for part in ast.walk(node)
        if isinstance(part, ast.NamedExpr) and isinstance(part.target, ast.Name)
    }
    read = inner.loaded - targets - walrus
    late = inner.inner - targets
    if isinstance(node, ast.GeneratorExp):
        return outer.loaded, read | late | outer.inner, walrus
    return outer.loaded | read, late | outer.inner, walrus
