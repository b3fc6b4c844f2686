"""The job Customer churn from start to end."""

from typing import Any, NamedTuple

from churn import steps
from churn import tracking
from churn.params import Params


class Result(NamedTuple):
    """What the job is for."""

    model: Any
    proba: Any


def run(params: Params | None = None) -> Result:
    """Run every step in the order of the notebook."""
    params = params or Params()
    tracking.parameters(vars(params))
    steps.set_up_session()
    df = steps.load_data(params.data_path)
    df = steps.clean_data(df)
    df, snapshot = steps.clean_snapshot(df, params.snapshot_date)
    steps.explore(df)
    df, features, categories, X, y = steps.engineer_features(df, snapshot)
    scaler, X_train, X_test, y_train, y_test = steps.split_train_test(X, y, params.test_size)
    steps.train_baseline_model(y_test, params.COSTS)
    results = steps.fit_results(
        X_train,
        y_train,
        X_test,
        y_test,
        params.COSTS,
        params.THRESHOLD,
        df,
        categories,
        features,
    )
    best_params, grid = steps.tune_hyper_parameters(X_train, y_train, y_test, X_test)
    steps.plot_boosting_auc_by(grid)
    features, X, X_test, y_test, model, results = steps.train_model(
        features,
        scaler,
        df,
        categories,
        y,
        params.test_size,
        results,
        params.COSTS,
        params.THRESHOLD,
        params.n_estimators,
        best_params,
    )
    steps.evaluate_table(results)
    proba = steps.evaluate_proba(X_test, model, y_test, params.THRESHOLD, params.COSTS)
    names = steps.plot_what_the_forest(df, categories, features, model)
    df = steps.save_model(model, names, df, X, params.THRESHOLD)
    steps.push_scores_crm(df, params.call_list_size)
    return Result(model, proba)
