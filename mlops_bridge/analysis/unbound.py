"""Unbound: names that are read before they are defined, or that no cell defines."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from ..finding import Place
from ..notebook.magics import Magic
from .knowledge import words
from .program import Code, Program
from .scopes import Scopes, Use, scopes
from .trees import walk

_HISTORY = re.compile(r"_i?\d+$")
_WORD = re.compile(r"[A-Za-z_]\w*")


class Unbound(NamedTuple):
    """A read of a name without a definition above it.

    `why`: the definition comes ``later``, ``never``, or the name was ``deleted`` before.
    `definition` is the later definition, or the `del`. `doubt` is true where something that is
    not read here (a star import, a magic, a branch) may define the name all the same.
    """

    name: str
    why: Literal["later", "never", "deleted"]
    place: Place
    definition: Place | None
    doubt: bool
    conditional: bool
    again: tuple[Place, ...]


def unbound(program: Program) -> tuple[Unbound, ...]:
    """Find reads of names that are not defined at that point; one entry a name, its first read."""
    return tuple(_Search(program).run())


def _bindings(code: Code) -> Mapping[str, ast.AST]:
    """The names that a cell binds, each with where it does so first."""
    found: dict[str, ast.AST] = {}
    for use in scopes(code.tree).uses if code.tree is not None else ():
        if use.kind == "bind":
            found.setdefault(use.name, use.node)
    return found


class _Outline(NamedTuple):
    """The names of a cell: read before it binds them, bound, called, and read by its functions.

    `plain`: it deletes no name and imports none unseen.
    """

    reads: frozenset[str]
    binds: frozenset[str]
    calls: frozenset[str]
    late: frozenset[str]
    bodies: Mapping[str, frozenset[str]]
    plain: bool


def _outline(code: Code) -> _Outline:
    none = frozenset[str]()
    if code.tree is None:
        return _Outline(none, none, none, none, {}, True)
    seen = scopes(code.tree)
    reads, binds, calls = set[str](), set[str](), set[str]()
    for use in seen.uses:
        if use.kind == "bind":
            binds.add(use.name)
        elif use.name not in binds:
            reads.add(use.name)
        if use.kind == "call":
            calls.add(use.name)
    names = {n for n in reads if not hasattr(builtins, n)}
    late = {use.name for use in (*seen.late, *(u for uses in seen.bodies.values() for u in uses))}
    plain = all(use.kind not in ("star", "delete") for use in seen.uses)
    bodies = {
        name: frozenset(use.name for use in uses if not hasattr(builtins, use.name))
        for name, uses in seen.bodies.items()
    }
    return _Outline(
        frozenset(names), frozenset(binds), frozenset(calls), frozenset(late), bodies, plain
    )


class _Search:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.parsed: list[tuple[Code, Scopes]] = [
            (code, scopes(code.tree)) for code in program.codes if code.tree is not None
        ]
        self.defined: set[str] = set()
        self.deleted: dict[str, Place] = {}
        self.where: dict[str, tuple[Code, ast.AST]] = {}
        self.bodies: dict[str, tuple[Code, tuple[Use, ...]]] = {}
        self.found: dict[str, list[tuple[Code, Use, bool]]] = {}
        self.doubt = False
        self.possible = self._possible()

    def run(self) -> Iterator[Unbound]:
        for code, _ in self.parsed:
            for name, node in code.memo(_bindings).items():
                self.where.setdefault(name, (code, node))
        for code, seen in self.parsed:
            self._cell(code, seen)
        for code, seen in self.parsed:
            if code.memo(_outline).late <= self.where.keys():
                continue
            late = (*seen.late, *(use for uses in seen.bodies.values() for use in uses))
            for use in late:
                if use.name not in self.where and not self._known(use.name):
                    self._note(code, use)
        for name, reads in self.found.items():
            code, use, doubt = reads[0]
            yield Unbound(
                name,
                "deleted"
                if name in self.deleted and name in self.where
                else "later"
                if name in self.where
                else "never",
                code.place(use.node),
                self.deleted.get(name) or self._defined_at(name),
                doubt,
                not use.sure,
                tuple(c.place(u.node) for c, u, _ in reads[1:]),
            )

    def _defined_at(self, name: str) -> Place | None:
        if name not in self.where:
            return None
        code, node = self.where[name]
        return code.place(node)

    def _cell(self, code: Code, seen: Scopes) -> None:
        for magic in code.magics:
            self.doubt |= _may_bind(magic)
            self.defined.update(_bound_by(magic))
        for name, uses in seen.bodies.items():
            self.bodies[name] = (code, uses)
        outline = code.memo(_outline)
        if outline.plain and outline.reads <= self.defined:
            if all(map(self._complete, outline.calls & self.bodies.keys())):
                self.defined |= outline.binds
                for name in self.deleted.keys() & outline.binds:
                    del self.deleted[name]
                return
        for use in seen.uses:
            if use.kind == "star":
                self.doubt = True
            elif use.kind == "bind":
                self.defined.add(use.name)
                self.deleted.pop(use.name, None)
            elif use.kind == "delete":
                self.defined.discard(use.name)
                self.deleted.setdefault(use.name, code.place(use.node))
            elif use.name not in self.defined and not self._known(use.name):
                self._note(code, use)
            elif use.kind == "call":
                self._called(use.name, set())

    def _complete(self, name: str) -> bool:
        """Whether all that a function reads, it or what it calls, is there before this cell."""
        code, _ = self.bodies[name]
        reads = code.memo(_outline).bodies[name]
        return reads <= self.defined and not reads & self.bodies.keys()

    def _called(self, name: str, seen: set[str]) -> None:
        """A function's body runs: what it reads must be there by now."""
        if name in seen or name not in self.bodies:
            return
        seen.add(name)
        code, uses = self.bodies[name]
        for use in uses:
            if use.name in self.defined:
                if use.kind == "call":
                    self._called(use.name, seen)
            elif not self._known(use.name) and use.sure:
                self._note(code, use)

    def _note(self, code: Code, use: Use) -> None:
        reads = self.found.setdefault(use.name, [])
        if not any(earlier.node is use.node for _, earlier, _ in reads):
            reads.append((code, use, self.doubt))

    def _known(self, name: str) -> bool:
        return (
            hasattr(builtins, name)
            or name in words("session_names")
            or name in words("automagics")
            or name in self.possible
            or _HISTORY.match(name) is not None
        )

    def _possible(self) -> frozenset[str]:
        """Words of cells that do not parse, and names that the namespace gets by string."""
        seen: set[str] = set()
        for code in self.program.codes:
            if code.tree is None:
                seen.update(_WORD.findall(code.text))
            elif "globals" in code.text or "exec" in code.text or "user_ns" in code.text:
                seen.update(_strings_of(code.tree))
            for magic in code.magics:
                if magic.kind == "cell" and magic.name not in words("quiet_cell_magics"):
                    seen.update(_WORD.findall(magic.body + " " + magic.arguments))
        return frozenset(seen)


def _strings_of(tree: ast.Module) -> Iterable[str]:
    for node in walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _WORD.findall(node.value)


def _may_bind(magic: Magic) -> bool:
    if magic.kind == "cell":
        return magic.name not in words("quiet_cell_magics")
    return magic.kind == "line" and (
        magic.name in words("binding_magics") or magic.action == "refuse"
    )


def _bound_by(magic: Magic) -> Iterable[str]:
    yield from _WORD.findall(magic.binds)
    if magic.kind == "cell" or magic.name in ("store", "sql"):
        for option in re.findall(r"(?:--out|--err|-o|-r|--proc)[ =]\s*([\w,]+)", magic.arguments):
            yield from option.split(",")
