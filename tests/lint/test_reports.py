"""Reports: for eyes, for programs, and for every CI."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from mlops_bridge import api
from mlops_bridge.config import Config
from mlops_bridge.errors import ConfigError, NotebookError
from mlops_bridge.finding import Place
from mlops_bridge.lint.engine import lint
from mlops_bridge.lint.reports import formats, render
from mlops_bridge.lint.reports.text import counted
from mlops_bridge.lint.results import Asked, Listed, Results
from mlops_bridge.lint.spots import located
from mlops_bridge.notebook.cells import Cell, Notebook

PATH = Path("work/n.ipynb")
SCHEMA = Path(__file__).parent / "sarif-2.1.0.schema.json"  # OASIS, as SchemaStore keeps it

FEW = Config(select=("ENV101", "NB802", "NB803", "SEC301"))


def results(*sources: str, known: tuple[int, ...] = (), path: Path = PATH) -> Results:
    cells = tuple(Cell(n, n + 1, f"c{n + 1}", "code", source) for n, source in enumerate(sources))
    notebook = Notebook(path, cells)
    data = {"nbformat": 4, "metadata": {}, "cells": [
        {"cell_type": "code", "source": s.splitlines(keepends=True)} for s in sources
    ]}  # fmt: skip
    text = json.dumps(data, indent=1)
    judged = located(lint(notebook, FEW), notebook, text, 0.7)
    return Results({path: Listed(judged, Asked(path), frozenset(known))})


MIXED = results("!pip install pandas\nx = misssing + 1\nfrom m import *")


def test_text_shows_the_line_and_the_place() -> None:
    text = render("text", MIXED)
    assert "work/n.ipynb:cell 1:2:5: E NB803 `misssing` is defined in no cell" in text
    assert "    x = misssing + 1\n        ^^^^^^^^\n" in text
    assert "[fix]\n" in text
    assert text.endswith("1 error, 1 warning in 1 notebook; `nb2prod fix` repairs 1\n")
    assert "\x1b" not in text


def test_text_tells_what_fix_can_do() -> None:
    text = render("text", results("login = dict(password='hunter22-x')"))
    assert "[fix --unsafe]" in text
    assert text.endswith("1 error in 1 notebook; `nb2prod fix --unsafe` can repair 1\n")
    both = render("text", results("login = dict(password='hunter22-x')\n!pip install pandas"))
    assert both.endswith("; `nb2prod fix` repairs 1, 1 more with --unsafe\n")


def test_colours_are_for_terminals() -> None:
    text = render("text", MIXED, color=True)
    assert "\x1b[1;31mE NB803\x1b[0m" in text and "\x1b[1;31m^^^^^^^^\x1b[0m" in text


def test_the_mark_stands_under_wide_letters() -> None:
    text = render("text", results("表 = 'データ' + missing"))
    assert "    表 = 'データ' + missing\n" + " " * 20 + "^^^^^^^" in text


def test_a_long_line_is_cut_around_the_place() -> None:
    text = render("text", results("x = [" + "1, " * 200 + "missing, " + "2, " * 200 + "]"))
    line, mark = text.splitlines()[1:3]
    assert len(line) < 170 and line[mark.index("^") :].startswith("missing,")
    assert line.startswith("    …") and line.endswith("…")


def test_evidence_stands_below() -> None:
    listed = MIXED.files[PATH]
    places = tuple(Place(2, "c2", n, 1, n, 2, f"seen {n}") for n in range(1, 6))
    findings = (replace(listed.judged.findings[0], evidence=places), *listed.judged.findings[1:])
    text = render(
        "text", Results({PATH: replace(listed, judged=replace(listed.judged, findings=findings))})
    )
    assert "    note: cell 2, line 1: seen 1\n" in text and "seen 4" not in text
    assert "    note: and 2 more\n" in text


def test_uncertain_findings_are_counted_and_can_be_shown() -> None:
    found = results("from m import *\nx = what")
    text = render("text", found)
    assert "no findings in 1 notebook\n1 more possible: show it with --show-possible\n" in text
    shown = render("text", found, possible=True)
    assert "`what`" in shown and "(possible, 0.3" in shown
    for name in ("github", "gitlab", "junit", "sarif"):
        assert "`what`" not in render(name, found)
        assert "`what`" in render(name, found, possible=True)
    assert "`what`" in render("json", found)


def test_what_a_baseline_holds_is_only_counted() -> None:
    found = replace(results("missing", known=(0,)), stale=2)
    text = render("text", found)
    assert "no findings in 1 notebook\n1 in the baseline, not shown\n" in text
    assert "2 entries of it occur no more: --update-baseline drops them" in text
    assert json.loads(render("json", found)) == []
    assert found.clean


def test_json_is_the_finding_with_its_path() -> None:
    rows = json.loads(render("json", MIXED))
    assert [row["path"] for row in rows] == ["work/n.ipynb"] * 2
    assert set(rows[0]) == {
        *("path", "code", "severity", "confidence", "message", "cell", "cell_id", "line"),
        *("column", "end_line", "end_column", "evidence", "fix", "docs"),
    }
    assert rows[0]["fix"]["edits"][0]["text"] == "%pip"


def test_github_escapes_and_names_the_line_of_the_file() -> None:
    text = render("github", MIXED)
    # line 8 of the JSON text holds the first line of the cell
    assert text.startswith("::warning file=work/n.ipynb,line=8,title=ENV101::cell 1, line 1: ")
    assert "line=9,title=NB803" in text and text.count("\n") == 2
    odd = render("github", results("missing", path=Path("a,b:100%.ipynb")))
    assert "file=a%2Cb%3A100%25.ipynb" in odd


def sarif(found: Results) -> dict:  # type: ignore[type-arg]
    data = json.loads(render("sarif", found))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)
    (run,) = data["runs"]
    return run  # type: ignore[no-any-return]


def test_sarif_obeys_its_schema_and_has_both_places() -> None:
    failed = {Path("b.ipynb"): NotebookError("not JSON", where="b.ipynb")}
    run = sarif(replace(MIXED, errors=failed))
    first, second = run["results"]
    (place,) = second["locations"]
    assert place["physicalLocation"]["region"] == {
        "startLine": 9, "snippet": {"text": "x = misssing + 1"},
    }  # fmt: skip
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "work/n.ipynb"
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "cell[1]:2"
    rules = run["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in (first, second)] == ["ENV101", "NB803"]
    assert all(rule["help"]["markdown"] for rule in rules)
    assert run["invocations"][0]["executionSuccessful"] is False
    assert sarif(results("print(x)", "x = 1"))["results"][0]["relatedLocations"]


def test_a_schema_that_refuses() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(
            {"version": "2.1.0", "runs": [{"results": [{"message": "text"}]}]}
        )


def test_sarif_marks_what_the_baseline_holds() -> None:
    run = sarif(results("missing\nother_missing", known=(0,)))
    marked = {r["message"]["text"].split("`")[1]: "suppressions" in r for r in run["results"]}
    assert marked == {"missing": True, "other_missing": False}


def test_fingerprints_stay_when_lines_move() -> None:
    def marks(*sources: str) -> list[str]:
        return [
            r["partialFingerprints"]["nb2prodStatement/v1"]
            for r in sarif(results(*sources))["results"]
        ]

    before = marks("!pip install a\n!pip install b")
    assert len(set(before)) == 2
    assert marks("# a note\n\n!pip install a\nx = 1\n!pip install b") == before
    rows = json.loads(render("gitlab", results("y = 1\n!pip install a\n!pip install b")))
    assert [row["fingerprint"] for row in rows] == before


def test_gitlab_has_the_keys_it_asks_for() -> None:
    rows = json.loads(render("gitlab", MIXED))
    assert rows[1]["location"] == {"path": "work/n.ipynb", "lines": {"begin": 9}}
    assert [row["severity"] for row in rows] == ["minor", "major"]
    assert set(rows[0]) == {"description", "check_name", "fingerprint", "severity", "location"}


def test_junit_counts_failures_and_errors() -> None:
    failed = {Path("b<.ipynb"): NotebookError("not \x00 JSON & so", where="b")}
    tree = ElementTree.fromstring(render("junit", replace(MIXED, errors=failed)))
    suites = {suite.get("name"): suite for suite in tree}
    first = suites["work/n.ipynb"]
    assert (first.get("tests"), first.get("failures"), first.get("errors")) == ("2", "2", "0")
    assert "misssing" in (first[1][0].text or "")
    assert suites["b<.ipynb"].get("errors") == "1"
    passed = ElementTree.fromstring(render("junit", results("x = 1")))
    assert passed[0].get("failures") == "0" and len(passed[0]) == 1


def test_statistics() -> None:
    found = results("missing\nother_missing\n!pip install x")
    titles = {rule["code"]: rule["title"] for rule in api.catalogue()}
    text = counted(found, False, titles)
    assert text.splitlines()[0].split(maxsplit=2)[:2] == ["2", "NB803"]
    assert "1 fixable" in text.splitlines()[1]
    rows = json.loads(counted(found, False, titles, as_json=True))
    assert [(row["code"], row["count"], row["fixable"]) for row in rows] == [
        ("NB803", 2, 0), ("ENV101", 1, 1),
    ]  # fmt: skip


def test_an_unknown_format_is_an_error() -> None:
    assert set(formats()) == {"github", "gitlab", "json", "junit", "sarif", "text"}
    with pytest.raises(ConfigError, match="unknown format `xml`"):
        render("xml", MIXED)


@pytest.mark.parametrize(
    "source",
    [
        "login = dict(password='hunter22-x')",
        "login = dict(password='hunter22-x'); missing",
        "missing; login = dict(password='hunter22-x')  # nb2prod: ignore[SEC301]",
        "%env API_TOKEN=hunter22-x",
        "login = dict(password='hunter22-x')\nprint('hunter22-x', missing)",
        "!curl -u me --password hunter22-x $missing && pip install x",
        "!pip install --token hunter22-x pandas",
    ],
)
def test_no_report_repeats_a_secret(source: str) -> None:
    found = results(source)
    for name in formats():
        assert "hunter22" not in render(name, found, possible=True)
