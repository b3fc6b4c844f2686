"""What a run of cells takes in and hands on, and where it must not be cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..analysis.names import Names


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


@dataclass(frozen=True)
class Interface:
    """Inputs in order of first use, outputs in order of binding."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True)
class Interfaces:
    """The variables' life over all pieces. `given` are bound before the first, `kept` after the last."""

    pieces: tuple[Piece, ...]
    given: frozenset[str]
    kept: tuple[str, ...]

    @cached_property
    def live(self) -> tuple[frozenset[str], ...]:
        """For each position, the names that pieces from there on read before binding them."""
        live = [frozenset(self.kept)]
        for piece in reversed(self.pieces):
            live.append((live[-1] - piece.binds - piece.deletes) | set(piece.reads))
        return tuple(reversed(live))

    @cached_property
    def certain(self) -> tuple[frozenset[str], ...]:
        """For each position, the names that are certainly bound before it."""
        bound = [self.given]
        for piece in self.pieces:
            bound.append((bound[-1] - piece.deletes) | piece.binds)
        return tuple(bound)

    @cached_property
    def possible(self) -> tuple[frozenset[str], ...]:
        """For each position, the names that may be bound before it."""
        bound = [self.given]
        for piece in self.pieces:
            bound.append((bound[-1] - piece.deletes) | piece.binds | piece.maybe)
        return tuple(bound)

    def of(self, start: int, end: int) -> Interface:
        """The interface of pieces ``start`` to ``end`` (exclusive)."""
        inputs: dict[str, None] = {}
        bound: dict[str, None] = {}
        before, after = self.possible[start], self.live[end]
        for piece in self.pieces[start:end]:
            for name in piece.reads:
                if name not in bound and name in before:
                    inputs.setdefault(name)
            for name in sorted(piece.maybe):
                # handed on, so the version from before must be there on the other path
                if name in after and name not in bound and name in before:
                    inputs.setdefault(name)
            for name in sorted(piece.mutates):
                if name in inputs and name in after:
                    bound.setdefault(name)
            for name in piece.deletes:
                bound.pop(name, None)
            for name in sorted(piece.binds | piece.maybe):
                bound.setdefault(name)
        outputs = tuple(name for name in bound if name in after)
        return Interface(tuple(inputs), outputs)

    @cached_property
    def uncuttable(self) -> frozenset[int]:
        """Positions where no step may begin.

        Two reasons: a function made before captures a name that is bound again after, and a name
        is bound on some paths only and read after.
        """
        found: set[int] = set()
        for start, piece in enumerate(self.pieces):
            for name in piece.captured:
                later = [
                    i
                    for i, other in enumerate(self.pieces[start + 1 :], start + 1)
                    if name in other.binds | other.maybe
                ]
                if later:
                    found.update(range(start + 1, later[-1] + 1))
            for name in piece.maybe - self.certain[start]:
                for i, other in enumerate(self.pieces[start + 1 :], start + 1):
                    if name in other.reads:
                        found.update(range(start + 1, i + 1))
                    if name in other.binds:
                        break
        return frozenset(found)

    def shadows_builtin(self, start: int, end: int) -> str:
        """A name that the pieces read before they bind it, with no version from before, or ""."""
        bound: set[str] = set()
        late: set[str] = set()
        every = {n for piece in self.pieces[start:end] for n in piece.binds | piece.maybe}
        for piece in self.pieces[start:end]:
            for name in piece.reads:
                if name in every and name not in bound and name not in self.possible[start]:
                    return name
            late |= piece.captured
            bound |= piece.binds | piece.maybe
        return ""


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
    late_only = (found.late - found.reads - found.binds) & variables
    return Piece(
        index,
        cell,
        tuple(
            sorted(
                reads - (found.late & found.binds - found.reads),
                key=lambda n: (ranked.get(n, len(order)), n),
            )
        ),
        (found.captured & variables) | (late_only & found.captured),
        found.binds & variables,
        found.maybe & variables,
        found.deletes & variables,
        found.mutates & variables,
    )
