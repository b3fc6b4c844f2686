"""Command line of the job: `python -m churn --help`."""

import argparse
import ast
import json
import sys
import traceback
from pathlib import Path

from churn.params import Params
from churn.pipeline import run


def main(arguments: list[str] | None = None) -> int:
    """Run the job with the parameters given on the command line.

    Exit codes: 0 done, 1 a step failed, 2 a parameter is wrong.
    """
    parser = argparse.ArgumentParser(prog="churn", description="Customer churn")
    parser.add_argument(
        "--data-path",
        dest="data_path",
        type=str,
        default=argparse.SUPPRESS,
        metavar="STR",
        help="default customers.csv",
    )
    parser.add_argument(
        "--snapshot-date",
        dest="snapshot_date",
        type=str,
        default=argparse.SUPPRESS,
        metavar="STR",
        help="default 2023-06-30",
    )
    parser.add_argument(
        "--test-size",
        dest="test_size",
        type=float,
        default=argparse.SUPPRESS,
        metavar="FLOAT",
        help="default 0.25",
    )
    parser.add_argument(
        "--n-estimators",
        dest="n_estimators",
        type=int,
        default=argparse.SUPPRESS,
        metavar="INT",
        help="default 120",
    )
    parser.add_argument(
        "--threshold",
        dest="THRESHOLD",
        type=float,
        default=argparse.SUPPRESS,
        metavar="FLOAT",
        help="a customer counts as lost above this probability; default 0.5",
    )
    parser.add_argument(
        "--call-list-size",
        dest="call_list_size",
        type=int,
        default=argparse.SUPPRESS,
        metavar="INT",
        help="default 200",
    )
    parser.add_argument(
        "--costs",
        dest="COSTS",
        type=ast.literal_eval,
        default=argparse.SUPPRESS,
        metavar="DICT",
        help="default '{\"call\": 6, \"lost\": 90}'",
    )
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
    return f"churn failed: {step}{last}{place}"


if __name__ == "__main__":
    sys.exit(main())
