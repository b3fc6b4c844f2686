"""Overrides: data or parameters that are not the registered ones, with who, when and why."""

from __future__ import annotations

import datetime
import getpass
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..convert.manifest import Manifest
from ..errors import ProjectError
from ..notebook.surroundings import ask_git
from .datasets import Dataset
from .record import public
from .redact import replaced
from .store import STATE, local

TAG = "nb2prod.override"


def who(folder: Path) -> str:
    """Who works here: ``NB2PROD_USER``, else git's address, else the user of the system."""
    named = os.environ.get("NB2PROD_USER") or ask_git(folder, "config", "user.email").strip()
    if named:
        return named
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return "unknown"


def now() -> str:
    """The moment, in UTC."""
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")


def told(
    project: Path,
    manifest: Manifest,
    values: Mapping[str, Any],
    inputs: Sequence[Dataset],
    accept_data: str | None,
    reason: str,
    data: Path | None,
    forms: Mapping[str, str],
) -> dict[str, str]:
    """The tag that records what is not the usual; empty when everything is."""
    usual = {p.name: p.value for p in manifest.parameters}
    what = [
        f"{name}: {usual[name]!r} -> {value!r}"
        for name, value in values.items()
        if usual.get(name) != value
    ]
    if data is not None:
        what.append(f"data of another folder: {', '.join(d.name for d in inputs)}")
    if accept_data is not None:
        what.append("data changed since it was registered")
    if not what and not reason:
        return {}
    why = "; ".join(text for text in (reason, accept_data or "") if text)
    entry = replaced({"who": who(project), "when": now(), "why": why, "what": what}, forms)
    return {TAG: json.dumps(entry, default=str)[:5000]}


def note_registered(
    project: Path, digest: str, uri: str, version: str, data: Mapping[str, str]
) -> None:
    """Remember what the data was when a content was registered in the project's own database."""
    path = project / STATE / "registered.json"
    path.parent.mkdir(exist_ok=True)
    known = _known(project)
    known[digest] = {"uri": public(uri), "version": version, "data": dict(data)}
    path.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def require_known(
    project: Path,
    digest: str,
    uri: str,
    inputs: Sequence[Dataset],
    accept_data: str | None,
    data: Path | None,
    ask: Callable[[str], Any],
) -> None:
    """Stop before a run whose data is not what it was when the version was registered.

    Data of another folder is another choice, and no surprise; it is recorded, not stopped. A
    database of the project's own is not asked: what was registered there is noted beside it.

    Raises
    ------
    ProjectError
        If the data differs and `accept_data` gives no reason.
    """
    if data is not None or accept_data:
        return
    known = _known(project).get(digest)
    if known is None or known["uri"] != public(uri):
        if uri == local(project):
            return
        version = ask(digest)
        if version is None:
            return
        tag = json.loads(version.tags.get("nb2prod.data", "{}"))
        known = {"version": str(version.version), "data": tag}
    changed = [d for d in inputs if known["data"].get(d.name, d.identity) != d.identity]
    if changed:
        names = ", ".join(f"`{d.name}`" for d in changed)
        raise ProjectError(
            f"the data changed since version {known['version']} was registered: {names} (now "
            f"{changed[0].identity[:12]}, then {known['data'][changed[0].name][:12]})",
            hint='If that is meant, say why: --accept-data "the export of July". To register '
            "what there is now: nb2prod register.",
        )


def _known(project: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        found = json.loads((project / STATE / "registered.json").read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}
