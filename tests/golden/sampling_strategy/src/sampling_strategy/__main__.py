"""Command line of the job: `python -m sampling_strategy --help`."""

import argparse
import json
import sys
import traceback
from pathlib import Path

from sampling_strategy.params import Params
from sampling_strategy.pipeline import run


def main(arguments: list[str] | None = None) -> int:
    """Run the job with the parameters given on the command line.

    Exit codes: 0 done, 1 a step failed, 2 a parameter is wrong.
    """
    parser = argparse.ArgumentParser(prog="sampling_strategy", description="How to use sampling strategy in imbalanced-learn")
    given = parser.parse_args(arguments)
    sys.stdout.reconfigure(line_buffering=True)  # in one order with what commands print
    try:
        params = Params(**vars(given))
    except (TypeError, ValueError) as error:
        parser.error(str(error))
    try:
        run(params)
    except Exception as error:
        traceback.print_exc()
        print(_place(error), file=sys.stderr)
        return 1
    return 0


def _place(error: Exception) -> str:
    """Where an error comes from: the step, and the cell and line of the notebook."""
    cells = json.loads(Path(__file__).with_name("cells.json").read_text(encoding="utf-8"))
    step, place = "", ""
    for frame in traceback.extract_tb(error.__traceback__):
        path, at = Path(frame.filename), frame.lineno or 0
        if path.parent != Path(__file__).parent:
            continue
        step = f"step {frame.name}: " if path.stem == "steps" else step
        known = [s for s in cells["lines"].get(path.stem, ()) if s[0] <= at]
        if known and known[-1][1]:
            first, cell, line = known[-1]
            place = f" (cell {cell}, line {line + at - first} of {cells['notebook']})"
    last = traceback.format_exception_only(error)[-1].strip()
    return f"sampling_strategy failed: {step}{last}{place}"


if __name__ == "__main__":
    sys.exit(main())
