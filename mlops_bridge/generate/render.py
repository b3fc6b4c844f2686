"""Render: the templates of generated files, filled with facts."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..convert.project import templates


def render(name: str, /, **facts: Any) -> str:
    """The text of `templates/generate/NAME.j2`; a name that is not given is an error."""
    text: str = _environment().get_template(f"{name}.j2").render(**facts)
    return text.strip("\n") + "\n"


@cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(templates() / "generate"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # the output is Python, Docker and Markdown, never HTML
    )
    made.filters["python"] = repr
    return made
