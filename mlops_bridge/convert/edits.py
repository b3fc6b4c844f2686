"""Point edits on the user's own lines, each proved by comparing syntax trees."""

from __future__ import annotations

import ast
import copy
import io
import re
import token
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..analysis.functions import function
from ..analysis.secrets import Secret, find, look_up, masked
from ..analysis.trees import walk
from ..notebook.commands import indented, string_lines
from .blockers import is_clearing

# what IPython says of the module in which a notebook runs
_DOC = "Automatically created module for IPython interactive environment"


class CannotEdit(Exception):
    """Raised when an edit cannot be made so that its syntax tree is the intended one."""


@dataclass(frozen=True)
class Rules:
    """What changes inside the user's lines.

    Attributes
    ----------
    shared : names that become attributes of ``lib``
    threaded : for each function that gains keyword-only arguments, their names
    library : whether the text goes into ``lib.py``, where shared names are plain globals
    display : whether ``display`` is IPython's, whose calls only show
    secrets : value to environment variable, for all literals that become look-ups
    flat : whether the text runs as ``__main__`` with the notebook's own namespace
    alias : the name by which the steps know ``lib``
    lookups : environment variable by (cell, line, column) of the question that it answers
    pyplot : the notebook's name for ``matplotlib.pyplot``
    literals : parameter by (cell, line, column) of the literal that it replaces
    builtins : names that are read as builtins, though the function that the text goes to binds them
    """

    shared: frozenset[str] = frozenset()
    threaded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    library: bool = False
    display: bool = True
    secrets: Mapping[str, str] = field(default_factory=dict)
    flat: bool = False
    alias: str = "lib"
    builtins: frozenset[str] = frozenset()
    pyplot: str = ""

    literals: Mapping[tuple[int, int, int], str] = field(default_factory=dict)
    lookups: Mapping[tuple[int, int, int], str] = field(default_factory=dict)

    def touches(self, text: str) -> bool:
        """Whether some rule may change a text; a quick look that never says no wrongly."""
        if self.pyplot and ".show(" in text:
            return True
        if self.secrets or self.literals or self.lookups or _SPECIAL.search(text):
            return True
        named = (*self.shared, *self.threaded, *self.builtins)
        return any(name in text for name in named)


_WIDGET = "dbutils.widgets.get"
_SPECIAL = re.compile(r"\b(?:display|clear_output|class|__name__|__doc__)\b")


def rewrite(text: str, rules: Rules, place: tuple[int, int] = (0, 1)) -> str:
    """Apply `rules` to whole statements, whose text begins at `place`, a cell and its line.

    Raises
    ------
    CannotEdit
        If the edited text does not parse to exactly the intended tree.
    """
    text = _without_secrets_in_comments(text)
    if not rules.touches(text):
        return text
    tree = ast.parse(text)
    editor = _Editor(text, rules, {s.key: s for s in find(tree)}, place)
    wanted = editor.visit(copy.deepcopy(tree))
    if not editor.edits:
        return text
    edited = _applied(text, editor.edits)
    try:
        same = ast.dump(ast.parse(edited)) == ast.dump(wanted)
    except SyntaxError:
        same = False
    if not same:
        raise CannotEdit(text)
    return edited


def _without_secrets_in_comments(text: str) -> str:
    """A comment may hold the password that the code no longer does."""
    if masked(text) == text:
        return text
    lines = text.split("\n")
    try:
        for item in tokenize.generate_tokens(io.StringIO(text).readline):
            if item.type == token.COMMENT:
                row, column = item.start
                lines[row - 1] = lines[row - 1][:column] + masked(item.string)
    except (tokenize.TokenError, IndentationError):
        raise CannotEdit(text) from None
    return "\n".join(lines)


def indent(text: str, by: str = "    ") -> str:
    """Indent statements; lines that begin inside a string keep their text.

    Raises
    ------
    CannotEdit
        If the indented statements are not the same statements.
    """
    try:
        result = indented(text, by)
    except (tokenize.TokenError, IndentationError):
        raise CannotEdit(text) from None
    before = ast.parse(text).body
    if before:
        after = ast.parse("if True:\n" + result).body[0]
        if [ast.dump(n) for n in getattr(after, "body", [])] != [ast.dump(n) for n in before]:
            raise CannotEdit(text)
    return result


