"""Modes: torch modules that are judged in training mode, or trained in evaluation mode."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from ..finding import Fix, Place
from .knowledge import words
from .program import Code, Program
from .repairs import before
from .trace import Trace
from .trees import children, walk

What = Literal["judged", "trained", "graphs"]
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_QUIET = ("no_grad", "inference_mode")
_ON_PURPOSE = re.compile(r"monte.?carlo|mc.?dropout|enable_dropout|bayesian", re.IGNORECASE)
_GRADIENTS = re.compile(
    r"autograd|requires_grad|\.grad\b|enable_grad|set_grad|no_grad|inference_mode"
)
_DEEPEST = 3  # calls of local functions inside one another


class Misused(NamedTuple):
    """A module in the wrong mode: `judged` in training mode, `trained` in evaluation mode, or
    judged in a loop that keeps the `graphs` for gradients that nobody asks for."""

    what: What
    module: str
    place: Place
    cause: Place | None
    fix: Fix | None


class Held(NamedTuple):
    """What a cell says of modules: the classes with layers that depend on the mode."""

    classes: Mapping[str, frozenset[str]]
    moded: frozenset[str]
    functions: Mapping[str, tuple[Code, ast.FunctionDef | ast.AsyncFunctionDef]]
    makes: bool
    on_purpose: bool


class Mode(NamedTuple):
    """The mode of a module: how it came to it, and where."""

    name: str
    code: Code | None = None
    node: ast.AST | None = None
    loops: tuple[ast.AST, ...] = ()


@dataclass(frozen=True)
class Spot:
    """Where the walk stands: the cell, the statements around, and how names are called outside."""

    code: Code
    names: Mapping[str, str] = field(default_factory=dict)
    quiet: ast.stmt | None = None
    loops: tuple[ast.AST, ...] = ()
    owner: ast.AST | None = None
    deep: int = 0


def misused(program: Program, trace: Trace) -> tuple[Misused, ...]:
    """The modules in the wrong mode, each kind once for each module."""
    held = [code.memo(_held) for code in program.codes]
    if not any(part.makes for part in held) or any(part.on_purpose for part in held):
        return ()
    packages = {entry.module.partition(".")[0] for entry in trace.imports}
    if "torch" not in packages or packages & words("torch_frameworks"):
        return ()
    backbones = {
        id(call.node)
        for call in trace.calls
        if call.role == "module"
        and call.receiver is None
        and call.name.partition(".")[0] in words("backbone_packages")
    }
    walk = _Walk(held, frozenset(backbones))
    for code in program.codes:
        if code.tree is not None:
            walk.block(code.tree.body, Spot(code, owner=code.tree))
    return tuple(walk.found.values())


def _held(code: Code) -> Held:
    classes = dict[str, frozenset[str]]()
    moded = set[str]()
    functions = dict[str, tuple[Code, ast.FunctionDef | ast.AsyncFunctionDef]]()
    for node in code.tree.body if code.tree is not None else ():
        if isinstance(node, ast.ClassDef):
            bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
            names = _names(node)
            classes[node.name] = names
            if names & words("mode_layers") and "Module" in bases:
                moded.add(node.name)
        elif isinstance(node, _FUNCTIONS):
            functions[node.name] = (code, node)
    makes = bool(moded) or any(
        word in code.text for word in ("Dropout", "BatchNorm", "torchvision", "timm")
    )
    return Held(
        classes, frozenset(moded), functions, makes, bool(_ON_PURPOSE.search(code.cell.source))
    )


def _names(node: ast.AST) -> frozenset[str]:
    found = {n.attr for n in walk(node) if isinstance(n, ast.Attribute)}
    return frozenset(found | {n.id for n in walk(node) if isinstance(n, ast.Name)})


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """The calls of a statement, inner ones first as they run; bodies of lambdas left out."""
    for child in children(node):
        if not isinstance(child, ast.Lambda):
            yield from _calls(child)
    if isinstance(node, ast.Call):
        yield node


def _dotted(node: ast.AST) -> str:
    parts = list[str]()
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _itself(node: ast.expr) -> ast.expr:
    """The module that a chain of calls such as `net.to(device).half()` gives back."""
    while (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in words("module_chains")
    ):
        node = node.func.value
    return node


class _Walk:
    """Goes through the cells as they run, and notes the mode of each module."""

    def __init__(self, held: list[Held], backbones: frozenset[int]) -> None:
        self.backbones = backbones
        self.functions = {name: f for part in held for name, f in part.functions.items()}
        self.moded = {name for part in held for name in part.moded}
        for part in held:  # a class that holds such a class
            self.moded |= {name for name, used in part.classes.items() if used & self.moded}
        self.modes: dict[str, Mode] = {}
        self.ready: set[str] = set()
        self.found: dict[tuple[str, str], Misused] = {}

    def block(self, body: list[ast.stmt], spot: Spot) -> None:
        for node in body:
            self.statement(node, spot)

    def statement(self, node: ast.stmt, spot: Spot) -> None:
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            return
        if isinstance(node, _LOOPS):
            self.expression(node.test if isinstance(node, ast.While) else node.iter, node, spot)
            inside = replace(spot, loops=(*spot.loops, node), owner=node)
            for _ in range(2 if len(spot.loops) < 3 else 1):
                self.block(node.body, inside)
            self.block(node.orelse, spot)
        elif isinstance(node, ast.If):
            self.expression(node.test, node, spot)
            start = dict(self.modes)
            self.block(node.body, spot)
            one, self.modes = self.modes, start
            self.block(node.orelse, spot)
            for name, mode in one.items():
                if self.modes.get(name, mode).name != mode.name:
                    self.modes[name] = Mode("unknown")
                else:
                    self.modes[name] = mode
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                self.expression(item.context_expr, node, spot)
            quiet = any(_names(item.context_expr) & set(_QUIET) for item in node.items)
            self.block(node.body, replace(spot, quiet=spot.quiet or node) if quiet else spot)
        elif isinstance(node, ast.Try):
            self.block([*node.body, *node.orelse, *node.finalbody], spot)
        else:
            self.expression(node, node, spot)
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                self.assign(node.targets[0], node.value, spot)

    def expression(self, node: ast.AST, statement: ast.stmt, spot: Spot) -> None:
        for call in _calls(node):
            self.call(call, statement, spot)

    def call(self, call: ast.Call, statement: ast.stmt, spot: Spot) -> None:
        written = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        receiver = _dotted(_itself(call.func.value)) if isinstance(call.func, ast.Attribute) else ""
        module = spot.names.get(receiver, receiver)
        if written in ("eval", "train") and module in self.modes:
            self.modes[module] = Mode(_mode(call), spot.code, call, spot.loops)
        elif written == "backward":
            self.ready |= set(self.modes)
        elif written == "load_state_dict":
            self.ready.add(module)
        elif isinstance(call.func, ast.Name) and call.func.id in self.functions:
            self.inline(call, call.func.id, spot)
        else:
            name = _dotted(call.func)
            module = spot.names.get(name, name)
            if module in self.modes:
                self.use(call, statement, name, module, spot)

    def inline(self, call: ast.Call, name: str, spot: Spot) -> None:
        code, function = self.functions[name]
        if spot.deep >= _DEEPEST:
            return
        given = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        pairs = [
            *zip(given, call.args, strict=False),
            *((k.arg, k.value) for k in call.keywords if k.arg),
        ]
        names = {
            inner: spot.names.get(outer, outer) for inner, arg in pairs if (outer := _dotted(arg))
        }
        quiet = any(_names(d) & set(_QUIET) for d in function.decorator_list)
        inside = Spot(
            code,
            names,
            function if quiet else spot.quiet,
            spot.loops,
            function,
            spot.deep + 1,
        )
        self.block(function.body, inside)

    def assign(self, target: ast.expr, value: ast.expr, spot: Spot) -> None:
        name = _dotted(target)
        if not name or name in spot.names:
            return
        chain, root = list[str](), value
        while isinstance(root, ast.Call) and isinstance(root.func, ast.Attribute):
            made = self.made(root)
            if made:
                break
            chain.append(root.func.attr)
            root = root.func.value
        made = self.made(root) if isinstance(root, ast.Call) else ""
        if made:
            self.modes[name] = Mode("eval" if "eval" in chain else "train")
            self.ready.discard(name)
            if made == "pretrained":
                self.ready.add(name)
        elif name in self.modes and _dotted(root) != name:
            del self.modes[name]

    def made(self, call: ast.Call) -> str:
        """What module a call makes: "new", "pretrained", or none ("") whose mode matters."""
        name = _dotted(call.func)
        last = name.rpartition(".")[2]
        if last in self.moded and (name == last):
            return "new"
        if last == "Sequential" and _names(call) & words("mode_layers"):
            return "new"
        if id(call) in self.backbones:
            text = ast.unparse(call)
            return "pretrained" if re.search(r"pretrained=True|weights=(?!None)", text) else "new"
        return ""

    def use(self, call: ast.Call, statement: ast.stmt, name: str, module: str, spot: Spot) -> None:
        mode = self.modes[module]
        trains = spot.owner is not None and "backward" in _names(spot.owner)
        if spot.quiet is not None:
            if mode.name == "train" and module in self.ready and not _among(spot):
                self.note("judged", name, module, spot, call, None, self.put(name, spot, statement))
        elif trains and not isinstance(spot.owner, ast.Module):
            if mode.name == "eval" and mode.node is not None and mode.code is not None:
                fix = self.resume(name, mode, statement, spot)
                self.note(
                    "trained", name, module, replace(spot, code=mode.code), mode.node, call, fix
                )
        elif mode.name == "eval" and mode.node is not None and isinstance(spot.owner, _LOOPS):
            if not _GRADIENTS.search(spot.code.text):
                self.note("graphs", name, module, spot, call, None, None)

    def put(self, name: str, spot: Spot, statement: ast.stmt) -> Fix | None:
        first = spot.quiet if isinstance(spot.quiet, (ast.With, ast.AsyncWith)) else statement
        edit = before(spot.code, first, f"{name}.eval()")
        return Fix(f"Put `{name}` into evaluation mode", "A", (edit,)) if edit else None

    def resume(self, name: str, mode: Mode, statement: ast.stmt, spot: Spot) -> Fix | None:
        inner = spot.loops[-1] if spot.loops else None
        inside = inner is None or inner in mode.loops or inner is not spot.owner
        edit = before(spot.code, statement if inside or inner is None else inner, f"{name}.train()")
        return Fix(f"Put `{name}` back into training mode", "A", (edit,)) if edit else None

    def note(
        self,
        what: What,
        name: str,
        module: str,
        spot: Spot,
        node: ast.AST,
        cause: ast.AST | None,
        fix: Fix | None,
    ) -> None:
        where = spot.code.place(cause) if cause is not None and what != "trained" else None
        self.found.setdefault(
            (what, module), Misused(what, name, spot.code.place(node), where, fix)
        )


def _mode(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Attribute)
    given = call.args[0] if call.args else call.keywords[0].value if call.keywords else None
    if call.func.attr == "eval":
        return "eval"
    if given is None:
        return "train"
    if isinstance(given, ast.Constant) and isinstance(given.value, bool):
        return "train" if given.value else "eval"
    return "unknown"


def _among(spot: Spot) -> bool:
    """Whether a quiet block stands among the statements of a training step, as for targets."""
    body: list[ast.stmt] = getattr(spot.owner, "body", [])
    plain = [n for n in body if not isinstance(n, (*_LOOPS, *_FUNCTIONS, ast.ClassDef))]
    return not isinstance(spot.owner, ast.Module) and any("backward" in _names(n) for n in plain)
