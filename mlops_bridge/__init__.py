"""Lint, refactor and ship notebooks: CLI `nb2prod`, Jupyter Server extension, sidebar."""

from __future__ import annotations

from typing import Any

from .version import __version__

__all__ = ["__version__"]


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "mlops-bridge"}]


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "mlops_bridge"}]


def _load_jupyter_server_extension(server_app: Any) -> None:
    # Imported here so that the CLI does not pay for tornado and jupyter_server.
    from .server.extension import load

    load(server_app)
