"""Witness: surroundings that remember what they were asked, so that it can be asked again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from ..notebook.surroundings import Surroundings

Question = list[Any]
"""A name, its arguments or None for an attribute, and the digest of the answer."""


class Unsound(Exception):
    """Raised when an answer is of a kind that two runs cannot compare."""


class Witness:
    """Stands in for `Surroundings`; `questions` is what was asked, and how it was answered.

    Whatever a rule learns of the project passes here, also what rules to come will ask.
    """

    def __init__(self, held: Surroundings) -> None:
        self._held = held
        self._asked: dict[tuple[Any, ...], Question] = {}
        self.sound = True

    @property
    def questions(self) -> list[Question]:
        return list(self._asked.values())

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._held, name)
        if not callable(value):
            self._note(name, None, value)
            return value

        def ask(*arguments: Any) -> Any:
            answer = value(*arguments)
            self._note(name, list(arguments), answer)
            return answer

        return ask

    def _note(self, name: str, arguments: list[Any] | None, answer: Any) -> None:
        if not all(isinstance(a, (str, int, float)) for a in arguments or ()):
            self.sound = False
            return
        key = (name, *arguments) if arguments is not None else (name,)
        if key in self._asked:
            return
        try:
            self._asked[key] = [name, arguments, digest(answer)]
        except Unsound:
            self.sound = False


def still(
    questions: Sequence[Question], held: Surroundings, known: dict[int, tuple[Any, str]]
) -> bool:
    """Whether the surroundings still answer all questions alike.

    `known` holds the digests of attributes by their identity: the notebooks of a folder share
    them.
    """
    try:
        for name, arguments, said in questions:
            value = getattr(held, name)
            if arguments is not None:
                now = digest(value(*arguments))
            elif id(value) in known:
                now = known[id(value)][1]
            else:
                now = digest(value)
                known[id(value)] = value, now
            if now != said:
                return False
    except (Unsound, AttributeError, TypeError, ValueError):
        return False
    return True


def digest(value: Any) -> str:
    """A short text that is equal for equal values.

    Raises
    ------
    Unsound
        If the value, or a part of it, is no plain data.
    """
    text = _text(value).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def _text(value: Any) -> str:
    if value is None or isinstance(value, (str, bool, int, float, Path)):
        return repr(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{_text(k)}:{_text(v)}" for k, v in value.items())) + "}"
    if isinstance(value, Set):
        return "{" + ",".join(sorted(map(_text, value))) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_text, value)) + "]"
    raise Unsound
