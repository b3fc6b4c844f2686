"""Notebooks as files: cells as written, magics, and the project around them."""

from .cells import Cell, Notebook
from .read import loads, read

__all__ = ["Cell", "Notebook", "loads", "read"]
