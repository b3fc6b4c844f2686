"""The job From batch to online/stream from start to end."""

from batch_to_online import steps as _steps
from batch_to_online.params import Params as _Params


def run(_params: _Params | None = None) -> None:
    """Run every step in the order of the notebook."""
    dataset, X, y, cv, scorer = _steps.summarize_quick_batch_learning()
    _steps.introduce_hands_incremental_learning(X, y, dataset)
    _steps.report_mean(dataset, X)
    preprocessing = _steps.load_preprocessing()
    linear_model = _steps.evaluate_linear_model(preprocessing)
    _steps.fit_scores(preprocessing, linear_model, X, y, scorer, cv)
