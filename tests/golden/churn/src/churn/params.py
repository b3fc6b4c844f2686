"""Parameters of the job Customer churn."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Params:
    """What can differ between two runs; the defaults are the notebook's values."""

    data_path: str = "customers.csv"
    snapshot_date: str = "2023-06-30"
    test_size: float = 0.25
    n_estimators: int = 120
    THRESHOLD: float = 0.5  # a customer counts as lost above this probability
    call_list_size: int = 200
    COSTS: dict[str, int] = field(default_factory=lambda: {"call": 6, "lost": 90})

    def __post_init__(self) -> None:
        _check("data_path", self.data_path, str)
        _check("snapshot_date", self.snapshot_date, str)
        _check("test_size", self.test_size, float, int)
        _check("n_estimators", self.n_estimators, int)
        _check("THRESHOLD", self.THRESHOLD, float, int)
        _check("call_list_size", self.call_list_size, int)
        _check("COSTS", self.COSTS, dict)
        if not 0 < self.test_size < 1:
            raise ValueError(f"test_size must be between 0 and 1: {self.test_size}")


def _check(name: str, value: object, *kinds: type) -> None:
    """Refuse a value of another type; a bool is no number."""
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        wanted = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(f"{name} must be {wanted}, not {value!r}")
