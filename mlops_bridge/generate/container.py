"""Container: an existing Dockerfile with what it leaves open pinned to what runs here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..analysis.containers import Container, Gap, needs_gpu
from ..analysis.knowledge import cuda_image
from ..analysis.program import Code
from ..environment.kernel import Environment
from ..finding import Edit
from .offer import Offer, Source

_ACCELERATED = ("torch", "tensorflow")


def offer(source: Source) -> Offer:
    """Each container file with a version in every gap that the kernel has an answer for."""
    files, edits, notes = dict[str, str](), list[Edit](), list[str]()
    environment, accelerated = source.environment(), needs_gpu(source.facts.calls)
    for container in source.facts.containers:
        for path, text, code in _texts(source, container):
            gaps = [gap for gap in container.gaps if gap.what != "cpu" or accelerated]
            pinned, left = pin(text, gaps, environment)
            notes += [f"{container.file}, line {gap.line}: {why}" for gap, why in left]
            if pinned == text:
                continue
            if code is None:
                files[path] = pinned
            else:
                edits.append(_edit(code, text, pinned))
    return Offer(files, tuple(edits), tuple(notes))


def _texts(source: Source, container: Container) -> Iterator[tuple[str, str, Code | None]]:
    """The path and the text of a container file, and the cell that writes it."""
    if container.written:
        code = source.facts.code(container.place.cell)
        for magic in code.magics:
            if magic.kind == "cell" and magic.arguments.split()[-1:] == [container.file]:
                yield container.file, magic.body, code
        return
    text = source.facts.project.files.get(container.file)
    for path, held in source.beside.items():
        if text is not None and held == text and path.endswith(container.file.split("/")[-1]):
            yield path, text, None
            return


def pin(
    text: str, gaps: Sequence[Gap], environment: Environment
) -> tuple[str, tuple[tuple[Gap, str], ...]]:
    """The text with its gaps closed, and the gaps that stay open, each with the reason."""
    left, lines = list[tuple[Gap, str]](), text.split("\n")
    for gap in sorted(gaps, key=lambda gap: gap.what != "cpu"):  # an image with CUDA comes first
        new = _version(gap, environment)
        if new is None:
            facts = {"cpu": "an image with CUDA", "conda": "what takes its place"}
            fact = facts.get(gap.what, "its version")
            left.append((gap, f"`{gap.name}`: {fact} is not known here, choose one"))
            continue
        word = re.compile(rf"(?<![\w./:-]){re.escape(gap.name)}(?![\w./:=-])")
        kinds = ("RUN", "&&", "pip") if gap.what == "install" else ("FROM", "ARG")
        for number, line in enumerate(lines):
            told = line.lstrip().upper()
            if gap.what == "install" or told.startswith(kinds):
                lines[number] = word.sub(lambda match, new=new: new, line)  # type: ignore[misc]
    return "\n".join(lines), tuple(left)


def _version(gap: Gap, environment: Environment) -> str | None:
    installed = {name.lower(): version for name, version in environment.installed.items()}
    if gap.what == "install":
        version = installed.get(gap.name.lower())
        return f"{gap.name}=={version.partition('+')[0]}" if version else None
    if gap.what == "devel":
        return gap.name.replace("-devel", "-runtime")
    if gap.what == "conda":
        return None
    if gap.what == "cpu":
        versions = ((name, installed[name]) for name in _ACCELERATED if name in installed)
        return next((image for held in versions if (image := cuda_image(*held))), None)
    image, _, tag = gap.name.partition(":")
    if image.rpartition("/")[2] != "python":
        return None
    variant = tag.partition("-")[2]
    return f"{image}:{environment.python}{'-' + variant if variant else ''}"


def _edit(code: Code, text: str, pinned: str) -> Edit:
    """Put the pinned text in the place of the body of the cell that writes the file."""
    lines = code.cell.source.split("\n")
    first = code.cell.source[: code.cell.source.index(text)].count("\n") + 1
    last = first + text.count("\n")
    expect = "\n".join(lines[first - 1 : last])
    return Edit(code.cell.id, first, 1, last, len(lines[last - 1]) + 1, expect, pinned.rstrip("\n"))
