"""Commands: the Python that does what a shell line or a file magic does.

IPython fills ``{expression}`` and ``$name`` into a command from the notebook's names, all of them
or none: when one cannot be filled in, the text goes to the shell as it stands.
"""

from __future__ import annotations

import ast
import builtins
import io
import re
import shlex
import token
import tokenize
from collections.abc import Callable, Mapping

_BUILTINS = frozenset(dir(builtins))
# a dollar between single quotes is the shell's
_DOLLAR = re.compile(r"\$(\$?[\w.]+)(?=(?:[^']*'[^']*')*[^']*$)")
_FIELD = re.compile(r"\{([^{}]*)\}")


def command(text: str, names: frozenset[str]) -> str:
    """The expression of a command's text.

    Parameters
    ----------
    names : what the notebook binds; a command with another name in it is left to the shell
    """
    marked = _DOLLAR.sub(lambda m: m[0] if m[1].startswith("$") else f"{{{m[1]}}}", text)
    fields = _FIELD.findall(marked)
    if not fields or not all(_is_known(field, names) for field in fields):
        return repr(text)
    marked = re.sub(r"\$\$(?=[\w.])", "$", marked)
    if all(re.fullmatch(r"[\w.]+", field) for field in fields):
        literal = _FIELD.sub(lambda m: f"\0{m[1]}\1", marked)
        literal = literal.replace("{", "{{").replace("}", "}}")
        return "f" + repr(literal).replace("\\x00", "{").replace("\\x01", "}")
    parts = []
    at = 0
    for match in _FIELD.finditer(marked):
        if marked[at : match.start()]:
            parts.append(repr(marked[at : match.start()]))
        parts.append(f"str({match[1]})")
        at = match.end()
    if marked[at:]:
        parts.append(repr(marked[at:]))
    return " + ".join(parts)


def _is_known(field: str, names: frozenset[str]) -> bool:
    try:
        tree = ast.parse(field, mode="eval")
    except SyntaxError:
        return False
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return used <= names | _BUILTINS


def shell(text: str, target: str, names: frozenset[str], *, as_list: bool = False) -> str:
    """``!command``, or ``target = !command``, whose value is the list of lines."""
    call = command(text if target or as_list else _as_on_a_terminal(text), names)
    if target or as_list:
        options = "shell=True, stdout=subprocess.PIPE, text=True"
        run = f"subprocess.run({call}, {options}).stdout.splitlines()"
        return f"{target} = {run}" if target else run
    return f"subprocess.run({call}, shell=True)"


def _as_on_a_terminal(text: str) -> str:
    """``ls`` in columns, as it lists on the terminal that a kernel gives to commands."""
    plain = not re.search(r"[|;&<>]", text)
    if plain and re.match(r"ls(?:\s|$)", text) and not re.search(r"\s-\w*[l1mxC]|--format", text):
        return f"ls -C -w 80{text[2:]}"
    return text


def script(program: str, arguments: str, body: str) -> str:
    """``%%bash`` and ``%%sh``: a failing script stops the notebook."""
    call = [program, "-s", *_words(arguments)] if arguments else [program, "-s"]
    return f"subprocess.run({call!r}, input={body!r}, text=True, check=True)"


def capture(arguments: str, body: str) -> str:
    """``%%capture`` as a ``with`` in place of its line, above the indented body.

    When it binds a name, IPython's own class holds what was caught, as in the notebook. "" if the
    body holds no statement.
    """
    words = arguments.split()
    name = next((word for word in words if not word.startswith("-")), "")
    try:
        statements = ast.parse(body).body
    except SyntaxError:
        return ""
    if not statements:
        return ""
    caught = [k for k in ("stdout", "stderr") if f"--no-{k}" not in words]
    if name:
        given = [f"{k}={k in caught}" for k in ("stdout", "stderr") if k not in caught]
        opening = f"IPython.utils.capture.capture_output({', '.join([*given, 'display=False'])})"
        return "\n".join([f"with {opening} as {name}:", indented(body)])
    redirects = [f"contextlib.redirect_{kind}(io.StringIO())" for kind in caught]
    return "\n".join([f"with {', '.join(redirects)}:", indented(body)]) if redirects else ""


def string_lines(text: str) -> set[int]:
    """Numbers of the lines that begin inside a string token.

    Raises
    ------
    tokenize.TokenError, IndentationError
    """
    inside: set[int] = set()
    starts: list[int] = []
    opening = getattr(token, "FSTRING_START", -1), getattr(token, "TSTRING_START", -1)
    closing = getattr(token, "FSTRING_END", -1), getattr(token, "TSTRING_END", -1)
    for item in tokenize.generate_tokens(io.StringIO(text).readline):
        if item.type == token.STRING:
            inside.update(range(item.start[0] + 1, item.end[0] + 1))
        elif item.type in opening:
            starts.append(item.start[0])
        elif item.type in closing:
            inside.update(range(starts.pop() + 1, item.end[0] + 1))
    return inside


def indented(body: str, by: str = "    ") -> str:
    """Statements moved to the right, but for lines that begin inside of a string."""
    inside = string_lines(body)
    return "\n".join(
        line if number in inside or not line.strip() else by + line
        for number, line in enumerate(body.split("\n"), 1)
    )


def write_file(arguments: str, body: str, names: frozenset[str]) -> str:
    """``%%writefile``, with ``-a`` to append."""
    words = [word for word in _words(arguments) if word not in ("-a", "--append")]
    mode = "a" if len(words) < len(_words(arguments)) else "w"
    text = body if body.endswith("\n") else body + "\n"
    path = _path(words[0] if words else "", names)
    return f"print({text!r}, end='', file=open({path}, {mode!r}))"


def line(name: str, arguments: str, target: str, names: frozenset[str]) -> str:
    """A line magic that plain Python can do."""
    make = _LINES.get(name)
    if make is not None:
        return make(arguments, target, names)
    text = arguments if name in ("sx", "system") else f"{name} {arguments}".strip()
    return shell(text, target, names, as_list=name in ("sx", "system"))


def _env(arguments: str, target: str, names: frozenset[str]) -> str:
    key, separator, value = arguments.partition("=")
    if not separator:
        key, separator, value = arguments.partition(" ")
    if not separator:
        read = f"os.environ[{key.strip()!r}]" if key.strip() else "dict(os.environ)"
        return f"{target} = {read}" if target else "pass"
    return f"os.environ[{key.strip()!r}] = {command(value.strip(), names)}"


def _cd(arguments: str, target: str, names: frozenset[str]) -> str:
    words = [word for word in _words(arguments) if word != "-q"]
    return f"os.chdir({_path(words[0] if words else '~', names)})"


def _mkdir(arguments: str, target: str, names: frozenset[str]) -> str:
    words = [word for word in _words(arguments) if word != "-p"]
    made = (f"os.makedirs({_path(word, names)}, exist_ok=True)" for word in words)
    return "; ".join(made) or "pass"


def _pwd(arguments: str, target: str, names: frozenset[str]) -> str:
    return f"{target} = os.getcwd()" if target else "pass"


def _path(text: str, names: frozenset[str]) -> str:
    made = command(text, names)
    return f"os.path.expanduser({made})" if text.startswith("~") else made


def _words(arguments: str) -> list[str]:
    try:
        return shlex.split(arguments)
    except ValueError:  # an unbalanced quote
        return arguments.split()


_LINES: Mapping[str, Callable[[str, str, frozenset[str]], str]] = {
    "env": _env,
    "set_env": _env,
    "cd": _cd,
    "mkdir": _mkdir,
    "pwd": _pwd,
}
