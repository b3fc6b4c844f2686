"""One entity on both sides.

Several rows belong to one patient, customer, device or the like, and the rows are parted without
regard to that: the model meets in the test rows whom it already knows, and the score tells how
well it remembers them, not how well it does with new ones. Part by entity: `GroupKFold`,
`GroupShuffleSplit`, `StratifiedGroupKFold`, with `groups=` the column.

Said where the notebook itself shows that the entity comes again: a `groupby` on it, a look at
duplicates, fewer different values than rows. Source: the literature on leakage (dependence).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK710", "warning"
BAD = [
    """
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
visits = pd.read_csv("visits.csv")
print(visits.groupby("patient_id").size().describe())
# %%
X, y = visits[["heart_rate", "lactate"]], visits["died"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)  # <--
print(RandomForestClassifier(random_state=0).fit(X_train, y_train).score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC
frame = pd.read_csv("windows.csv")
frame["mean"] = frame.groupby("subject")["signal"].transform("mean")
print(cross_val_score(SVC(), frame[["mean", "signal"]], frame["activity"], cv=5))  # <--
""",
    """
import pandas as pd
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC
plays = pd.read_csv("plays.csv")
plays.duplicated(subset=["user_id"]).sum()
# %%
X, y = plays[["length"]].to_numpy(), plays["skipped"].to_numpy()
for train, test in StratifiedKFold(5).split(X, y):  # <--
    print(SVC().fit(X[train], y[train]).score(X[test], y[test]))
""",
    """
import pandas as pd
from sklearn.model_selection import train_test_split
baskets = pd.read_csv("baskets.csv")
print(len(baskets), baskets["customer_id"].nunique())
# %% [output]
84210 5127
# %%
train, test = train_test_split(baskets, random_state=0)  # <--
""",
    """
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import RandomizedSearchCV
answers = pd.read_csv("answers.csv")
answers["attempt"] = answers.groupby("student_id").cumcount()
search = RandomizedSearchCV(RandomForestRegressor(), {"max_depth": [3, 5]}, random_state=0)
search.fit(answers[["attempt", "minutes"]], answers["score"])  # <--
""",
]
GOOD = [
    """
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GroupShuffleSplit
visits = pd.read_csv("visits.csv")
print(visits.groupby("patient_id").size().describe())
# %%
parts = GroupShuffleSplit(1, random_state=0).split(visits, groups=visits["patient_id"])
train, test = next(parts)
columns = ["heart_rate", "lactate"]
model = RandomForestClassifier(random_state=0)
model.fit(visits.iloc[train][columns], visits.iloc[train]["died"])
print(model.score(visits.iloc[test][columns], visits.iloc[test]["died"]))
""",
    """
import pandas as pd
from sklearn.model_selection import train_test_split
visits = pd.read_csv("visits.csv")
visits.groupby("ward")["days"].mean()
train, test = train_test_split(visits, random_state=0)
""",
    """
import pandas as pd
from sklearn.model_selection import train_test_split
people = pd.read_csv("people.csv", index_col="patient_id")
train, test = train_test_split(people, random_state=0)
print(people["customer_id"].nunique())
""",
    """
import pandas as pd
from sklearn.model_selection import train_test_split
stays = pd.read_csv("stays.csv")
print(stays.duplicated(subset=["patient_id"]).sum())
first = stays.drop_duplicates(subset="patient_id")
train, test = train_test_split(first, random_state=0)
""",
    """
import pandas as pd
from sklearn.model_selection import train_test_split
orders = pd.read_csv("orders.csv")
customers = orders.groupby("customer_id").agg({"total": "sum"}).reset_index()
train, test = train_test_split(customers, random_state=0)
""",
    """
import pandas as pd
from sklearn.model_selection import train_test_split
rides = pd.read_csv("rides.csv")
print(rides.groupby("user_id").size())
users = rides["user_id"].unique()
train_users, test_users = train_test_split(users, random_state=0)
train, test = rides[rides["user_id"].isin(train_users)], rides[rides["user_id"].isin(test_users)]
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for found in facts.ungrouped:
        yield facts.finding(
            found.place,
            f"the rows of one `{found.column}` come on both sides of the split: part by it "
            "(`GroupKFold`, `GroupShuffleSplit`)",
            confidence=0.8,
            evidence=(found.evidence,),
        )
