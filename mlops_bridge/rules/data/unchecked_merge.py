"""Merge that nobody checks.

`merge` without keys joins on all columns that happen to share a name, and without `how` it drops
the rows that have no partner. Both change silently when a table gets a new column or a key goes
missing. If a key is there twice on the other side, rows multiply: the model is then trained on
copies, and a copy may stand in the test set too.

Write `on=` and `how=` out, and say what you expect with `validate="m:1"` (or count the rows
after it). It is information while one explores, and a warning where the rows reach a model; only
there `validate` is asked for. Joins by index with keywords and `concat` are left alone, and so
are tables that are not pandas'. Source: the published catalogue of machine-learning code smells
(merge parameters not set).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DATA606", "info"
BAD = [
    """
import pandas as pd
orders = pd.read_csv("orders.csv")
users = pd.read_csv("users.csv")
both = pd.merge(orders, users, on="user_id")  # <--
both.head()
""",
    """
import pandas as pd
movies, ratings = pd.read_csv("movies.csv"), pd.read_csv("ratings.csv")
table = movies.merge(ratings)  # <--
""",
    """
import pandas as pd
left = pd.DataFrame({"key": [1, 2], "a": [3, 4]})
right = pd.DataFrame({"key": [1, 2], "b": [5, 6]})
joined = left.merge(right, how="left")  # <--
""",
    """
import pandas as pd
items, prices = pd.read_csv("items.csv"), pd.read_csv("prices.csv")
joined = items.merge(  # <--
    prices,
    on="item",
)
""",
    """
import pandas as pd
from sklearn.linear_model import LinearRegression
trips = pd.read_parquet("trips.parquet")
weather = pd.read_csv("weather.csv")
trips = trips.merge(weather, how="left", on=["date", "city"])  # <--
model = LinearRegression().fit(trips[["rain"]], trips["delay"])
""",
    """
import pandas as pd
from sklearn.ensemble import RandomForestRegressor

def prepare(sales, stores):
    return pd.merge(sales, stores, how="inner", left_on="Store", right_on="store_id")  # <--

data = prepare(pd.read_csv("sales.csv"), pd.read_csv("stores.csv"))
forest = RandomForestRegressor(random_state=0)
forest.fit(data.drop(columns=["Sales"]), data["Sales"])
""",
    """
import pandas as pd
frames = [pd.read_csv("a.csv"), pd.read_csv("b.csv")]
total = frames[0]
for frame in frames:
    total = total.merge(frame, left_on="id", right_index=True)  # <--
""",
]
BAD += [
    """
import pandas as pd
polls, result = pd.read_csv("polls.csv"), pd.read_csv("result.csv")
table = (
    polls.query("n > 800")
    .groupby("state", as_index=False)["share"]
    .mean()
    .merge(result[["state", "won"]])  # <--
    .sort_values("share")
)
""",
]
GOOD = [
    """
import pandas as pd
orders = pd.read_csv("orders.csv")
users = pd.read_csv("users.csv")
both = pd.merge(orders, users, on="user_id", how="inner")
both.head()
""",
    """
import pandas as pd
from sklearn.linear_model import LinearRegression
trips = pd.read_parquet("trips.parquet")
weather = pd.read_csv("weather.csv")
trips = trips.merge(weather, how="left", on=["date", "city"], validate="m:1")
model = LinearRegression().fit(trips[["rain"]], trips["delay"])
""",
    """
import pandas as pd
from sklearn.linear_model import LinearRegression
trips = pd.read_parquet("trips.parquet")
weather = pd.read_csv("weather.csv")
before = len(trips)
trips = trips.merge(weather, how="left", on="date")
assert len(trips) == before
model = LinearRegression().fit(trips[["rain"]], trips["delay"])
""",
    """
import pandas as pd
a, b = pd.read_csv("a.csv"), pd.read_csv("b.csv")
joined = a.join(b, how="left")
stacked = pd.concat([a, b], axis=1)
indexed = a.merge(b, left_index=True, right_index=True)
""",
    """
import pandas as pd
colours, sizes = pd.read_csv("a.csv"), pd.read_csv("b.csv")
pairs = colours.merge(sizes, how="cross")
same = colours.merge(sizes, "left", "key")
also = pd.merge(colours, sizes, "left", "key")
""",
    """
import polars as pl
import xarray as xr
merged = xr.merge([one, two])
other = one.merge(two)
settings = pd.merge(**options)
repository.merge(branch)
""",
    """
import pandas as pd
options = {"on": "key", "how": "left"}
a, b = pd.read_csv("a.csv"), pd.read_csv("b.csv")
joined = a.merge(b, **options)
""",
]

_OPEN = {
    "keys": "joins on whatever columns share a name",
    "how": "drops the rows without a partner",
    "validate": "may multiply rows that a model learns from",
}
_DO = {"keys": "`on=`", "how": "`how=`", "validate": "`validate=`"}


def check(facts: Facts) -> Iterator[Draft]:
    for merge in facts.merges:
        what = " and ".join(_OPEN[name] for name in merge.open[-2:])
        ask = ", ".join(_DO[name] for name in merge.open)
        yield facts.finding(
            merge.place,
            f"`merge` {what}: write {ask}",
            severity="warning" if merge.trains else None,
            fix=merge.fix,
        )
