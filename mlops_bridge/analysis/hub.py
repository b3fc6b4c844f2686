"""Hub: models and data sets that come from a hub, and whether their version is fixed."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

from ..finding import Fix, Place
from ..notebook.surroundings import Surroundings
from .knowledge import words
from .repairs import keyword, replace
from .trace import Call, Calls

_ID = re.compile(r"^[\w.-]+(?:/[\w.-]+)?$")
_VERSIONED = re.compile(
    r"/\d+(?:\?|$)|/versions/\d+|\b[0-9a-f]{40}\b|@[\w.-]+$|/v\d+(?:\.\d+)*(?:/|$)"
)
_FILE = re.compile(
    r"\.(?:csv|json|jsonl|txt|py|pt|pth|bin|ckpt|h5|onnx|gguf|parquet|zip|gz)$", re.I
)
_REVISIONS = ("revision", "code_revision", "tag", "version")


class HubUse(NamedTuple):
    """Something taken from a hub without a fixed version; `task`: only a task was named."""

    name: str
    task: bool
    confidence: float
    place: Place
    fix: Fix | None


def hub_uses(calls: Calls, around: Surroundings) -> tuple[HubUse, ...]:
    """The calls that take the newest version of something remote."""
    found = calls.written(*words("hub_loaders"))
    if not found:
        return ()
    saved = _saved(calls)
    return tuple(use for call in found if (use := _use(call, saved, around)) is not None)


def _use(call: Call, saved: frozenset[str], around: Surroundings) -> HubUse | None:
    facts = call.api.facts if call.api else {}
    pretrained = call.role == "pretrained" and call.written == "from_pretrained"
    if call.api is None or not (pretrained or "hub" in facts) or "**" in call.keywords:
        return None
    if any(_fixes(call, name) for name in _REVISIONS):
        return None
    position = int(facts.get("hub", 0))
    given = facts.get("name", "pretrained_model_name_or_path")
    value = call.argument(position, given, "repo_id", "model_id")
    if value is None or (value.known and value.const is None):
        task = call.argument(0, "task") if "task" in facts else None
        if task is None or not task.text:
            return None
        return HubUse(task.text, True, 0.85, call.place, None)
    name = value.text
    if not name or _is_local(name, saved, around) or _VERSIONED.search(name):
        return None
    remote = name.startswith("https://")
    repository, mark, tag = name.partition(facts.get("tag", "\0"))
    if mark and not remote:
        if tag not in words("moving_versions"):
            return None
    elif not remote and not _ID.match(name):
        return None
    if remote and "hub" not in facts:
        return None
    family = re.split(r"[-_]", name.lower())[0]
    plain = "/" not in name and pretrained and family not in words("hub_families")
    fix = _fix(call, position, repository, "tag" in facts, remote)
    return HubUse(name, False, 0.6 if plain else 0.9, call.place, fix)


def _fixes(call: Call, name: str) -> bool:
    """Whether a keyword holds a version: a literal that stays, or a value from elsewhere."""
    value = call.keywords.get(name)
    if value is None:
        return False
    return not value.known or str(value.const).lower() not in words("moving_versions") | {"none"}


def _is_local(name: str, saved: frozenset[str], around: Surroundings) -> bool:
    if name.startswith((".", "/", "~")) or "\\" in name or re.match(r"^[A-Za-z]:", name):
        return True
    if name in words("local_builders") or _FILE.search(name) or "checkpoint-" in name:
        return not name.startswith("https://")
    first = name.partition("/")[0].lower()
    if first in words("local_folders") or name.rstrip("/") in saved or first in saved:
        return True
    return around.locate(name) is not None


_TARGETS = ("output_dir", "local_dir", "save_directory", "output_path")


def _saved(calls: Calls) -> frozenset[str]:
    """The folders that the notebook itself writes models and data to."""
    found = set[str]()
    for call in calls.written(*words("saving_methods")):
        found.update(v.text.rstrip("/") for v in call.values if v.text)
    for call in calls.given(*_TARGETS):
        for name in _TARGETS:
            value = call.keywords.get(name)
            if value is not None and value.text:
                found.add(value.text.rstrip("/"))
    return frozenset(found)


def _fix(call: Call, position: int, repository: str, tagged: bool, remote: bool) -> Fix | None:
    if remote:
        return None
    if not tagged:
        if call.written in ("dataset_download", "model_download", "dataset_load", "resolve"):
            return None
        edit = keyword(call.code, call.node, "revision", '"<commit>"')
        return Fix('Add `revision="<commit>"`', "S", (edit,)) if edit else None
    node = call.node.args[position] if position < len(call.node.args) else None
    if not isinstance(node, ast.Constant):
        return None
    text = f'"{repository}:<tag>"'
    return Fix("Name the tag after the repository", "S", (replace(call.code, node, text),))
