"""Text: each finding with its source line and a mark under the place, and the sums."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from ...finding import Finding
from ..judged import Spot
from ..results import Results

_MARK = {"error": "E", "warning": "W", "info": "I"}
_COLOR = {"E": "31", "W": "33", "I": "36"}
_REPAIR = {"A": " [fix]", "S": " [fix --unsafe]", "G": " [fix --generate]"}
_EVIDENCE = 3  # places that a reader can take in


def render(results: Results, possible: bool, color: bool) -> str:
    """Findings in reading order, and a line of totals."""
    paint = _Paint(color)
    parts = list[str]()
    for path, listed in results.files.items():
        for finding, spot in listed.new if possible else listed.shown:
            certain = listed.is_certain(finding)
            parts += [_head(path, finding, certain, paint), *_excerpt(finding, spot, paint)]
            parts += _evidence(finding, paint)
    return "\n".join([*parts, *_totals(results, possible, paint)]) + "\n"


class _Paint:
    """Colours, or none."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


def _head(path: Path, finding: Finding, certain: bool, paint: _Paint) -> str:
    place = f"{path}:cell {finding.cell}:{finding.line}:{finding.column}:"
    mark = _MARK[finding.severity]
    label = paint(f"{mark} {finding.code}", f"1;{_COLOR[mark]}")
    tail = "" if certain else paint(f" (possible, {finding.confidence:.2f})", "2")
    if finding.fix is not None:
        tail += paint(_REPAIR[finding.fix.kind], "32")
    return f"{paint(place, '1')} {label} {finding.message}{tail}"


def _excerpt(finding: Finding, spot: Spot, paint: _Paint) -> list[str]:
    if not spot.text:
        return []
    before, there = spot.text[: spot.start], spot.text[spot.start : spot.start + spot.width]
    marks = paint("^" * max(1, _wide(there)), f"1;{_COLOR[_MARK[finding.severity]]}")
    return [f"    {spot.text}", "    " + " " * _wide(before) + marks]


def _wide(text: str) -> int:
    """Columns on a terminal: East Asian letters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def _evidence(finding: Finding, paint: _Paint) -> list[str]:
    lines = [
        f"    {paint('note:', '36')} {place}: {place.text}"
        for place in finding.evidence[:_EVIDENCE]
        if place.text
    ]
    more = len(finding.evidence) - _EVIDENCE
    return [*lines, f"    {paint('note:', '36')} and {more} more"] if lines and more > 0 else lines


def _totals(results: Results, possible: bool, paint: _Paint) -> list[str]:
    shown = [
        finding
        for listed in results.files.values()
        for finding, _ in (listed.new if possible else listed.shown)
    ]
    counts = [
        f"{number} {word}{'s' if number != 1 and word != 'info' else ''}"
        for word in ("error", "warning", "info")
        if (number := sum(f.severity == word for f in shown))
    ]
    files = len(results.files)
    text = paint(", ".join(counts) or "no findings", "1")
    lines = [f"{text} in {files} notebook{'s' if files != 1 else ''}{_fixable(shown)}"]
    hidden = sum(len(listed.possible) for listed in results.files.values())
    if hidden and not possible:
        lines.append(f"{hidden} more possible: show {_them(hidden)} with --show-possible")
    known = sum(len(listed.old) for listed in results.files.values())
    if known:
        lines.append(f"{known} in the baseline, not shown")
    if results.stale:
        noun = "entry of the baseline occurs" if results.stale == 1 else "entries of it occur"
        lines.append(
            f"{results.stale} {noun} no more: --update-baseline drops {_them(results.stale)}"
        )
    return lines


def _fixable(shown: Sequence[Finding]) -> str:
    sure = sum(f.fix is not None and f.fix.kind == "A" for f in shown)
    unsafe = sum(f.fix is not None and f.fix.kind == "S" for f in shown)
    files = sum(f.fix is not None and f.fix.kind == "G" for f in shown)
    text = f"; `nb2prod fix --generate` writes files for {files}" if files else ""
    if not sure:
        return f"; `nb2prod fix --unsafe` can repair {unsafe}{text}" if unsafe else text
    more = f", {unsafe} more with --unsafe" if unsafe else ""
    return f"; `nb2prod fix` repairs {sure}{more}{text}"


def _them(number: int) -> str:
    return "it" if number == 1 else "them"


def counted(
    results: Results, possible: bool, titles: Mapping[str, str], *, as_json: bool = False
) -> str:
    """For each rule how often it was found, how often `fix` can repair it, and its title."""
    counts: dict[str, list[int]] = {}
    for listed in results.files.values():
        for finding, _ in listed.new if possible else listed.shown:
            held = counts.setdefault(finding.code, [0, 0])
            held[0] += 1
            held[1] += finding.fix is not None and finding.fix.kind == "A"
    rows = sorted(counts.items(), key=lambda item: (-item[1][0], item[0]))
    if as_json:
        return json.dumps(
            [
                {"code": code, "title": titles.get(code, ""), "count": count, "fixable": fixable}
                for code, (count, fixable) in rows
            ],
            indent=2,
        )
    width = max([len(code) for code in counts], default=0)
    return "".join(
        f"{count:>6}  {code:<{width}}  {f'{fixable} fixable' if fixable else '':<12} "
        f"{titles.get(code, '')}".rstrip()
        + "\n"
        for code, (count, fixable) in rows
    )
