"""Advisories: pinned dependencies that a local file calls vulnerable, and licences not allowed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ..notebook.surroundings import Surroundings
from .installs import Install
from .knowledge import words
from .pins import Pins, normal

FILE = "advisories.json"
_LONGEST = 60  # characters of a licence's name; longer texts are the licence itself


class Concern(NamedTuple):
    """A dependency and what is said against it: an advisory's id, or its licence."""

    distribution: str
    version: str
    says: str


def concerns(
    pins: Pins, around: Surroundings, installs: Iterable[Install], imported: Iterable[str]
) -> tuple[Concern, ...]:
    """The dependencies that an advisory lists, or whose licence is not among those allowed.

    Nothing is asked of the network: the advisories stand in the project (the format of OSV), the
    licences in the metadata of what is installed beside this program.
    """
    text = around.files.get(FILE, "")
    allowed = words("allowed_licenses")
    if not text and not allowed:
        return ()
    versions = {**pins.versions, **_installed(installs)}
    found = [
        Concern(name, versions[name], says)
        for name, says in _listed(text, versions)
        if name in versions
    ]
    if allowed:
        for name in dict.fromkeys([*versions, *imported]):
            licence = _licence(name)
            if licence and not _fits(licence, allowed):
                found.append(Concern(name, versions.get(name, ""), f"its licence is {licence}"))
    return tuple(found)


def _installed(installs: Iterable[Install]) -> Mapping[str, str]:
    """The exact versions that cells install."""
    return {
        normal(requirement.name): requirement.text.rpartition("==")[2]
        for install in installs
        for requirement in install.requirements
        if requirement.exact == "exact" and "==" in requirement.text
    }


def _listed(text: str, versions: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for record in _records(text):
        for affected in record.get("affected", []):
            name = normal(str(affected.get("package", {}).get("name", "")))
            version = versions.get(name)
            if version is None:
                continue
            if version in affected.get("versions", []) or any(
                _inside(version, piece.get("events", [])) for piece in affected.get("ranges", [])
            ):
                yield name, str(record.get("id", "an advisory"))


@lru_cache(maxsize=16)
def _records(text: str) -> tuple[dict, ...]:  # type: ignore[type-arg]
    """The records of an advisory file: one, or a list; those of another form are left out."""
    try:
        data = json.loads(text) if text else []
    except (json.JSONDecodeError, RecursionError):
        return ()
    records = data if isinstance(data, list) else [data]
    return tuple(record for record in records if _is_record(record))


def _is_record(record: object) -> bool:
    """Whether a record has the form that is read here."""
    if not isinstance(record, dict) or not isinstance(record.get("affected", []), list):
        return False
    return all(
        isinstance(affected, dict)
        and isinstance(affected.get("package"), dict)
        and isinstance(affected.get("versions", []), list)
        and isinstance(affected.get("ranges", []), list)
        and all(
            isinstance(piece, dict)
            and isinstance(piece.get("events", []), list)
            and all(isinstance(event, dict) for event in piece.get("events", []))
            for piece in affected.get("ranges", [])
        )
        for affected in record.get("affected", [])
    )


def _inside(version: str, events: list[dict[str, object]]) -> bool:
    """Whether a version lies between an `introduced` and the next `fixed` or `last_affected`."""
    here, inside = _numbers(version), False
    for event in events:
        for name, value in event.items():
            limit = _numbers(str(value))
            if name == "introduced" and here >= limit:
                inside = True
            elif (name == "fixed" and here >= limit) or (name == "last_affected" and here > limit):
                inside = False
    return inside


def _numbers(version: str) -> tuple[int, ...]:
    parts = [int(part) for part in re.findall(r"\d+", re.split(r"[+a-zA-Z]", version)[0])]
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


@lru_cache(maxsize=512)
def _licence(name: str) -> str:
    """The licence that an installed distribution names, or ""."""
    from importlib import metadata  # slow to import, and seldom asked

    try:
        held = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    for key in ("License-Expression", "License"):
        text = str(held[key] or "").strip() if key in held else ""
        if text and len(text) <= _LONGEST and "\n" not in text:
            return text
    classifiers = [c for c in held.get_all("Classifier") or [] if c.startswith("License ::")]
    return str(classifiers[0]).rpartition(" :: ")[2] if classifiers else ""


def _fits(licence: str, allowed: frozenset[str]) -> bool:
    known = {name.lower() for name in allowed}
    choices = re.split(r"\s+OR\s+", licence.strip("()"))
    return any(
        all(part.strip("() ").lower() in known for part in re.split(r"\s+AND\s+", choice))
        for choice in choices
    )
