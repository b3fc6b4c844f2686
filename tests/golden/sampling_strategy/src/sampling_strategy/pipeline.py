"""The job How to use sampling strategy in imbalanced-learn from start to end."""

from sampling_strategy import steps
from sampling_strategy.params import Params


def run(params: Params | None = None) -> None:
    """Run every step in the order of the notebook."""
    steps.set_context()
    iris, X, y = steps.create_imbalanced_dataset()
    autopct = steps.plot_autopct(iris, y)
    binary_y, binary_X = steps.sample_strategy_float(y, X)
    steps.plot_under_sampling(binary_X, binary_y, autopct)
    steps.sample_strategy_str(X, y, autopct)
    steps.sample_strategy_dict(X, y, autopct)
    steps.sample_strategy_list(X, y, autopct)
    steps.sample_strategy_callable(X, y, autopct)
