"""Parameters of the job From batch to online/stream."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Params:
    """What can differ between two runs; the defaults are the notebook's values."""
