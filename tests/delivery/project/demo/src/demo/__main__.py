"""Command line of the demo job."""

import argparse

from demo.params import Params
from demo.pipeline import run

parser = argparse.ArgumentParser(prog="demo")
parser.add_argument("--threshold", type=float, default=0.5)
parser.add_argument("--data-path", default="customers.csv")
run(Params(**vars(parser.parse_args())))
