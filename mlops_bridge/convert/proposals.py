"""Which literals of a notebook are its parameters."""

from __future__ import annotations

import ast
import builtins
import copy
import io
import re
import tokenize
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..analysis.names import Names
from ..analysis.program import Program, Unit
from ..analysis.secrets import find as find_secrets
from ..analysis.secrets import masked, names_secret
from ..analysis.trees import walk
from .literals import Literal, literals
from .parameters import Parameter, type_of

TAGS = frozenset({"parameters", "pipeline-parameters"})
# names that the field gives to what one changes between runs, wherever they are bound
_KNOWN = re.compile(
    r"(?:test|val|validation|train)_(?:size|frac|fraction|ratio|split)|random_state|(?:random_|rng_)?seed|"
    r"n_(?:estimators|splits|clusters|components|neighbors|jobs|iter|epochs|samples|trees|folds)|"
    r"(?:num_)?epochs|batch_size|learning_rate|lr|max_(?:depth|iter|features|leaf_nodes|len|length|rows)|"
    r"min_samples_(?:leaf|split)|dropout(?:_rate)?|hidden_(?:size|dim|units)|weight_decay|momentum|alpha|gamma|"
    r"threshold|cutoff|window(?:_size)?|horizon|(?:\w+_)?(?:path|file|filename|dir|directory|folder|url|table)|"
    r"(?:start|end|snapshot|cutoff|as_of|run)_?date|date|target(?:_column)?|k_folds|top_k"
)
# calls that set the session up and compute nothing
_SETTINGS = re.compile(
    r"seed|set_option|filterwarnings|simplefilter|basicConfig|use|set_theme|set_style|set_palette|"
    r"set_context|set_verbosity|rc|set_printoptions|manual_seed|set_seed|disable|getLogger|"
    r"setLevel|init_notebook_mode|set_config|set_matplotlib_formats"
)
_BOUNDS = {"test_size": (0.0, 1.0), "train_size": (0.0, 1.0), "validation_split": (0.0, 1.0)}


@dataclass(frozen=True)
class Proposal:
    """A parameter and the unit whose literal it is.

    `inline` is the (line, column) of a literal that stands inside of a call.
    """

    parameter: Parameter
    unit: int
    tagged: bool
    inline: tuple[int, int] | None = None


def propose(
    program: Program,
    units: Sequence[Unit],
    names: Sequence[Names],
    chosen: Iterable[str] | None = None,
) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
    """Find the parameters: a tagged cell's, else literals bound once that a user would change.

    Parameters
    ----------
    chosen : names to take and no others; None takes those found.

    Returns
    -------
    taken, offered
        Those that are parameters, and those that would be if they were chosen.
    """
    makers = _makers(units, names)
    tagged = {c.cell.number for c in program.codes if set(c.cell.tags) & TAGS}
    zone_end = _first_computation(units)
    binders: dict[str, list[int]] = {}
    declared: set[str] = set()
    for index, found in enumerate(names):
        declared |= found.declared
        for name in found.all_bound | found.deletes:
            binders.setdefault(name, []).append(index)
    mutated = {name for found in names for name in found.mutates}
    bounds = _bounds(units)
    first_read: dict[str, int] = {}
    last_read: dict[str, int] = {}
    for index, found in enumerate(names):
        for name in found.reads | found.late:
            first_read.setdefault(name, index)
            last_read[name] = index
    taken: list[Proposal] = []
    offered: list[Proposal] = []
    choices = _choices(units)
    for index, unit in enumerate(units):
        candidate = _literal(unit, makers)
        if candidate is None:
            continue
        name, kind, default, spelling = candidate
        in_tag = unit.cell in tagged
        whole = ast.Module(body=list(unit.nodes), type_ignores=[])
        if names_secret(name) or find_secrets(whole):
            continue  # a container may hold one too
        if name in declared or name in mutated or not _can_be_a_field(name):
            continue
        if binders[name][0] != index or first_read.get(name, index) < index:
            continue
        once = len(binders[name]) == 1
        used = last_read.get(name, index) > index
        if chosen is not None:
            take = name in chosen and (once or in_tag)
        elif tagged:
            take = in_tag
        else:
            take = once and used and _wanted(name, kind, index < zone_end)
        if once or in_tag:
            low, high = bounds.get(name, (None, None)) if kind == "float" else (None, None)
            among = choices.get(name, ()) if kind == "str" else ()
            parameter = Parameter(
                name,
                kind,
                default,
                _comment(unit),
                unit.cell,
                unit.first,
                low,
                high,
                among if default in among else (),
                spelling=spelling,
            )
            (taken if take else offered).append(Proposal(parameter, index, in_tag))
    known = {name for each in names for name in each.all_bound | each.reads | each.late}
    for literal in literals(units, frozenset(known)):
        take = literal.name in chosen if chosen is not None else literal.sure and not tagged
        (taken if take else offered).append(_inline(literal, units[literal.unit]))
    kept = _distinct(taken)
    spoken = {p.parameter.name for p in kept}
    return kept, tuple(p for p in offered if p.parameter.name not in spoken)


