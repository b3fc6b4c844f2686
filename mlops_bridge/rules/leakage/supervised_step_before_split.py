"""Supervised step before the split.

Features are selected or encoded with the help of the target, on rows that the model is judged
on. The score is then better than chance even for pure noise. Split first and fit the step on
the training rows only, or put it into a Pipeline.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK704", "error"
BAD = [
    """
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
X = SelectKBest(k=9).fit_transform(X, y)  # <--
a, b, ya, yb = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(a, ya)
print(model.score(b, yb))
""",
    """
from sklearn.feature_selection import SelectKBest
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC
best = SelectKBest(k=9).fit_transform(X, y)  # <--
print(cross_val_score(SVC(), best, y).mean())
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
df = pd.read_csv("customers.csv")
df["rate"] = df.groupby("plan")["churned"].transform("mean")  # <--
a, b, ya, yb = train_test_split(df[["age", "rate"]], df[["churned"]], random_state=0)
model = LogisticRegression().fit(a, ya.iloc[:, 0])
print(model.score(b, yb))
""",
]
GOOD = [
    """
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
a, b, ya, yb = train_test_split(X, y, random_state=0)
select = SelectKBest(k=9).fit(a, ya)
model = LogisticRegression().fit(select.transform(a), ya)
print(model.score(select.transform(b), yb))
""",
    """
from sklearn.feature_selection import SelectKBest
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC
print(cross_val_score(make_pipeline(SelectKBest(k=9), SVC()), X, y).mean())
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for early in facts.learnt_early:
        if early.learns == "target":
            yield facts.finding(
                early.learn.place,
                f"`{early.learn.what}` learns the target from rows that the model is judged on: "
                "split first",
                confidence=early.confidence,
                severity="info" if early.inner else None,
                evidence=early.path,
            )
