"""No secret in any form, no path of this machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_bridge.delivery import redact


@given(st.text(min_size=redact.SHORTEST), st.text(), st.text())
def test_no_form_of_a_secret_survives(secret: str, before: str, after: str) -> None:
    notebook = {
        "cells": [
            {"outputs": [{"text": before + secret + after}]},
            {"source": f"key = {secret!r}", "metadata": {secret: [secret]}},
        ]
    }
    clean = redact.replaced(notebook, redact.table([secret]))
    strings: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                strings.append(key)
                walk(value)
        elif isinstance(node, list):
            for item in node:
                walk(item)
        else:
            strings.append(str(node))

    walk(clean)
    # what stands around a mask may repeat characters of the secret, the whole never stands
    if set(secret) != {"*"}:
        assert all(secret not in part for text in strings for part in text.split(redact.MASK))


@pytest.mark.parametrize(
    "shown",
    [
        "can'ary<9&\"",
        repr("can'ary<9&\"")[1:-1],
        "can&#x27;ary&lt;9&amp;&quot;",
        "can'ary&lt;9&amp;\"",
        "can%27ary%3C9%26%22",
        json.dumps("can'ary<9&\"")[1:-1],
    ],
    ids=["plain", "repr", "html attribute", "html text", "address", "json"],
)
def test_a_secret_is_known_in_every_dress(shown: str) -> None:
    forms = redact.table(["can'ary<9&\""])
    assert redact.replaced(f"<{shown}>", forms) == "<***>"


def test_short_values_are_left_or_results_would_be_masked() -> None:
    assert redact.secrets(["A", "B", "GONE"], {"A": "1", "B": "longer"}) == ("longer",)


def test_the_longer_of_two_secrets_goes_first() -> None:
    forms = redact.table(["pass", "password"])
    assert redact.replaced("password", forms) == "***"


def test_paths_get_names_also_as_ipython_abbreviates_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    forms = redact.table([], {tmp_path / "lab" / "churn": "churn"})
    text = f"File {tmp_path}/lab/churn/src/a.py:3 and File ~/lab/churn/src/a.py:3"
    assert redact.replaced(text, forms) == "File churn/src/a.py:3 and File churn/src/a.py:3"


def test_files_that_hold_a_secret_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\x00\xff" + b"canary" + b"\x00")
    assert redact.holds(tmp_path / "a.bin", ["canary"])
    assert not redact.holds(tmp_path / "a.bin", ["kanarie"])
    assert not redact.holds(tmp_path / "a.bin", [])
