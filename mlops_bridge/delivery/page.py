"""Page: an executed notebook as one HTML file that loads nothing from elsewhere."""

from __future__ import annotations

import io
import warnings

from ..errors import MissingExtra


def render(notebook: str) -> str:
    """Return a notebook's JSON as HTML; what would come from a network is left out."""
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
        text, _ = exporter.from_file(io.StringIO(notebook))
    return str(text)
