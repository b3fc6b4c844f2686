"""GitHub: workflow commands that become annotations of a pull request."""

from __future__ import annotations

from ..results import Results

_LEVEL = {"error": "error", "warning": "warning", "info": "notice"}


def render(results: Results, possible: bool, color: bool) -> str:
    """One command a finding: its line in the file, and in the message its place in the notebook."""
    lines = [
        f"::{_LEVEL[finding.severity]} file={_escaped(path.as_posix(), ':,')},"
        f"line={spot.line},title={_escaped(finding.code, ':,')}::"
        f"{_escaped(f'{finding.place}: {finding.message}')}\n"
        for path, listed in results.files.items()
        for finding, spot in (listed.new if possible else listed.shown)
    ]
    lines += [
        f"::error file={_escaped(path.as_posix(), ':,')}::{_escaped(error.what)}\n"
        for path, error in results.errors.items()
    ]
    return "".join(lines)


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
