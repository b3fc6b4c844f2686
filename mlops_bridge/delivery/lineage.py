"""Lineage: one chain from the notebook to the registered version, each link sealed by the next.

A link's seal is a sha256 over the seal before it and over what the link says, so that no link can
be changed, left out or put in without every later seal telling. The last seal of a run stands in
MLflow as a tag, the chain among the run's files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest
from ..notebook.surroundings import revision
from . import content
from .datasets import Dataset

NAME = "lineage.json"


@dataclass(frozen=True)
class Link:
    """One link: what it is ("notebook", "code", "lock", "image", "data", "run", "version"), its
    name, its digest, and more facts about it."""

    kind: str
    name: str
    digest: str
    facts: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""


@dataclass(frozen=True)
class Chain:
    """The links in the order in which one came from the other."""

    links: tuple[Link, ...]

    @property
    def seal(self) -> str:
        """The seal of the last link, and so of all."""
        return self.links[-1].seal if self.links else ""

    @property
    def broken(self) -> str:
        """The first link whose seal is not what its words and the seal before it give; or ""."""
        before = ""
        for link in self.links:
            if _seal(before, link) != link.seal:
                return f"{link.kind} {link.name}".strip()
            before = link.seal
        return ""

    def of(self, kind: str) -> tuple[Link, ...]:
        """The links of a kind."""
        return tuple(link for link in self.links if link.kind == kind)

    def dumps(self) -> str:
        return json.dumps([asdict(link) for link in self.links], indent=1) + "\n"


def loads(text: str) -> Chain:
    """The chain in a text of `Chain.dumps`.

    Raises
    ------
    ValueError
        If the text is something else.
    """
    entries = json.loads(text)
    if not isinstance(entries, list):
        raise ValueError("no list of links")
    try:
        return Chain(tuple(Link(**entry) for entry in entries))
    except (TypeError, AttributeError) as error:
        raise ValueError(str(error)) from None


def sealed(links: Iterable[Link]) -> Chain:
    """The chain of some links."""
    before = ""
    found = []
    for link in links:
        made = Link(link.kind, link.name, link.digest, dict(link.facts), _seal(before, link))
        before = made.seal
        found.append(made)
    return Chain(tuple(found))


def _seal(before: str, link: Link) -> str:
    said = [before, link.kind, link.name, link.digest, dict(link.facts)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def of_project(project: Path, manifest: Manifest) -> list[Link]:
    """Notebook, code, lock and, where it was built from them, image."""
    notebook = project / manifest.notebook
    commit = revision(notebook.parent)
    links = [
        Link("notebook", notebook.name, manifest.source, {"git": commit} if commit else {}),
        Link("code", manifest.name, content.summed(content.code(project)), {"tool": manifest.tool}),
    ]
    locks = content.locks(project)
    if locks:
        links.append(Link("lock", ", ".join(locks), content.summed(locks)))
    image = built(project, content.digest(project, manifest))
    if image:
        links.append(Link("image", image["tag"], image["id"], {"base": image["base"]}))
    return links


def of_data(datasets: Sequence[Dataset]) -> list[Link]:
    """A link for each input."""
    found = []
    for each in datasets:
        facts = dict(each.revision) | ({"modified": "since that revision"} if each.modified else {})
        found.append(Link("data", each.name, each.identity, facts))
    return found


def built(project: Path, digest: str) -> dict[str, str]:
    """What `build` noted of the image of this content; empty when there is none."""
    path = project / ".nb2prod" / "image.json"
    try:
        noted: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: str(v) for k, v in noted.items()} if noted.get("content") == digest else {}


def note_image(project: Path, digest: str, image: Mapping[str, str]) -> None:
    """Remember which image was built from a content, for runs and versions that come later."""
    path = project / ".nb2prod" / "image.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({**image, "content": digest}, indent=1) + "\n", encoding="utf-8")
