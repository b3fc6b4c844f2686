"""Build the JupyterLab front end, or leave it out of a wheel when there is no Node.

A wheel built from a git address (pip, pre-commit) must install without Node: the command line
and the server part are whole without the front end. An sdist always holds it, so that
everything installed from a release has the sidebar.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatch_jupyter_builder.utils import is_stale, npm_builder
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = "labextension/src"
BUILT = "mlops_bridge/labextension"
SHARED = "share/jupyter/labextensions/mlops-bridge"


class FrontEnd(BuildHookInterface):
    """Runs npm where needed and adds the result to the wheel's shared data."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        built = root / BUILT / "package.json"
        editable = version == "editable"
        stale = editable and is_stale(root / BUILT, root / SOURCE)
        if stale or not built.exists():
            reason = missing_node()
            if not reason:
                npm_builder(
                    self.target_name, version, str(root), build_cmd="build:prod", npm=["npm"]
                )
            elif self.target_name == "sdist":
                raise RuntimeError(f"An sdist needs the JupyterLab front end: {reason}.")
            elif not built.exists():
                self.app.display_warning(f"mlops-bridge: JupyterLab front end left out: {reason}.")
        if built.exists() and self.target_name == "wheel":
            build_data["shared_data"][BUILT] = SHARED
            build_data["shared_data"]["labextension/install.json"] = f"{SHARED}/install.json"


def missing_node() -> str:
    """Return why the front end cannot be built here, or the empty string."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return "no Node.js on PATH (Node 20.19 or 22.12 and later build it)"
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = re.findall(r"\d+", shown)[:2]
    major, minor = (int(numbers[0]), int(numbers[1])) if len(numbers) == 2 else (0, 0)
    if (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22:
        return ""
    return f"Node {shown.strip() or 'of unknown version'} is too old (20.19, or 22.12 and later)"
