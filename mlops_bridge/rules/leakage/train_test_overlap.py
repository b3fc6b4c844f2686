"""Judged on the rows it was fitted on.

Every metric of the model is computed on rows that it has learnt from. The score says how well
it remembers, not how it will do on new rows. Hold a part of the rows out before fitting, or
cross-validate. A score that is called a training score nearby is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK706", "error"
BAD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
frame = pd.read_csv("loans.csv")
X, y = frame[["income", "debt"]], frame["repaid"]
model = LogisticRegression().fit(X, y)
print("accuracy", accuracy_score(y, model.predict(X)))  # <--
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
frame = pd.read_csv("prices.csv")
first, second = frame.iloc[:800], frame.iloc[700:]
model = Ridge().fit(first[["size"]], first["price"])
print(model.score(second[["size"]], second["price"]))  # <--
""",
]
GOOD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
frame = pd.read_csv("loans.csv")
X, y = frame[["income", "debt"]], frame["repaid"]
X, X_new, y, y_new = train_test_split(X, y, random_state=0)
model = LogisticRegression().fit(X, y)
print("accuracy", accuracy_score(y_new, model.predict(X_new)))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
frame = pd.read_csv("loans.csv")
train, test = train_test_split(frame, random_state=0)
model = LogisticRegression().fit(train[["income"]], train["repaid"])
print(model.score(train[["income"]], train["repaid"]))
print(model.score(test[["income"]], test["repaid"]))
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
frame = pd.read_csv("prices.csv")
model = Ridge().fit(frame[["size"]], frame["price"])
print("fit on the training rows:", model.score(frame[["size"]], frame["price"]))
""",
    """
from mytools import Signature, load
from sklearn.linear_model import LogisticRegression
X, y = load("train")
X_new, y_new = load("test")
signature = Signature(depth=3)
model = LogisticRegression().fit(signature.fit_transform(X), y)
print(model.score(signature.transform(X_new), y_new))
""",
    """
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
frame = pd.read_csv("prices.csv")
model = KMeans(3, random_state=0).fit(frame)
print(silhouette_score(frame, model.predict(frame)))
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for overlap in facts.overlaps:
        yield facts.finding(
            overlap.place,
            f"the model is judged on rows it was fitted on ({overlap.fit.place}): hold rows out",
            evidence=(overlap.fit.place, *overlap.others),
        )
