"""Containers: Dockerfiles of the project and of the notebook, and what they leave open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from ..finding import Place
from ..notebook.surroundings import Surroundings
from .installs import commands, requirements
from .knowledge import words
from .program import Code, Program
from .trace import Calls

_FILE = re.compile(r"(?:.*/)?(?:Dockerfile[^/]*|[^/]*\.dockerfile)$", re.IGNORECASE)
_FROM = re.compile(r"^FROM\s+(?:--\S+\s+)*(?P<image>\S+)(?:\s+AS\s+(?P<stage>\S+))?", re.I)
_ARGUMENT = re.compile(r"^ARG\s+(?P<name>\w+)=[\"']?(?P<value>[^\s\"']+)", re.I)
_VARIABLE = re.compile(r"\$\{(?P<braced>\w+)(?::-(?P<default>[^}]*))?\}|\$(?P<plain>\w+)")
_MAJOR = re.compile(r"^v?\d{1,3}(?:-[a-z][\w.-]*)?$")
_TOOLS = ("pip", "setuptools", "wheel", "uv")

Open = Literal["no tag", "latest", "major", "install", "conda", "devel", "cpu"]


class Gap(NamedTuple):
    """One thing that a container file leaves open: its line (from 1), the image or requirement."""

    line: int
    name: str
    what: Open


class Container(NamedTuple):
    """A container file with its gaps. `written`: a cell of the notebook writes it."""

    file: str
    gaps: tuple[Gap, ...]
    place: Place
    written: bool


def containers(program: Program, calls: Calls, around: Surroundings) -> tuple[Container, ...]:
    """The container files that build another environment tomorrow; those of cells come first."""
    found = [c for code in program.codes for c in _of_cell(code)]
    if around.root is not None and program.codes:
        first = program.codes[0]
        for name, text in around.files.items():
            if _FILE.match(name) and not _aside(name) and (open_ := gaps(text)):
                found.append(Container(name, open_, _line(first, 1), False))
    left = [c for c in found if any(gap.what != "cpu" for gap in c.gaps)]
    if left or not needs_gpu(calls):
        return tuple(left)
    return tuple(found)


def _aside(name: str) -> bool:
    """Whether the name says that nothing goes to production from it."""
    return not words("side_containers").isdisjoint(re.split(r"[^a-z]+", name.lower()))


@lru_cache(maxsize=256)
def gaps(text: str) -> tuple[Gap, ...]:
    """What the text of a Dockerfile leaves open."""
    return tuple(_gaps(text))


def _gaps(text: str) -> Iterator[Gap]:
    arguments: dict[str, str] = {}
    stages, image, last = set[str](), "", 1
    for number, line in _instructions(text):
        if match := _ARGUMENT.match(line):
            arguments[match["name"]] = match["value"]
        elif match := _FROM.match(line):
            image, last = _filled(match["image"], arguments), number
            if image.lower() not in stages and image != "scratch" and "$" not in image:
                what = _open(image)
                if what:
                    yield Gap(number, image, what)
            stages.add((match["stage"] or "").lower())
        elif line[:4].upper() == "RUN ":
            for tool, parts in commands(line[4:]):
                if tool in ("pip", "uv pip"):
                    asked = tuple(requirements(tool, parts))
                    yield from (Gap(number, r.text, "conda") for r in asked if r.name == "conda")
                    loose = (r for r in asked if r.exact == "open" and r.name != "conda")
                    yield from (Gap(number, r.text, "install") for r in loose if _counts(r.name))
    if re.search(r"nvidia/cuda:\S*-devel\b", image):
        yield Gap(last, image, "devel")
    if image and not any(word in image.lower() for word in words("accelerated_images")):
        yield Gap(1, image, "cpu")


def _counts(name: str) -> bool:
    return name not in _TOOLS


def _open(image: str) -> Open | None:
    """What is wrong with the tag of an image; None if it says enough."""
    if "@sha256:" in image:
        return None
    tag = image.rpartition("/")[2].partition(":")[2]
    if not tag:
        return "no tag"
    if tag.lower() in words("unversioned_tags") or tag.startswith("latest-"):
        return "latest"
    return "major" if _MAJOR.match(tag) else None


def _filled(image: str, arguments: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match["braced"] or match["plain"]
        return arguments.get(name) or match["default"] or match[0]

    return _VARIABLE.sub(value, image).strip("\"'")


def _instructions(text: str) -> Iterator[tuple[int, str]]:
    """(first line, text) of each instruction, continued lines joined, comments left out."""
    start, parts = 0, list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped.startswith("#") or not (stripped or parts):
            continue
        start = start or number
        parts.append(stripped.rstrip("\\"))
        if not stripped.endswith("\\"):
            yield start, " ".join(parts)
            start, parts = 0, []
    if parts:
        yield start, " ".join(parts)


def _of_cell(code: Code) -> Iterator[Container]:
    for magic in code.magics:
        if magic.kind != "cell" or magic.name not in ("writefile", "file") or not magic.arguments:
            continue
        name = magic.arguments.split()[-1]
        if _FILE.match(name) and (open_ := gaps(magic.body)):
            yield Container(name, open_, _line(code, magic.line + open_[0].line), True)


def _line(code: Code, number: int) -> Place:
    lines = code.cell.source.split("\n")
    text = lines[number - 1] if number <= len(lines) else ""
    return Place(code.cell.number, code.cell.id, number, 1, number, len(text) + 1)


def needs_gpu(calls: Calls) -> bool:
    """Whether the notebook asks for CUDA without asking whether it is there."""
    if calls.written("is_available", "list_physical_devices", "device_count"):
        return False
    moved = (v.text or "" for call in calls.written("to", "device") for v in call.args[:1])
    return bool(calls.written("cuda")) or any(text.startswith("cuda") for text in moved)
