"""Installs: what cells install, and how exactly."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from ..finding import Edit, Fix, Place
from .knowledge import words as words_of
from .program import Code, Program
from .secrets import masked, names_secret
from .trace import Trace
from .values import Value

Exactness = Literal["exact", "range", "open"]

_ONLY_TOOLS = frozenset(["pip", "setuptools", "wheel", "uv", "conda"])
_PYPI = ("pip", "uv pip", "uv", "poetry", "pdm")
_NAME = re.compile(r"^[A-Za-z0-9][\w.\-]*(?:\[[\w,.\- ]+\])?")
_EXACT = re.compile(r"^\s*={2,3}\s*[\w.+!\-]+$")
_CONDA_EXACT = re.compile(r"^\s*={1,2}\s*\d[\w.+!\-]*(?:=[\w.*]+)?$")
_PINNED_ADDRESS = re.compile(r"@[0-9a-f]{40}\b|#sha256=|#.*sha256|@v?\d+\.\d+[\w.]*(?:#|$)")
_LOGIN = re.compile(r"(?<=://)(?!git@)[^/@\s]+@")
_KERNEL = r"[\"']?(?:\{[^}]*executable[^}]*\}|\$\{?sys\.executable\}?)[\"']?\s+-m\s+"
_TOOL = re.compile(rf"^(?:\S*python[\d.]*\s+-m\s+|{_KERNEL})(?=pip)|^sudo\s+", re.IGNORECASE)
_OWN = re.compile(rf"{_KERNEL}pip", re.IGNORECASE)
# `>` before a digit or `=` is a specifier of versions, at the start of a word it never is
_REDIRECTION = re.compile(r"(?:^[\d&]*[<>]|>(?!>?\s*[=\d])).*")
_TO_NEXT = re.compile(r"[^<>]*[<>]{1,2}")  # the file is the next word


class Requirement(NamedTuple):
    """One requirement of an install command."""

    text: str
    name: str
    exact: Exactness


class Install(NamedTuple):
    """One install command. `shell`: it ran through `!` for maybe another interpreter."""

    tool: str
    place: Place
    requirements: tuple[Requirement, ...]
    shell: bool
    upgrades_tools: bool
    fix: Fix | None


def installs(
    program: Program, trace: Trace, versions: Callable[[], Mapping[str, str]]
) -> tuple[Install, ...]:
    """All install commands of the cells, as magics, in shell cells, and in calls.

    `versions` gives the exact versions that the project's files name, by distribution.
    """
    found = list[Install]()
    for code in program.codes:
        for magic in code.magics:
            if magic.kind == "cell" and magic.name in ("bash", "sh", "system", "!"):
                for offset, line in enumerate(magic.body.split("\n")):
                    found += _of_line(code, magic.line + 1 + offset, line, True, versions)
            elif magic.kind in ("shell", "line"):
                command = magic.arguments
                if magic.name in ("pip", "conda", "mamba", "micromamba", "uv"):
                    command = f"{magic.name} {magic.arguments}"
                elif magic.name not in ("!", "sx", "system"):
                    continue
                found += _of_line(code, magic.line, command, magic.name == "!", versions)
    for call in trace.calls:
        if call.role == "command":
            command = _text(call.argument(0, "args", "cmd"))
            if command:
                for tool, words in commands(command):
                    found += _install(tool, words, call.place, False, None)
    return tuple(found)


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """The install commands in a shell line: (tool, arguments after `install`)."""
    for part in re.split(r"&&|\|\||[;|\n]", text):
        part = _TOOL.sub("", part.strip())
        try:
            words = shlex.split(part, comments=True)
        except ValueError:  # an unbalanced quote
            words = part.split()
        if len(words) < 2:
            continue
        tool = words[0].rpartition("/")[2]
        if tool == "uv" and words[1] == "pip":
            words = words[1:]
        options = [w for w in words[1:] if not w.startswith("-")]
        verb = options[0] if options else ""
        if (re.fullmatch(r"pip[\d.]*", tool) or words[0] == "pip") and verb == "install":
            yield "uv pip" if tool == "uv" else "pip", words[words.index("install") + 1 :]
        elif tool in ("conda", "mamba", "micromamba") and verb in ("install", "create"):
            yield tool, words[words.index(verb) + 1 :]
        elif tool in ("uv", "poetry", "pdm") and verb == "add":
            yield tool, words[words.index("add") + 1 :]


def requirements(tool: str, words: list[str]) -> Iterator[Requirement]:
    """The requirements among the words of an install command; files and options are none."""
    skip = False
    for given in words:
        word = _REDIRECTION.sub("", given)
        if skip:
            skip = False
            continue
        if word.startswith("-"):
            skip = word in words_of("install_options") or (tool == "conda" and word == "-c")
            skip = skip or ("=" not in word and names_secret(word.lstrip("-")))
        elif not re.search(r"[{}$<>]", word) or _NAME.match(word):
            requirement = _requirement(tool, word)
            if requirement is not None:
                yield requirement
        skip = skip or bool(_TO_NEXT.fullmatch(given))


def exactness(tool: str, specifier: str) -> Exactness:
    """How exact a version specifier is: `==1.2` is exact, `>=1` and `==1.*` are ranges."""
    specifier = specifier.partition(";")[0].strip()
    if not specifier:
        return "open"
    pattern = _CONDA_EXACT if tool in ("conda", "mamba", "micromamba") else _EXACT
    return "exact" if pattern.match(specifier) and "*" not in specifier else "range"


def _requirement(tool: str, word: str) -> Requirement | None:
    if re.search(r"[{}$]", word) or word in (".", "..") or word.startswith(("./", "../", "/", "~")):
        return None
    if "://" in word or word.startswith("git+"):
        pinned = _PINNED_ADDRESS.search(word)
        # messages name requirements: what an address holds for logging in stays here
        word = masked(_LOGIN.sub("***@", word))
        return Requirement(word, word.rpartition("/")[2], "exact" if pinned else "open")
    if word.endswith((".whl", ".tar.gz", ".zip", ".txt", ".yml", ".yaml")):
        return None
    word = word.rpartition("::")[2]  # conda's channel
    match = _NAME.match(word)
    if match is None:
        return None
    name = match[0].partition("[")[0]
    return Requirement(word, name, exactness(tool, word[match.end() :]))


def _of_line(
    code: Code, line: int, command: str, shell: bool, versions: Callable[[], Mapping[str, str]]
) -> Iterator[Install]:
    source = code.cell.source.split("\n")
    text = source[line - 1] if line <= len(source) else ""
    start = len(text) - len(text.lstrip()) + 1
    place = Place(code.cell.number, code.cell.id, line, start, line, len(text.rstrip()) + 1)
    for tool, words in commands(command):
        other = shell and tool == "pip" and not _OWN.search(command)
        magic = _magic(place, text) if other else None
        loose = [r for r in requirements(tool, words) if r.exact != "exact"]
        fix = _pinned(place, text, loose, versions(), magic) if loose and tool in _PYPI else None
        yield from _install(tool, words, place, other, fix or magic)


def _pinned(
    place: Place,
    text: str,
    loose: list[Requirement],
    versions: Mapping[str, str],
    magic: Fix | None,
) -> Fix | None:
    """Each requirement with the version that the project's files name; None if one is unknown."""
    edits = list[Edit]()
    for requirement in loose:
        version = versions.get(re.sub(r"[-_.]+", "-", requirement.name).lower())
        written = re.escape(requirement.text)
        found = list(re.finditer(rf"(?<![\w.\-=]){written}(?![\w.\-=<>\[])", text))
        bare = _NAME.match(requirement.text)
        if version is None or len(found) != 1 or bare is None:
            return None
        start, end = found[0].start() + 1, found[0].end() + 1
        pinned = f"{bare[0]}=={version}"
        edits.append(
            Edit(place.cell_id, place.line, start, place.line, end, requirement.text, pinned)
        )
    edits += magic.edits if magic is not None else ()
    return Fix("Pin to the version that the project's files name", "S", tuple(edits))


def _magic(place: Place, text: str) -> Fix | None:
    """`!pip` becomes `%pip`, which installs for the kernel that runs."""
    if not re.match(r"\s*!pip3?\s+install\b[^&|;$]*$", text):
        return None
    word = "!pip3" if text.lstrip().startswith("!pip3") else "!pip"
    end = place.column + len(word)
    edit = Edit(place.cell_id, place.line, place.column, place.line, end, word, "%pip")
    return Fix("Use `%pip`, which installs for this kernel", "A", (edit,))


def _install(
    tool: str, words: list[str], place: Place, shell: bool, fix: Fix | None
) -> Iterator[Install]:
    found = tuple(requirements(tool, words))
    tools = bool(found) and all(r.name in _ONLY_TOOLS for r in found)
    yield Install(tool, place, found, shell, tools, fix)


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    if value.text is not None:
        return value.text
    words = [part.const if isinstance(part.const, str) else "python" for part in value.items]
    return shlex.join(words)
