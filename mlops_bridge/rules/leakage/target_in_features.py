"""The target is among the features.

The column that the model is to predict, or one that is computed from it, is among the columns it
is fitted on. The score is close to perfect and the model is worthless: in production that column
is not there yet. Drop it from the features, and with it what was computed from it. A lag of the
target (yesterday's value) is fine, and so are columns whose names are not known here.

Source: the literature on leakage (features that stand for the target).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK711", "error"
BAD = [
    """
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split
houses = pd.read_csv("houses.csv")
columns = ["area", "rooms", "price"]
X, y = houses[columns], houses["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = RandomForestRegressor(random_state=0)
model.fit(X_train, y_train)  # <--
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
loans = pd.read_csv("loans.csv")
y = loans["paid"]
loans.drop("paid", axis=1)
model = LogisticRegression().fit(loans, y)  # <--
""",
    """
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import cross_val_score
flats = pd.read_csv("flats.csv")
flats["per_metre"] = flats["price"] / flats["metres"]
print(cross_val_score(LinearRegression(), flats[["metres", "per_metre"]], flats["price"]))  # <--
""",
    """
import pandas as pd
from sklearn.svm import SVC
from sklearn.model_selection import train_test_split
wines = pd.read_csv("wines.csv")
wines["good"] = (wines["quality"] >= 7).astype(int)
X, y = wines.drop(columns=["good"]), wines["good"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
print(SVC().fit(X_train, y_train).score(X_test, y_test))  # <--
""",
    """
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
names = ["id", "age", "glucose", "outcome"]
train = pd.read_csv("train.csv", names=names)
features = [name for name in names if name not in ("id",)]
model = DecisionTreeClassifier(random_state=0).fit(train[features], train["outcome"])  # <--
""",
]
GOOD = [
    """
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split
houses = pd.read_csv("houses.csv")
columns = ["area", "rooms"]
X, y = houses[columns], houses["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = RandomForestRegressor(random_state=0)
model.fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
loans = pd.read_csv("loans.csv")
y = loans.pop("paid")
model = LogisticRegression().fit(loans, y)
other = pd.read_csv("other.csv")
X = other.drop(columns="paid")
LogisticRegression().fit(X, other["paid"])
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
loans = pd.read_csv("loans.csv")
X, y = loans.iloc[:, :-1], loans.iloc[:, -1]
LogisticRegression().fit(X, y)
wanted = [name for name in loans.columns if name != "paid"]
LogisticRegression().fit(loans[wanted], loans["paid"])
LogisticRegression().fit(loans.loc[:, loans.columns != "paid"], loans["paid"])
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
sales = pd.read_csv("sales.csv").sort_values("day")
sales["yesterday"] = sales["units"].shift(1)
sales["trend"] = sales["units"].shift(1).rolling(7).mean()
train = sales[sales["day"] < "2024-01-01"].dropna()
model = Ridge().fit(train[["yesterday", "trend"]], train["units"])
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
rides = pd.read_csv("rides.csv")
rides["minutes"] = (rides["end"] - rides["start"]) / 60
model = Ridge().fit(rides[["start", "km"]], rides["minutes"])
numbers = rides.select_dtypes("number")
Ridge().fit(numbers, rides["minutes"])
""",
    """
from sklearn.cluster import KMeans
import pandas as pd
frame = pd.read_csv("customers.csv")
KMeans(3, random_state=0).fit(frame, frame["segment"])
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for leak in facts.target_leaks:
        if leak.made:
            message = f"`{leak.column}` and the target `{leak.target}` are computed from each other"
        else:
            message = f"the features hold the target `{leak.target}`"
        yield facts.finding(leak.fit.place, f"{message}: drop the column from the features")
