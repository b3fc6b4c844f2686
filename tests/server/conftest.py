"""A Jupyter server with the extension; runs apart from the browser tests."""

from __future__ import annotations

from typing import Any

import pytest

pytest_plugins = ("pytest_jupyter.jupyter_server",)


def pytest_configure(config: pytest.Config) -> None:
    # the docker package leaves its socket open where no engine listens
    config.addinivalue_line(
        "filterwarnings",
        r"ignore:Exception ignored in. <socket.socket fd=\d+, family=1:"
        "pytest.PytestUnraisableExceptionWarning",
    )


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    return {
        "ServerApp": {
            "jpserver_extensions": {"mlops_bridge": True},
            "allow_unauthenticated_access": False,
        }
    }
