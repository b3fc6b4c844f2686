"""Magics: what IPython understands and Python does not.

A cell's text becomes Python with the same number of lines, in one of two forms: *hidden*, for
reading what the notebook says (a magic leaves an inert line), and *translated*, for code that
runs without IPython. The table of what becomes of each magic is `ACTIONS`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from . import commands

Action = Literal["drop", "translate", "unwrap", "require", "refuse"]


@dataclass(frozen=True)
class Magic:
    """One magic of a cell. Lines are 1-based in the cell, `binds` is the name it assigns."""

    line: int
    end_line: int
    name: str
    arguments: str
    binds: str
    kind: Literal["line", "cell", "shell", "help"]
    action: Action
    reason: str
    body: str = ""


@dataclass(frozen=True)
class Python:
    """A cell as Python: `hidden` and `translated` have the lines of the source.

    `shifts` maps a line to the columns that unwrapping a magic took from its front.
    """

    hidden: str
    translated: str
    magics: tuple[Magic, ...]
    shifts: Mapping[int, int]


_DISPLAY = "a setting of the interactive session"
_INTERACTIVE = "only of use while one works interactively"
ACTIONS: Mapping[str, tuple[Action, str]] = {
    **dict.fromkeys(
        "matplotlib config pylab colors precision pprint gui autosave".split(), ("drop", _DISPLAY)
    ),
    **dict.fromkeys(
        "load_ext unload_ext reload_ext autoreload aimport who who_ls whos pdb debug tb xmode "
        "lsmagic magic history hist doctest_mode pinfo pinfo2 psource pdoc pycat less more page "
        "quickref automagic alias_magic logstart logstop logoff logon notebook recall rerun save "
        "watermark qtconsole connect_info code_wrap mprun lprun".split(),
        ("drop", _INTERACTIVE),
    ),
    **dict.fromkeys("time timeit prun memit".split(), ("unwrap", "only measures")),
    **dict.fromkeys("pip conda mamba micromamba uv".split(), ("require", "a requirement")),
    **dict.fromkeys(
        "env set_env cd mkdir pwd ls sx system rm cp mv cat".split(),
        ("translate", "plain Python does it"),
    ),
}
CELL_ACTIONS: Mapping[str, tuple[Action, str]] = {
    **dict.fromkeys(["time", "timeit", "prun", "memit", "mprun"], ("unwrap", "only measures")),
    "capture": ("unwrap", "what it prints is caught"),
    **dict.fromkeys(
        ["html", "HTML", "javascript", "js", "latex", "svg", "markdown"], ("drop", "shown only")
    ),
    **dict.fromkeys(["bash", "sh"], ("translate", "a shell script")),
    "writefile": ("translate", "plain Python does it"),
}
_INSTALL = re.compile(
    r"(?:\S*python\S*\s+-m\s+|[\"']?\{\s*sys\.executable\s*\}[\"']?\s+-m\s+)?"
    r"(?:pip3?|conda|mamba|micromamba)\s|uv\s+(?:pip|add|sync)\s|"
    r"poetry\s+add\s|(?:sudo\s+)?apt(?:-get)?\s+"
)
_SHELL_SYNTAX = re.compile(r"&&|\|\||[;|<>]")
_TIMED = ("time", "timeit", "prun", "memit", "mprun", "capture")


def python(source: str, names: frozenset[str] = frozenset()) -> Python:
    """Turn the text of a code cell into Python of the same number of lines.

    A cell that is Python already, or is neither Python nor magics, comes back as it is.

    Parameters
    ----------
    names : what the notebook binds, which may be filled into commands
    """
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _translated(source, names)
    # Python never starts a statement with `%` or `!`: a cell that parses holds no magic
    return Python(source, source, (), {})


def _translated(source: str, names: frozenset[str]) -> Python:
    lines = source.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    if first < len(lines) and (match := re.match(r"\s*%%(\S+)[ \t]*(.*)$", lines[first])):
        return _cell_magic(lines, first, match[1], match[2].strip(), names)
    lines = _dedented(lines)
    if _automagic(lines):
        lines[first] = f"%{lines[first]}"
    return _line_magics(lines, names)


def _automagic(lines: list[str]) -> bool:
    """IPython's rule: in a cell of one line a magic may go without its sign."""
    filled = [line for line in lines if line.strip()]
    word, _, rest = filled[0].partition(" ") if len(filled) == 1 else ("", "", "")
    return word in ACTIONS and rest.lstrip()[:1] not in ("=", "(", "")


