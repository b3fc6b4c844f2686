"""No validation before the fit.

The model learns from data that comes from outside, and nothing asks whether it is what the
author saw: a renamed column, a unit that changed, a day of empty values goes straight into the
model. In production that happens unattended. Check columns, types, missing values and ranges
before the fit, with a schema (pandera, Great Expectations, pydantic) or a few asserts, and stop
the run when the data is not as expected.

Looking at `info()` or `isnull().sum()` does not count: nobody looks when the pipeline runs at
night. An assert, a `raise` or a branch over columns, types, gaps, ranges or the number of rows
does, and so does a function of your own whose name says that it checks. Data that comes with a
library needs no check, nor does a named revision, which cannot have changed since. One finding a
notebook, at the first fit. Source: the paper's parts on data versioning and on monitoring of
inputs, and the article's missing validation stage.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DATA603", "warning"
BAD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
churn = pd.read_csv("churn.csv")
model = LogisticRegression()
model.fit(churn[["calls"]], churn["left"])  # <--
""",
    """
import pandas as pd
from xgboost import XGBRegressor
houses = pd.read_parquet("https://example.org/houses.parquet")
houses.info()
print(houses.isnull().sum())
# %%
houses = houses.dropna().drop_duplicates()
XGBRegressor().fit(houses[["size"]], houses["price"])  # <--
""",
    """
import pandas as pd
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

def load():
    return pd.read_sql("SELECT * FROM mails", engine)

mails = load()
pipe = make_pipeline(StandardScaler(), SVC())
pipe.fit(mails.drop(columns="spam"), mails["spam"])  # <--
pipe.score(mails.drop(columns="spam"), mails["spam"])
""",
    """
import numpy as np
from sklearn.ensemble import RandomForestClassifier
digits = np.loadtxt("digits.txt")
for trees in (10, 100):
    forest = RandomForestClassifier(trees, random_state=0)
    forest.fit(digits[:, 1:], digits[:, 0])  # <--
    if trees > 50:
        print(forest.n_features_in_)
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import cross_validate
frame = pd.read_excel("sales.xlsx")
scores = cross_validate(Ridge(), frame[["a"]], frame["b"])  # <--
assert scores
""",
]
GOOD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
churn = pd.read_csv("churn.csv")
assert {"calls", "left"} <= set(churn.columns) and churn["calls"].between(0, 10_000).all()
model = LogisticRegression()
model.fit(churn[["calls"]], churn["left"])
""",
    """
import pandas as pd
import pandera.pandas as pa
from sklearn.linear_model import LogisticRegression
schema = pa.DataFrameSchema({"calls": pa.Column(int, pa.Check.ge(0))})
churn = schema.validate(pd.read_csv("churn.csv"))
model = LogisticRegression().fit(churn[["calls"]], churn["left"])
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression

def check_rows(frame):
    return frame if missing(frame) == 0 else stop()

churn = check_rows(pd.read_csv("churn.csv"))
model = LogisticRegression().fit(churn[["calls"]], churn["left"])
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
churn = pd.read_csv("churn.csv")
if churn.isnull().any().any():
    raise ValueError("values are missing")
model = LogisticRegression().fit(churn[["calls"]], churn["left"])
""",
    """
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
X, y = load_wine(return_X_y=True)
model = LogisticRegression().fit(X, y)
""",
    """
import dvc.api
import pandas as pd
from sklearn.linear_model import LogisticRegression
with dvc.api.open("churn.csv", repo=".", rev="v3") as file:
    churn = pd.read_csv(file)
model = LogisticRegression().fit(churn[["calls"]], churn["left"])
""",
    """
import pandas as pd
churn = pd.read_csv("churn.csv")
churn.describe()
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training != "yes" or facts.tutorial or not facts.learns_unchecked:
        return
    yield facts.finding(
        facts.training_place,
        "a model is fitted on data that nothing checks: assert columns, types, gaps and ranges "
        "before the fit, or check a schema",
        confidence=0.85,
        fix=facts.generated("schema", "Write `schema.py` with what the outputs show"),
    )