def dedent_block(text: str, body: list[ast.stmt]) -> str:
    """The statements of a block, moved to the left margin (the body of ``if __name__ ...``)."""
    lines = text.split("\n")
    first, last = body[0].lineno, body[-1].end_lineno or body[-1].lineno
    if first == body[0].lineno and lines[first - 1][: body[0].col_offset].strip():
        raise CannotEdit(text)  # a one-line compound
    width = body[0].col_offset
    inside = _string_lines(text)
    kept = [
        line if number in inside else (line[width:] if not line[:width].strip() else line.lstrip())
        for number, line in enumerate(lines, 1)
        if first <= number <= max(last, len(lines))
    ]
    result = "\n".join(kept)
    if [ast.dump(n) for n in ast.parse(result).body] != [ast.dump(n) for n in body]:
        raise CannotEdit(text)
    return result


def _string_lines(text: str) -> set[int]:
    try:
        return string_lines(text)
    except (tokenize.TokenError, IndentationError):
        raise CannotEdit(text) from None


def _applied(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(set(edits), reverse=True):
        text = text[:start] + new + text[end:]
    return text


class _Editor(ast.NodeTransformer):
    """Collects text edits while it builds the tree that the edited text must have."""

    def __init__(
        self,
        text: str,
        rules: Rules,
        secrets: Mapping[tuple[int, int], Secret],
        place: tuple[int, int],
    ) -> None:
        self.text, self.rules, self.secrets, self.place = text, rules, secrets, place
        self.edits: list[tuple[int, int, str]] = []
        self.scopes: list[frozenset[str]] = []
        self.classes = 0
        self.starts = [0]
        for line in text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def _offset(self, line: int, column: int) -> int:
        start = self.starts[line - 1]
        text = self.text[start : self.starts[line] - 1]
        return start + len(text.encode()[:column].decode(errors="ignore"))

    def _span(self, node: ast.expr | ast.stmt | ast.keyword | ast.arg) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return (
            self._offset(node.lineno, node.col_offset),
            self._offset(node.end_lineno, node.end_col_offset),
        )

    def _is_global(self, name: str) -> bool:
        return not any(name in scope for scope in self.scopes)

    # -- scopes

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        outermost = not self.scopes and not self.classes
        needs = self.rules.threaded.get(node.name, ()) if outermost else ()
        node.decorator_list = [self.visit(d) for d in node.decorator_list]
        node.args.defaults = [self.visit(d) for d in node.args.defaults]
        node.args.kw_defaults = [d and self.visit(d) for d in node.args.kw_defaults]
        for argument in walk(node.args):
            if isinstance(argument, ast.arg) and argument.annotation:
                argument.annotation = self.visit(argument.annotation)
        if needs:
            self._signature(node, needs)
        if node.returns:
            node.returns = self.visit(node.returns)
        self.scopes.append(function(node).locals | set(needs))
        body: list[ast.stmt] = []
        for statement in node.body:
            made = self.visit(statement)
            body += made if isinstance(made, list) else [made]
        node.body = body
        self.scopes.pop()
        return node

    visit_FunctionDef = _function
    visit_AsyncFunctionDef = _function

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        node.args.defaults = [self.visit(d) for d in node.args.defaults]
        node.args.kw_defaults = [d and self.visit(d) for d in node.args.kw_defaults]
        self.scopes.append(function(node).locals)
        node.body = self.visit(node.body)
        self.scopes.pop()
        return node

    def _comprehension(self, node: ast.AST) -> ast.AST:
        targets = {
            part.id
            for generator in getattr(node, "generators", [])
            for part in walk(generator.target)
            if isinstance(part, ast.Name)
        }
        first: ast.comprehension = node.generators[0]  # type: ignore[attr-defined]
        # the first iterable is evaluated outside of the comprehension's own scope
        outer, first.iter = self.visit(first.iter), ast.Tuple([], ast.Load())
        self.scopes.append(frozenset(targets))
        self.generic_visit(node)
        self.scopes.pop()
        first.iter = outer
        return node

    visit_ListComp = _comprehension
    visit_SetComp = _comprehension
    visit_DictComp = _comprehension
    visit_GeneratorExp = _comprehension

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        bound = {
            name
            for statement in node.body
            for part in walk(statement)
            for name in (
                getattr(part, "name", None),
                part.id if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store) else None,
            )
            if name
        }
        if bound & self.rules.shared and not self.rules.library:
            raise CannotEdit(self.text)
        outermost = not self.scopes and not self.classes
        self.classes += 1
        self.generic_visit(node)
        self.classes -= 1
        if outermost and not self.rules.library and not self.rules.flat:
            self._qualify(node)
        return node

    def _qualify(self, node: ast.ClassDef) -> None:
        """Give a class that is made in a function the name that it has in a module."""
        first = node.body[0]
        documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        if documented and len(node.body) == 1:
            at, text = self._span(first)[1], f'; __qualname__ = "{node.name}"'
        else:
            following = node.body[int(documented)]
            decorators = getattr(following, "decorator_list", [])
            anchor = decorators[0] if decorators else following
            at = self._span(anchor)[0] - (1 if decorators else 0)
            start = self.text.rfind("\n", 0, at) + 1
            indent = self.text[start:at]
            own_line = not indent.strip()
            text = f'__qualname__ = "{node.name}"' + (f"\n{indent}" if own_line else "; ")
        self.edits.append((at, at, text))
        given = ast.Assign(
            [ast.Name("__qualname__", ast.Store())], ast.Constant(node.name), lineno=node.lineno
        )
        node.body.insert(int(documented), given)

    def visit_Global(self, node: ast.Global) -> ast.AST:
        if not self.rules.library and set(node.names) & self.rules.shared:
            raise CannotEdit(self.text)
        return node

    # -- edits

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id == "display" and self.rules.display and self._is_global(node.id):
            raise CannotEdit(self.text)  # not called but handed on
        if node.id in self.rules.builtins and isinstance(node.ctx, ast.Load):
            if self._is_global(node.id):
                new = ast.Attribute(ast.Name("builtins", ast.Load()), node.id, node.ctx)
                return self._replaced(node, f"builtins.{node.id}", new)
        if node.id == "__doc__" and self._is_global(node.id) and isinstance(node.ctx, ast.Load):
            return self._replaced(node, f'"{_DOC}"', ast.Constant(_DOC))
        if (
            node.id == "__name__"
            and not self.rules.flat
            and self._is_global(node.id)
            and isinstance(node.ctx, ast.Load)
        ):
            return self._replaced(node, '"__main__"', ast.Constant("__main__"))
        if node.id in self.rules.shared and not self.rules.library and self._is_global(node.id):
            new = ast.Attribute(ast.Name(self.rules.alias, ast.Load()), node.id, node.ctx)
            return self._replaced(node, f"{self.rules.alias}.{node.id}", new)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST | list[ast.AST]:
        if self._shows_figures(node):
            return self._shown_and_closed(node)
        if self.rules.display and is_clearing(node):
            start, end = self._span(node)
            self.edits.append((start, end, "pass"))
            return ast.Pass()
        return self.generic_visit(node)

    def _shows_figures(self, node: ast.Expr) -> bool:
        call, alias = node.value, self.rules.pyplot
        return (
            bool(alias)
            and isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr == "show"
            and getattr(call.func.value, "id", "") == alias
            and self._is_global(alias)
        )

    def _shown_and_closed(self, node: ast.Expr) -> list[ast.AST]:
        """A notebook closes the figures that ``plt.show()`` has shown."""
        start, end = self._span(node)
        closing = f'{self.rules.pyplot}.close("all")'
        line = self.text.rfind("\n", 0, start) + 1
        rest = self.text[end:].split("\n", 1)[0].strip()
        alone = not self.text[line:start].strip() and (not rest or rest.startswith("#"))
        at = end
        if alone:
            at = end + len(self.text[end:].split("\n", 1)[0])
            closing = f"\n{self.text[line:start]}{closing}"
        self.edits.append((at, at, closing if alone else f"; {closing}"))
        return [node, *ast.parse(closing.strip()).body]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.target, ast.Attribute):
            node.simple = 0
        return node

    def visit_MatchAs(self, node: ast.MatchAs) -> ast.AST:
        if node.name in self.rules.shared:
            raise CannotEdit(self.text)
        return self.generic_visit(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.AST:
        if isinstance(node.target, ast.Name) and node.target.id in self.rules.shared:
            raise CannotEdit(self.text)
        return self.generic_visit(node)

    def _bound_otherwise(self, name: str | None) -> None:
        if name in self.rules.shared and not self.rules.library:
            raise CannotEdit(self.text)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        self._bound_otherwise(node.name)
        return self.generic_visit(node)

    def visit_alias(self, node: ast.alias) -> ast.AST:
        self._bound_otherwise((node.asname or node.name).split(".")[0])
        return node

    def visit(self, node: ast.AST) -> Any:
        edited = bool(self.rules.literals or self.rules.lookups)
        if edited and isinstance(node, ast.expr) and hasattr(node, "lineno"):  # not one of ours
            cell, line = self.place
            key = (cell, line + node.lineno - 1, node.col_offset)
            if isinstance(node, ast.Call) and key in self.rules.lookups:
                text = look_up(self.rules.lookups[key])
                start, end = self._span(node)
                self.edits.append((start, end, text))
                return ast.parse(text, mode="eval").body
            name = self.rules.literals.get(key)
            widget = isinstance(node, ast.Call) and ast.unparse(node.func) == _WIDGET
            if name and (widget or not isinstance(node, (ast.Name, ast.Call, ast.Attribute))):
                start, end = self._span(node)
                self.edits.append((start, end, name))
                return ast.Name(name, ast.Load())
        return super().visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        secret = self.secrets.get((node.lineno, node.col_offset))
        if secret is None or not isinstance(node.value, str):
            return node
        text = look_up(self.rules.secrets.get(secret.value, secret.variable))
        return self._replaced(node, text, ast.parse(text, mode="eval").body)

    def _replaced(self, node: ast.expr, text: str, new: ast.AST) -> ast.AST:
        start, end = self._span(node)
        if isinstance(node, ast.Name) and self.text[start:end] != node.id:
            raise CannotEdit(self.text)  # positions inside f-strings are wrong before Python 3.12
        self.edits.append((start, end, text))
        return new

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        needs = self.rules.threaded.get(name, ()) if self._is_global(name) else ()
        if name == "display" and self.rules.display and self._is_global(name):
            return self._shown(node)
        self.generic_visit(node)
        if needs:
            self._pass_on(node, needs)
        return node

    def _shown(self, node: ast.Call) -> ast.AST:
        """``display(x)`` outside IPython would print: what is left is the value."""
        if node.keywords or not node.args or any(isinstance(a, ast.Starred) for a in node.args):
            raise CannotEdit(self.text)
        start, _ = self._span(node)
        self.edits.append((start, start + len("display"), ""))
        arguments: list[ast.expr] = [self.visit(argument) for argument in node.args]
        return arguments[0] if len(arguments) == 1 else ast.Tuple(arguments, ast.Load())

    def _pass_on(self, node: ast.Call, needs: tuple[str, ...]) -> None:
        added = ", ".join(f"{need}={need}" for need in needs)
        _, end = self._span(node)
        ends = [
            *(self._span(argument)[1] for argument in node.args),
            *(self._span(keyword)[1] for keyword in node.keywords),
        ]
        comma = bool(ends) and not _ends_with_comma(self.text[max(ends) : end - 1])
        self.edits.append((end - 1, end - 1, (", " if comma else "") + added))
        node.keywords += [ast.keyword(need, ast.Name(need, ast.Load())) for need in needs]

    def _signature(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, needs: tuple[str, ...]
    ) -> None:
        arguments = node.args
        star = "" if arguments.vararg or arguments.kwonlyargs else "*, "
        added = star + ", ".join(needs)
        opening, closing = self._parentheses(node)
        if arguments.kwarg:
            at = self.text.rindex("**", opening, self._span(arguments.kwarg)[0])
            self.edits.append((at, at, added + ", "))
        else:
            inside = self.text[opening + 1 : closing]
            every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
            comma = bool(every or arguments.vararg) and not _ends_with_comma(inside)
            self.edits.append((closing, closing, (", " if comma else "") + added))
        arguments.kwonlyargs += [ast.arg(need) for need in needs]
        arguments.kw_defaults += [None] * len(needs)

    def _parentheses(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[int, int]:
        """Offsets of the parentheses of a definition's parameter list."""
        start = self._offset(node.lineno, node.col_offset)
        depth, opening = 0, -1
        for item in tokenize.generate_tokens(io.StringIO(self.text[start:]).readline):
            if item.type != token.OP:
                continue
            line, column = item.start
            begin = start if line == 1 else self.starts[node.lineno + line - 2]
            at = begin + column
            if item.string in "([{":
                depth += 1
                if depth == 1 and opening < 0:
                    opening = at
            elif item.string in ")]}":
                depth -= 1
                if depth == 0:
                    return opening, at
        raise CannotEdit(self.text)


def _ends_with_comma(text: str) -> bool:
    """Whether the last token that is no comment is a comma."""
    silent = (token.NL, token.NEWLINE, token.COMMENT, token.ENDMARKER)
    try:
        found = tokenize.generate_tokens(io.StringIO(f"({text}\n)").readline)
        spoken = [item.string for item in found if item.type not in silent]
    except (tokenize.TokenError, IndentationError):
        return text.rstrip().endswith(",")
    return spoken[-2:] == [",", ")"]
