"""The version: written by the build, or read from package.json in a checkout."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path


def read() -> str:
    """Return the version of the package that runs.

    A built package has `_version.py`; in a bare checkout package.json is the one place that
    names the version.
    """
    try:
        built = import_module(f"{__package__}._version").__version__
    except ModuleNotFoundError:
        manifest = Path(__file__).resolve().parent.parent / "package.json"
        return str(json.loads(manifest.read_text(encoding="utf-8"))["version"])
    return str(built)


__version__ = read()
