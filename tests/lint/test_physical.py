"""Physical lines: where a cell's lines stand in the JSON text, however it is laid out."""

from __future__ import annotations

import json

import pytest

from mlops_bridge.lint.physical import physical


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize(
    "sources",
    [
        [["a\n", "b\n", "\n", "c"], ["d"]],
        ["a\nb\n\nc", "d"],
        [["a\nb\n", "c"], [], ["x\n"], "", "é\\n\"'\n{[,"],
        [["a", "b\n", "c", "\n", "d"]],
    ],
)
def test_each_line_is_found_in_the_text(sources: list[object], indent: int | None) -> None:
    cells = [
        {"outputs": [{"text": ["cells", '"source": ["no"]']}], "source": s, "metadata": {"a": [{}]}}
        for s in sources
    ]
    data = {"metadata": {"cells": [1]}, "cells": cells, "nbformat": 4}
    text = json.dumps(data, indent=indent)
    lines, found = text.split("\n"), physical(text)
    for index, source in enumerate(sources):
        whole = source if isinstance(source, str) else "".join(source)  # type: ignore[arg-type]
        written = whole.split("\n")
        for number, line in enumerate(found[index]):
            if written[number] and indent:
                assert json.dumps(written[number][:1])[1:-1] in lines[line - 1]
        held = whole.removesuffix("\n").split("\n") if whole else []
        assert len(found[index]) == len(held)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"cells": 3}', '{"cells": [1]}', '{"a": 1}'])
def test_what_is_no_notebook_has_no_lines(text: str) -> None:
    assert not physical(text)
