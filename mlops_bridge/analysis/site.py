"""Site: a call with its arguments worked out, before what it gives is known."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import NamedTuple, cast

from .knowledge import Api
from .values import Learns, Value


class Site(NamedTuple):
    """One call: what is called, on what, with what."""

    node: ast.Call
    name: str
    written: str
    api: Api | None
    receiver: Value | None
    args: list[Value]
    keywords: Mapping[str, Value]

    @property
    def values(self) -> list[Value]:
        """All argument values."""
        return [*self.args, *self.keywords.values()]

    @property
    def learns(self) -> Learns:
        """What the function learns, as its row in the tables says."""
        return cast(Learns, self.fact("learns") or "nothing")

    def fact(self, key: str) -> str:
        """A fact of the function's row in the tables, or ""."""
        return self.api.facts.get(key, "") if self.api else ""

    def argument(self, position: int, *names: str) -> Value | None:
        """The argument at a position (from 0) or given by one of the keywords."""
        for name in names:
            if name in self.keywords:
                return self.keywords[name]
        return self.args[position] if 0 <= position < len(self.args) else None

    def flag(self, name: str) -> bool:
        """Whether a keyword is literally True."""
        value = self.keywords.get(name)
        return value is not None and value.const is True
