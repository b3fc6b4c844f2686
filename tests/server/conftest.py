"""A Jupyter server with the extension; runs apart from the browser tests."""

from __future__ import annotations

from typing import Any

import pytest

pytest_plugins = ("pytest_jupyter.jupyter_server",)


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    return {
        "ServerApp": {
            "jpserver_extensions": {"mlops_bridge": True},
            "allow_unauthenticated_access": False,
        }
    }
