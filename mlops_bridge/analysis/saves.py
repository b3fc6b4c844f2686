"""Saves: where models are written, by whatever means, and to what path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..finding import Place
from .handoffs import MODELS, handoffs
from .knowledge import words
from .trace import Call, Calls
from .values import Value

_OWN = ("save", "save_model", "save_weights", "save_pretrained", "export_model", "save_checkpoint")
_BY_TRACKER = ("log_model", "save_model")


class Save(NamedTuple):
    """A model written to a file, or handed to a tracker.

    `how`: dumped raw, by a method of its own, in a format meant for it, or by a tracker.
    """

    call: Call
    how: Literal["raw", "method", "format", "tracker"]
    path: Value | None
    model: Value | None

    @property
    def place(self) -> Place:
        return self.call.place

    @property
    def text(self) -> str:
        """The path where it is constant, or ""."""
        return self.path.text or "" if self.path is not None else ""


def saves(calls: Calls) -> tuple[Save, ...]:
    """The places where a model is saved, in the order of the run."""
    found = {save.call.key: save for save in (*_raw(calls), *_own(calls), *_by_role(calls))}
    return tuple(sorted(found.values(), key=lambda save: save.call.order))


def _raw(calls: Calls) -> Iterator[Save]:
    dumps = {found.call.key for found in handoffs(calls)}
    for call in calls.role("saver"):
        saved = call.argument(int(call.api.facts["object"]) if call.api else 0, "obj", "value")
        state = bool(call.node.args) and "state_dict" in call.code.segment(call.node.args[0])
        if call.key in dumps or state:
            place = int(call.api.facts["target"]) if call.api else 1
            yield Save(call, "raw", call.argument(place, "file", "filename", "f"), saved)


def _own(calls: Calls) -> Iterator[Save]:
    for call in calls.written(*_OWN):
        model = call.receiver
        if call.role or model is None:
            continue
        path = call.argument(0, "filepath", "fname", "path", "save_directory", "filename")
        if model.kind in MODELS or _named_so(call, model, path):
            yield Save(call, "method", path, model)


def _named_so(call: Call, model: Value, path: Value | None) -> bool:
    """Whether an object of unknown class is called a model."""
    if model.kind not in ("unknown", "attr") or model.tags & {"prediction", "metric"}:
        return False
    name = call.code.segment(call.node.func).rpartition(".")[0]
    text = path.text or "" if path is not None else ""
    suffix = "." + text.rpartition(".")[2].lower()
    looks = bool(words("model_words") & set(re.split(r"[._\d]+", name.lower())))
    known = bool(model.fits) or call.written != "save" or suffix in words("model_suffixes")
    return looks and known


def _by_role(calls: Calls) -> Iterator[Save]:
    for call in calls.role("safe_saver"):
        yield Save(call, "format", call.argument(1, "file", "f"), call.argument(0, "obj"))
    for call in calls.role("tracker"):
        if call.written in _BY_TRACKER:
            model = call.argument(0, "sk_model", "model", "python_model", "pytorch_model")
            path = call.argument(1, "path") if call.written == "save_model" else None
            yield Save(call, "tracker", path, model)


def kept(calls: Calls) -> bool:
    """Whether a tracker or a registry keeps the models: it counts their versions."""
    return any(
        call.role == "tracker"
        for call in calls.written(
            *("log_model", "register_model", "log_artifact", "log_artifacts", "link_artifact"),
            *("add_file", "upload", "save", "create_model_version", "link_model", "autolog"),
        )
    )
