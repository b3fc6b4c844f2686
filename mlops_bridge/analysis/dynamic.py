"""Dynamic: text that is run as code, as a query or as a command."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..finding import Fix, Place
from .knowledge import words
from .program import Code, Program
from .repairs import imported, replace
from .trace import Call, Calls, Trace
from .trees import walk
from .values import Value

_SQL = re.compile(
    r"^\s*(?:--.*\n\s*)*(?:select|insert|update|delete|create|drop|alter|with|merge|replace|pragma|copy"
    r"|truncate|describe|show|explain)\b",
    re.IGNORECASE,
)
_PIPED = re.compile(
    r"\b(?:curl|wget)\b[^|;&\n]*\|\s*(?:sudo\s+)?(?:-\S+\s+)*(?:ba|z|da|k)?sh\b"
    r"|\b(?:curl|wget)\b[^|;&\n]*\|\s*(?:sudo\s+)?python[\d.]*\b(?!\s+-[mc])"
    r"|\b(?:ba|z|da)?sh\s+(?:-c\s+)?[\"']?(?:\$\(|<\()\s*(?:curl|wget)\b"
)
_FILLED = re.compile(r"\{([A-Za-z_]\w*)[^{}]*\}|\$([A-Za-z_]\w*)")

What = Literal["code", "query", "command", "download"]


class Dynamic(NamedTuple):
    """A text that is run. `tainted`: somebody outside the notebook decides on it."""

    what: What
    name: str
    tainted: bool
    confidence: float
    place: Place
    fix: Fix | None


def dynamic(program: Program, trace: Trace, calls: Calls) -> tuple[Dynamic, ...]:
    """The texts that are run, unless the notebook's own literals make them up."""
    return (
        *_code(program, trace, calls),
        *_queries(program, trace, calls),
        *_commands(calls),
        *_shells(program, calls),
    )


def _code(program: Program, trace: Trace, calls: Calls) -> Iterator[Dynamic]:
    for call in calls.written("eval", "exec"):
        if call.name != call.written or not call.args:
            continue  # a method, or a function of the notebook
        node, value = call.node.args[0], call.args[0]
        if _harmless(program, trace, call, 0):
            continue
        plain = isinstance(node, (ast.Name, ast.Subscript))
        fix = _literal(program, call.code, call.node.func) if plain else None
        tainted = "untrusted" in value.tags
        fix = fix if call.written == "eval" else None
        yield Dynamic("code", call.written, tainted, 0.85, call.place, fix)
    for call in calls.written("apply", "map", "applymap", "transform"):
        for node, value in zip(call.node.args, call.args, strict=False):
            if value.kind == "name" and value.name == "eval" and isinstance(node, ast.Name):
                fix = _literal(program, call.code, node)
                yield Dynamic("code", "eval", False, 0.9, call.code.place(node), fix)


def _queries(program: Program, trace: Trace, calls: Calls) -> Iterator[Dynamic]:
    for call in calls.written(*words("querying_methods")):
        if not call.node.args and not call.node.keywords:
            continue
        node = call.node.args[0] if call.node.args else call.node.keywords[0].value
        if isinstance(node, ast.Call) and len(node.args) == 1:
            wrapped = getattr(node.func, "id", getattr(node.func, "attr", ""))
            node = node.args[0] if wrapped == "text" else node
        value = call.argument(0, "sql", "query", "statement")
        if value is None or value.known:
            continue
        if call.written in ("query", "eval"):  # of a table: only text from outside matters
            if "untrusted" in value.tags and value.kind in ("const", "scalar", "unknown"):
                yield Dynamic("query", call.written, True, 0.85, call.place, None)
            continue
        made = node
        if isinstance(node, ast.Name):
            made = call.code.memo(_texts).get(node.id, node)
        parts = _parts(made)
        if parts is None or not _SQL.match(parts[0]) or _all_harmless(call, parts[1]):
            continue
        if not _harmless(program, trace, call, 0):
            tainted = "untrusted" in value.tags
            yield Dynamic("query", call.written, tainted, 0.85, call.place, None)


def _commands(calls: Calls) -> Iterator[Dynamic]:
    for call in calls.role("command"):
        value = call.argument(0, "args", "cmd", "command")
        if value is None:
            continue
        text = value.text or " ".join(item.text or "" for item in value.items)
        if _PIPED.search(text):
            yield Dynamic("download", "", True, 0.9, call.place, None)
        elif "untrusted" in value.tags and value.kind not in ("list", "tuple"):
            shell = call.keywords.get("shell")
            if call.written in ("system", "popen", "getoutput", "getstatusoutput") or (
                shell is not None and shell.const is True
            ):
                yield Dynamic("command", call.written, True, 0.9, call.place, None)


def _shells(program: Program, calls: Calls) -> Iterator[Dynamic]:
    tainted: frozenset[str] | None = None
    for code in program.codes:
        for number, line, names in code.memo(_shell_lines):
            place = _line(code, number)
            if _PIPED.search(line):
                yield Dynamic("download", "", True, 0.9, place, None)
            elif names:
                tainted = _tainted(program, calls) if tainted is None else tainted
                if hit := next((name for name in names if name in tainted), ""):
                    yield Dynamic("command", f"{{{hit}}}", True, 0.9, place, None)


def _shell_lines(code: Code) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """(line, text, names filled in) of the commands of a cell that are worth a look."""
    found = list[tuple[int, str, tuple[str, ...]]]()
    for magic in code.magics:
        if magic.kind == "cell" and magic.name in ("bash", "sh", "!", "script"):
            lines = magic.body.split("\n")
            found += [(magic.line + 1 + i, line, ()) for i, line in enumerate(lines)]
        elif magic.kind == "shell" or (magic.kind == "line" and magic.name in ("sx", "system")):
            pairs = _FILLED.findall(magic.arguments)
            names = tuple(braced or plain for braced, plain in pairs)
            found.append((magic.line, magic.arguments, names))
    return tuple(f for f in found if f[2] or "curl" in f[1] or "wget" in f[1])


