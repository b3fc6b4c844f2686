"""Sensitive attribute, and no comparison of groups.

The model learns from a column about a protected trait (gender, age, origin, religion,
disability and the like), and only total scores are computed: whether it treats groups alike is
unknown. Compute the metric for each group (`fairlearn.metrics.MetricFrame`, or a `groupby` on
the column), and look at the difference.

Where the column is only dropped before the fit this is information: what stands for it (a post
code, a first name) is still there, and without the column nobody can look.

Source: the paper's part on ethics.
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
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
people = pd.read_csv("applicants.csv")
print(people["gender"].value_counts())
X = people.drop(columns=["repaid", "gender"])
model = LogisticRegression().fit(X, people["repaid"])  # <--
""",
    """
import pandas as pd
from sklearn.svm import SVC
people = pd.read_csv("applicants.csv")
people.head(2)
# %% [output]
   income  ethnicity  debt  repaid
0      31          2     4       1
1      28          0     9       0
# %%
X, y = people.drop("repaid", axis=1), people["repaid"]
svc = SVC().fit(X, y)  # <--
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
    """
import pandas as pd
from sklearn.metrics import recall_score
from sklearn.tree import DecisionTreeClassifier
people = pd.read_csv("applicants.csv")
X = people[["sex", "pulse", "pain"]]
tree = DecisionTreeClassifier(max_depth=4, random_state=0).fit(X, people["urgent"])
guess = tree.predict(X)
women = (people["sex"] == "f").to_numpy()
print(recall_score(people["urgent"][women], guess[women]))
print(recall_score(people["urgent"][~women], guess[~women]))
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training != "yes":
        return
    learnt = facts.attributes
    found = learnt or facts.dropped
    if not found:
        return
    names = ", ".join(f"`{attribute.column}`" for attribute in found)
    if learnt:
        message = f"the model learns from {names}, and no metric compares the groups"
    else:
        message = f"{names} is dropped, which is no audit: other columns may stand for it"
    yield facts.finding(
        found[0].fit.place,
        f"{message}: score each group",
        confidence=0.6 if facts.explained else max(a.confidence for a in found),
        severity=None if learnt else "info",
        evidence=[attribute.place for attribute in found if attribute.place != found[0].fit.place],
        fix=facts.compared if learnt else None,
    )
