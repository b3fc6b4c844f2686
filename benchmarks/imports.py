"""Import names to distributions: nb2prod beside pipreqs and pigar, on a table of awkward ones.

    python benchmarks/imports.py [--table FILE] [--peers PYTHON] [--kernel PYTHON] [--misses]

The table (benchmarks/imports/awkward.tsv) was written by somebody who did not see ours. Each
module is asked twice: where its distribution is installed (`--kernel`: an interpreter that has
them), and where it is not. "right" counts the usual distribution and its equals; for modules that
nothing on the index brings, and for the standard library, no answer is right.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from mlops_bridge.analysis.knowledge import bringing
from mlops_bridge.environment.kernel import _ask

TABLE = Path(__file__).with_name("imports") / "awkward.tsv"
NONE = ("unknown", "stdlib")

PIPREQS = """
import json, sys
from pipreqs import pipreqs
found = {}
for module in json.load(sys.stdin):
    top = module.split(".")[0]
    kept = [top] if top not in sys.stdlib_module_names else []
    found[module] = pipreqs.get_pkg_names(kept)
print(json.dumps(found))
"""
PIGAR = """
import json, sys
from pigar.core import RequirementsAnalyzer
from pigar.db import database
found = {}
with database() as db:
    for module in json.load(sys.stdin):
        top = module.split(".")[0]
        rows = [] if top in sys.stdlib_module_names else db.query_distributions_by_top_level_module(top) or []
        found[module] = [row.name for row in rows]
print(json.dumps(found))
"""


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--table", type=Path, default=TABLE)
    parser.add_argument("--peers", help="an interpreter that has pipreqs and pigar")
    parser.add_argument("--kernel", help="an interpreter that has the distributions installed")
    parser.add_argument("--misses", action="store_true", help="list what is not right")
    given = parser.parse_args()
    with given.table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    print(f"{len(rows)} imports: " + ", ".join(
        f"{sum(r['kind'] == kind for r in rows)} {kind}"
        for kind in dict.fromkeys(r["kind"] for r in rows)
    ))  # fmt: skip
    print(f"{'':44} right  wrong  unknown   right of those that have an answer")
    ours = {r["module"]: list(not_installed(r["module"])) for r in rows}
    show("nb2prod, nothing installed", rows, ours, given.misses)
    if given.kernel:
        answer = _ask([given.kernel], tuple(r["module"] for r in rows), None)
        installed = {normal(name) for name in answer["installed"]}
        here = [
            r for r in rows
            if {normal(n) for n in (r["distribution"], *r["also"].split(","))} & installed
        ]  # fmt: skip
        found = {r["module"]: answer["imports"].get(r["module"], []) for r in here}
        show(f"nb2prod, {len(here)} installed", here, found, given.misses)
    if given.peers:
        modules = json.dumps([r["module"] for r in rows])
        for name, source in (("pipreqs", PIPREQS), ("pigar", PIGAR)):
            done = subprocess.run(
                [given.peers, "-c", source], input=modules, capture_output=True, text=True
            )
            if done.returncode:
                print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
                continue
            found = json.loads(done.stdout)
            show(f"{name}, nothing installed", rows, found, given.misses)
            if any(len(names) > 1 for names in found.values()):
                best = {r["module"]: best_of(r, found[r["module"]]) for r in rows}
                show(f"{name}, if the right one of several is chosen", rows, best, False)


def not_installed(module: str) -> tuple[str, ...]:
    if module.split(".")[0] in sys.stdlib_module_names:
        return ()
    return bringing(module)[:1]


def show(
    who: str, rows: list[dict[str, str]], found: Mapping[str, list[str]], misses: bool
) -> None:
    """A line of the table; an answer of several distributions is wrong unless all are right."""
    counts = {"right": 0, "wrong": 0, "unknown": 0}
    answerable = answered = 0
    for row in rows:
        verdict = judge(row, found[row["module"]])
        counts[verdict] += 1
        if row["kind"] not in NONE:
            answerable += 1
            answered += verdict == "right"
        if misses and verdict != "right":
            print(f"    {verdict:8} {row['module']}: {found[row['module']]}"
                  f" ({row['distribution']}; {row['also']})")  # fmt: skip
    share = f"{answered} of {answerable}, {answered / answerable:.1%}"
    print(f"{who:44} {counts['right']:5}  {counts['wrong']:5}  {counts['unknown']:7}   {share}")


def best_of(row: Mapping[str, str], names: list[str]) -> list[str]:
    """The right one of several names, if it is among them: what a user would choose."""
    return next(([n] for n in names if judge(row, [n]) == "right"), names[:1])


def judge(row: Mapping[str, str], answer: list[str]) -> str:
    if row["kind"] in NONE:
        return "wrong" if answer else "right"
    if not answer:
        return "unknown"
    right = {normal(n) for n in (row["distribution"], *row["also"].split(",")) if n.strip()}
    return "right" if {normal(n) for n in answer} <= right else "wrong"


if __name__ == "__main__":
    main()
