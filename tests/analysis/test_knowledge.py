"""The tables of APIs are well-formed, and known names are found in them."""

from __future__ import annotations

import pytest

from mlops_bridge.analysis import knowledge


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("sklearn.linear_model.LogisticRegression", "estimator"),
        ("sklearn.linear_model.logistic.LogisticRegression", "estimator"),
        ("mlflow.log_metric", "tracker"),
        ("numpy.random.normal", "draw"),
        ("pandas.read_csv", "loader"),
        ("tensorflow.keras.models.Sequential", "keras_model"),
        ("open", "open"),
    ],
)
def test_names_are_known(name: str, role: str) -> None:
    entry = knowledge.api(name)
    assert entry is not None and entry.role == role


@pytest.mark.parametrize("name", ["", "numpy", "my.own.train_test_split", "random_things.seed"])
def test_other_names_are_not(name: str) -> None:
    assert knowledge.api(name) is None


def test_every_row_is_whole() -> None:
    names, _, packages = knowledge._tables()
    for entry in (*names.values(), *packages.values()):
        assert entry.role.isidentifier(), entry
        if "seed" in entry.facts or "stochastic" in entry.facts:
            assert entry.facts.get("domain"), entry
        if entry.role in ("transformer", "resampler", "transform"):
            assert entry.facts["learns"] in (
                "nothing",
                "vocabulary",
                "statistics",
                "target",
                "rows",
            )
        if entry.role == "loader":
            assert entry.facts["path"].isdigit(), entry


def test_word_lists_are_there() -> None:
    assert "health" in knowledge.words("health_words")
    assert knowledge.sensitive()["geschlecht"][0] == "gender"
    assert knowledge.distribution("sklearn") == "scikit-learn"
    assert knowledge.distribution("pandas") == "pandas"
