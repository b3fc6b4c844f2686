"""Clearing: the repairs that take stored outputs, or whole cells, away."""

from __future__ import annotations

from collections.abc import Sequence

from ..finding import Fix
from ..notebook.cells import Cell, Notebook


def clearing(ids: Sequence[str]) -> Fix:
    """Clear what some cells stored; their code stays."""
    title = "Clear the output" if len(ids) == 1 else f"Clear the outputs of {len(ids)} cells"
    return Fix(title, "A", (), clears=tuple(ids))


def all_cleared(notebook: Notebook, certain: bool) -> Fix | None:
    """Clear all outputs and counts; an open notebook is better run again."""
    stored = [cell.id for cell in notebook.code if cell.outputs or cell.count is not None]
    if notebook.live or not stored:
        return None
    title = "Clear all outputs and execution counts"
    return Fix(title, "A" if certain else "S", (), clears=tuple(stored))


def deletion(cells: Sequence[Cell]) -> Fix | None:
    """Delete empty cells; one with a tag is a place that some tool looks for."""
    if any(cell.tags for cell in cells):
        return None
    title = "Delete the empty cell" if len(cells) == 1 else f"Delete {len(cells)} empty cells"
    return Fix(title, "A", (), deletes=tuple(cell.id for cell in cells))
