"""Where the notebook is cut into steps: the cheapest set of cuts, found exactly."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .interfaces import Interfaces

_LONGEST = 40  # cells in one step, so that the search is linear in the cells
_MANY, _SHORT = 500, 12  # a notebook of that many cells has sections; shorter steps are tried
_NEVER = (1e9, 0, 0)
LONG, LARGE = 55, 0.38  # lines, and share of the notebook's statements, that make a step too much


@dataclass(frozen=True)
class Atom:
    """What is never cut: a cell that still has units, or a part of a long one.

    `start` and `end` are its pieces, `line` is 0 for what begins its cell, else the line where
    the part begins; `note` is the comment at its start. `changes` are names that the rest of its
    cell binds or changes, "" for none: a step that knows one of them may not end here, since its
    values would be no cell's.
    """

    cell: int
    start: int
    end: int
    lines: int
    statements: int
    phase: str
    tag: str
    headings: tuple[tuple[int, str], ...]
    note: str = ""
    line: int = 0
    changes: frozenset[str] = frozenset()


def cut(
    atoms: Sequence[Atom], interfaces: Interfaces, joined: Collection[int]
) -> tuple[tuple[int, int], ...]:
    """Choose the runs of atoms that become steps, as (first, last + 1) pairs.

    A step costs for many inputs and outputs and for being long or tiny; a cut gains at a
    heading, a tag or a change of phase. The sum is minimised by dynamic programming; of equal
    sums the one with fewer steps is taken.

    Parameters
    ----------
    joined : pieces at which no step may start
    """
    if not atoms:
        return ()
    level = _level(atoms)
    free = [
        i == 0 or (atom.start not in joined and atom.start not in interfaces.uncuttable)
        for i, atom in enumerate(atoms)
    ]
    gains = [_gain(atoms, i, level) for i in range(len(atoms))]
    longest = _LONGEST if len(atoms) <= _MANY else _SHORT
    best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
    whole = sum(atom.statements for atom in atoms)
    for end in range(1, len(atoms) + 1):
        options: list[tuple[float, int, int]] = []
        lines = statements = 0
        changes = atoms[end - 1].changes
        for start in range(end - 1, -1, -1):
            lines += atoms[start].lines
            statements += atoms[start].statements
            if changes & interfaces.known(atoms[start].start, atoms[start].end):
                break
            if not free[start]:
                continue
            if end - start > longest and options:
                break
            cost = _cost(atoms, interfaces, start, end, lines) - (gains[start] if start else 0)
            cost += _excess(lines, statements, whole)
            options.append((best[start][0] + cost, best[start][1] + 1, start))
        best.append(min(options, default=_NEVER))
    runs, end = [], len(atoms)
    while end:
        start = best[end][2]
        runs.append((start, end))
        end = start
    return tuple(reversed(runs))


def _cost(atoms: Sequence[Atom], interfaces: Interfaces, start: int, end: int, lines: int) -> float:
    found = interfaces.of(atoms[start].start, atoms[end - 1].end)
    return (
        1
        + max(0, len(found.inputs) - 4) / 2
        + max(0, len(found.outputs) - 2)
        + max(0, lines - 40) / 10
        + (1 if lines < 3 else 0)
    )


def _excess(lines: int, statements: int, whole: int) -> float:
    """What a step costs for being most of the notebook, or longer than one can read."""
    share = statements / max(whole, 1)
    weight = min(1.0, whole / 20)
    return (weight * (6 + 20 * (share - LARGE)) if share > LARGE else 0) + (
        6 + (lines - LONG) / 10 if lines > LONG else 0
    )


def _gain(atoms: Sequence[Atom], index: int, level: int) -> float:
    atom = atoms[index]
    if atom.tag:
        return 9
    if any(depth == level for depth, _ in atom.headings):
        return 4
    if atom.headings or (index and atom.phase != atoms[index - 1].phase and atom.phase):
        return 2 if not atom.line else 0
    if atom.note:
        return -1
    return -4 if atom.line else -2


def _level(atoms: Sequence[Atom]) -> int:
    """The deepest heading level that makes 2 to 12 sections with code."""
    counts: dict[int, int] = {}
    for atom in atoms:
        for depth in {depth for depth, _ in atom.headings}:
            counts[depth] = counts.get(depth, 0) + 1
    fitting = [depth for depth, count in counts.items() if 2 <= count <= 12]
    if fitting:
        return max(fitting)
    return min(counts, default=0) if counts else 0


_PHASES: Mapping[str, str] = {
    "load": r"read_\w+|load_\w+|loadtxt|genfromtxt|open|fetch_\w+|urlopen|glob",
    "split": r"train_test_split|split|KFold|StratifiedKFold|random_split",
    "fit": r"fit|fit_transform|fit_predict|train|partial_fit|compile|fit_resample|"
    r"backward|cross_val_score|cross_validate",
    "evaluate": r"\w*_score|score|\w*_error|confusion_matrix|classification_report|evaluate|"
    r"predict|predict_proba|roc_curve|\w*_loss",
    "save": r"to_(?:csv|parquet|pickle|excel|json|sql|feather|hdf)|dump|"
    r"save|savez?|save_model|log_model|savetxt|savefig",
    "clean": r"dropna|fillna|drop_duplicates|merge|rename|to_datetime|interpolate",
    "setup": r"seed|manual_seed|set_seed|set_option|filterwarnings|simplefilter|basicConfig|"
    r"set_theme|set_style",
    "plot": r"plot|scatter|hist|bar|barh|boxplot|heatmap|imshow|subplots|figure|show|"
    r"pairplot|countplot|displot|pie|plot_\w+",
}
_ORDER = ("save", "fit", "split", "evaluate", "load", "plot", "clean", "setup")


def phase(callees: Sequence[str]) -> str:
    """The phase of work that the called names speak of, the most telling first; "" if none."""
    found = {name for name, pattern in _PHASES.items() for c in callees if re.fullmatch(pattern, c)}
    return next((name for name in _ORDER if name in found), "")
