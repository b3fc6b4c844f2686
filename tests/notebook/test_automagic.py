"""Magics that need no sign."""

from __future__ import annotations

import pytest

from mlops_bridge.notebook.magics import python


@pytest.mark.parametrize(
    ("source", "name"),
    [
        pytest.param("pip install x", "pip", id="pip"),
        pytest.param("\ncd ../data\n", "cd", id="blank lines around"),
        pytest.param("pip install x\nimport x", None, id="more than one line"),
        pytest.param("pip = = 3", None, id="an assignment gone wrong"),
        pytest.param("cd", None, id="a name"),
    ],
)
def test_a_magic_without_its_sign_stands_alone_in_its_cell(source: str, name: str | None) -> None:
    found = python(source).magics
    assert [magic.name for magic in found] == ([name] if name else [])
