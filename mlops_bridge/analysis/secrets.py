"""Secrets that stand as literals in code, and the environment variable that should hold each."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .trees import walk

_WORD = re.compile(
    r"(?:^|[_\W])(?:passwords?|passwd|pwd|secret|token|api_?key|access_?key|secret_?key|auth_?key|"
    r"private_?key|credentials?|connection_?string|conn_?str)(?:$|[_\W\d])",
    re.IGNORECASE,
)
_NOT_SECRET = re.compile(
    r"tokeni|max_|num_|n_token|pad_|bos_|eos_|unk_|sep_|cls_|mask_|start_|stop_|oov_|special_|delim\w*_|word_|token_pattern|tokens?_col",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"(?:client|connection|connect|login|log_in|signin|sign_in|auth|authenticate|create_engine|session)$",
    re.IGNORECASE,
)
_URL_INSIDE = re.compile(r"(?P<before>\w[\w+.-]*://[^/\s:@{}]+:)[^/\s@{}]+@")
_GIVEN = (
    re.compile(r"(?P<before>[?&](?P<name>[A-Za-z][\w-]*)=)(?P<value>[^\s'\";|&#]{4,})"),
    re.compile(r"(?P<before>(?P<name>[A-Za-z][\w-]*)\s*[=:]\s*['\"]?)(?P<value>[^\s'\";|&]{4,})"),
    re.compile(r"(?P<before>--?(?P<name>[A-Za-z][\w-]*)\s+['\"]?)(?P<value>[^\s'\";|&-]\S{3,})"),
)
_PROVIDER_INSIDE = re.compile(
    r"AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{40,}|sk-[A-Za-z0-9_-]{20,}|"
    r"xox[abprs]-[A-Za-z0-9-]{10,}|AIza[\w-]{35}|hf_[A-Za-z0-9]{30,}"
)
_AUTH_TYPES = ("HTTPBasicAuth", "HTTPDigestAuth")
_PATH = re.compile(r"^[./~]|^[A-Za-z]:[\\/]|\.(?:json|ya?ml|txt|ini|toml|env|pem|key|csv)$")
# a token of a text, not of a service: a word, a mark, a word in brackets
_TEXT_TOKEN = re.compile(r"^(?:[A-Za-z]{1,12}|[^\w]+|[\[<{|]+[\w /|]+[\]>}|]+|##?\w{1,6}|\\\w)$")
_BEARER = re.compile(r"(?:Bearer|Basic|Token) [\w.~+/=-]{8,}$")
_PLACEHOLDER = re.compile(
    r"^(?:|\*+|x{3,}|<.*>|\.{3,}|your[_ -].*|.*\{.*\}.*|\$.*|none|null|changeme|dummy|example|"
    r"test|todo|secret|password|token|string|str|text|object|integer|boolean|hidden|required|optional)$",
    re.IGNORECASE,
)
_URL = re.compile(r"^\w[\w+.-]*://[^/\s:@{}]+:(?P<password>[^/\s@{}]+)@")
_PROVIDER = re.compile(
    r"^(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{40,}|sk-[A-Za-z0-9_-]{20,}|"
    r"xox[abprs]-[A-Za-z0-9-]{10,}|AIza[\w-]{35}|hf_[A-Za-z0-9]{30,}|"
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*)",
    re.DOTALL,
)


class Secret(NamedTuple):
    """A secret literal. `key` is the (line, UTF-8 column) of the literal as `ast` gives it."""

    key: tuple[int, int]
    end: tuple[int, int]
    variable: str
    value: str

    @property
    def look_up(self) -> str:
        return look_up(self.variable)


def look_up(variable: str) -> str:
    """The expression that reads a variable of the environment."""
    return f'os.environ["{variable}"]'


def find(tree: ast.AST) -> list[Secret]:
    """Find secret literals, in source order, one per place."""
    found: dict[tuple[int, int], Secret] = {}
    for node in walk(tree):
        for literal, variable in _candidates(node):
            key = (literal.lineno, literal.col_offset)
            end = (literal.end_lineno or 0, literal.end_col_offset or 0)
            found.setdefault(key, Secret(key, end, variable, str(literal.value)))
    return [found[key] for key in sorted(found)]


def catalogue(trees: Iterable[ast.AST]) -> dict[str, str]:
    """Value to environment variable, for all secrets of a program: one variable, one value."""
    found: dict[str, str] = {}
    for tree in trees:
        for secret in find(tree):
            if secret.value in found:
                continue
            variable, number = secret.variable, 1
            while variable in found.values():
                number += 1
                variable = f"{secret.variable}_{number}"
            found[secret.value] = variable
    return found


def looked_up(trees: Iterable[ast.AST]) -> tuple[str, ...]:
    """Variables with the name of a secret that a program reads from the environment."""
    found: dict[str, None] = {}
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
                key = node.slice
                if isinstance(node.ctx, ast.Load) and isinstance(key, ast.Constant):
                    if isinstance(key.value, str) and names_secret(key.value):
                        found.setdefault(key.value)
    return tuple(found)


def masked(text: str) -> str:
    """Text in which whatever looks like a secret is replaced by stars."""
    text = _PROVIDER_INSIDE.sub("***", text)
    text = _URL_INSIDE.sub(lambda m: f"{m['before']}***@", text)
    for given in _GIVEN:
        text = given.sub(
            lambda m: f"{m['before']}***" if is_secret(m["name"], m["value"]) else m[0], text
        )
    return text


def is_secret(name: str, value: object) -> bool:
    """Whether a name bound to a literal holds a secret."""
    return isinstance(value, str) and (
        (name.lower().endswith("authorization") and bool(_BEARER.match(value)))
        or (names_secret(name) and not _PLACEHOLDER.match(value) and not _says_other(name, value))
        or bool(_URL.match(value))
        or bool(_PROVIDER.match(value))
    )


def _says_other(name: str, value: str) -> bool:
    """Whether a literal under such a name is no secret: a path, a prompt, a word of a text, ..."""
    plain = re.sub(r"[\W_]", "", value).lower()
    if plain == re.sub(r"[\W_]", "", name).lower():
        return True  # the name of a field
    if re.fullmatch(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+", value) and _WORD.search(value):
        return True  # the name of a variable of the environment
    if len(value.split()) > 1 and (
        value.rstrip().endswith((":", "?", ".")) or len(value.split()) > 3
    ):
        return "=" not in value  # a prompt or a sentence
    if re.search(r"pwd|credential", name, re.IGNORECASE) and _PATH.search(value):
        return True
    if re.search(r"token$", name, re.IGNORECASE):
        return bool(_TEXT_TOKEN.match(value))
    return False


def names_secret(name: str) -> bool:
    return bool(
        _WORD.search(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name))
    ) and not _NOT_SECRET.search(name)


def _candidates(node: ast.AST) -> Iterator[tuple[ast.Constant, str]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _URL.match(node.value):
            yield node, "CONNECTION_URL"
        elif _PROVIDER.match(node.value):
            yield node, "API_TOKEN"
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from _named(_target_name(target), node.value)
    elif isinstance(node, ast.AnnAssign) and node.value:
        yield from _named(_target_name(node.target), node.value)
    elif isinstance(node, ast.keyword) and node.arg:
        if node.arg == "auth" and isinstance(node.value, ast.Tuple):
            yield from _pair(node.value.elts, "AUTH")
        yield from _named(node.arg, node.value)
    elif isinstance(node, ast.arguments):
        plain = [*node.posonlyargs, *node.args]
        for argument, default in zip(reversed(plain), reversed(node.defaults), strict=False):
            yield from _named(argument.arg, default)
        for argument, given in zip(node.kwonlyargs, node.kw_defaults, strict=True):
            if given is not None:
                yield from _named(argument.arg, given)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield from _named(key.value, value)
    elif isinstance(node, ast.Call):
        name = _callee(node.func)
        if _OPENERS.search(name) or name in _AUTH_TYPES:
            yield from _pair(node.args, name)


def _named(name: str, value: ast.expr) -> Iterator[tuple[ast.Constant, str]]:
    if (
        isinstance(value, ast.Constant)
        and isinstance(value.value, str)
        and is_secret(name, value.value)
    ):
        yield value, _variable(name)


def _pair(arguments: list[ast.expr], callee: str) -> Iterator[tuple[ast.Constant, str]]:
    """Two literals side by side: a user and what looks like a password."""
    for first, second in itertools.pairwise(arguments):
        if not (isinstance(first, ast.Constant) and isinstance(second, ast.Constant)):
            continue
        if not (isinstance(first.value, str) and isinstance(second.value, str)):
            continue
        if _looks_secret(second.value) and not re.search(r"[\s/\\]", first.value):
            yield second, _variable(f"{callee}_password")


def _looks_secret(value: str) -> bool:
    if _PLACEHOLDER.match(value) or re.search(r"[\s/\\]|\.\w{2,4}$", value):
        return False
    if _WORD.search(f"_{value}_") or re.search(r"pass(word|wd)?|secret", value, re.IGNORECASE):
        return True
    classes = sum(bool(re.search(c, value)) for c in ("[a-z]", "[A-Z]", r"\d", r"[^\w.\-]"))
    return (
        len(value) >= 8
        and classes >= 2
        and not re.fullmatch(r"[a-z]+(?:-[a-z0-9]+)+|[\d.\-:]+", value)
    )


def _target_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return ""


def _callee(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _variable(name: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"\W+", "_", words).strip("_").upper()
