"""Reports: findings as text, JSON, or GitHub annotations; one module a format."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from ...errors import ConfigError
from ...finding import Finding
from ...notebook.cells import Notebook


def formats() -> tuple[str, ...]:
    """The names of the formats that `render` knows."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def render(
    format: str,
    findings: Mapping[Path, Sequence[Finding]],
    notebooks: Mapping[Path, Notebook] | None = None,
    *,
    min_confidence: float = 0.7,
) -> str:
    """Write findings in a format.

    Parameters
    ----------
    format : str
        One of `formats()`.
    findings : mapping of Path to findings
        All findings by file; those below `min_confidence` are only counted in text, left out of
        annotations, and kept in JSON.
    notebooks : mapping of Path to Notebook, optional
        Where given, the text shows the source line.

    Raises
    ------
    ConfigError
        If the format is not known.
    """
    if format not in formats():
        raise ConfigError(f"unknown format `{format}`", hint=f"Use one of {', '.join(formats())}.")
    module = importlib.import_module(f"{__name__}.{format}")
    text: str = module.render(findings, notebooks or {}, min_confidence)
    return text
