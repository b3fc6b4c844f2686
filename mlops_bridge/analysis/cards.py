"""Cards: what tells the users of a model what it is for."""

from __future__ import annotations

import re

from ..finding import Place
from ..notebook.cells import Cell, Notebook
from ..notebook.surroundings import Surroundings
from .promotions import Promotion
from .saves import Save
from .trace import Calls

_PARTS = (
    re.compile(
        r"intended (?:use|for)|purpose|use case|meant (?:for|to)|should (?:not )?be used", re.I
    ),
    re.compile(r"training data|data ?sets?\b|data source|trained on|collected", re.I),
    re.compile(r"limit|caveat|shortcoming|weakness|not suitable|known issue|\bbias|\brisk", re.I),
    re.compile(r"\bowner|maintain|contact|\bauthors?\b|responsible|\blicen[cs]e", re.I),
)
_PASSING = re.compile(r"check_?point|ckpt|epoch|\btmp|temp", re.IGNORECASE)
_CARD = re.compile(r"model.?card", re.IGNORECASE)
_DESCRIBES = ("update_registered_model", "update_model_version", "ModelCard", "metadata_update")


def uncarded(
    notebook: Notebook,
    project: Surroundings,
    calls: Calls,
    saved: tuple[Save, ...],
    steps: tuple[Promotion, ...],
    tracked: bool,
) -> Place | None:
    """Where a model goes into use without a card; None where it has one, or does not.

    Where runs are tracked, the run describes a saved model; one that is registered or deployed
    has left it.
    """
    places = [step.place for step in steps]
    if not tracked:
        places = [save.place for save in saved if _for_use(save)] + places
    if not places or _described(notebook, project, calls):
        return None
    return places[0]


def _writes_card(cell: Cell) -> bool:
    return bool(_CARD.search(cell.source))


def _for_use(save: Save) -> bool:
    return save.call.written != "save_weights" and not _PASSING.search(save.text)


def _described(notebook: Notebook, project: Surroundings, calls: Calls) -> bool:
    if any(_CARD.search(name) for name in project.files) or any(map(_writes_card, notebook.code)):
        return True
    texts = [cell.source for cell in notebook.cells if cell.kind == "markdown"]
    if project.root is None and any(text.strip() for text in texts):
        return True
    if sum(any(part.search(text) for text in texts) for part in _PARTS) >= 2:
        return True
    if calls.written(*_DESCRIBES):
        return True
    registers = calls.written("create_registered_model", "create_model_version", "register")
    return any("description" in call.keywords for call in registers)
