"""JUnit: a test suite for each file, a failed test case for each finding."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from ...finding import Finding
from ..results import Listed, Results

# XML 1.0 knows no way to write these
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(results: Results, possible: bool, color: bool) -> str:
    """One suite a file; a file without findings passes, one that cannot be read is an error."""
    suites = [
        _suite(path.as_posix(), *_cases(path.as_posix(), listed, possible))
        for path, listed in results.files.items()
    ]
    for path, error in results.errors.items():
        inside = f"<error message={_attribute(error.what)}>{_text(str(error))}</error>"
        suites.append(_suite(path.as_posix(), [_case(path.as_posix(), "read", inside)], 0, 1))
    return "\n".join(
        ['<?xml version="1.0" encoding="utf-8"?>', '<testsuites name="nb2prod">', *suites,
         "</testsuites>", ""]
    )  # fmt: skip


def _cases(path: str, listed: Listed, possible: bool) -> tuple[list[str], int, int]:
    pairs = listed.new if possible else listed.shown
    cases, failures = list[str](), 0
    for finding, spot in pairs:
        name = f"{finding.code} {finding.place}"
        where = f"{path}:{spot.line} ({finding.place}, column {finding.column})"
        # information fails no build
        if finding.severity == "info":
            inside = f"<system-out>{_text(f'{where}: {finding.message}')}</system-out>"
        else:
            failures += 1
            inside = _failure(finding, f"{where}\n{spot.text}")
        cases.append(_case(path, name, inside))
    return cases or [_case(path, "lint", "")], failures, 0


def _failure(finding: Finding, text: str) -> str:
    return (
        f"<failure type={_attribute(finding.severity)} message={_attribute(finding.message)}>"
        f"{_text(text)}</failure>"
    )


def _suite(path: str, cases: list[str], failures: int, errors: int) -> str:
    inside = "\n".join(cases)
    return (
        f'  <testsuite name={_attribute(path)} tests="{len(cases)}" failures="{failures}" '
        f'errors="{errors}">\n{inside}\n  </testsuite>'
    )


def _case(path: str, name: str, inside: str) -> str:
    return f"    <testcase classname={_attribute(path)} name={_attribute(name)}>{inside}</testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("?", text))


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("?", text))
