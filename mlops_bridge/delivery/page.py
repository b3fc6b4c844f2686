"""Page: an executed notebook as one HTML file that loads nothing from elsewhere."""

from __future__ import annotations

import warnings
from typing import Any

from ..errors import MissingExtra


def render(notebook: Any) -> str:
    """Return a notebook as HTML; scripts and styles that would come from a network are left out."""
    try:
        from nbconvert import HTMLExporter
    except ImportError as error:
        raise MissingExtra(error.name or "nbconvert", "ship") from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exporter = HTMLExporter()
        for name in exporter.trait_names():
            if name.endswith("_url"):
                setattr(exporter, name, "")
        text, _ = exporter.from_notebook_node(notebook)
    return str(text)
