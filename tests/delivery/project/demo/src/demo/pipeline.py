"""The demo job from start to end."""

from demo import steps
from demo.params import Params


def run(params=Params()):  # noqa: B008 - as the converter writes it
    rows = steps.load_rows(params.data_path)
    return steps.evaluate(rows, params.threshold)