def _tainted(program: Program, calls: Calls) -> frozenset[str]:
    """The names that hold a text from outside."""
    outside = {id(call.node) for call in calls if "untrusted" in call.value.tags}
    found = set[str]()
    for code in program.codes:
        for node in code.nodes if outside else ():
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                if any(id(part) in outside for part in walk(node.value)):
                    found.add(node.targets[0].id)
    return frozenset(found)


def _harmless(program: Program, trace: Trace, call: Call, position: int) -> bool:
    """Whether literals of the notebook alone decide on an argument, wherever it is called from."""
    calls = [c for c in trace.calls if c.node is call.node] if call.function else [call]
    if all(_constant(value) for c in calls if (value := c.argument(position)) is not None):
        return True
    node = call.node.args[position] if position < len(call.node.args) else None
    if node is None:
        return False
    names = {n.id for n in walk(node) if isinstance(n, ast.Name)} - words("number_functions")
    simple = not any(isinstance(n, ast.Call) and not _number(n) for n in walk(node))
    looped = {t for loop in call.loops if loop.literal for t in loop.targets}
    checked = {
        name for name, first, last in call.code.memo(_checked) if first <= call.node.lineno <= last
    }
    return bool(names) and simple and names <= looped | checked


def _constant(value: Value) -> bool:
    return value.known and value.kind in ("const", "path")


def _all_harmless(call: Call, parts: list[ast.expr]) -> bool:
    """Whether only numbers, and names that run over literals, are filled into a text."""
    looped = {t for loop in call.loops if loop.literal for t in loop.targets}
    checked = {
        name for name, first, last in call.code.memo(_checked) if first <= call.node.lineno <= last
    }
    fine = looped | checked
    constants = call.code.memo(_constants)
    return all(
        _number(part)
        or (isinstance(part, ast.Name) and (part.id in fine or part.id in constants))
        or isinstance(part, ast.Constant)
        for part in parts
    )


def _number(node: ast.expr) -> bool:
    """Whether an expression is a number for sure."""
    if isinstance(node, ast.BinOp):
        return _number(node.left) and _number(node.right)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in words("number_functions")
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float))


def _parts(node: ast.expr) -> tuple[str, list[ast.expr]] | None:
    """How a text that is put together begins, and what is filled in; None if it is not."""
    if isinstance(node, ast.JoinedStr):
        values = node.values
        head = values[0].value if values and isinstance(values[0], ast.Constant) else ""
        filled = [
            v.value
            for v in values
            if isinstance(v, ast.FormattedValue) and not _numeric(v.format_spec)
        ]
        return str(head), filled
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        left = _parts(node.left)
        if left is None:
            if not (isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)):
                return None
            left = node.left.value, []
        right = node.right
        more = right.elts if isinstance(right, ast.Tuple) else [right]
        inner = _parts(right)
        return left[0], [*left[1], *(inner[1] if inner else more)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        base = node.func.value
        if node.func.attr == "format" and isinstance(base, ast.Constant):
            return str(base.value), [*node.args, *(k.value for k in node.keywords)]
    return None


def _numeric(spec: ast.expr | None) -> bool:
    return spec is not None and bool(re.search(r"[dfeg]'?$", ast.unparse(spec)))


def _texts(code: Code) -> dict[str, ast.expr]:
    """The texts that a cell puts together, by name."""
    return {
        node.targets[0].id: node.value
        for node in walk(code.tree or ast.Module([], []))
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, (ast.JoinedStr, ast.BinOp, ast.Call))
    }


def _constants(code: Code) -> frozenset[str]:
    """The names that a cell binds to literals only."""
    literal, other = set[str](), set[str]()
    for node in walk(code.tree or ast.Module([], [])):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            (literal if isinstance(node.value, ast.Constant) else other).add(node.targets[0].id)
    return frozenset(literal - other)


def _checked(code: Code) -> tuple[tuple[str, int, int], ...]:
    """(name, first line, last line) where a name was compared with a list of literals."""
    found = list[tuple[str, int, int]]()
    end = len(code.lines)
    for node in walk(code.tree or ast.Module([], [])):
        if not isinstance(node, (ast.If, ast.Assert)):
            continue
        test = node.test
        if not (isinstance(test, ast.Compare) and isinstance(test.left, ast.Name)):
            continue
        if not isinstance(test.comparators[0], (ast.List, ast.Tuple, ast.Set, ast.Name, ast.Dict)):
            continue
        if isinstance(test.ops[0], ast.In):
            last = end if isinstance(node, ast.Assert) else node.body[-1].end_lineno or end
            found.append((test.left.id, node.lineno, last))
        elif isinstance(test.ops[0], ast.NotIn) and isinstance(node, ast.If):
            found.append((test.left.id, node.lineno, end))
    return tuple(found)


def _literal(program: Program, code: Code, node: ast.expr) -> Fix:
    extra = imported(program, "ast", code)
    edits = (replace(code, node, "ast.literal_eval"), *([extra] if extra else []))
    return Fix("Read literals only (`ast.literal_eval`)", "S", edits)


def _line(code: Code, number: int) -> Place:
    lines = code.cell.source.split("\n")
    text = lines[number - 1] if number <= len(lines) else ""
    start = len(text) - len(text.lstrip()) + 1
    return Place(code.cell.number, code.cell.id, number, start, number, len(text) + 1)
