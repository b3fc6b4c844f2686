"""What a run of cells takes in and hands on, and where it must not be cut."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..analysis.names import Names

_NONE: tuple[list[int], list[str]] = ([], [])


@dataclass(frozen=True)
class Piece:
    """One unit that stays in the steps, with its effective names.

    `reads` are the variables it needs from before: no imports, no definitions in ``lib``, but
    with the arguments that threaded functions take. `index` is its position in the notebook.
    """

    index: int
    cell: int
    reads: tuple[str, ...]
    captured: frozenset[str]
    binds: frozenset[str]
    maybe: frozenset[str]
    deletes: frozenset[str]
    mutates: frozenset[str]
    bound: tuple[str, ...]
    """All names it binds, on every path or on some, in order of appearance."""


@dataclass(frozen=True)
class Interface:
    """Inputs in order of first use, outputs in order of binding."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class Interfaces:
    """The variables' life: `given` are bound before all pieces, `kept` are read after them."""

    pieces: tuple[Piece, ...]
    given: frozenset[str]
    kept: tuple[str, ...]
    held: frozenset[str] = frozenset()
    """Names whose objects must outlive the step that makes them."""

    @cached_property
    def _events(self) -> Mapping[str, tuple[list[int], list[str]]]:
        """For each name the positions where something happens to it, and what: r, b, m or d.

        Within a piece, reads come before bindings.
        """
        events: dict[str, tuple[list[int], list[str]]] = {}
        for position, piece in enumerate(self.pieces):
            for kind, found in (
                ("r", piece.reads),
                ("d", piece.deletes),
                ("m", piece.maybe),
                ("b", piece.binds),
            ):
                for name in found:
                    positions, kinds = events.setdefault(name, ([], []))
                    positions.append(position)
                    kinds.append(kind)
        return events

    def is_live(self, name: str, position: int) -> bool:
        """Whether pieces from `position` on may read the name as it is before them."""
        positions, kinds = self._events.get(name, _NONE)
        for at in range(bisect_left(positions, position), len(positions)):
            if kinds[at] == "r":
                return True
            if kinds[at] in "bd":
                return False
        return name in self.kept or (name in self.held and self.is_certain(name, position))

    def is_certain(self, name: str, position: int) -> bool:
        """Whether the name is bound before `position` on every path."""
        return self._before(name, position, "b")

    def is_possible(self, name: str, position: int) -> bool:
        """Whether the name is bound before `position` on some path."""
        return self._before(name, position, "bm")

    def _before(self, name: str, position: int, binding: str) -> bool:
        positions, kinds = self._events.get(name, _NONE)
        for at in range(bisect_left(positions, position) - 1, -1, -1):
            if kinds[at] in binding:
                return True
            if kinds[at] == "d":
                return False
        return name in self.given

    def of(self, start: int, end: int) -> Interface:
        """The interface of pieces ``start`` to ``end`` (exclusive)."""
        inputs: dict[str, None] = {}
        bound: dict[str, None] = {}
        certain: set[str] = set()
        for position, piece in enumerate(self.pieces[start:end], start):
            for name in piece.reads:
                if name not in certain and self.is_possible(name, start):
                    inputs.setdefault(name)
            for name in sorted(piece.maybe):
                # handed on, so the version from before must be there on the other path
                if (
                    name not in certain
                    and self.is_live(name, position + 1)
                    and self.is_possible(name, start)
                ):
                    inputs.setdefault(name)
            for name in sorted(piece.mutates):
                if name in inputs and self.is_live(name, end):
                    bound.setdefault(name)
            for name in piece.deletes:
                bound.pop(name, None)
                certain.discard(name)
            certain |= piece.binds
            for name in piece.bound:
                bound.setdefault(name)
        outputs = tuple(name for name in bound if self.is_live(name, end))
        return Interface(tuple(inputs), outputs)

    def known(self, start: int, end: int) -> frozenset[str]:
        """The variables that the pieces read or bind."""
        pieces = self.pieces[start:end]
        return frozenset(name for piece in pieces for name in (*piece.reads, *piece.bound))

    @cached_property
    def uncuttable(self) -> Mapping[int, str]:
        """Positions where no step may begin, each with the reason in words.

        Two reasons: a function made before captures a name that is bound again after, and a name
        is bound on some paths only and read after.
        """
        spans: list[tuple[int, int, str]] = []
        for start, piece in enumerate(self.pieces):
            for name in piece.captured:
                positions, kinds = self._events.get(name, _NONE)
                later = [
                    at
                    for at, kind in zip(positions, kinds, strict=True)
                    if at > start and kind in "bm"
                ]
                if later:
                    why = f"a function of cell {piece.cell} sees `{name}` bound again below"
                    spans.append((start + 1, later[-1], why))
            for name in piece.maybe:
                if self.is_certain(name, start):
                    continue
                positions, kinds = self._events[name]
                for at in range(bisect_left(positions, start + 1), len(positions)):
                    if kinds[at] == "r":
                        why = f"`{name}` is bound on some paths only in cell {piece.cell}"
                        spans.append((start + 1, positions[at], why))
                    if kinds[at] == "b":
                        break
        found: dict[int, str] = {}
        reached = 0
        for first, last, why in sorted(spans):
            found.update(dict.fromkeys(range(max(first, reached), last + 1), why))
            reached = max(reached, last + 1)
        return found


def piece(
    index: int,
    cell: int,
    found: Names,
    order: Sequence[str],
    variables: frozenset[str],
    threaded: Mapping[str, tuple[str, ...]],
) -> Piece:
    """Reduce a unit's names to the variables that steps hand on.

    Parameters
    ----------
    order : the unit's names in order of appearance, which orders the inputs
    variables : names that are no imports, no definitions in ``lib``, no constants, not shared
    """
    reads = (found.reads | found.late) & variables
    every = found.reads | found.late
    for name in sorted(every & set(threaded)):
        reads |= set(threaded[name]) & variables
    ranked = {name: position for position, name in reversed(list(enumerate(order)))}

    def appearing(names: frozenset[str]) -> tuple[str, ...]:
        return tuple(sorted(names, key=lambda n: (ranked.get(n, len(order)), n)))

    return Piece(
        index,
        cell,
        appearing(reads - (found.late & found.binds - found.reads)),
        found.captured & variables,
        found.binds & variables,
        found.maybe & variables,
        found.deletes & variables,
        found.mutates & variables,
        appearing(found.all_bound & variables),
    )
