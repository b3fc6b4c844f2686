"""Sensitive attribute, and no comparison of groups.

The model learns from a column about a protected trait (gender, age, origin, religion,
disability and the like), and only total scores are computed: whether it treats groups alike is
unknown. Compute the metric for each group (`fairlearn.metrics.MetricFrame`, or a `groupby` on
the column), and look at the difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ETH501", "warning"
BAD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
people = pd.read_csv("applicants.csv")
X = people[["income", "gender", "debt"]]
model = LogisticRegression().fit(X, people["repaid"])  # <--
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
people = pd.read_csv("applicants.csv")
people["Marital Status"].value_counts()
# %%
X = people.drop(columns=["repaid"])
model = LogisticRegression().fit(X, people["repaid"])  # <--
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
people = pd.read_csv("applicants.csv", usecols=["race", "income", "repaid"])
model = LogisticRegression().fit(people[["income", "race"]], people["repaid"])  # <--
""",
    """
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
adult = pd.read_csv("adult.csv")
X, y = adult[["hours", "education", "sex"]], adult["income"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
forest = RandomForestClassifier(random_state=0)
forest.fit(X_train, y_train)  # <--
y_pred = forest.predict(X_test)
print("accuracy", accuracy_score(y_test, y_pred))
""",
    """
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder
staff = pd.read_excel("staff.xlsx")
pipe = Pipeline([
    ("columns", ColumnTransformer([("one", OneHotEncoder(), ["Nationality", "Dept"])])),
    ("model", LogisticRegression()),
])
pipe.fit(staff[["Nationality", "Dept", "Years"]], staff["Left"])  # <--
""",
    """
import pandas as pd
import xgboost as xgb
claims = pd.read_parquet("claims.parquet", columns=None)
features = ["amount", "Geschlecht", "region"]
booster = xgb.XGBClassifier()
booster.fit(claims[features], claims["paid"])  # <--
""",
]
GOOD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import recall_score
from fairlearn.metrics import MetricFrame
people = pd.read_csv("applicants.csv")
X = people[["income", "gender", "debt"]]
model = LogisticRegression().fit(X, people["repaid"])
print(MetricFrame(metrics=recall_score, y_true=people["repaid"], y_pred=model.predict(X),
                  sensitive_features=X["gender"]).by_group)
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import recall_score
people = pd.read_csv("applicants.csv")
X = people[["income", "gender", "debt"]]
model = LogisticRegression().fit(X, people["repaid"])
people["guess"] = model.predict(X)
for group, rows in people.groupby("gender"):
    print(group, recall_score(rows["repaid"], rows["guess"]))
""",
    """
import pandas as pd
from sklearn.linear_model import LinearRegression
houses = pd.read_csv("houses.csv")
model = LinearRegression().fit(houses[["rooms", "age"]], houses["price"])
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
people = pd.read_csv("applicants.csv")
print(people["gender"].value_counts())
X = people.drop(columns=["repaid", "gender"])
model = LogisticRegression().fit(X, people["repaid"])
""",
    """
import pandas as pd
import shap
from sklearn.linear_model import LogisticRegression
people = pd.read_csv("applicants.csv")
X = people[["income", "gender"]]
model = LogisticRegression().fit(X, people["repaid"])
shap.summary_plot(shap.Explainer(model)(X))
""",
    """
import pandas as pd
from yellowbrick.features import Rank1D
people = pd.read_csv("applicants.csv")
X = people[["income", "gender", "debt"]]
ranking = Rank1D()
ranking.fit(X, people["repaid"])
ranking.show()
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
people = pd.read_csv("applicants.csv")
X = people[["income", "gender", "debt"]]
model = LogisticRegression().fit(X, people["repaid"])

def plot_group_fairness(model, frame):
    frame.assign(guess=model.predict(frame)).groupby("gender")["guess"].mean().plot.bar()

plot_group_fairness(model, X)
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training != "yes" or facts.tutorial or not facts.attributes:
        return
    first = facts.attributes[0]
    names = ", ".join(f"`{found.column}`" for found in facts.attributes)
    sure = max(found.confidence for found in facts.attributes)
    yield facts.finding(
        first.fit.place,
        f"the model learns from {names}, and no metric compares the groups: score each group",
        confidence=0.6 if facts.explained else sure,
        evidence=[found.place for found in facts.attributes],
        fix=facts.compared,
    )
