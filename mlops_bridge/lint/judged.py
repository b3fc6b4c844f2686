"""Judged: the findings of one file with all that a report or a baseline needs of the file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from ..finding import Edit, Finding, Fix, Place


@dataclass(frozen=True)
class Spot:
    """Where a finding stands in its file.

    `line` is the 1-based line of the file itself. `text` is the source line with secrets hidden
    ("" if it cannot be shown); the finding's part of it is `width` characters from the 0-based
    `start`. `cell` and `statement` are its keys in a baseline.
    """

    line: int
    text: str
    start: int
    width: int
    cell: str
    statement: str


@dataclass(frozen=True)
class Judged:
    """The findings of a file, secrets hidden, with a spot for each."""

    findings: tuple[Finding, ...]
    spots: tuple[Spot, ...]
    min_confidence: float = 0.7

    def as_list(self) -> list[Any]:
        """The same as plain data, for the cache."""
        rows = [
            [*_plain(finding), *_plain(spot)]
            for finding, spot in zip(self.findings, self.spots, strict=True)
        ]
        return [self.min_confidence, rows]

    @classmethod
    def of(cls, data: list[Any]) -> Judged:
        """Read what `as_list` made; any error means that it is something else."""
        confidence, rows = data
        findings, spots = [], []
        for row in rows:
            *usual, evidence, fix, docs = row[:_FINDING]
            places = tuple(Place(*place) for place in evidence)
            values: list[Any] = [*usual, places, _fix(fix), docs]
            findings.append(Finding(*values))
            spots.append(Spot(*row[_FINDING:]))
        return cls(tuple(findings), tuple(spots), confidence)


def _fix(data: list[Any] | None) -> Fix | None:
    if data is None:
        return None
    title, kind, edits, generates, clears, deletes = data
    changes = tuple(Edit(*edit) for edit in edits)
    return Fix(title, kind, changes, generates, tuple(clears), tuple(deletes))


_FINDING = len(fields(Finding))


def _plain(value: Any) -> Any:
    """A dataclass as a list of its fields' values."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return [_plain(getattr(value, name)) for name in value.__dataclass_fields__]
    return value
