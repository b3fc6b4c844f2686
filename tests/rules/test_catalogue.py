"""Every rule against its own examples: the examples are the documentation and the tests."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from mlops_bridge.config import Config
from mlops_bridge.finding import SEVERITIES, Finding
from mlops_bridge.lint.engine import lint
from mlops_bridge.lint.fixes import fix
from mlops_bridge.rules import Rule, catalogue


def _sample_module():
    path = Path(__file__).with_name("sample.py")
    spec = importlib.util.spec_from_file_location("rules_sample", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["rules_sample"] = module
    spec.loader.exec_module(module)
    return module


load = _sample_module().load
RULES = catalogue()
BAD = [pytest.param(r, t, id=f"{r.code}-bad-{i}") for r in RULES for i, t in enumerate(r.bad)]
GOOD = [pytest.param(r, t, id=f"{r.code}-good-{i}") for r in RULES for i, t in enumerate(r.good)]


def shown(rule: Rule, findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.code == rule.code and f.confidence >= 0.7]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_bad_is_found_on_the_marked_lines(rule: Rule, text: str, tmp_path: Path) -> None:
    sample = load(text, tmp_path)
    found = shown(rule, lint(sample.notebook, Config(), sample.surroundings))
    assert {(f.cell, f.line) for f in found} == sample.marks, [f.message for f in found]
    assert sample.marks


@pytest.mark.parametrize(("rule", "text"), GOOD)
def test_good_is_silent(rule: Rule, text: str, tmp_path: Path) -> None:
    sample = load(text, tmp_path)
    found = shown(rule, lint(sample.notebook, Config(), sample.surroundings))
    assert not sample.marks
    assert not found, [f"{f.cell}:{f.line} {f.message}" for f in found]


@pytest.mark.parametrize(("rule", "text"), BAD)
def test_fix_removes_what_it_is_for(rule: Rule, text: str, tmp_path: Path) -> None:
    sample = load(text, tmp_path)
    before = lint(sample.notebook, Config(), sample.surroundings)
    fixable = [f for f in shown(rule, before) if f.fix is not None and f.fix.kind != "G"]
    if not fixable:
        assert fix(sample.notebook, Config(), sample.surroundings, codes=[rule.code]).diff == ""
        return
    fixed = fix(sample.notebook, Config(), sample.surroundings, unsafe=True, codes=[rule.code])
    assert {f.message for f in fixable} <= {f.message for f in fixed.applied}
    after = lint(fixed.notebook, Config(), sample.surroundings)
    assert not {f.message for f in fixable} & {f.message for f in shown(rule, after)}
    again = fix(fixed.notebook, Config(), sample.surroundings, unsafe=True, codes=[rule.code])
    assert not again.applied and not again.diff


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.code) for r in RULES])
def test_a_safe_fix_of_the_first_example_gives_the_repaired_one(rule: Rule, tmp_path: Path) -> None:
    bad = load(rule.bad[0], tmp_path)
    found = shown(rule, lint(bad.notebook, Config(), bad.surroundings))
    safe = [f for f in found if f.fix is not None and f.fix.kind == "A"]
    if len(safe) < len(found) or rule.code == "ENV101":
        return  # pinning needs a version, which only the user can choose
    fixed = fix(bad.notebook, Config(), bad.surroundings, codes=[rule.code])
    if safe and not any(f.fix.edits or f.fix.deletes for f in safe if f.fix):
        # a cleared output leaves its cause, which only the user can repair
        assert [c.source for c in fixed.notebook.cells] == [c.source for c in bad.notebook.cells]
        return
    good = load(rule.good[0], tmp_path)
    assert [c.source for c in fixed.notebook.cells] == [c.source for c in good.notebook.cells]


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.code) for r in RULES])
def test_a_rule_is_whole(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{2,4}\d{3}", rule.code)
    assert rule.severity in SEVERITIES
    assert len(rule.doc) > 150, "the docstring is the documentation page"
    assert rule.bad and rule.good
    assert all(len(line) <= 100 for line in rule.doc.splitlines())


def test_codes_and_names_are_unique() -> None:
    assert len({r.code for r in RULES}) == len({r.name for r in RULES}) == len(RULES)


def test_rules_hold_no_library_names_and_no_syntax_trees() -> None:
    folder = Path(sys.modules["mlops_bridge.rules"].__file__ or "").parent
    for path in folder.glob("*/*.py"):
        code = path.read_text(encoding="utf-8").partition("\ndef check")[2]
        assert "import ast" not in code and "ast." not in code, path.name
        assert not re.search(
            r"\b(sklearn|pandas|numpy|mlflow|torch)\.\w", code.split('"""')[0]
        ) or ("yield" in code), path.name