def _dedented(lines: list[str]) -> list[str]:
    """IPython's rule: the indent of the first line goes from every line that has it."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    if not indent:
        return lines
    return [line[len(indent) :] if line.startswith(indent) else line for line in lines]


def _cell_magic(
    lines: list[str], first: int, name: str, arguments: str, names: frozenset[str]
) -> Python:
    body_lines = lines[first + 1 :]
    body = "\n".join(body_lines)
    action, reason = CELL_ACTIONS.get(
        name, ("refuse", f"`%%{name}` runs code that is not Python here")
    )
    binds = ""
    if name == "capture":
        binds = next((word for word in arguments.split() if not word.startswith("-")), "")
    if name in ("bash", "sh") and re.search(r"--(?:out|err|proc|bg|no-raise-error)\b", arguments):
        action, reason = "refuse", f"`%%{name} {arguments.split()[0]}` keeps what the script says"
    if name == "timeit" and re.search(r"^\s*\w+\s*(?:[+*/-]?=)(?!=)", body, re.MULTILINE):
        action, reason = "refuse", "`%%timeit` runs its lines many times, in a scope of their own"
    magic = Magic(first + 1, len(lines), name, arguments, binds, "cell", action, reason, body)
    head = [""] * (first + 1)
    if name in _TIMED:
        inner = python(body, names)
        if name == "timeit" and arguments and not arguments.startswith("-"):
            head[first] = arguments  # the setup statement of %%timeit
        elif binds:
            head[first] = f"{binds} = ..."
        translated = "\n".join([*head, inner.translated])
        if name == "capture" and (code := commands.capture(arguments, inner.translated)):
            translated = "\n".join([*[""] * first, code])
        moved = tuple(_moved(m, first + 1) for m in inner.magics)
        return Python(
            "\n".join([*head, inner.hidden]),
            translated,
            (magic, *moved),
            {line + first + 1: shift for line, shift in inner.shifts.items()},
        )
    hidden = "\n".join([*head, *[""] * len(body_lines)])
    return Python(
        hidden, _spread(head, first, _cell_code(magic, names), len(body_lines)), (magic,), {}
    )


def _cell_code(magic: Magic, names: frozenset[str]) -> str:
    if magic.name == "writefile" and magic.arguments:
        return commands.write_file(magic.arguments, magic.body, names)
    if magic.action == "translate":
        return commands.script(magic.name, magic.arguments, magic.body)
    return ""


def _spread(head: list[str], first: int, code: str, rest: int) -> str:
    head = list(head)
    head[first] = code
    return "\n".join([*head, *[""] * rest])


def _moved(magic: Magic, by: int) -> Magic:
    return Magic(
        magic.line + by,
        magic.end_line + by,
        magic.name,
        magic.arguments,
        magic.binds,
        magic.kind,
        magic.action,
        magic.reason,
        magic.body,
    )


def _line_magics(lines: list[str], names: frozenset[str]) -> Python:
    hidden, translated = list(lines), list(lines)
    magics: list[Magic] = []
    shifts: dict[int, int] = {}
    for start, column, end in _places(hidden):
        text = " ".join(
            part.rstrip("\\").strip() if i else part[column:].rstrip("\\").rstrip()
            for i, part in enumerate(hidden[start : end + 1])
        )
        prefix = hidden[start][:column]
        magic, inert, code, shift = _line_magic(text, prefix, start + 1, end + 1, names)
        for form, replacement in ((hidden, inert), (translated, code)):
            indent = prefix if not prefix.strip() else prefix[: len(prefix) - len(prefix.lstrip())]
            form[start] = indent + replacement
            form[start + 1 : end + 1] = [""] * (end - start)
        if shift:
            shifts[start + 1] = shift
        magics.append(magic)
    return Python("\n".join(hidden), "\n".join(translated), tuple(magics), shifts)


def _places(lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """The next magic in `lines`, as (line, column, last line) from 0; each is replaced there."""
    plain = _statements(lines)
    if plain is not None:
        yield from plain
        return
    from IPython.core import inputtransformer2 as ipython  # 70-140 ms, so only if it must be

    finders = (
        ipython.MagicAssign,
        ipython.SystemAssign,
        ipython.EscapedCommand,
        ipython.HelpEnd,
    )
    for _ in range(len(lines) + 1):
        try:
            tokens = ipython.make_tokens_by_line([line + "\n" for line in lines])
        except SyntaxError:  # indents that fit nowhere: the cell is no Python at all
            return
        found = [hit for finder in finders if (hit := finder.find(tokens)) is not None]
        if not found:
            return
        hit = min(found, key=lambda t: (t.start_line, t.start_col))
        start = hit.start_line
        end = ipython.find_end_of_continued_line([line + "\n" for line in lines], start)
        yield start, hit.start_col, start if isinstance(hit, ipython.HelpEnd) else end


def _statements(lines: list[str]) -> list[tuple[int, int, int]] | None:
    """The magics of a cell in which each is a line of its own; None if there may be others.

    With `pass` in their place the cell is Python and has a statement in each such line: none
    of them stands in a string or in brackets, and nothing else is left for IPython to find.
    """
    found = {
        number: len(line) - len(line.lstrip())
        for number, line in enumerate(lines)
        if line.lstrip()[:1] in ("%", "!")
    }
    texts = [lines[number].strip() for number in found]
    if any(text.endswith("\\") or text.startswith(("%%", "!!")) for text in texts):
        return None
    filled = [
        " " * found[number] + "pass" if number in found else line
        for number, line in enumerate(lines)
    ]
    try:
        tree = ast.parse("\n".join(filled))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    held = {
        (node.lineno - 1, node.col_offset) for node in ast.walk(tree) if isinstance(node, ast.Pass)
    }
    places = list(found.items())
    return [(n, column, n) for n, column in places] if held.issuperset(places) else None


def _line_magic(
    text: str, prefix: str, line: int, end: int, names: frozenset[str]
) -> tuple[Magic, str, str, int]:
    """Return the magic, its inert line, its Python, and the columns taken by unwrapping."""
    binds = prefix.strip()
    assigned = re.match(r"(?P<target>[^=!%]+?)\s*=\s*(?P<magic>[!%].*)$", binds + text)
    target = assigned["target"] if assigned else ""
    text = (assigned["magic"] if assigned else text).strip()

    def made(
        name: str,
        arguments: str,
        kind: Literal["line", "shell", "help"],
        action: Action,
        reason: str,
    ) -> Magic:
        return Magic(line, end, name, arguments, target, kind, action, reason)

    inert = f"{target} = ..." if target else "pass"
    if text.startswith("!"):
        command = text.lstrip("!").strip()
        installs = _INSTALL.match(command) and not _SHELL_SYNTAX.search(command)
        if installs and not target:
            return made("!", command, "shell", "require", "a requirement"), inert, "pass", 0
        return (
            made("!", command, "shell", "translate", "a shell command"),
            inert,
            commands.shell(command, target, names, as_list=text.startswith("!!")),
            0,
        )
    if not text.startswith("%"):
        return made("?", text, "help", "drop", _INTERACTIVE), inert, "pass", 0
    name, _, arguments = text[1:].partition(" ")
    arguments = arguments.strip()
    action, reason = ACTIONS.get(name, ("refuse", f"`%{name}` is not known"))
    if name == "timeit" and target:
        action, reason = "refuse", f"the timing is used as `{target}`"
    if name == "cd" and re.match(r"-(?:\d*$|b)", arguments):
        action, reason = "refuse", "`%cd -` needs IPython's list of folders"
    if name == "prun" and re.match(r"(?:-\S+\s+)*-[DT]", arguments):
        action, reason = "refuse", "`%prun` writes its profile to a file"
    if name in ("time", "timeit", "prun", "memit") and action == "unwrap":
        arguments = re.sub(r"-[sl]\s+\S+\s+", "", arguments) if name == "prun" else arguments
        body = re.sub(r"^(?:-\S+(?:\s+\d+)?\s+)*", "", arguments)
        if name == "timeit" and not _is_expression(body):
            return made(name, arguments, "line", "drop", "binds nothing"), inert, inert, 0
        code = f"{target} = {body}" if target else body or "pass"
        shift = len(text) - len(body) if not target else 0
        return made(name, arguments, "line", "unwrap", reason), code, code, shift
    magic = made(name, arguments, "line", action, reason)
    if action == "translate":
        return magic, inert, commands.line(name, arguments, target, names), 0
    return magic, inert, inert, 0


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return True