def _inline(found: Literal, unit: Unit) -> Proposal:
    """The proposal of a literal inside of a call."""
    node = found.node
    value = ast.literal_eval(found.default)
    low, high = _BOUNDS.get(found.name, (None, None))
    parameter = Parameter(
        found.name,
        type_of(value) or "str",
        _source(found.default, value),
        "",
        unit.cell,
        node.lineno,
        low if isinstance(value, float) else None,
        high if isinstance(value, float) else None,
        column=node.col_offset,
    )
    return Proposal(parameter, found.unit, False, (node.lineno, node.col_offset))


def _choices(units: Sequence[Unit]) -> dict[str, tuple[str, ...]]:
    """Names that the notebook only ever compares with texts, and the texts, as Python."""
    compared: dict[str, dict[str, None]] = {}
    uses: dict[str, int] = {}
    for unit in units:
        for part in unit.parts:
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
                uses[part.id] = uses.get(part.id, 0) + 1
            if isinstance(part, ast.Compare) and isinstance(part.left, ast.Name):
                texts = _texts(part)
                if texts:
                    uses[part.left.id] = uses.get(part.left.id, 0) - 1
                    compared.setdefault(part.left.id, {}).update(dict.fromkeys(texts))
    return {
        name: tuple(texts)
        for name, texts in compared.items()
        if len(texts) > 1 and uses.get(name, 0) <= 0
    }


def _texts(node: ast.Compare) -> list[str]:
    """The texts that a name is compared with by ``==`` or ``in``."""
    if len(node.ops) != 1 or not isinstance(node.ops[0], (ast.Eq, ast.In)):
        return []
    right = node.comparators[0]
    items = right.elts if isinstance(right, (ast.Tuple, ast.List, ast.Set)) else [right]
    texts = [e.value for e in items if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return [_quoted(text) for text in texts] if len(texts) == len(items) else []


def _distinct(proposals: list[Proposal]) -> tuple[Proposal, ...]:
    """Two names with one command-line option (``Alpha``, ``alpha``): only the first is taken."""
    options: set[str] = {"--help"}
    kept = []
    for proposal in proposals:
        if proposal.parameter.option not in options:
            options.add(proposal.parameter.option)
            kept.append(proposal)
    return tuple(kept)


def _can_be_a_field(name: str) -> bool:
    """Whether ``Params`` can have a field of that name without hiding what it is made with."""
    own = ("Params", "Path", "ast", "dataclass", "date", "datetime", "field", "params")
    return name.isascii() and not (name.startswith("_") or hasattr(builtins, name) or name in own)


def _wanted(name: str, kind: str, early: bool) -> bool:
    scalar = kind.split("[")[0] in ("bool", "int", "float", "str", *_MAKERS)
    known = bool(_KNOWN.fullmatch(name.lower()))
    if early:
        return len(name) > 1
    return (name.isupper() and len(name) > 1) or (known and scalar)


def _first_computation(units: Sequence[Unit]) -> int:
    """The index of the first unit that is no import, literal, definition or setting."""
    for index, unit in enumerate(units):
        for node in unit.nodes:
            if isinstance(
                node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Pass)
            ):
                continue
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and not _computes(node.value):
                continue
            if isinstance(node, ast.Expr) and _is_setting(node.value):
                continue
            if isinstance(node, ast.Try) and all(
                isinstance(n, (ast.Import, ast.ImportFrom, ast.Pass)) for n in node.body
            ):
                continue
            return index
    return len(units)


def _computes(node: ast.expr | None) -> bool:
    return node is not None and any(
        isinstance(part, ast.Call) and not _path_or_date(part) for part in walk(node)
    )


