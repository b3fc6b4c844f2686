"""Promotion: the alias that production reads moves to another version, or back; with its history.

Each move is a tag on the version that the alias moved to: who, when, why, from where, and what the
gate measured. A tag is written at once and never changed, so that no two moves overwrite each
other's record.
"""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from ..errors import TrackingError
from ..progress import Event, Report, silent
from . import gate, versions
from .overrides import now, who
from .store import Store, connect, quiet

PREFIX = "nb2prod.move."
WEBHOOK = "NB2PROD_ALERT_URL"


@dataclass(frozen=True)
class Move:
    """One move of an alias; `kind` is "promote" or "rollback"."""

    kind: Literal["promote", "rollback"]
    alias: str
    before: str
    after: str
    who: str
    when: str
    why: str = ""
    condition: str = ""
    measured: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Promotion:
    """How a promotion went. `sentence` says it; `met` is False when the gate held it back."""

    name: str
    version: str
    alias: str
    before: str
    met: bool
    sentence: str
    measured: Mapping[str, float]
    run_id: str = ""

    @property
    def exit_code(self) -> int:
        return 0 if self.met else 1


def promote(
    name: str,
    *,
    project: Path,
    condition: str | None = None,
    version: str = "candidate",
    alias: str = "champion",
    reason: str = "",
    tracking_uri: str | None = None,
    report: Report = silent,
) -> Promotion:
    """Move an alias to a version, if a condition on its metrics holds.

    Parameters
    ----------
    name : str
        The registered job.
    project : Path
        The folder whose database is meant when no address is given; see `store.address`.
    condition : str, optional
        See `gate`; its metrics are those of the version's newest finished run. None asks nothing.
    version : str
        A number, or the alias that it has now.
    alias : str
        The alias to move.
    reason : str
        Why; kept with who and when.

    Raises
    ------
    ParameterError
        If the condition is not one.
    TrackingError
        If the store does not answer, or has no such job or version.
    """
    if condition is not None:
        gate.check(condition, {}, None)  # a slip of the pen is told before anything is looked up
    report(Event("promote", "opening the tracking store"))
    store = connect(project, tracking_uri, None)
    found = versions.find(store, name, version)
    before = _standing(store, name, alias)
    number = str(found.version)
    answer, run_id = gate.Answer(True, {}), ""
    if condition is not None:
        report(Event("promote", f"reading the metrics of version {number}"))
        measured, run_id = versions.metrics(store, found)
        champion = None
        if before and before != number:
            champion, _ = versions.metrics(store, versions.find(store, name, before))
        answer = gate.check(condition, measured, champion)
        if not run_id:
            why = "no finished run of it is known; run it first"
            answer = gate.Answer(False, {}, why)
    seen = ", ".join(f"{key} {value:.6g}" for key, value in answer.measured.items())
    if not answer.met:
        detail = answer.why or seen
        sentence = (
            f"{name} version {number} is not promoted: `{condition}` does not hold ({detail})"
        )
        with quiet(store.uri):
            store.client.set_model_version_tag(name, number, "nb2prod.gate", f"{now()} {sentence}")
        alert(sentence)
        return Promotion(name, number, alias, before, False, sentence, answer.measured, run_id)
    if before == number:
        sentence = f"{name} version {number} is @{alias} already"
        return Promotion(name, number, alias, before, True, sentence, answer.measured, run_id)
    move = Move(
        "promote", alias, before, number, who(project), now(), reason, condition or "",
        dict(answer.measured),
    )  # fmt: skip
    _move(store, name, move)
    sentence = f"{name} version {number} is @{alias} now"
    sentence += f", version {before} was" if before else ""
    sentence += f" ({'; '.join(t for t in (seen, answer.why) if t)})" if seen or answer.why else ""
    return Promotion(name, number, alias, before, True, sentence, answer.measured, run_id)


def back(
    name: str,
    *,
    project: Path,
    to: str = "",
    alias: str = "champion",
    reason: str = "",
    tracking_uri: str | None = None,
) -> tuple[Store, Any, Move]:
    """Move an alias back to the version before, or to a number.

    Returns
    -------
    The store, the version that the alias stands on now, and the move.

    Raises
    ------
    TrackingError
        If there is no earlier version, or the store does not answer.
    """
    store = connect(project, tracking_uri, None)
    now_on = _standing(store, name, alias)
    if not now_on:
        versions.find(store, name, alias)  # says what there is
    target = to or _before(history(store, name, alias), now_on)
    if not target:
        raise TrackingError(
            f"`{name}` has no version before {now_on} that was @{alias}",
            where=store.shown,
            hint="Name one: nb2prod rollback NAME --to 1",
        )
    found = versions.find(store, name, target)
    move = Move("rollback", alias, now_on, str(found.version), who(project), now(), reason)
    _move(store, name, move)
    return store, found, move


def history(store: Store, name: str, alias: str | None = None) -> list[Move]:
    """The moves of an alias, or of all, in the order in which they were made."""
    moves: list[tuple[str, Move]] = []
    with quiet(store.uri):
        found = store.client.search_model_versions(f"name = '{name}'")
    for version in found:
        for key, value in version.tags.items():
            if key.startswith(PREFIX):
                with suppress(ValueError, TypeError):
                    move = Move(**json.loads(value))
                    if alias in (None, move.alias):
                        moves.append((key, move))
    return [move for _, move in sorted(moves, key=lambda pair: pair[0])]


def alert(text: str) -> None:
    """Tell a webhook, where ``NB2PROD_ALERT_URL`` names one; one that fails is no error here."""
    url = os.environ.get(WEBHOOK, "")
    if not url.startswith(("http://", "https://")):
        return
    body = json.dumps({"text": text}).encode()
    asked = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with suppress(OSError, ValueError), urllib.request.urlopen(asked, timeout=10):
        pass


def _before(moves: list[Move], standing: str) -> str:
    """The version that stood there before, when rollbacks undo promotions."""
    stack: list[str] = []
    for move in moves:
        if not stack and move.before:
            stack.append(move.before)
        if move.kind == "rollback" and move.after in stack:
            del stack[stack.index(move.after) + 1 :]
        else:
            stack.append(move.after)
    if standing in stack:
        del stack[len(stack) - 1 - stack[::-1].index(standing) :]
    return stack[-1] if stack else ""


def _standing(store: Store, name: str, alias: str) -> str:
    """The number of the version that an alias stands on; "" when it stands on none."""
    with quiet(store.uri):
        for found in store.client.search_registered_models(f"name = '{name}'"):
            return str(found.aliases.get(alias, ""))
    return ""


def _move(store: Store, name: str, move: Move) -> None:
    import time

    with quiet(store.uri):
        store.client.set_registered_model_alias(name, move.alias, move.after)
        # the time orders the moves, whatever their clocks' seconds
        key = f"{PREFIX}{time.time_ns()}"
        store.client.set_model_version_tag(name, move.after, key, json.dumps(asdict(move)))
