"""SARIF 2.1.0: for code scanning of GitHub, Azure and editors."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ... import __version__
from ...errors import Nb2ProdError
from ...finding import Place
from ...rules import catalogue
from ..results import Pair, Results

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(results: Results, possible: bool, color: bool) -> str:
    """One run. A result has its line in the file and its place in the notebook, `cell[n]:line`;
    one that a baseline holds is there as suppressed.
    """
    rows: list[dict[str, Any]] = []
    rules = _rules(results)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    for path, listed in results.files.items():
        pairs = (listed.new if possible else listed.shown) + listed.old
        known = set(map(id, listed.old))
        for pair, mark in zip(pairs, fingerprints(path, pairs), strict=True):
            row = _result(path, pair, mark, numbers[pair[0].code])
            if id(pair) in known:
                row["suppressions"] = [{"kind": "external", "justification": "in the baseline"}]
            rows.append(row)
    run = {
        "tool": {
            "driver": {
                "name": "nb2prod",
                "fullName": "mlops-bridge nb2prod",
                "version": __version__,
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not results.errors,
                "toolExecutionNotifications": [
                    _notification(path, error) for path, error in results.errors.items()
                ],
            }
        ],
        "results": rows,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def fingerprints(path: Path, pairs: Sequence[Pair]) -> list[str]:
    """A name for each finding that stays when lines and cells move, and is never used twice."""
    seen: Counter[str] = Counter()
    made = []
    for finding, spot in pairs:
        key = "\0".join([path.as_posix(), finding.code, spot.cell, spot.statement])
        seen[key] += 1
        made.append(hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()[:32])
    return made


def _rules(results: Results) -> list[dict[str, Any]]:
    """Our rules, and the codes of other tools that occur."""
    rules: list[dict[str, Any]] = [
        {
            "id": rule.code,
            "name": "".join(word.capitalize() for word in rule.name.split("-")),
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.doc},
            "help": {"text": rule.doc, "markdown": rule.doc},
            "defaultConfiguration": {"level": _LEVEL[rule.severity]},
            "properties": {"tags": [rule.family]},
        }
        for rule in catalogue()
    ]
    ours = {rule["id"] for rule in rules}
    codes = {
        finding.code: finding.docs
        for listed in results.files.values()
        for finding, _ in (*listed.new, *listed.old)
        if finding.code not in ours
    }
    return rules + [
        {"id": code, "help": {"text": docs or code}} for code, docs in sorted(codes.items())
    ]


def _result(path: Path, pair: Pair, mark: str, number: int) -> dict[str, Any]:
    finding = pair[0]
    row: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVEL[finding.severity],
        "rank": round(finding.confidence * 100, 1),
        "message": {"text": finding.message},
        "locations": [{**_physical(path, pair), "logicalLocations": [_logical(finding.place)]}],
        "partialFingerprints": {"nb2prodStatement/v1": mark},
        "properties": {"cell": finding.cell, "cellId": finding.cell_id},
    }
    if finding.evidence:
        row["relatedLocations"] = [
            {
                "id": index,
                "physicalLocation": {"artifactLocation": _artifact(path)},
                "logicalLocations": [_logical(place)],
                "message": {"text": place.text or str(place)},
            }
            for index, place in enumerate(finding.evidence, 1)
        ]
    return row


def _physical(path: Path, pair: Pair) -> dict[str, Any]:
    finding, spot = pair
    region: dict[str, Any] = {"startLine": spot.line}
    if path.suffix == ".py":  # the columns of a notebook are not those of its JSON text
        region["startColumn"] = finding.column
        if finding.end_line == finding.line:
            region["endColumn"] = max(finding.end_column, finding.column)
    if spot.text:
        region["snippet"] = {"text": spot.text}
    return {"physicalLocation": {"artifactLocation": _artifact(path), "region": region}}


def _logical(place: Place) -> dict[str, str]:
    return {"fullyQualifiedName": f"cell[{place.cell}]:{place.line}", "kind": "module"}


def _artifact(path: Path) -> dict[str, str]:
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix()), "uriBaseId": "%SRCROOT%"}


def _notification(path: Path, error: Nb2ProdError) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": _artifact(path)}}
    return {"level": "error", "message": {"text": error.what}, "locations": [place]}
