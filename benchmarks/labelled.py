"""Precision and recall of each rule on the labelled notebooks of `labelled/`."""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from results import write

from mlops_bridge.config import Config
from mlops_bridge.lint.engine import lint
from mlops_bridge.notebook.read import split

HERE = Path(__file__).parent
WHOLE = [f"LEAK70{number}" for number in range(1, 8)]
_MARK = re.compile(r"[ \t]*# <-- (?P<code>[A-Z]+\d+)(?P<other>\?)?", re.MULTILINE)


@dataclass
class Score:
    """Marks and findings of one rule, over all notebooks."""

    marks: int = 0
    hits: int = 0
    findings: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def sample() -> ModuleType:
    """The reader of the rules' own examples: the format is the same."""
    spec = importlib.util.spec_from_file_location(
        "rules_sample", HERE.parent / "tests" / "rules" / "sample.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["rules_sample"] = module
    spec.loader.exec_module(module)
    return module


def marks(text: str) -> dict[str, list[tuple[int, int, bool]]]:
    """For each code, the (cell number, line) that are marked, and whether as an alternative."""
    found: dict[str, list[tuple[int, int, bool]]] = {}
    number = 0
    for header, _, body in split("# %%\n" + text):
        if (
            header.startswith("[")
            and "[markdown]" not in header
            and not re.match(r"\[\d+\]", header)
        ):
            continue
        if "[markdown]" in header or (not header and not body.strip() and not number):
            continue
        number += 1
        for line, content in enumerate(body.split("\n"), 1):
            for match in _MARK.finditer(content):
                place = (number, line, match["other"] is not None)
                found.setdefault(match["code"], []).append(place)
    return found


def judge(path: Path, load: ModuleType, scores: dict[str, Score]) -> None:
    """Lint one labelled notebook and count."""
    first, _, text = path.read_text(encoding="utf-8").partition("\n")
    said, _, code = first.removeprefix("# ").partition(": ")
    code = code.strip()
    text = text.strip("\n")
    wanted = marks(text)
    with tempfile.TemporaryDirectory() as folder:
        read = load.load(_MARK.sub("", text), Path(folder))
        found = lint(read.notebook, Config(), read.surroundings)
    shown: dict[str, set[tuple[int, int]]] = {}
    for finding in found:
        if finding.confidence >= 0.7:
            shown.setdefault(finding.code, set()).add((finding.cell, finding.line))
    judged = {code, *wanted} if said == "finds" else {code}
    if said == "notebook":  # a whole story, judged by all of these
        judged = set(WHOLE)
    for name in judged:
        score = scores.setdefault(name, Score())
        places = wanted.get(name, [])
        got = shown.get(name, set())
        groups: list[set[tuple[int, int]]] = []
        first: set[tuple[int, int]] = set()  # alternatives above the first mark belong to it
        for cell, line, other in places:
            if not other:
                groups.append({(cell, line)})
                if len(groups) == 1:
                    groups[0] |= first
            elif groups:
                groups[-1].add((cell, line))
            else:
                first.add((cell, line))
        main = [place for group in groups for place in group]
        others = first
        score.marks += len(groups)
        hits = sum(bool(group & got) for group in groups)
        score.hits += hits
        if hits < len(groups):
            left = [min(group) for group in groups if not group & got]
            score.missed.append(f"{path.parent.name}/{path.name} {left}")
        right = got & (set(main) | others)
        score.findings += len(got)
        score.right += len(right)
        if got - right:
            score.wrong.append(f"{path.parent.name}/{path.name} {sorted(got - right)}")


def measure(paths: list[Path]) -> dict[str, Score]:
    """Lint labelled notebooks; the score of each rule."""
    scores: dict[str, Score] = {}
    load = sample()
    for path in paths:
        judge(path, load, scores)
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codes", nargs="*", help="only these rules")
    parser.add_argument("--folder", type=Path, default=HERE / "labelled")
    parser.add_argument("--verbose", action="store_true", help="name what was missed or wrong")
    options = parser.parse_args()
    paths = sorted(options.folder.rglob("*.py"))
    if options.codes:
        paths = [path for path in paths if path.parent.name.startswith(tuple(options.codes))]
    scores = measure(paths)
    lines = [
        f"{len(paths)} notebooks, labelled by others than the rules' authors; shown findings only. "
        "The rules were mended by what they got wrong here, so this is a guard and no independent "
        "evidence: the first measurements are in labelled/README.md.",
        "",
        "| rule | marked | found | recall | shown | right | precision |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for code, score in sorted(scores.items()):
        recall = f"{score.hits / score.marks:.2f}" if score.marks else "-"
        precision = f"{score.right / score.findings:.2f}" if score.findings else "-"
        lines.append(
            f"| {code} | {score.marks} | {score.hits} | {recall} | {score.findings} "
            f"| {score.right} | {precision} |"
        )
        if options.verbose:
            for name in score.missed:
                print("missed", code, name)
            for name in score.wrong:
                print("WRONG ", code, name)
    total = Score()
    for score in scores.values():
        total.marks += score.marks
        total.hits += score.hits
        total.findings += score.findings
        total.right += score.right
    if total.marks and total.findings:
        lines.append(
            f"| all | {total.marks} | {total.hits} | {total.hits / total.marks:.2f} "
            f"| {total.findings} | {total.right} | {total.right / total.findings:.2f} |"
        )
    if options.codes or options.verbose:
        print("\n".join(lines))
    else:
        write("Labelled notebooks", "labelled.py", "\n".join(lines))


if __name__ == "__main__":
    main()
