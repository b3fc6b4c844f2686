"""Paths of the contents root: what a request may name, and how an answer names it."""

from __future__ import annotations

from pathlib import Path

from ..errors import Nb2ProdError


def locate(root: Path | None, path: str) -> Path:
    """Return the file or folder of the contents root that a request names.

    Parameters
    ----------
    root : Path or None
        The folder that the server shows; None if its notebooks are no files.
    path : str
        The path as JupyterLab knows it: relative to the root, with `/`.

    Raises
    ------
    Nb2ProdError
        If there is no root, or the path leads outside it (symbolic links are followed).
    """
    if root is None:
        raise Nb2ProdError(
            "the notebooks of this server are not files",
            hint="Save the notebook to disk and run `nb2prod` there.",
        )
    root = root.resolve()
    place = (root / path.lstrip("/")).resolve()
    if not place.is_relative_to(root):
        raise Nb2ProdError(
            "the path is outside the folder that this Jupyter server shows",
            where=path,
            hint="Choose a place inside it.",
        )
    return place


def name(root: Path, place: Path) -> str:
    """Return the path as JupyterLab knows it; of a place outside of the root only its name."""
    try:
        return place.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return place.name
