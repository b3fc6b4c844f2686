"""What happens when a Jupyter server loads the extension."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_path
from jupyter_server import version_info

from . import routes

LOWEST = (2, 13)


def load(server_app: Any) -> None:
    """Add the routes to a running server, and log what it lacks.

    Parameters
    ----------
    server_app : jupyter_server.serverapp.ServerApp
        The server that loads the extension.
    """
    if version_info[:2] < LOWEST:
        server_app.log.warning(
            "mlops-bridge needs jupyter_server %d.%d or later: pip install -U jupyter_server",
            *LOWEST,
        )
    if not any(Path(folder, "mlops-bridge", "package.json").exists() for folder in front_ends()):
        server_app.log.warning(
            "mlops-bridge was installed without its JupyterLab sidebar (no Node.js at build "
            "time): install a released wheel, or install again where Node is on PATH"
        )
    routes.add(server_app.web_app)


def front_ends() -> list[str]:
    """Return the folders where Jupyter looks for prebuilt front ends."""
    return [str(folder) for folder in jupyter_path("labextensions")]
