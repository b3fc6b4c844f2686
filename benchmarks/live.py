"""CPU milliseconds of one edit in an open notebook, over all positions, and where they go."""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import statistics
import sys
import time
from pathlib import Path

from results import write

from mlops_bridge import api
from mlops_bridge.api import LiveCell


def cells(corpus: Path, number: int) -> list[LiveCell]:
    """A notebook of `number` code cells, put together from the training notebooks of the corpus."""
    found: list[LiveCell] = []
    for path in sorted(corpus.rglob("*.ipynb")):
        if len(found) >= number:
            break
        try:
            book = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, UnicodeDecodeError):
            continue
        sources = ["".join(c["source"]) for c in book.get("cells", []) if c["cell_type"] == "code"]
        text = "\n".join(sources)
        if "sklearn" not in text or ".fit(" not in text:
            continue
        for source in sources:
            if source.strip() and len(found) < number:
                found.append(LiveCell(f"c{len(found)}", "code", source))
    return found


def synthetic(number: int) -> list[LiveCell]:
    """Cells that each load, clean, use a function, group and loop, on names of their own."""
    text = """# step {n}
import pandas as pd
df{n} = pd.read_csv("data/file{n}.csv")
df{n} = df{n}.dropna()
df{n}["a"] = df{n}["a"] * 2 + {n}
df{n}["b"] = df{n}["b"].fillna(df{n}["b"].median())

def clean{n}(frame, limit={n}):
    frame = frame[frame["a"] > limit]
    return frame.reset_index(drop=True)

df{n} = clean{n}(df{n})
summary = df{n}.groupby("c")["a"].mean().sort_values()
for key in ["x", "y", "z"]:
    print(key, df{n}[key].mean(), len(df{n}))
if len(df{n}) > 10:
    print("rows", df{n}.shape)
table = {{"n": len(df{n}), "mean": df{n}["a"].mean()}}
summary.head()
"""
    return [LiveCell(f"c{n}", "code", text.format(n=n)) for n in range(number)]


def edits(book: list[LiveCell], edit: str) -> tuple[float, list[float]]:
    """Milliseconds of the first look, and of an edit at each position."""
    cache: dict[str, object] = {}
    start = time.process_time()
    api.lint_cells(book, cache=cache)
    cold = (time.process_time() - start) * 1000
    spent = []
    for index, cell in enumerate(book):
        changed = LiveCell(cell.id, cell.kind, cell.source + edit, cell.tags, cell.count)
        start = time.process_time()
        api.lint_cells([*book[:index], changed, *book[index + 1 :]], cache=cache)
        spent.append((time.process_time() - start) * 1000)
        api.lint_cells(book, cache=cache)
    return cold, spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--cells", type=int, default=200)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    api.lint_cells(synthetic(3))  # imports and tables
    lines = [
        f"One edit in a notebook of {options.cells} code cells, all findings made anew; CPU ms.",
        "",
        "| notebook | edit | first look | median | 95th percentile | slowest |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    books = {
        "cells of real training notebooks": cells(options.corpus, options.cells),
        "written for this": synthetic(options.cells),
    }
    for name, book in books.items():
        for what, edit in (("a comment", "\n# note"), ("a statement", "\nextra = len('x')")):
            if options.profile:
                profile = cProfile.Profile()
                cache: dict[str, object] = {}
                api.lint_cells(book, cache=cache)
                profile.enable()
                for i in range(0, len(book), 10):
                    one = LiveCell(book[i].id, "code", book[i].source + edit)
                    api.lint_cells([*book[:i], one, *book[i + 1 :]], cache=cache)
                profile.disable()
                pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
            cold, spent = edits(book, edit)
            ordered = sorted(spent)
            lines.append(
                f"| {name} | {what} | {cold:.0f} | {statistics.median(spent):.1f} | "
                f"{ordered[int(len(ordered) * 0.95)]:.1f} | {ordered[-1]:.1f} |"
            )
            print(lines[-1], flush=True)
    if not options.profile:
        write("An edit of an open notebook", "live.py", "\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
