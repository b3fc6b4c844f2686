"""Time shuffled.

Rows have an order in time (lags, rolling means, a sort or an index by date), and they are parted
at random: the model is trained on days after those it is judged on, and with lags it sees their
targets. In production the future is not there. Part by time: `TimeSeriesSplit`, a date as the
border, or `shuffle=False` after the sort.

Surest where features are made of earlier rows; less where rows are only sorted by a date.
Source: the literature on leakage (time).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK709", "error"
BAD = [
    """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
sales = pd.read_csv("sales.csv", parse_dates=["day"]).sort_values("day")
X, y = sales[["promo", "price"]], sales["units"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)  # <--
print(Ridge().fit(X_train, y_train).score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
sales = pd.read_csv("sales.csv")
sales["yesterday"] = sales["units"].shift(1)
sales["week"] = sales["units"].rolling(7).mean()
sales = sales.dropna()
train, test = train_test_split(sales, test_size=0.2, random_state=0)  # <--
model = Ridge().fit(train[["yesterday", "week"]], train["units"])
print(model.score(test[["yesterday", "week"]], test["units"]))
""",
    """
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import GridSearchCV
frame = pd.read_csv("load.csv", index_col="hour", parse_dates=True)
frame["last"] = frame["load"].shift(24)
search = GridSearchCV(RandomForestRegressor(random_state=0), {"max_depth": [3, 9]}, cv=5)
search.fit(frame[["last", "temperature"]].fillna(0), frame["load"])  # <--
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import cross_val_score
weather = pd.read_csv("weather.csv")
weather["date"] = pd.to_datetime(weather["date"])
weather = weather.set_index("date")
print(cross_val_score(Ridge(), weather[["pressure"]], weather["rain"], cv=10))  # <--
""",
    """
import pandas as pd
from sklearn.model_selection import KFold
from sklearn.svm import SVR
prices = pd.read_csv("prices.csv")
prices["change"] = prices["close"].pct_change()
X, y = prices[["change"]].to_numpy(), prices["close"].to_numpy()
for train, test in KFold(5, shuffle=True, random_state=0).split(X):  # <--
    print(SVR().fit(X[train], y[train]).score(X[test], y[test]))
""",
]
GOOD = [
    """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
sales = pd.read_csv("sales.csv", parse_dates=["day"]).sort_values("day")
X, y = sales[["promo", "price"]], sales["units"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0, shuffle=False)
print(Ridge().fit(X_train, y_train).score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import TimeSeriesSplit, cross_val_score
sales = pd.read_csv("sales.csv", parse_dates=["day"]).sort_values("day")
sales["yesterday"] = sales["units"].shift(1)
X = sales[["yesterday"]].fillna(0)
print(cross_val_score(Ridge(), X, sales["units"], cv=TimeSeriesSplit(5)))
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
sales = pd.read_csv("sales.csv", parse_dates=["day"])
sales["yesterday"] = sales["units"].shift(1)
old = sales["day"] < "2024-01-01"
train, test = sales[old].dropna(), sales[~old]
print(Ridge().fit(train[["yesterday"]], train["units"]).score(test[["yesterday"]], test["units"]))
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold, cross_val_score
runs = pd.read_csv("engines.csv")
runs["before"] = runs.groupby("engine")["heat"].shift(1)
scores = cross_val_score(
    Ridge(), runs[["before"]].fillna(0), runs["left"], groups=runs["engine"], cv=GroupKFold(5)
)
""",
    """
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
people = pd.read_csv("people.csv", parse_dates=["born"])
people["age"] = 2024 - people["born"].dt.year
people["gap"] = people["income"].ffill()
X_train, X_test, y_train, y_test = train_test_split(
    people[["age", "gap"]], people["spent"], random_state=0
)
""",
    """
import pandas as pd
from sklearn.model_selection import train_test_split
names = pd.read_csv("names.csv").sort_values("name")
train, test = train_test_split(names, random_state=0)
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for found in facts.shuffled:
        yield facts.finding(
            found.place,
            f"{found.why} are parted at random: judge on later rows than those trained on "
            "(`TimeSeriesSplit`, or a date as the border)",
            confidence=found.confidence,
            fix=found.fix,
        )
