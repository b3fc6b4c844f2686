"""Redaction: no secret value and no path of this machine in what a run leaves behind."""

from __future__ import annotations

import html
import json
import urllib.parse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

MASK = "***"
SHORTEST = 4
"""Shorter values are left: masking every "1" would hide the results, and no secret is so short."""


def secrets(names: Iterable[str], environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values of the secret variables, longest first."""
    values = {environment.get(name, "") for name in names}
    return tuple(sorted((v for v in values if len(v) >= SHORTEST), key=len, reverse=True))


def table(values: Iterable[str], places: Mapping[Path, str] | None = None) -> dict[str, str]:
    """Return what is to be replaced by what: each form a secret can take, and each path.

    A value shows up as it is, as Python's `repr` writes it, in HTML, in an address, in JSON, and as
    papermill writes it into a cell.
    """
    found = {
        form: MASK
        for value in values
        for form in (
            value,
            repr(value)[1:-1],
            html.escape(value),
            html.escape(value, quote=False),
            urllib.parse.quote(value),
            urllib.parse.quote_plus(value),
            json.dumps(value)[1:-1],
            json.dumps(value, ensure_ascii=False)[1:-1],
            value.encode("unicode_escape").decode().replace('"', '\\"'),
            *(html.escape(form) for form in (repr(value)[1:-1], json.dumps(value)[1:-1])),
        )
    }
    for place, name in (places or {}).items():
        for path in {str(place.absolute()), str(place.resolve())}:
            found[path] = name
            home = str(Path.home())
            if path.startswith(home + "/"):  # as IPython writes it in tracebacks
                found["~" + path[len(home) :]] = name
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def replaced(node: Any, forms: Mapping[str, str]) -> Any:
    """Return a parsed notebook, or any JSON value, with the forms replaced in each string.

    Works on the parsed strings: in the text of the file they are escaped, and would be missed.
    """
    if isinstance(node, str):
        for form, name in forms.items():
            node = node.replace(form, name)
        return node
    if isinstance(node, dict):
        return type(node)({replaced(k, forms): replaced(v, forms) for k, v in node.items()})
    if isinstance(node, list):
        return [replaced(item, forms) for item in node]
    return node


def holds(path: Path, values: Iterable[str]) -> bool:
    """Whether a file has one of the values in it, in any form."""
    forms = [form.encode() for form in table(values)]
    if not forms:
        return False
    content = path.read_bytes()
    return any(form in content for form in forms)
