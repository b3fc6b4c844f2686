"""Convert and verify --repair real notebooks that run: how many are proved equal, and on which rung."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from results import write


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument(
        "--list", type=Path, required=True, help="paths below the corpus, one a line"
    )
    parser.add_argument("--timeout", type=float, default=400)
    options = parser.parse_args()
    from mlops_bridge import api
    from mlops_bridge.convert.manifest import load
    from mlops_bridge.errors import Nb2ProdError

    names = [line.strip() for line in options.list.read_text().splitlines() if line.strip()]
    rows, outcomes = [], Counter[str]()
    with tempfile.TemporaryDirectory() as top:
        for number, name in enumerate(names):
            notebook, out = options.corpus / name, Path(top) / str(number)
            started = time.perf_counter()
            try:
                api.convert(notebook, out)
                verdict = api.verify(out, repair=True, timeout=options.timeout)
                manifest = load(out)
                rung = f"{len(manifest.steps)} steps" if manifest.rung == "steps" else manifest.rung
                outcome, said = verdict.sentence.split(":")[0].split(",")[0], verdict.sentence
                ratio = verdict.seconds.get("package", 0) / max(verdict.seconds["notebook"], 0.01)
                cost = f"{ratio:.2f}"
            except Nb2ProdError as error:
                outcome, said, rung, cost = "REFUSED", str(error), "-", "-"
            outcomes[outcome] += 1
            said = said.split(": ", 1)[-1].replace("|", "\\|").replace("\n", " ")
            rows.append(
                f"| {notebook.name} | {outcome} | {rung} | {cost} "
                f"| {time.perf_counter() - started:.0f} | {said[:220]} |"
            )
            print(rows[-1], flush=True)
    lines = [
        f"{len(names)} notebooks: "
        + ", ".join(f"**{n} {what}**" for what, n in outcomes.most_common())
        + ".",
        "",
        "Package: its seconds over the notebook's. Seconds: convert, all runs of verify, repair.",
        "",
        "| Notebook | Verdict | Rung | Package | Seconds | Said |",
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
    ]
    write("Proved equal", "proved.py", "\n".join(lines))


if __name__ == "__main__":
    main()
