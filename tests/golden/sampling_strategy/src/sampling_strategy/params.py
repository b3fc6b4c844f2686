"""Parameters of the job How to use sampling strategy in imbalanced-learn."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Params:
    """What can differ between two runs; the defaults are the notebook's values."""
