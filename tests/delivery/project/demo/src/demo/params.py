"""Parameters of the demo job."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Params:
    threshold: float = 0.5
    data_path: str = "customers.csv"