def _is_setting(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return bool(_SETTINGS.fullmatch(name)) and not any(
        isinstance(part, ast.Call) for a in node.args for part in walk(a)
    )


_MAKERS = {"Path": ("pathlib", 1, 1), "date": ("datetime", 3, 3), "datetime": ("datetime", 3, 6)}


def _path_or_date(node: ast.expr) -> str | None:
    """The class that ``Path("x")`` or ``date(2024, 1, 31)`` with literal arguments make."""
    if not isinstance(node, ast.Call) or node.keywords:
        return None
    name = ast.unparse(node.func).rpartition(".")[2]
    literal = all(isinstance(a, ast.Constant) for a in node.args)
    _, least, most = _MAKERS.get(name, ("", 1, 0))
    return name if literal and least <= len(node.args) <= most else None


def _makers(units: Sequence[Unit], names: Sequence[Names]) -> frozenset[str]:
    """The spellings of ``Path`` and dates that mean the standard library's in this notebook."""
    found: dict[str, str] = {}
    for unit, each in zip(units, names, strict=True):
        imports = all(isinstance(n, (ast.Import, ast.ImportFrom)) for n in unit.nodes)
        for node in unit.nodes:
            for alias in getattr(node, "names", []):
                if not isinstance(alias, ast.alias):
                    continue
                bound = alias.asname or alias.name
                if isinstance(node, ast.ImportFrom):
                    if alias.name in _MAKERS and _MAKERS[alias.name][0] == node.module:
                        if bound == alias.name:
                            found[bound] = bound
                else:
                    made = [k for k, (module, *_) in _MAKERS.items() if module == alias.name]
                    found.update((f"{bound}.{name}", bound) for name in made)
        if not imports:
            found = {s: name for s, name in found.items() if name not in each.all_bound}
    return frozenset(found)


def _literal(unit: Unit, makers: frozenset[str]) -> tuple[str, str, str, str] | None:
    """Name, type, source text and maker of a unit that binds one name to a literal."""
    if len(unit.nodes) != 1:
        return None
    node = unit.nodes[0]
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target, value, annotation = node.targets[0], node.value, ""
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        target, value, annotation = node.target, node.value, ast.unparse(node.annotation)
    else:
        return None
    if not isinstance(target, ast.Name):
        return None
    special = _path_or_date(value)
    if special and isinstance(value, ast.Call):
        if ast.unparse(value.func) not in makers:
            return None
        arguments = ", ".join(ast.unparse(argument) for argument in value.args)
        return target.id, special, f"{special}({arguments})", ast.unparse(value.func)
    try:
        constant = ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    kind = type_of(constant)
    if annotation and _is_simple(annotation):
        kind = _admitted(annotation, constant, kind)
    if kind is None:
        return None
    written = ast.get_source_segment(unit.text, _relative(value, unit)) or ""
    plain = written if written and "\n" not in written and "#" not in written else ""
    return target.id, kind, plain or _source(value, constant), ""


def _relative(node: ast.expr, unit: Unit) -> ast.expr:
    """The node with lines counted from the unit's own text."""
    moved = copy.copy(node)
    moved.lineno -= unit.start - 1
    moved.end_lineno = (moved.end_lineno or 0) - unit.start + 1
    return moved


def _admitted(annotation: str, value: object, kind: str | None) -> str | None:
    """The annotation if it admits the literal, else what the literal itself says."""
    annotation = re.sub(r"^(?:typing\.)?Optional\[(.*)\]$", r"\1 | None", annotation)
    base = annotation.removesuffix("| None").strip()
    if value is None:
        return f"{base} | None"
    own = (kind or "").split("[")[0]
    if own == base.split("[")[0] or (own, base) == ("int", "float"):
        return annotation
    return kind


def _is_simple(annotation: str) -> bool:
    annotation = re.sub(r"^(?:typing\.)?Optional\[(.*)\]$", r"\1 | None", annotation)
    base = r"(?:bool|int|float|str)"
    return bool(
        re.fullmatch(
            rf"{base}(?: \| None)?|(?:list|set)\[{base}\]|tuple\[{base}(?:, {base})*\]"
            rf"|dict\[{base}, {base}\]",
            annotation,
        )
    )


def _source(node: ast.expr, constant: object) -> str:
    text = ast.unparse(node)
    return text if not isinstance(constant, str) else _quoted(constant)


def _quoted(text: str) -> str:
    """The literal with double quotes where that needs no escape."""
    plain = repr(text)
    if plain.startswith("'") and '"' not in text and "\\" not in plain:
        return f'"{text}"'
    return plain


def _comment(unit: Unit) -> str:
    """The comment behind the literal, on its last line."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(unit.text).readline))
    except (tokenize.TokenError, IndentationError):
        return ""
    end = (unit.nodes[-1].end_lineno or 0) - unit.start + 1
    for item in tokens:
        if item.type == tokenize.COMMENT and item.start[0] == end:
            return masked(item.string.lstrip("# ").strip())
    return ""


def _bounds(units: Sequence[Unit]) -> dict[str, tuple[float, float]]:
    """Bounds that known calls prove for names, such as ``train_test_split(test_size=name)``."""
    return {
        part.value.id: _BOUNDS[part.arg]
        for unit in units
        for part in unit.parts
        if isinstance(part, ast.keyword)
        and part.arg in _BOUNDS
        and isinstance(part.value, ast.Name)
    }
