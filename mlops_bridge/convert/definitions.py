"""Which functions and classes go to ``lib.py``, and how each gets the notebook's names it reads.

The cases are those of a proof: a name is an import or another definition; a constant; an
argument passed at every call (threaded); an attribute of the module (shared). What fits none of
them stays where it stands.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..analysis.functions import function
from ..analysis.names import Names
from ..analysis.program import Unit
from ..analysis.secrets import find as find_secrets
from ..analysis.trees import walk
from .manifest import Ladder

_BUILTINS = frozenset(dir(builtins))
_MOST_THREADED = 4
# calls and decorators that only make something, and print, read, draw and register nothing
_QUIET = frozenset(
    "abstractmethod abstractproperty asynccontextmanager auto cache cached_property "
    "classmethod contextmanager dataclass define deleter field final frozenset function "
    "getter guvectorize inference_mode jit lru_cache namedtuple njit no_grad overload "
    "override property runtime_checkable setter singledispatch staticmethod total_ordering "
    "unique vectorize wraps TypeVar NewType ParamSpec Literal timedelta range tuple float int "
    "str bool".split()
)


# attributes of modules that a notebook sets by a call, such as ``rcParams.update``
_SETTINGS = frozenset({"environ", "rcParams", "rcParamsDefault", "options", "argv"})


@dataclass(frozen=True)
class Definitions:
    """The result: units that move, and how names reach them.

    Attributes
    ----------
    lib : name of each moved definition, and its unit
    constants : names bound once to an immutable literal that definitions read, and their units
    threaded : the arguments that each moved function gains
    shared : names that become attributes of ``lib``
    """

    lib: Mapping[str, int]
    constants: Mapping[str, int]
    threaded: Mapping[str, tuple[str, ...]]
    shared: frozenset[str]


def settle(
    units: Sequence[Unit],
    names: Sequence[Names],
    imported: frozenset[str],
    parameters: frozenset[str],
    ladder: Ladder,
    by_value: bool = False,
) -> Definitions:
    """Decide for every top-level definition.

    Parameters
    ----------
    imported : names that imports at the top of ``lib.py`` can provide
    parameters : names of the job's parameters; their units are still in `units`
    by_value : whether functions go to processes in which no step has set a shared name
    """
    binders: dict[str, list[int]] = {}
    for index, found in enumerate(names):
        for name in found.all_bound | found.deletes:
            binders.setdefault(name, []).append(index)
    declared = frozenset(name for found in names for name in found.declared)
    fixed = {
        name
        for name, found in binders.items()
        if len(found) == 1
        and name not in parameters | declared
        and _is_constant(units[found[0]], by_value)
        and not _read_before(names, found[0], name)
    }
    if by_value:  # a list that nothing changes is as good as a tuple
        fixed -= {name for each in names for name in each.mutates}
    candidates = _candidates(units, names, binders, imported, ladder, fixed)
    while True:
        result, bad = _resolve(
            units, names, binders, declared, candidates, imported, ladder, fixed, by_value
        )
        if not bad:
            return result
        candidates = {n: u for n, u in candidates.items() if n not in bad}


def _candidates(
    units: Sequence[Unit],
    names: Sequence[Names],
    binders: Mapping[str, list[int]],
    imported: frozenset[str],
    ladder: Ladder,
    fixed: Collection[str],
) -> dict[str, int]:
    """Definitions bound once whose immediate reads are imports, builtins or such definitions.

    Names in `fixed` are bound once to an immutable literal, and can be constants of ``lib.py``.
    """
    found: dict[str, int] = {}
    # of a module only the attributes that are set count: `plt.rcParams["x"] = 1` changes no class
    changed = frozenset(name for each in names for name in each.mutates) - imported
    changed |= {
        ast.unparse(part)
        for unit in units
        for node in unit.nodes
        for part in walk(node)
        if isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Load)
    }
    for index, unit in enumerate(units):
        node = unit.nodes[0]
        if len(unit.nodes) != 1 or not isinstance(
            node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        ):
            continue
        if len(binders[node.name]) != 1 or node.name in ladder.local:
            continue
        early = names[index].reads - {node.name}
        outside = {n for n in early if n not in imported and n not in found}
        outside -= {n for n in outside if n in fixed and binders[n][0] < index}
        if any(n in binders or n not in _BUILTINS for n in outside):
            continue
        if not _is_quiet(node, changed) or _read_before(names, index, node.name):
            continue
        found[node.name] = index
    return found


def _is_quiet(node: ast.stmt, changed: frozenset[str]) -> bool:
    """Whether making the definition only makes it: then its place does not matter.

    Decorators, defaults, annotations, bases and class-level values may call nothing but what
    `_QUIET` names, and read no attribute of an object that the notebook changes.
    """
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        made = [*node.args.defaults, *(d for d in node.args.kw_defaults if d)]
        made += [a.annotation for a in walk(node.args) if isinstance(a, ast.arg) and a.annotation]
        made += [node.returns] if node.returns else []
        return _are_quiet_decorators(node.decorator_list) and _are_quiet(made, changed)
    if not isinstance(node, ast.ClassDef):
        return False
    if any(k.arg == "metaclass" for k in node.keywords):
        return False  # its code runs when the class is made
    values = [*node.bases, *(k.value for k in node.keywords)]
    for statement in node.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if getattr(statement, "name", "") == "__init_subclass__":
                return False
            if not _is_quiet(statement, changed):
                return False
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            values += [statement.value] if statement.value else []
            if isinstance(statement, ast.AnnAssign):
                values.append(statement.annotation)
        elif not isinstance(statement, ast.Pass) and not (
            isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        ):
            return False
    return _are_quiet_decorators(node.decorator_list) and _are_quiet(values, changed)


def _are_quiet_decorators(decorators: Sequence[ast.expr]) -> bool:
    return all(_last(d.func if isinstance(d, ast.Call) else d) in _QUIET for d in decorators)


def _are_quiet(values: Sequence[ast.expr], changed: frozenset[str]) -> bool:
    for value in values:
        for part in walk(value):
            if isinstance(part, ast.Call) and _last(part.func) not in _QUIET:
                return False
            if isinstance(part, ast.Attribute):
                if part.attr in _SETTINGS or ast.unparse(part) in changed:
                    return False
            if isinstance(part, ast.Name) and part.id in changed:
                return False
            if isinstance(part, (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)):
                return False
    return True


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _read_before(names: Sequence[Names], index: int, name: str) -> bool:
    """Whether a unit above already reads the name: it means something else there, or nothing."""
    return any(
        name in found.reads or (name in found.late and name in _BUILTINS) for found in names[:index]
    )


def _resolve(
    units: Sequence[Unit],
    names: Sequence[Names],
    binders: Mapping[str, list[int]],
    declared: frozenset[str],
    lib: dict[str, int],
    imported: frozenset[str],
    ladder: Ladder,
    fixed: Collection[str],
    by_value: bool,
) -> tuple[Definitions, set[str]]:
    """Give each needed name its way into ``lib``; also return the definitions that must stay."""
    bad: set[str] = set()
    late = {name: names[index].late for name, index in lib.items()}
    needed: dict[str, set[str]] = {}
    for name, reads in late.items():
        for read in (reads | names[lib[name]].reads) - {name}:
            if read in lib or read in imported or read not in binders:
                continue  # a builtin, or bound nowhere: the same NameError in both
            needed.setdefault(read, set()).add(name)
    constants: dict[str, int] = {}
    threaded: dict[str, list[str]] = {}
    shared: set[str] = set()
    for read, readers in sorted(needed.items(), key=lambda item: binders[item[0]][0]):
        index = binders[read][0]
        if read in fixed:
            constants[read] = index
            continue
        callers = _callers(readers, lib, late)
        if (
            read not in ladder.shared
            and read not in declared
            and _threadable(read, callers, units, names, binders, lib, threaded)
        ):
            for caller in callers:
                threaded.setdefault(caller, []).append(read)
            continue
        if _sharable(read, units, names) and not by_value:
            shared.add(read)
        else:
            bad |= readers
    shared |= {n for n in ladder.shared if n in binders and _sharable(n, units, names)}
    shared |= declared - set(lib)
    for name in shared & set(constants):
        del constants[name]
    return (
        Definitions(lib, constants, {k: tuple(v) for k, v in threaded.items()}, frozenset(shared)),
        bad,
    )


def _is_constant(unit: Unit, mutable: bool = False) -> bool:
    """Whether a unit binds one name to an immutable literal, or to any literal."""
    node = unit.nodes[0]
    if len(unit.nodes) != 1 or not isinstance(node, (ast.Assign, ast.AnnAssign)) or not node.value:
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if len(targets) != 1 or not isinstance(targets[0], ast.Name):
        return False
    if mutable and isinstance(node.value, (ast.List, ast.Dict, ast.Set)):
        return is_literal(node.value) and not find_secrets(node)
    return _immutable(node.value) and not find_secrets(node)


def is_literal(node: ast.expr) -> bool:
    """Whether an expression is made of literals only."""
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _immutable(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.UnaryOp):
        return _immutable(node.operand)
    return isinstance(node, ast.Tuple) and all(_immutable(e) for e in node.elts)


def _callers(
    readers: set[str], lib: Mapping[str, int], late: Mapping[str, frozenset[str]]
) -> list[str]:
    """The readers and every definition that calls one of them, directly or not."""
    found, grown = set(readers), True
    while grown:
        more = {n for n in lib if n not in found and late[n] & found}
        grown = bool(more)
        found |= more
    return sorted(found, key=lambda n: lib[n])


def _threadable(
    read: str,
    callers: Sequence[str],
    units: Sequence[Unit],
    names: Sequence[Names],
    binders: Mapping[str, list[int]],
    lib: Mapping[str, int],
    threaded: Mapping[str, list[str]],
) -> bool:
    """Whether passing `read` at each call equals the look-up at call time."""
    once = len(binders[read]) == 1
    for caller in callers:
        node = units[lib[caller]].nodes[0]
        if not isinstance(node, ast.FunctionDef) or node.decorator_list:
            return False
        made = function(node)
        if (
            node.args.kwarg
            or read in made.locals
            or len(threaded.get(caller, ())) >= _MOST_THREADED
        ):
            return False
        lazily = any(isinstance(part, (ast.Yield, ast.YieldFrom)) for part in walk(node))
        if not once and (lazily or read in made.nested or made.nested & set(callers)):
            return False
    first = binders[read][0]
    for index, unit in enumerate(units):
        for node in unit.nodes:
            if not _only_called(node, frozenset(callers), once):
                return False
            if _hides(node, read, frozenset(callers)):
                return False
        called = (names[index].reads | (names[index].late - _defined(unit, lib))) & set(callers)
        if called and (index < first or (index == first and read not in names[index].binds)):
            return False
    return all(read not in names[i].maybe for i in binders[read][:1])


def _defined(unit: Unit, lib: Mapping[str, int]) -> frozenset[str]:
    """All names, when the unit is a moved definition: its calls are made by others."""
    node = unit.nodes[0]
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in lib:
        return frozenset(lib)
    return frozenset()


def _only_called(node: ast.AST, callers: frozenset[str], anywhere: bool) -> bool:
    """Whether the functions occur in `node` only as what is called.

    A call in a lambda, a generator expression or a method happens later: `anywhere` allows it.
    A call inside a class reaches no argument of a step, so it is never allowed.
    """
    called: set[int] = set()
    for part in walk(node):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            if part.func.id in callers and any(k.arg is None for k in part.keywords):
                return False  # the argument might be among the `**` ones already
            called.add(id(part.func))
    for part in walk(node):
        if isinstance(part, ast.Name) and part.id in callers and id(part) not in called:
            return False
        if isinstance(part, ast.ClassDef) and _mentions(part, callers):
            return False
        late = isinstance(part, (ast.Lambda, ast.GeneratorExp))
        if late and not anywhere and _mentions(part, callers):
            return False
        if part is not node and isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if not anywhere and _mentions(part, callers):
                return False
    return True


def _hides(node: ast.stmt, read: str, callers: frozenset[str]) -> bool:
    """Whether a call stands in a scope of its own where `read` is another name."""
    for part in walk(node):
        own: frozenset[str] = frozenset()
        if isinstance(part, (ast.Lambda, ast.FunctionDef, ast.AsyncFunctionDef)):
            own = function(part).locals
        elif isinstance(part, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            own = frozenset(
                name.id
                for generator in part.generators
                for name in walk(generator.target)
                if isinstance(name, ast.Name)
            )
        if read in own and _mentions(part, callers):
            return True
    return False


def _mentions(node: ast.AST, wanted: frozenset[str]) -> bool:
    return any(isinstance(part, ast.Name) and part.id in wanted for part in walk(node))


def _sharable(name: str, units: Sequence[Unit], names: Sequence[Names]) -> bool:
    """Whether every binding of the name has a form that can bind an attribute.

    A name that stands in a string (``df.query("a > @name")``) cannot be edited there.
    """
    if any(name in found.strings for found in names):
        return False
    for unit, found in zip(units, names, strict=True):
        if name not in found.all_bound:
            continue
        for node in unit.nodes:
            for part in walk(node):
                if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    if part is node and part.name == name:
                        return False
                elif isinstance(part, ast.alias):
                    if (part.asname or part.name).split(".")[0] == name:
                        return False
                elif isinstance(part, ast.NamedExpr):
                    if isinstance(part.target, ast.Name) and part.target.id == name:
                        return False
                elif (
                    isinstance(part, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar))
                    and part.name == name
                ):
                    return False
    return True
