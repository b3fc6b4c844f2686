"""Who may do what: the server's authorizer decides, route by route."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jupyter_server.auth import Authorizer
from tornado.httpclient import HTTPClientError


class ReadOnly(Authorizer):  # type: ignore[misc]
    """Lets everybody read, and nobody do more."""

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        return action == "read"


@pytest.fixture
def jp_server_config(jp_server_config: dict[str, Any]) -> dict[str, Any]:
    jp_server_config["ServerApp"]["authorizer_class"] = ReadOnly
    return jp_server_config


LINT = {"document": "d", "version": 1, "cells": [["c", "code", "h"]], "sources": {"c": "x = 1"}}


@pytest.mark.parametrize(
    ("route", "method", "sent"),
    [("version", "GET", None), ("rules", "GET", None), ("rules/ENV104", "GET", None),
     ("lint", "POST", LINT)],
)  # fmt: skip
async def test_a_reader_is_told_findings(jp_fetch: Any, route: str, method: str, sent: Any) -> None:
    body = json.dumps(sent) if sent else None
    reply = await jp_fetch("mlops-bridge", *route.split("/"), method=method, body=body)
    assert reply.code == 200


@pytest.mark.parametrize(
    ("route", "method"),
    [("convert/inspect", "POST"), ("convert/preview", "POST"), ("convert", "POST"),
     ("generate", "POST"), ("ignore", "POST"), ("jobs", "GET"), ("jobs/0", "GET"),
     ("jobs/0", "POST"), ("jobs/0", "DELETE")],
)  # fmt: skip
async def test_a_reader_starts_and_changes_nothing(jp_fetch: Any, route: str, method: str) -> None:
    body = json.dumps({"path": "a.ipynb", "out": "o", "code": "NB"}) if method == "POST" else None
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch("mlops-bridge", *route.split("/"), method=method, body=body)
    assert refused.value.code == 403
