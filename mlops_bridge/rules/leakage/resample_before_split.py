"""Resampled before the split.

Rows are duplicated, or made of others (SMOTE, oversampling), before the data is split: copies
of one row then stand on both sides, and the score is close to what the model has memorised.
Split first and resample the training rows only, or use the Pipeline of imbalanced-learn, which
does so in cross-validation too.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK703", "error"
BAD = [
    """
from imblearn.over_sampling import SMOTE
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
X, y = SMOTE(random_state=0).fit_resample(X, y)  # <--
a, b, ya, yb = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(a, ya)
print(model.score(b, yb))
""",
    """
from imblearn.over_sampling import RandomOverSampler
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC
more, labels = RandomOverSampler(random_state=0).fit_resample(X, y)  # <--
print(cross_val_score(SVC(), more, labels).mean())
""",
]
GOOD = [
    """
from imblearn.over_sampling import SMOTE
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
a, b, ya, yb = train_test_split(X, y, random_state=0)
a, ya = SMOTE(random_state=0).fit_resample(a, ya)
model = LogisticRegression().fit(a, ya)
print(model.score(b, yb))
""",
    """
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import make_pipeline
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC
print(cross_val_score(make_pipeline(SMOTE(random_state=0), SVC()), X, y).mean())
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for early in facts.learnt_early:
        if early.learns == "rows":
            yield facts.finding(
                early.learn.place,
                f"`{early.learn.what}` makes rows of rows that the model is judged on: split first",
                confidence=early.confidence,
                severity="info" if early.inner else "warning" if early.by == "thinning" else None,
                evidence=early.path,
            )
