"""Lint and convert every notebook of a corpus: nothing may crash, hang or take long."""

from __future__ import annotations

import argparse
import multiprocessing
import re
import statistics
import time
import traceback
from collections import Counter
from pathlib import Path

from results import write

LIMIT = 10.0


def one(path: Path) -> dict[str, object]:
    """Lint and convert one notebook, as the CLI does, but writing nothing."""
    from mlops_bridge import api
    from mlops_bridge.api.conversion import plan
    from mlops_bridge.errors import Nb2ProdError

    found: dict[str, object] = {"path": path, "lint": "", "convert": "", "findings": 0}
    started = time.perf_counter()
    try:
        linted = api.lint([path])
        found["findings"] = sum(
            f.confidence >= 0.7 for each in linted.findings.values() for f in each
        )
        found["lint"] = next((e.what for e in linted.errors.values()), "read")
    except Exception:
        found["lint"] = "CRASH " + traceback.format_exc()
    found["lint seconds"] = time.perf_counter() - started
    started = time.perf_counter()
    try:
        made = plan(path, path.parent / "job")[0]
        found["convert"], found["steps"], found["why"] = made.rung, len(made.steps), made.reason
    except Nb2ProdError as error:
        found["convert"], found["why"], found["where"] = "refused", error.what, error.where
    except Exception:
        found["convert"] = "CRASH " + traceback.format_exc()
    found["convert seconds"] = time.perf_counter() - started
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    corpus: Path = parser.parse_args().corpus
    files = [p for p in sorted(corpus.rglob("*.ipynb")) if ".ipynb_checkpoints" not in p.parts]
    rows, hung = [], []
    context = multiprocessing.get_context("spawn")
    pool = context.Pool(1)
    for path in files:
        result = pool.apply_async(one, (path,))
        try:
            rows.append(result.get(timeout=120))
        except multiprocessing.TimeoutError:
            hung.append(path)
            pool.terminate()
            pool = context.Pool(1)
    pool.terminate()
    crashed = [r for r in rows if "CRASH" in f"{r['lint']}{r['convert']}"]
    slow = [r for r in rows if max(r["lint seconds"], r["convert seconds"]) > LIMIT]
    rungs = Counter(str(r["convert"]).split()[0] for r in rows)
    reasons = Counter(
        re.sub(r"cell \d+, line \d+: |`[^`]*`", "…", str(r["why"]))
        for r in rows
        if r["convert"] in ("verbatim", "notebook")
    )
    lines = [
        f"{len(files)} notebooks: **{len(crashed)} crashes, {len(hung)} hangs**, "
        f"{len(slow)} that took over {LIMIT:.0f} s.",
        "",
        "| | median s | slowest s |",
        "| --- | --- | --- |",
    ]
    for what in ("lint", "convert"):
        seconds = [float(r[f"{what} seconds"]) for r in rows]
        lines.append(f"| {what} | {statistics.median(seconds):.3f} | {max(seconds):.2f} |")
    lines += ["", "| converted to | notebooks |", "| --- | --- |"]
    lines += [f"| {rung} | {count} |" for rung, count in rungs.most_common()]
    lines += ["", "Why a notebook was kept verbatim or stayed a notebook:", ""]
    lines += [f"- {count} × {why}" for why, count in reasons.most_common(12)]
    lines += ["", "Refused, each with its place:", ""]
    for r in rows:
        if r["convert"] == "refused":
            place = str(r.get("where") or "").replace(f"{corpus}/", "")
            lines.append(f"- {place}: {r['why']}")
    for r in crashed:
        lines += ["", f"```\n{r['path']}\n{r['lint']}\n{r['convert']}\n```"]
    shown = sorted(int(r["findings"]) for r in rows)
    lines += [
        "",
        f"Findings shown per notebook: median {statistics.median(shown):.0f}, most {shown[-1]}.",
    ]
    write("Robustness", "robustness.py", "\n".join(lines))


if __name__ == "__main__":
    main()
