"""Reports: what a run found, in the words of a terminal, a program or a CI; one module a format."""

from __future__ import annotations

import importlib
import pkgutil

from ...errors import ConfigError
from ..results import Results


def formats() -> tuple[str, ...]:
    """The names of the formats that `render` knows."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def render(format: str, results: Results, *, possible: bool = False, color: bool = False) -> str:
    """Write the results of a run in a format.

    Parameters
    ----------
    format : str
        One of `formats()`.
    possible : bool
        Whether findings that are not certain enough are shown too. JSON holds them always.
    color : bool
        Whether the text may hold the colours of a terminal.

    Raises
    ------
    ConfigError
        If the format is not known.
    """
    if format not in formats():
        raise ConfigError(f"unknown format `{format}`", hint=f"Use one of {', '.join(formats())}.")
    module = importlib.import_module(f"{__name__}.{format}")
    text: str = module.render(results, possible, color)
    return text
