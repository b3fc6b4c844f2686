"""The documentation site: `make site`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mlops_bridge import __version__

project = "mlops-bridge"
author = "mlops-bridge developers"
version = release = __version__

extensions = ["myst_parser"]
myst_heading_anchors = 3
# Code of notebooks is highlighted as Python: its magics are none.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = f"mlops-bridge {release}"
html_show_copyright = False
html_copy_source = False

# The site has no pages for what stands outside of docs/.
OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./[^)]+\)")
RULES = "\n```{toctree}\n:hidden:\n:glob:\n\n[A-Z]*\n```\n"


def complete(app: Any, page: str, source: list[str]) -> None:
    """Make the pages, which read as they are in a repository, pages of the site."""
    source[0] = OUTSIDE.sub(r"\1", source[0])
    if page == "rules/index":
        source[0] += RULES


def setup(app: Any) -> None:
    app.connect("source-read", complete)
